"""Technicians are one at a time."""

from __future__ import annotations

from collections import defaultdict

from ortools.sat.python import cp_model

from optimizer.engine.prove.frame import Frame


def technician_overlap(frame: Frame) -> None:
    """``technician_overlap``: pieces of one technician do not overlap. Steps taken before are cut from their starts."""
    intervals: dict[int, list[cp_model.IntervalVar]] = defaultdict(list)
    for variables in frame.steps.values():
        for piece in variables.pieces:
            interval = frame.model.new_optional_fixed_size_interval_var(variables.start, piece.size, piece.literal, "")
            for technician in piece.crew.members:
                intervals[technician].append(interval)
    for own in intervals.values():
        if len(own) > 1:
            frame.model.add_no_overlap(own)
