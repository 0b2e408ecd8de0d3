"""Cars on their way out of a bay and into another."""

from __future__ import annotations

from optimizer.engine.prove.frame import Frame


def bay_move(frame: Frame) -> None:
    """``bay_move``: between the two steps of a moved pair the move takes its time."""
    for pair in frame.pairs:
        gap = frame.model.add(pair.start >= pair.left + frame.a.move_ticks)
        if pair.moved is not True:
            gap.only_enforce_if(pair.moved)


def car_park(frame: Frame) -> None:
    """``car_park``: cars between moved pairs, from the end of the move to the next start, within the places."""
    a, model = frame.a, frame.model
    if len(frame.pairs) + len(frame.parked) <= a.car_park_places:
        return
    intervals = [model.new_fixed_size_interval_var(start, end - start, "") for start, end in frame.parked]
    for pair in frame.pairs:
        left = pair.left + a.move_ticks
        stay = frame.int_var(0, a.num_ticks)
        interval = model.new_optional_interval_var(left, stay, pair.start, pair.moved, "")
        intervals.append(interval)
    model.add_cumulative(intervals, [1] * len(intervals), a.car_park_places)
