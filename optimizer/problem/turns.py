"""How soon the steps of an order can come when all before them are done: room is left for those not placed yet."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from optimizer.problem.arrays import Arrays, Int32, Int64


def step_soon(a: Arrays) -> Int32:
    """Ticks (S,): earliest starts of steps in orders by what precedes them in visit and order; 0 for all others.

    The longest path over both, with the working time of whose order it is. No rule: an order whose earlier steps are
    not planned at all may begin sooner. Orders that wait for each other have no end; the horizon cuts them off.
    """
    soon = np.zeros(a.num_steps, dtype=np.int32)
    if not len(a.order_list):
        return soon
    start = np.maximum(a.step_release, a.visit_release[a.step_visit]).astype(np.int64)
    for _ in range(len(a.order_list) + 1):
        before = start.copy()
        _along_visits(a, start)
        _along_orders(a, start)
        if (start == before).all():
            break
    soon[a.order_list] = np.minimum(start[a.order_list], a.num_ticks - 1)
    return soon


def _along_visits(a: Arrays, start: Int64) -> None:
    for step in range(1, a.num_steps):
        if a.step_visit[step] == a.step_visit[step - 1]:
            end = a.fixed_end[step - 1] if a.step_fixed[step - 1] else start[step - 1] + _least(a, step - 1)
            start[step] = max(start[step], end)


def _least(a: Arrays, step: int) -> int:
    """Least ticks of a step."""
    rows = slice(int(a.tech_ptr[step]), int(a.tech_ptr[step + 1]))
    if rows.start == rows.stop:
        return int(a.step_fixed_ticks[step])
    return int(a.tech_ticks[rows].min()) // int(a.step_crew[step])


def _along_orders(a: Arrays, start: Int64) -> None:
    for technician in range(a.num_technicians):
        own = a.order_list[a.order_ptr[technician] : a.order_ptr[technician + 1]].tolist()
        for one, other in pairwise(own):
            start[other] = max(start[other], _end(a, technician, one, int(start[one])))


def _end(a: Arrays, technician: int, step: int, start: int) -> int:
    """Earliest end of a step that the technician begins from ``start`` on, breaks and nights left out."""
    row = int(a.tech_calendar[technician, a.use_overtime])
    begin = int(a.next_at[row, min(start, a.num_ticks)])
    done = int(a.worked[row, begin]) + max(1, _least(a, step))
    return int(a.tick_of[row, min(done, a.num_ticks) - 1]) + 1
