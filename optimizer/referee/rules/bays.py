"""Rules of bays and of the cars that are moved between them."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.referee.bays import next_line, stays
from optimizer.referee.index import Index
from optimizer.referee.rules.say import Use, broken, clashes
from optimizer.referee.violation import Violation


def bay_capability(index: Index) -> Iterator[Violation]:
    """A step whose operation names a capability is in a bay that has it (in any if set aside), any other in none."""
    for line in index.lines:
        step_id, bay_id = line.step.step_id, line.bay_id
        if not line.is_open:
            continue
        if not line.is_bay_step or line.operation is None:
            if bay_id is not None:
                yield broken("bay_capability", f"{step_id} needs no bay, has {bay_id}", line)
            continue
        needed = line.operation.bay_capability
        waived = ("bay_capability", step_id) in index.waived
        if bay_id is None or not (waived or needed in index.people.bays[bay_id].capabilities):
            yield broken("bay_capability", f"{step_id} needs a bay with {needed}, has {bay_id or 'none'}", line)


def bay_overlap(index: Index) -> Iterator[Violation]:
    """A bay holds one car at a time; it is kept only for the car's next step there."""
    for car in index.cars:
        for line in car.lines:
            keeps = line.assignment is not None and line.assignment.keeps_bay
            if keeps and not stays(line, next_line(car, line)):
                message = f"{line.step.step_id} keeps {line.bay_id or 'no bay'}, where the next step is not"
                yield broken("bay_overlap", message, line)
    uses = (Use(what=one.bay_id, start=one.start, end=one.end, line=one.line) for one in index.holds)
    for one, other in clashes(uses):
        minutes = min(one.end, other.end) - other.start
        cars = f"the cars of {one.line.step.step_id} and {other.line.step.step_id}"
        yield broken("bay_overlap", f"{cars} are in {one.what} at once for {minutes} min", one.line, other.line)


def bay_outage(index: Index) -> Iterator[Violation]:
    """No car is in a bay that is out of order, except in a running step."""
    for hold in index.holds:
        start = hold.line.end if hold.line.is_running else hold.start
        minutes = index.people.outages[hold.bay_id].inside(start, hold.end)
        if minutes:
            message = f"the car of {hold.line.step.step_id} is in {hold.bay_id} for {minutes} min of an outage"
            yield broken("bay_outage", message, hold.line)


def bay_move(index: Index) -> Iterator[Violation]:
    """A car that is moved is not worked on while it moves."""
    needed = index.clock.whole(index.day.workshop.policy.bay_move_minutes)
    for pair in index.moved_pairs:
        given = pair.after.start - pair.left
        if given < needed:
            message = f"the car of {pair.after.step.step_id} has {given} min to be moved, needs {needed}"
            visit_id = pair.car.visit.visit_id
            yield Violation(rule="bay_move", visit_id=visit_id, step_ids=pair.step_ids, message=message)


def car_park(index: Index) -> Iterator[Violation]:
    """Cars between the steps of a moved pair have room in the repair car park."""
    move = index.clock.whole(index.day.workshop.policy.bay_move_minutes)
    places = index.day.workshop.policy.car_park_places
    parked = [(pair.left + move, pair.after.start, pair) for pair in index.moved_pairs]
    parked = [stay for stay in parked if stay[0] < stay[1]]
    for since, _, pair in parked:
        there = sum(start <= since < end for start, end, _ in parked)
        if there > places:
            message = f"{there} cars in the car park at {index.clock.words(since)}, it has {places} places"
            visit_id = pair.car.visit.visit_id
            yield Violation(rule="car_park", visit_id=visit_id, step_ids=pair.step_ids, message=message)
