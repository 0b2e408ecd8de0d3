"""Visits that name what the workshop does not have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from optimizer.day import Day
from optimizer.faults.finding import Finding, known_steps, pointer, started_steps
from optimizer.steps import Catalogue
from optimizer.visit import Step, StepKind, StepStatus, Visit
from optimizer.workshop import StationKind

STATION_STEPS = {StepKind.INSPECTION: StationKind.INSPECTION, StepKind.WASH: StationKind.WASH}


def unknown_advisor(day: Day) -> Iterator[Finding]:
    """A visit whose advisor is not in the workshop."""
    advisors = {advisor.advisor_id for advisor in day.workshop.advisors}
    for i, visit in enumerate(day.visits):
        if visit.advisor_id is not None and visit.advisor_id not in advisors:
            yield Finding(
                pointer("visits", i, "advisor_id"),
                f"visit {visit.visit_id} names advisor {visit.advisor_id}, who is not in the workshop",
                "add the advisor, correct the id, or leave it out so that any advisor may receive the customer",
            )


def unknown_in_bay(day: Day) -> Iterator[Finding]:
    """A car that stands in a bay which the workshop does not have."""
    bays = {bay.bay_id for bay in day.workshop.bays}
    for i, visit in enumerate(day.visits):
        if visit.in_bay is not None and visit.in_bay not in bays:
            yield Finding(
                pointer("visits", i, "in_bay"),
                f"visit {visit.visit_id} stands in bay {visit.in_bay}, which is not in the workshop",
                "add the bay, correct the id, or leave in_bay out",
            )


def in_bay_while_running(day: Day) -> Iterator[Finding]:
    """A car said to stand in a bay while one of its steps runs."""
    running = {one.visit_idx: one for one in started_steps(day, StepStatus.RUNNING)}
    for i, visit in enumerate(day.visits):
        if visit.in_bay is not None and i in running:
            yield Finding(
                pointer("visits", i, "in_bay"),
                f"visit {visit.visit_id} has the running step {running[i].step.step_id}, which says where the car is",
                "leave in_bay out while a step runs",
            )


def two_cars_in_bay(day: Day) -> Iterator[Finding]:
    """Two cars in one bay at now."""
    taken = {one.progress.bay_id: one.visit.visit_id for one in started_steps(day, StepStatus.RUNNING)}
    busy = {one.visit_idx for one in started_steps(day, StepStatus.RUNNING)}
    for i, visit in enumerate(day.visits):
        if visit.in_bay is None or i in busy:
            continue
        if visit.in_bay in taken:
            yield Finding(
                pointer("visits", i, "in_bay"),
                f"visits {taken[visit.in_bay]} and {visit.visit_id} are both in bay {visit.in_bay}",
                "correct one of the two, or leave in_bay out for the car that was moved out",
            )
        taken.setdefault(visit.in_bay, visit.visit_id)


def no_station(day: Day) -> Iterator[Finding]:
    """Visits to be inspected or washed in a workshop without such a station."""
    places = {s.kind for s in day.workshop.stations if s.count > 0 and s.open_spans}
    missing: Counter[StationKind] = Counter()
    catalogue = Catalogue.of(day.workshop)
    for visit in day.visits:
        missing.update(
            {STATION_STEPS[step.kind] for step in _open_steps(visit, catalogue) if step.kind in STATION_STEPS}
        )
    for kind in sorted(set(missing) - places):
        remedy = "add the station with its count and open_spans"
        yield Finding(
            pointer("workshop", "stations"),
            f"visits that need the station {kind.value}: {missing[kind]}, places open: 0",
            remedy + ('; or give these visits "wash": false' if kind is StationKind.WASH else ""),
        )


def too_many_loan_cars(day: Day) -> Iterator[Finding]:
    """More loan cars out at now than the workshop has."""
    started = list(started_steps(day, StepStatus.FINISHED, StepStatus.RUNNING))
    received = {one.visit_idx for one in started if one.step.kind is StepKind.RECEPTION and one.visit.loan_car}
    gone = {
        one.visit_idx
        for one in started
        if one.step.kind is StepKind.HAND_OVER and one.progress.status is StepStatus.FINISHED
    }
    out = len(received - gone)
    if out > max(0, day.workshop.loan_cars):
        yield Finding(
            pointer("workshop", "loan_cars"),
            f"loan cars out at now: {out}, loan cars of the workshop: {day.workshop.loan_cars}",
            "correct loan_cars, or loan_car of the visits received",
        )


def _open_steps(visit: Visit, catalogue: Catalogue) -> list[Step]:
    done = {one.step_id for one in visit.progress if one.status is not StepStatus.INTERRUPTED}
    return [step for step in known_steps(visit, catalogue) if step.step_id not in done]
