"""Rules of what the foreman has decided. Running and frozen steps are as they are, whatever was decided."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.decisions import Forbidden, Pin
from optimizer.referee.cars import Line
from optimizer.referee.index import Index
from optimizer.referee.rules.say import broken
from optimizer.referee.violation import Violation


def _movable(index: Index) -> dict[str, Line]:
    """Placed steps that are open and not frozen, by id."""
    return {line.step.step_id: line for line in index.lines if line.is_open and line.step.step_id not in index.frozen}


def pinned(index: Index) -> Iterator[Violation]:
    """A pinned step is done by whom, where and when its pin says, in each of the three that it gives."""
    lines = _movable(index)
    for pin in index.day.decisions.pins:
        line = lines.get(pin.step_id)
        for fault in () if line is None else _off_pin(index, pin, line):
            yield broken("pinned", f"{pin.step_id} {fault}", *(() if line is None else (line,)))


def _off_pin(index: Index, pin: Pin, line: Line) -> Iterator[str]:
    if pin.technician_ids is not None and sorted(pin.technician_ids) != sorted(line.technician_ids):
        yield f"is pinned to {', '.join(pin.technician_ids)}, has {', '.join(line.technician_ids) or 'nobody'}"
    if pin.bay_id is not None and pin.bay_id != line.bay_id:
        yield f"is pinned to bay {pin.bay_id}, has {line.bay_id or 'none'}"
    if pin.start is not None and line.start != index.clock.up(pin.start):
        told = index.clock.words(index.clock.up(pin.start))
        yield f"is pinned to {told}, starts at {index.clock.words(line.start)}"


def forbidden(index: Index) -> Iterator[Violation]:
    """A step is not begun by a technician, or in a bay, that is forbidden for it then."""
    lines = _movable(index)
    for one in index.day.decisions.forbidden:
        line = lines.get(one.step_id)
        if line is not None and _meets(index, one, line):
            until = "" if one.until is None else f" until {index.clock.words(index.clock.up(one.until))}"
            what = one.technician_id if one.technician_id is not None else f"bay {one.bay_id}"
            yield broken("forbidden", f"{what} is forbidden for {one.step_id}{until}", line)


def _meets(index: Index, one: Forbidden, line: Line) -> bool:
    named = one.technician_id in line.technician_ids or (one.bay_id is not None and one.bay_id == line.bay_id)
    return named and (one.until is None or line.start < index.clock.up(one.until))


def ordered(index: Index) -> Iterator[Violation]:
    """The steps of a technician's order are theirs, one after the other, with no other step of theirs between."""
    lines = _movable(index)
    for order in index.day.decisions.orders:
        who = order.technician_id
        own = [lines[step_id] for step_id in order.step_ids if step_id in lines]
        for line in own:
            if who not in line.technician_ids:
                yield broken("ordered", f"{line.step.step_id} is in the order of {who}, who does not do it", line)
        for n, line in enumerate(own[1:], start=1):
            early = max(one.end for one in own[:n]) - line.start
            if early > 0:
                message = f"{line.step.step_id} starts {early} min before what precedes it in the order of {who} ends"
                yield broken("ordered", message, line)
        inside = {line.step.step_id for line in own}
        for line in lines.values():
            if who in line.technician_ids and line.step.step_id not in inside and _between(line, own):
                yield broken("ordered", f"{line.step.step_id} is between the steps of the order of {who}", line)


def _between(line: Line, own: list[Line]) -> bool:
    return any(one.start < line.end for one in own) and any(line.start < one.end for one in own)
