"""Advisors, inspection and wash places, and the distance of arrivals."""

from __future__ import annotations

from ortools.sat.python import cp_model

from optimizer.engine.bounds.occupancy import RECEPTION
from optimizer.engine.prove.frame import Frame
from optimizer.engine.prove.rules.capacity import capacity
from optimizer.problem.arrays import Needs


def _by_class(frame: Frame, ticks: int | None) -> dict[int, list[cp_model.IntervalVar]]:
    """Intervals of unit steps by class; with ``ticks`` receptions only, that long."""
    a, model = frame.a, frame.model
    found: dict[int, list[cp_model.IntervalVar]] = {}
    for step, variables in frame.steps.items():
        if a.step_needs[step] != Needs.UNIT or (ticks is not None and a.step_kind[step] != RECEPTION):
            continue
        size = int(a.step_fixed_ticks[step]) if ticks is None else ticks
        for place, literal in variables.places.items():
            interval = model.new_optional_fixed_size_interval_var(variables.start, size, literal, "")
            found.setdefault(place, []).append(interval)
    return found


def station_overlap(frame: Frame) -> None:
    """``station_overlap``: in a class of units no more steps at once than units."""
    for place, intervals in _by_class(frame, None).items():
        capacity(frame, frame.classes[place], intervals)


def arrival_spacing(frame: Frame) -> None:
    """``arrival_spacing``: receptions as intervals of the spacing, no more at once than advisors of the class."""
    a = frame.a
    for place, intervals in _by_class(frame, a.spacing_ticks).items():
        capacity(frame, [advisor + a.num_units for advisor in frame.classes[place]], intervals)
