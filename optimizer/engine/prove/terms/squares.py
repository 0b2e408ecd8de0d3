"""``booked² // available`` as the largest of its tangents."""

from __future__ import annotations

from ortools.sat.python import cp_model

from optimizer.engine.prove.frame import Frame

LEAST_STEP = 30  # minutes between tangent points: off by (step / 2)² / available at most


def square_over(
    frame: Frame, booked: cp_model.LinearExpr, least: int, available: int, step: int | None = None
) -> cp_model.IntVar:
    """A variable not below the tangents of ``booked² / available``; ``least`` is a lower limit of ``booked``."""
    step = max(LEAST_STEP, available // 32) if step is None else step
    most = max(least + step, 2 * available, least + 24 * 60)
    total = frame.int_var(0, 10**6)
    frame.model.add(total == booked)
    cost = frame.int_var(0, 10**9)
    for point in range(least, most + step, step):
        frame.model.add(available * cost >= 2 * point * total - point * point)
    return cost
