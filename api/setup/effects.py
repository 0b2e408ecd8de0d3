"""What a change of the set-up does to what is booked: who must not be changed, and who has to be told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from api.setup.booked import Booked, users_of
from api.setup.difference import HEAD, POLICY, Action, Change
from optimizer.errors import Fault
from optimizer.faults import pointer
from optimizer.workshop import Workshop
from scenarios.errors import ScenarioError
from scenarios.setup.affected import TimeLosses
from scenarios.setup.affected_work import WorkLosses
from scenarios.setup.calendar import MAX_DAYS_AHEAD
from scenarios.setup.records import Setup
from scenarios.setup.resolve import plain_operation, resolved_workshop

_CATALOGUE = ("operations", "group_jobs")
# Sections whose change may take people, places or time from booked work, or make other work of it.
_TELLING = frozenset({HEAD, POLICY, "exceptions", "technicians", "advisors", "bays", "stations", *_CATALOGUE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Affected:
    """An appointment whose place no longer stands, and what it loses."""

    appointment_id: str
    arrival: datetime
    state: str
    losses: tuple[str, ...]


def still_used(before: Setup, after: Setup, changes: Sequence[Change], booked: Sequence[Booked]) -> tuple[Fault, ...]:
    """A fault for each use by an appointment of an operation, group job or priority class that is taken away."""
    return (*_codes_used(changes, booked), *_classes_used(before, after, booked))


def _codes_used(changes: Sequence[Change], booked: Sequence[Booked]) -> Iterator[Fault]:
    gone = {change.item_id: change for change in changes if change.section in _CATALOGUE}
    codes = frozenset(code for code, change in gone.items() if change.action is Action.REMOVED)
    for one, code in users_of(booked, codes):
        yield _used(pointer(gone[code].section, code), f"appointment {one.appointment_id} has a job {code}")


def _classes_used(before: Setup, after: Setup, booked: Sequence[Booked]) -> Iterator[Fault]:
    gone = {rule.priority_class for rule in before.policy.classes} - {
        rule.priority_class for rule in after.policy.classes
    }
    for one in booked:
        if one.visit.priority_class in gone:
            message = f"appointment {one.appointment_id} is of class {one.visit.priority_class.value}"
            yield _used(pointer("policy", "classes"), message)


def _used(place: str, message: str) -> Fault:
    remedy = "keep it until the appointment is over, or change or cancel the appointment"
    return Fault(pointer=place, code="used_by_appointment", message=message, remedy=remedy)


def affected(
    before: Setup, after: Setup, changes: Sequence[Change], booked: Sequence[Booked], now: datetime
) -> tuple[Affected, ...]:
    """Appointments whose place no longer stands after the change, by arrival."""
    if not any(change.section in _TELLING for change in changes) or not booked:
        return ()
    first = now.astimezone(ZoneInfo(before.time_zone)).date()
    days = _days_until_last(booked, now)
    old, new = _resolved(before, first, days), _resolved(after, first, days)
    time, work = TimeLosses(old, new), WorkLosses(old, new)
    found = [(one, _lost(one, time, work)) for one in booked]
    return tuple(
        Affected(
            appointment_id=one.appointment_id,
            arrival=one.arrival,
            state=one.state,
            losses=lost,
        )
        for one, lost in found
        if lost
    )


def _lost(one: Booked, time: TimeLosses, work: WorkLosses) -> tuple[str, ...]:
    subjects = [subject for step in one.assignments for subject in time.subjects(step)]
    subjects += work.subjects(one.visit, one.assignments)
    return tuple(dict.fromkeys(subjects))


def _days_until_last(booked: Sequence[Booked], now: datetime) -> int:
    """So many dates from that of ``now`` on hold everything that is booked."""
    last = max((step.end for one in booked for step in one.assignments), default=now)
    return min(MAX_DAYS_AHEAD, max(0, (last - now).days) + 2)


def _resolved(setup: Setup, first: date, days: int) -> Workshop:
    try:
        return resolved_workshop(setup, first, days)
    except ScenarioError:  # never open: nobody is there
        return Workshop(
            workshop_id=setup.workshop_id,
            time_zone=setup.time_zone,
            open_spans=(),
            technicians=(),
            advisors=(),
            bays=setup.bays,
            operations=tuple(plain_operation(one) for one in setup.operations),
            group_jobs=setup.group_jobs,
        )
