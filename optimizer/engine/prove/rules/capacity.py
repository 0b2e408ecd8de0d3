"""The shared form of "no more than there are": bays, advisors, places of a station."""

from __future__ import annotations

from collections.abc import Sequence

from ortools.sat.python import cp_model

from optimizer.engine.prove.frame import Frame


def capacity(frame: Frame, machines: Sequence[int], intervals: list[cp_model.IntervalVar]) -> None:
    """At most as many intervals at once as machines, beside what is taken of each machine."""
    model = frame.model
    taken = [
        model.new_fixed_size_interval_var(start, end - start, "")
        for machine in machines
        for start, end in frame.spans(machine)
    ]
    together = [*intervals, *taken]
    if len(intervals) == 0 or len(together) <= len(machines):
        return
    if len(machines) == 1:
        model.add_no_overlap(together)
    else:
        model.add_cumulative(together, [1] * len(together), len(machines))
