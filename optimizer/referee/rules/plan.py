"""Rules of the plan as a document: what it names, and what it says it costs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from optimizer.referee.breakdown import breakdown
from optimizer.referee.index import Index
from optimizer.referee.known import is_aware
from optimizer.referee.violation import Violation


def known(index: Index) -> Iterator[Violation]:
    """The plan speaks of this day only, once of each step, in times on the grid."""
    yield from index.rejected
    for fault in (*_other_day(index), *_odd_unplanned(index)):
        yield Violation(rule="known", message=fault)


def _other_day(index: Index) -> Iterator[str]:
    plan, clock = index.plan, index.clock
    if plan.workshop_id != index.day.workshop.workshop_id:
        yield f"plan is of workshop {plan.workshop_id}, the day of {index.day.workshop.workshop_id}"
    expected = {
        "now": (plan.now, index.day.now),
        "horizon start": (plan.horizon_start, clock.origin),
        "horizon end": (plan.horizon_end, clock.local(clock.horizon)),
    }
    for name, (told, right) in expected.items():
        if not is_aware(told) or told - clock.origin != right - clock.origin:
            yield f"plan's {name} is {told.isoformat()}, the day's {right.isoformat()}"


def _odd_unplanned(index: Index) -> Iterator[str]:
    cars = {car.visit.visit_id: car for car in index.cars}
    for visit_id, times in Counter(index.plan.unplanned).items():
        if visit_id not in cars:
            yield f"unplanned visit {visit_id} is not in the day"
        elif cars[visit_id].is_over:
            yield f"visit {visit_id} is over, it cannot be unplanned"
        if times > 1:
            yield f"visit {visit_id} is called unplanned {times} times"


def cost(index: Index) -> Iterator[Violation]:
    """The plan's cost is the one recomputed from its assignments, term by term."""
    right, told = breakdown(index).terms, index.plan.cost.terms
    names = [term.name for term in told]
    if names != [term.name for term in right]:
        yield Violation(rule="cost", message=f"cost has the terms {', '.join(names) or 'none'}, not those of the model")
        return
    for mine, theirs in zip(right, told, strict=True):
        if mine != theirs:
            message = (
                f"{mine.name} is told as {theirs.amount} {theirs.unit} (weight {theirs.weight}, cost {theirs.cost}), "
                f"but is {mine.amount} {mine.unit} (weight {mine.weight}, cost {mine.cost})"
            )
            yield Violation(rule="cost", message=message)
