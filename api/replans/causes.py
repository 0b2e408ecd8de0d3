"""What has led to a re-plan: the events since the plan in force was published, and the decisions that go with it."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from api.replans.records import Replan, Wanted
from optimizer.changes import Cause, CauseKind


def causes_of(connection: Connection, found: Replan) -> tuple[Cause, ...]:
    """Causes in the order in which they are named: events first, then decisions."""
    del connection
    return tuple(_of_decisions(found.decisions))


def _of_decisions(decisions: tuple[Wanted, ...]) -> Iterator[Cause]:
    for one in decisions:
        steps = one.decided.step_ids
        yield Cause(
            event_id="",
            kind=CauseKind.DECISION,
            subjects=frozenset(steps),
            text_en=f"the foreman has decided so{_because(one.reason, ': ')}",
            text_zh=f"车间主管决定{_because(one.reason, '：')}",
        )


def _because(reason: str, mark: str) -> str:
    return f"{mark}{reason}" if reason else ""
