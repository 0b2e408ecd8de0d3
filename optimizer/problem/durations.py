"""Durations in ticks: the only place where working time is rounded."""

from __future__ import annotations

import math
from collections.abc import Sequence

from optimizer.problem.index import Index
from optimizer.visit import Step, StepKind, StepStatus


def labour_hours(index: Index, step: Step) -> float:
    """FRT hours still to do: the remaining labour of an interrupted step, else all of it."""
    progress = index.visit_of[step.visit_id].progress.get(step.step_id)
    if progress is None or progress.status is not StepStatus.INTERRUPTED or progress.remaining_frt_hours is None:
        return step.labour_hours
    return progress.remaining_frt_hours


def exact_ticks(index: Index, step: Step, technicians: Sequence[int]) -> float:
    """Working time of a crew in ticks, not rounded: labour ÷ Σ pace, summed in the order of technician ids."""
    operation = index.operation(step)
    if operation is None:
        raise ValueError(f"step {step.step_id} has no operation")
    pace = sum(index.technicians[one].pace(operation.category) for one in sorted(technicians))
    return labour_hours(index, step) * 60.0 / pace / index.grid.minutes


def round_ticks(exact: float) -> int:
    """Nearest tick, halves up, at least one."""
    return max(1, math.floor(exact + 0.5))


def crew_ticks(index: Index, step: Step, technicians: Sequence[int]) -> int:
    """Working time of a crew, rounded."""
    return round_ticks(exact_ticks(index, step, technicians))


def unit_ticks(index: Index, step: Step) -> int:
    """Duration of reception, inspection, wash, hand-over (policy) and sublet (operation), rounded."""
    policy = index.day.workshop.policy
    operation = index.operation(step)
    if operation is not None and operation.sublet_hours is not None:
        return round_ticks(operation.sublet_hours * 60.0 / index.grid.minutes)
    minutes = {
        StepKind.RECEPTION: policy.reception_minutes,
        StepKind.INSPECTION: policy.inspection_minutes,
        StepKind.WASH: policy.wash_minutes,
        StepKind.HAND_OVER: policy.hand_over_minutes,
    }[step.kind]
    return round_ticks(minutes / index.grid.minutes)
