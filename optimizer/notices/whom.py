"""From what a plan changes to those who must be told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from optimizer.changes import Changes, PromiseChange
from optimizer.day import Day
from optimizer.notices.order import call_order
from optimizer.notices.records import Caller, Notice, NoticeKind
from optimizer.notices.words import spoken
from optimizer.policy import PriorityClass
from optimizer.visit import Visit

# A customer sets out so long before they fetch or bring the car; ours.
ON_THE_WAY = timedelta(minutes=30)

_CALLERS: Mapping[PriorityClass, Caller] = {
    PriorityClass.SAFETY_COMEBACK: Caller.COMPLAINT_OFFICER,
    PriorityClass.COMPLAINT: Caller.COMPLAINT_OFFICER,
    PriorityClass.VIC: Caller.VIC_OFFICER,
}


def notices(day: Day, changes: Changes) -> tuple[Notice, ...]:
    """A notice for each promise that cannot be kept within the tolerance, and one to the service manager for each
    safety comeback; who is to be called first comes first.
    """
    found = [*_to_customers(day, changes), *_to_manager(day)]
    classes = {visit.visit_id: visit.priority_class for visit in day.visits}
    policy = day.workshop.policy
    return tuple(
        sorted(found, key=lambda one: (call_order(one.call_by, classes[one.visit_id], day.now, policy), one.visit_id))
    )


def _to_customers(day: Day, changes: Changes) -> Iterator[Notice]:
    visits = {visit.visit_id: visit for visit in day.visits}
    for promise in changes.promises:
        if not promise.moves:
            continue
        visit = visits[promise.visit_id]
        car = changes.car(promise.visit_id)
        yield Notice(
            visit_id=promise.visit_id,
            kind=NoticeKind.NO_PLACE if promise.promised_after is None else NoticeKind.PROMISE_MOVED,
            caller=_CALLERS.get(visit.priority_class, Caller.DESK),
            promised_before=promise.promised,
            promised_after=promise.promised_after,
            call_by=_call_by(visit, promise, day.now),
            reason=spoken(None if car is None else car.why),
        )


def _to_manager(day: Day) -> Iterator[Notice]:
    for visit in day.visits:
        if visit.priority_class is PriorityClass.SAFETY_COMEBACK and visit.arrival <= day.now:
            yield Notice(
                visit_id=visit.visit_id,
                kind=NoticeKind.SAFETY_COMEBACK,
                caller=Caller.SERVICE_MANAGER,
                promised_before=visit.promised,
                promised_after=None,
                call_by=None,
                reason=None,
            )


def _call_by(visit: Visit, promise: PromiseChange, now: datetime) -> datetime | None:
    """The first of these that is still to come: the customer sets out, the promised time, the new one."""
    moments = [*_setting_out(visit, promise, now), promise.promised, promise.promised_after]
    return next((at for at in moments if at is not None and at > now), None)


def _setting_out(visit: Visit, promise: PromiseChange, now: datetime) -> Iterator[datetime]:
    """When the customer leaves home: to bring a car that has no place, to fetch one; who waits is here."""
    if promise.promised_after is None and not visit.progress and visit.arrival > now:
        yield visit.arrival - ON_THE_WAY
    elif not visit.waits:
        yield (visit.pick_up or promise.promised) - ON_THE_WAY
