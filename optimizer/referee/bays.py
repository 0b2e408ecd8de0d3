"""Where cars stand: the bays they hold and the moves between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from optimizer.referee.cars import Car, Line
from optimizer.visit import StepKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A car holds a bay ``[start, end)`` in minutes; its step there runs ``[line.start, line.end)``."""

    bay_id: str
    line: Line
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedPair:
    """A car moves between ``before`` (None: it stands in a bay at now) and ``after``; ``left`` is when it may go."""

    car: Car
    before: Line | None
    after: Line
    left: int

    @property
    def step_ids(self) -> tuple[str, ...]:
        """The steps of the pair."""
        return tuple(line.step.step_id for line in (self.before, self.after) if line is not None)


def next_line(car: Car, line: Line) -> Line | None:
    """The placed step right after another in the visit's order."""
    return next((one for one in car.lines if one.place == line.place + 1), None)


def stays(before: Line, after: Line | None) -> bool:
    """Whether the plan lets the car keep its bay between two steps, and may."""
    keeps = before.assignment is not None and before.assignment.keeps_bay
    return keeps and after is not None and before.bay_id is not None and before.bay_id == after.bay_id


def standing(car: Car) -> Line | None:
    """The placed first open step of a car that stands in a bay at now, when that is a bay step."""
    if car.visit.in_bay is None or car.running:
        return None
    return next((one for one in car.lines if one.place == car.num_started and one.is_bay_step), None)


def holds_of(cars: Iterable[Car], now: int) -> tuple[Hold, ...]:
    """All holds of bays, by the steps of the plan."""
    return tuple(hold for car in cars for hold in _holds(car, now))


def moved_pairs_of(cars: Iterable[Car], now: int) -> tuple[MovedPair, ...]:
    """All moved pairs, of planned visits and between fixed steps of others."""
    return tuple(pair for car in cars for pair in _moved_pairs(car, now))


def _holds(car: Car, now: int) -> Iterator[Hold]:
    waiting = standing(car)
    for line in car.lines:
        if line.bay_id is None:
            continue
        start, end = line.start, line.end
        after = next_line(car, line)
        if after is not None and stays(line, after):
            end = max(end, after.start)
        if line is waiting and line.bay_id == car.visit.in_bay:
            start = min(start, now)
        yield Hold(bay_id=line.bay_id, line=line, start=start, end=end)


def _moved_pairs(car: Car, now: int) -> Iterator[MovedPair]:
    waiting = standing(car)
    if waiting is not None and waiting.bay_id != car.visit.in_bay:
        yield MovedPair(car=car, before=None, after=waiting, left=now)
    for before in car.lines:
        after = next_line(car, before)
        if after is None or not after.is_open or stays(before, after):
            continue
        if _needs_place(before) and _needs_place(after):
            yield MovedPair(car=car, before=before, after=after, left=before.end)


def _needs_place(line: Line) -> bool:
    return line.is_bay_step or line.step.kind is StepKind.SUBLET
