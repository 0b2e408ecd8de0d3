"""Bays: one car each, no car during an outage."""

from __future__ import annotations

from collections.abc import Iterator

from ortools.sat.python import cp_model

from optimizer.engine.prove.frame import Expression, Frame, Literal, joined
from optimizer.engine.prove.rules.capacity import capacity

Hold = tuple[int, Expression, Expression, Expression, Literal]


def holds(frame: Frame) -> Iterator[Hold]:
    """What free visits hold: class of bays, start, size, end and whether."""
    a = frame.a
    for step, variables in frame.steps.items():
        if not a.step_in_bay[step]:
            continue
        for place, literal in variables.places.items():
            yield place, variables.start, variables.hold, variables.until, literal
    class_of = {group[0]: n for n, group in enumerate(frame.classes) if len(group) == 1}
    for step, (bay, stays) in frame.held_since_now.items():
        if stays is not False:
            start = frame.steps[step].start
            yield class_of[bay], a.now, start - a.now, start, stays
    for step, keep in frame.kept_fixed.items():
        if keep is not False:
            left, start = int(a.fixed_end[step]), frame.steps[step + 1].start
            yield class_of[int(a.fixed_place[step])], left, start - left, start, keep


def bay_overlap(frame: Frame) -> None:
    """``bay_overlap``: in a class of bays no more cars than bays; which car in which bay is decided afterwards."""
    intervals = _intervals(frame)
    for place, own in intervals.items():
        capacity(frame, frame.classes[place], own)


def _intervals(frame: Frame) -> dict[int, list[cp_model.IntervalVar]]:
    found: dict[int, list[cp_model.IntervalVar]] = {}
    for place, start, size, end, literal in holds(frame):
        interval = frame.model.new_optional_interval_var(start, size, end, literal, "")
        found.setdefault(place, []).append(interval)
    return found


def bay_outage(frame: Frame) -> None:
    """``bay_outage``: nothing held meets an outage of its class (the bays of a class have the same)."""
    a, model = frame.a, frame.model
    for place, start, size, end, literal in holds(frame):
        bay = frame.classes[place][0] - a.num_technicians
        rows = range(a.outage_ptr[bay], a.outage_ptr[bay + 1])
        if not rows:
            continue
        spans = joined((int(a.outage_start[i]), int(a.outage_end[i])) for i in rows)
        outages = [model.new_fixed_size_interval_var(begin, until - begin, "") for begin, until in spans]
        model.add_no_overlap([model.new_optional_interval_var(start, size, end, literal, ""), *outages])
