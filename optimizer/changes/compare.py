"""Two plans of one day, compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from optimizer.changes.places import Places
from optimizer.changes.promise import next_promise
from optimizer.changes.records import CarChange, Cause, Changes, NextJobs, PromiseChange, StepMove
from optimizer.changes.trace import Trace
from optimizer.changes.words import car_words
from optimizer.day import Day
from optimizer.plan import Assignment, Plan, Published
from optimizer.visit import StepStatus, Visit


def changes(day: Day, before: Plan | Published, after: Plan, causes: Sequence[Cause] = ()) -> Changes:
    """What ``after`` changes of ``before``, both of ``day``: what moves, and which of the causes leads there.

    ``causes`` in the order in which they shall be named where several hit one car. What is plain from the day itself
    (work that runs over, an interruption, a car without an appointment) needs none.
    Raises ``KeyError`` for an operation code that the workshop does not have.
    """
    places = Places.of(day, before, after)
    moves = {visit.visit_id: places.moves(visit) for visit in day.visits}
    trace = Trace.of(places, moves, causes)
    return Changes(
        cars=tuple(_car(places, trace, visit, moves[visit.visit_id]) for visit in day.visits if moves[visit.visit_id]),
        technicians=tuple(_technicians(places)),
        promises=tuple(_promises(places)),
    )


def _car(places: Places, trace: Trace, visit: Visit, moves: tuple[StepMove, ...]) -> CarChange:
    before, after = places.ready(visit, places.before), places.ready(visit, places.after)
    why = trace.why(visit.visit_id)
    zone = ZoneInfo(places.day.workshop.time_zone)
    english, chinese = car_words(places.day, moves, (before, after), zone)
    return CarChange(
        visit_id=visit.visit_id,
        plate=visit.plate,
        moves=moves,
        ready_before=before,
        ready_after=after,
        why=why,
        text_en=english,
        text_zh=chinese,
    )


def _technicians(places: Places) -> Iterator[NextJobs]:
    """Who has other next jobs, or the same in another order."""
    begun = (StepStatus.FINISHED, StepStatus.RUNNING)
    started = {one.step_id for visit in places.day.visits for one in visit.progress if one.status in begun}
    known = {step.step_id for steps in places.steps.values() for step in steps}
    before, after = (_orders(one, known - started) for one in (places.before, places.after))
    for technician in places.day.workshop.technicians:
        name = technician.technician_id
        old, new = before.get(name, ()), after.get(name, ())
        if old != new:
            yield NextJobs(technician_id=name, before=old, after=new)


def _orders(places: Mapping[str, Assignment], open_steps: set[str]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for one in sorted(places.values(), key=lambda one: (one.start, one.step_id)):
        if one.step_id in open_steps:
            for name in one.technician_ids:
                found[name] = (*found.get(name, ()), one.step_id)
    return found


def _promises(places: Places) -> Iterator[PromiseChange]:
    tolerance = timedelta(minutes=places.day.workshop.policy.call_tolerance_minutes)
    for visit in places.day.visits:
        if visit.promised is None or not places.unfinished(visit):
            continue
        before, after = places.ready(visit, places.before), places.ready(visit, places.after)
        moves = after is None or after > visit.promised + tolerance
        if moves or after != before:
            yield PromiseChange(
                visit_id=visit.visit_id,
                customer_ref=visit.customer_ref,
                promised=visit.promised,
                ready_before=before,
                ready_after=after,
                moves=moves,
                promised_after=next_promise(after, places.day.workshop) if moves and after is not None else None,
            )
