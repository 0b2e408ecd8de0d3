"""Rules of advisors and stations, of arrivals and loan cars."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from optimizer.referee.cars import Car, Line
from optimizer.referee.index import Index
from optimizer.referee.rules.say import Use, broken, clashes
from optimizer.referee.violation import Violation
from optimizer.visit import StepKind
from optimizer.workshop import StationKind

STATION_OF = {StepKind.INSPECTION: StationKind.INSPECTION, StepKind.WASH: StationKind.WASH}
DESK_KINDS = (StepKind.RECEPTION, StepKind.HAND_OVER)


def station_overlap(index: Index) -> Iterator[Violation]:
    """An advisor or a place does one step at a time, of its own kind; a named advisor receives the car."""
    for line in index.lines:
        fault = _wrong_unit(index, line) if line.is_open else None
        if fault is not None:
            yield broken("station_overlap", f"{line.step.step_id} {fault}", line)
    uses = (
        Use(what=line.unit_id, start=line.start, end=line.end, line=line)
        for line in index.lines
        if line.unit_id is not None
    )
    for one, other in clashes(uses):
        minutes = min(one.end, other.end) - other.start
        message = f"{one.what} does {one.line.step.step_id} and {other.line.step.step_id} at once for {minutes} min"
        yield broken("station_overlap", message, one.line, other.line)


def _wrong_unit(index: Index, line: Line) -> str | None:
    kind, unit_id = line.step.kind, line.unit_id
    if kind not in STATION_OF and kind not in DESK_KINDS:
        return None if unit_id is None else f"needs no advisor or station, has {unit_id}"
    if unit_id is None or index.people.units[unit_id].kind is not STATION_OF.get(kind):
        return f"needs {STATION_OF[kind].value if kind in STATION_OF else 'an advisor'}, has {unit_id or 'nobody'}"
    named = line.visit.advisor_id
    if kind is StepKind.RECEPTION and named is not None and named != unit_id:
        return f"is to be done by {named}, not {unit_id}"
    return None


def arrival_spacing(index: Index) -> Iterator[Violation]:
    """An advisor's receptions start some time apart, so that there is time for each customer."""
    needed = index.clock.whole(index.day.workshop.policy.arrival_spacing_minutes)
    receptions: dict[str, list[Line]] = defaultdict(list)
    for line in index.lines:
        if line.step.kind is StepKind.RECEPTION and line.is_open and line.unit_id is not None:
            receptions[line.unit_id].append(line)
    for advisor_id, row in receptions.items():
        row.sort(key=lambda line: line.start)
        for one, other in pairwise(row):
            apart = other.start - one.start
            if apart < needed:
                message = f"receptions of {advisor_id} start {apart} min apart, {needed} are needed"
                yield broken("arrival_spacing", message, one, other)


def loan_cars(index: Index) -> Iterator[Violation]:
    """A customer who is to get a loan car at reception finds one."""
    given = index.day.workshop.loan_cars
    loans = [(*span, car) for car in index.cars if (span := _loan(index, car)) is not None]
    starts = sorted(start for start, _, _ in loans)
    ends = sorted(end for _, end, _ in loans)
    for start, _, car in loans:
        out = bisect_right(starts, start) - bisect_right(ends, start)
        reception = car.line(StepKind.RECEPTION)
        if out > given and reception is not None and reception.is_open:
            message = f"{out} loan cars are out at {index.clock.words(start)}, the shop has {given}"
            yield broken("loan_cars", message, reception)


def _loan(index: Index, car: Car) -> tuple[int, int] | None:
    """From reception to hand-over; to the horizon end when the plan has no hand-over."""
    reception, hand_over = car.line(StepKind.RECEPTION), car.line(StepKind.HAND_OVER)
    if not car.visit.loan_car or reception is None or (hand_over is not None and hand_over.is_finished):
        return None
    end = index.clock.horizon if hand_over is None else hand_over.end
    return (reception.start, end) if reception.start < end else None
