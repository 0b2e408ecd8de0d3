"""What has been told or decided and not been answered by a re-plan of the service: read from the store alone.

So nothing is forgotten by a crash: what was told before is found again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from api.floor.rows import versions_of
from api.replans import rows
from api.replans.records import Trigger
from api.replans.settings_rows import ReplanSettings
from api.store.floor_tables import decisions, events


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """``floor_version``: what it has come to; ``first`` and ``last``: when it was told. ``since``: the row of the last
    re-plan of the service, 0 without any.
    """

    floor_version: int
    first: datetime
    last: datetime
    since: int

    def is_due(self, now: datetime, settings: ReplanSettings) -> bool:
        """Whether it has been quiet for long enough, or it has been going on for too long."""
        quiet = now - self.last >= timedelta(seconds=settings.quiet_s)
        return quiet or now - self.first >= timedelta(seconds=settings.max_wait_s)


def unanswered(connection: Connection, workshop_id: str) -> Unanswered | None:
    """What the service has not re-planned for; None when there is nothing."""
    last = rows.newest(connection, workshop_id, Trigger.AUTOMATIC)
    present = versions_of(connection, workshop_id).floor
    if present == (0 if last is None else last.asked_of.floor_version):
        return None
    told = sorted(_told(connection, workshop_id, None if last is None else last.created_at))
    if not told:
        return None
    return Unanswered(floor_version=present, first=told[0], last=told[-1], since=0 if last is None else last.seq)


def _told(connection: Connection, workshop_id: str, since: datetime | None) -> Iterator[datetime]:
    """When something was told, taken back, decided or ended, from then on."""
    columns = (events.c.told_at, events.c.withdrawn_at, decisions.c.made_at, decisions.c.ended_at)
    for column in columns:
        query = select(column).where(column.table.c.workshop_id == workshop_id, column.is_not(None))
        if since is not None:
            query = query.where(column >= since)
        yield from connection.execute(query).scalars()
