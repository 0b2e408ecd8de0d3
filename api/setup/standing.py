"""Reads the set-up of a workshop: what other parts of the service plan by."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from api.parts.orders import ordered_deliveries
from api.setup import rows
from scenarios.setup.records import Setup


def setup_of(connection: Connection, workshop_id: str) -> Setup:
    """The set-up of a workshop to plan by: open orders of parts are deliveries too.

    Raises ``KeyError`` for an unknown one.
    """
    setup = rows.stored(connection, workshop_id).setup
    return replace(setup, deliveries=setup.deliveries + ordered_deliveries(connection, workshop_id))


def setup_version_of(connection: Connection, workshop_id: str) -> int:
    """The version of a workshop's set-up. Raises ``KeyError`` for an unknown one."""
    version: int = rows.head_row(connection, workshop_id)["setup_version"]
    return version
