"""From a plan that is published to the calls it makes necessary: one open notice a customer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from api.floor.records import FloorDay
from api.notices import rows
from api.notices.records import NoticeState, StoredNotice
from api.notices.writing import NoticeWriter
from optimizer.changes import Changes
from optimizer.notices import Notice, NoticeKind, SpokenReason, notices
from optimizer.plan import Plan


def publish_notices(
    connection: Connection,
    floor_day: FloorDay,
    plan: Plan,
    changes: Changes,
    replan_id: str,
    now: datetime,
    actor: str,
) -> tuple[StoredNotice, ...]:
    """Make, mend and withdraw notices so that they tell what ``plan`` means; those made or changed.

    Called in the transaction that publishes, which has locked the workshop. ``changes``: from the plan in force to
    ``plan``. A car that the plan does not change keeps its notice, as long as it is late.
    """
    workshop_id = plan.workshop_id
    writer = NoticeWriter(connection=connection, workshop_id=workshop_id, now=now, actor=actor)
    visit_ids = [visit.visit_id for visit in floor_day.day.visits]
    known = rows.notices_about(connection, workshop_id, visit_ids)
    tolerance = timedelta(minutes=floor_day.day.workshop.policy.call_tolerance_minutes)
    needed = {(one.visit_id, one.kind is NoticeKind.SAFETY_COMEBACK): one for one in notices(floor_day.day, changes)}
    touched: list[StoredNotice] = []
    for visit_id in visit_ids:
        for to_manager in (False, True):
            mine = [one for one in known.get(visit_id, ()) if (one.kind is NoticeKind.SAFETY_COMEBACK) == to_manager]
            found = _settled(writer, mine, needed.get((visit_id, to_manager)), replan_id, tolerance)
            touched += [] if found is None else [found]
    return tuple(touched)


def _settled(
    writer: NoticeWriter,
    mine: Sequence[StoredNotice],
    needed: Notice | None,
    replan_id: str,
    tolerance: timedelta,
) -> StoredNotice | None:
    """What becomes of the notices to one person about one car: at most one is open afterwards."""
    standing = next((one for one in mine if one.is_open), None)
    if standing is None:
        return None if needed is None or _was_said(mine, needed, tolerance) else writer.propose(needed, replan_id)
    if needed is None:
        return writer.withdraw(standing)
    return _mended(writer, standing, needed, replan_id)


def _was_said(mine: Sequence[StoredNotice], needed: Notice, tolerance: timedelta) -> bool:
    """Whether the customer knows: has declined a time no earlier than this, or the manager was told of this car."""
    if needed.kind is NoticeKind.SAFETY_COMEBACK:
        return bool(mine)
    last = mine[-1] if mine else None
    if last is None or last.state is not NoticeState.DECLINED or last.promised_before != needed.promised_before:
        return False
    if needed.promised_after is None or last.promised_after is None:
        return needed.promised_after is None and last.promised_after is None
    return needed.promised_after <= last.promised_after + tolerance


def _mended(writer: NoticeWriter, standing: StoredNotice, needed: Notice, replan_id: str) -> StoredNotice | None:
    """An open notice that tells the new plan; one that was said already is said again only when it got worse."""
    told = standing.state is NoticeState.CALLED
    if told and _holds(standing, needed):
        return None
    changed = replace(
        standing,
        kind=needed.kind,
        state=NoticeState.PROPOSED if told else standing.state,
        caller=needed.caller,
        promised_before=needed.promised_before,
        promised_after=needed.promised_after,
        call_by=needed.call_by,
        reasons=_reasons(standing, needed),
    )
    if changed == standing:
        return None
    return writer.change(standing, replace(changed, replan_id=replan_id))


def _reasons(standing: StoredNotice, needed: Notice) -> tuple[SpokenReason, ...]:
    """The new reason; the one known so far when the car stays where it was, for which there is none."""
    if needed.reason is None or (needed.reason.cause is None and standing.reasons):
        return standing.reasons
    return (needed.reason,)


def _holds(standing: StoredNotice, needed: Notice) -> bool:
    """Whether what was said to the customer is still true: the car is ready by the time they were told."""
    if standing.promised_before != needed.promised_before:
        return False
    if needed.promised_after is None or standing.promised_after is None:
        return needed.promised_after is None and standing.promised_after is None
    return needed.promised_after <= standing.promised_after
