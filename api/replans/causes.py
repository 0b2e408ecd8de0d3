"""What has led to a re-plan: the events since the plan in force was published, and the decisions that go with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, select

from api.floor.causes import causes_since
from api.floor.records import FloorDay
from api.replans import rows
from api.replans.records import Wanted
from api.store.floor_tables import events
from optimizer.changes import Cause, CauseKind
from scenarios.setup.hours import instant_at


def causes_of(connection: Connection, floor: FloorDay) -> tuple[Cause, ...]:
    """Events of the day as causes, in the order in which they were told.

    Those told before the plan in force was asked for have led to it, not to the next one.
    """
    workshop_id = floor.setup.workshop_id
    last = rows.last_published(connection, workshop_id)
    since = max(_before_today(connection, floor), 0 if last is None else last.asked_of.event_seq)
    return causes_since(connection, floor, since)


def _before_today(connection: Connection, floor: FloorDay) -> int:
    """Sequence number of the last event told before the local midnight that began the day; 0 without any."""
    zone = ZoneInfo(floor.setup.time_zone)
    midnight = instant_at(zone, floor.day.now.astimezone(zone).date(), 0)
    chosen = (events.c.workshop_id == floor.setup.workshop_id, events.c.told_at < midnight)
    return connection.execute(select(func.max(events.c.seq)).where(*chosen)).scalar_one_or_none() or 0


def of_decisions(decisions: Sequence[Wanted]) -> Iterator[Cause]:
    """Decisions that are tried, as causes; they are named before what has happened."""
    for one in decisions:
        yield Cause(
            event_id="",
            kind=CauseKind.DECISION,
            subjects=frozenset(one.decided.step_ids),
            text_en=f"the foreman has decided so{_because(one.reason, ': ')}",
            text_zh=f"车间主管决定{_because(one.reason, '：')}",
        )


def _because(reason: str, mark: str) -> str:
    return f"{mark}{reason}" if reason else ""
