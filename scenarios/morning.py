"""What goes otherwise on a day in full swing: chosen from the cars that are in work, so that it hurts on every day.

A job takes longer than its car's promise allows, another waits for its parts beyond it, a third for the customer's
answer, and a car that is expected soon is late.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from optimizer.day import Day
from optimizer.steps import Catalogue, steps_of
from optimizer.visit import Step, StepKind, StepStatus, Visit

_QUARTER = timedelta(minutes=15)
_LATE = timedelta(hours=1)
# Nobody believes a job that takes half a day longer.
_LONGEST = timedelta(hours=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mishap:
    """An event that goes wrong, as the floor tells it: its ``type``, and its other ``fields``."""

    type: str
    fields: dict[str, str | int]


@dataclass(frozen=True, slots=True)
class _InWork:
    visit: Visit
    step: Step
    promised: datetime


def late_technician(day: Day) -> tuple[Mishap, ...]:
    """Of those who come to work next, the one with least to do at first is an hour late; nobody where nobody comes."""
    coming = [
        (_planned(day, one.technician_id, span.start, span.start + _LATE), one.technician_id, span.start + _LATE)
        for one in day.workshop.technicians
        for span in one.shifts[:1]
        if span.start > day.now
    ]
    if not coming:
        return ()
    _, name, until = min(coming)
    return (Mishap(type="technician_late", fields={"technician_id": name, "until": until.isoformat()}),)


def _planned(day: Day, technician_id: str, start: datetime, end: datetime) -> timedelta:
    """How long somebody is to work in some time."""
    steps = () if day.published is None else day.published.assignments
    mine = (one for one in steps if technician_id in one.technician_ids)
    return sum((max(timedelta(), min(one.end, end) - max(one.start, start)) for one in mine), timedelta())


def mishaps(day: Day) -> tuple[Mishap, ...]:
    """What goes wrong at ``day.now``. Equal arguments, equal events; fewer when little is in work.

    The cars whose promise is nearest are hit by what breaks it, the others by what need not.
    """
    in_work = sorted(_in_work(day), key=lambda one: (one.promised, one.step.step_id))
    nearest, others = in_work[:1], in_work[1:]
    return (
        *(_longer(one, day.now) for one in nearest),
        *(_parts_missing(one, day.now) for one in others[:1]),
        *(_asked(one, day.now) for one in others[1:][-1:]),
        *_late_car(day),
    )


def _in_work(day: Day) -> Iterator[_InWork]:
    catalogue = Catalogue.of(day.workshop)
    for visit in day.visits:
        running = {one.step_id for one in visit.progress if one.status is StepStatus.RUNNING}
        if visit.promised is None or not day.now < visit.promised <= day.now + _LONGEST:
            continue
        for step in steps_of(visit, catalogue):
            if step.step_id in running and step.kind is StepKind.WORK:
                yield _InWork(visit, step, visit.promised)


def _longer(one: _InWork, now: datetime) -> Mishap:
    minutes = (one.promised - now) // timedelta(minutes=1)
    return Mishap(type="step_estimated", fields={"step_id": one.step.step_id, "remaining_minutes": minutes})


def _parts_missing(one: _InWork, now: datetime) -> Mishap:
    fields: dict[str, str | int] = {
        "step_id": one.step.step_id,
        "code": "C",
        "reason": "wrong part in the box 配件不符",
        "until": _quarter(max(one.promised, now)).isoformat(),
    }
    return Mishap(type="step_interrupted", fields=fields)


def _asked(one: _InWork, now: datetime) -> Mishap:
    fields: dict[str, str | int] = {
        "step_id": one.step.step_id,
        "code": "B",
        "reason": "additional work, the customer is asked 追加作业待答复",
        "until": _quarter(now + 2 * _QUARTER).isoformat(),
    }
    return Mishap(type="step_interrupted", fields=fields)


def _late_car(day: Day) -> Iterator[Mishap]:
    """The first car that is expected in half an hour or later."""
    coming = [one for one in day.visits if not one.progress and one.arrival >= day.now + 2 * _QUARTER and not one.waits]
    if coming:
        first = min(coming, key=lambda one: (one.arrival, one.visit_id))
        until = first.arrival + _QUARTER
        yield Mishap(type="car_late", fields={"appointment_id": first.visit_id, "until": until.isoformat()})


def _quarter(at: datetime) -> datetime:
    """The next full quarter of an hour."""
    past = timedelta(minutes=at.minute % 15, seconds=at.second, microseconds=at.microsecond)
    return at if not past else at - past + _QUARTER
