"""What a database must offer to hold the store."""

from __future__ import annotations

from typing import Protocol

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError


class StoreError(RuntimeError):
    """The store cannot be opened; the words say why and what to do."""


class StoreBusyError(StoreError):
    """Another process of the service has this data folder open."""


class StoreVersionError(StoreError):
    """The store is at a revision that this program does not know."""


class Backend(Protocol):
    """One open database. ``name`` is for people, without a password."""

    name: str
    alone: bool
    reading: Engine
    writing: Engine

    def begin_migration(self, connection: Connection) -> None:
        """Let no other process migrate until the transaction ends."""
        ...

    def was_undone(self, error: DBAPIError) -> bool:
        """Whether a transaction was undone because of another one, so that it may be tried again."""
        ...

    def close(self) -> None:
        """Close all connections."""
        ...
