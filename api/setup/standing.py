"""Reads set-ups: the one function that others use, and a memory of what was read."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from api.parts.orders import ordered_deliveries
from api.setup import rows
from api.store.setup_tables import workshops
from optimizer.workshop import Workshop
from scenarios.setup.records import Setup
from scenarios.setup.resolve import resolved_workshop


def setup_of(connection: Connection, workshop_id: str) -> Setup:
    """The set-up of a workshop to plan by: open orders of parts are deliveries too.

    Raises ``KeyError`` for an unknown one.
    """
    setup = rows.stored(connection, workshop_id).setup
    return replace(setup, deliveries=setup.deliveries + ordered_deliveries(connection, workshop_id))


def setup_version_of(connection: Connection, workshop_id: str) -> int:
    """The version of a workshop's set-up. Raises ``KeyError`` for an unknown one."""
    query = select(workshops.c.setup_version).where(workshops.c.workshop_id == workshop_id)
    version: int | None = connection.execute(query).scalar_one_or_none()
    if version is None:
        raise KeyError(workshop_id)
    return version


@dataclass(frozen=True, slots=True)
class _Key:
    workshop_id: str
    setup_version: int
    created_at: datetime
    first: date
    open_days: int


class Standing:
    """Resolved workshops of the latest ``most`` questions, each good for one version of the set-up."""

    def __init__(self, most: int = 64) -> None:
        self._most = most
        self._kept: OrderedDict[_Key, Workshop] = OrderedDict()
        self._lock = threading.Lock()

    def workshop_for(self, connection: Connection, workshop_id: str, now: datetime, open_days: int) -> Workshop:
        """The workshop on its first ``open_days`` open dates from that of ``now`` on.

        Raises ``KeyError`` for an unknown one, ``ScenarioError`` when it is not open in the 120 days from ``now`` on.
        """
        row = rows.head_row(connection, workshop_id)
        first = now.astimezone(ZoneInfo(row["time_zone"])).date()
        key = _Key(workshop_id, row["setup_version"], row["created_at"], first, open_days)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        found = resolved_workshop(setup_of(connection, workshop_id), first, open_days)
        with self._lock:
            self._kept[key] = found
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return found
