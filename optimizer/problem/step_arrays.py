"""The arrays that have a row for each unfinished step."""

from __future__ import annotations

from collections.abc import Sequence, Sized
from typing import TypedDict

import numpy as np

from optimizer.problem.arrays import NO_TIME, NONE, Bool, Float64, Int32, Needs, StretchCode
from optimizer.problem.decided import Decided
from optimizer.problem.durations import labour_hours, unit_ticks
from optimizer.problem.index import Index
from optimizer.problem.keepable import FixedStep
from optimizer.visit import Step, StepKind, StepStatus
from optimizer.workshop import Operation, Stretch

KINDS = tuple(StepKind)
STRETCHES = {
    Stretch.NONE: StretchCode.NONE,
    Stretch.BREAKS: StretchCode.BREAKS,
    Stretch.OVERNIGHT: StretchCode.OVERNIGHT,
}


class StepArrays(TypedDict):
    """Rows by step; see ``Arrays``."""

    step_visit: Int32
    step_kind: Int32
    step_needs: Int32
    step_in_bay: Bool
    step_bay_or_sublet: Bool
    step_crew: Int32
    step_stretch: Int32
    step_release: Int32
    step_latest: Int32
    step_owner: Int32
    step_labour: Float64
    step_fixed_ticks: Int32
    step_category: Int32
    step_tail: Int32
    step_fixed: Bool
    fixed_start: Int32
    fixed_end: Int32
    fixed_first: Int32
    fixed_second: Int32
    fixed_place: Int32
    fixed_extended: Bool
    step_running: Bool
    tech_ptr: Int32
    tech_list: Int32
    tech_ticks: Int32
    tech_from: Int32
    bay_ptr: Int32
    bay_list: Int32
    bay_from: Int32
    unit_ptr: Int32
    unit_list: Int32
    part_ptr: Int32
    part_list: Int32
    part_quantity: Int32


def ints(values: Sequence[int]) -> Int32:
    """A vector of 32-bit integers."""
    return np.array(values, dtype=np.int32)


def pointers(rows: Sequence[Sized]) -> Int32:
    """Start of each row in the flat list, with the end of the last."""
    return ints([0, *np.cumsum([len(row) for row in rows], dtype=int).tolist()])


def flat(rows: Sequence[Int32]) -> Int32:
    """The rows one after the other."""
    return np.concatenate(rows, dtype=np.int32) if rows else ints([])


Offered = tuple[Int32, Int32]  # who or where, and the tick from which, alike in length
_NOBODY = ints([])


def step_arrays(
    index: Index, fixed: dict[str, FixedStep], part_of: dict[str, int], decided: Decided | None = None
) -> StepArrays:
    """All step rows, in the order of ``index.steps``. ``decided``: instead of the index's own."""
    steps = index.steps
    decided = index.decided if decided is None else decided
    operations = [_crew_operation(index, step) for step in steps]
    offered = [_offered(index, decided, fixed, *row) for row in zip(steps, operations, strict=True)]
    able = [row for row, _ in offered]
    labour = [
        0.0 if one is None else labour_hours(index, step) * 60.0 for step, one in zip(steps, operations, strict=True)
    ]
    alone = [_alone(index, *row) for row in zip(labour, operations, able, strict=True)]
    places = [_bays(index, decided, fixed, *row) for row in zip(steps, operations, strict=True)]
    bays = [row for row, _ in places]
    starts = [None if step.step_id in fixed else decided.start(step.step_id) for step in steps]
    units = [_units(index, step, operation) for step, operation in zip(steps, operations, strict=True)]
    parts = [_parts(index, step, part_of) for step in steps]
    visit_of = {one.visit.visit_id: n for n, one in enumerate(index.visits)}
    in_bay = [operation is not None and operation.bay_capability is not None for operation in operations]
    fixes = [fixed.get(step.step_id) for step in steps]
    return StepArrays(
        step_visit=ints([visit_of[step.visit_id] for step in steps]),
        step_kind=ints([KINDS.index(step.kind) for step in steps]),
        step_needs=ints([_needs(step, operation) for step, operation in zip(steps, operations, strict=True)]),
        step_in_bay=np.array(in_bay, dtype=np.bool_),
        step_bay_or_sublet=np.array(
            [inside or step.kind is StepKind.SUBLET for step, inside in zip(steps, in_bay, strict=True)],
            dtype=np.bool_,
        ),
        step_crew=ints([0 if one is None else one.crew for one in operations]),
        step_stretch=ints([0 if one is None else STRETCHES[one.stretch] for one in operations]),
        step_release=ints([_release(index, step, at) for step, at in zip(steps, starts, strict=True)]),
        step_latest=_latest(index, operations, alone, starts, fixed),
        step_owner=ints(
            [
                _owner(decided, step) if len(row) and step.step_id not in fixed else NONE
                for step, row in zip(steps, able, strict=True)
            ]
        ),
        step_labour=np.array(labour, dtype=np.float64),
        step_fixed_ticks=ints(
            [unit_ticks(index, step) if one is None else 0 for step, one in zip(steps, operations, strict=True)]
        ),
        step_category=ints([0 if one is None else index.category_of[one.category] for one in operations]),
        step_tail=_tails(index, operations, alone),
        step_fixed=np.array([one is not None for one in fixes], dtype=np.bool_),
        fixed_start=ints([NONE if one is None else one.start for one in fixes]),
        fixed_end=ints([NONE if one is None else one.end for one in fixes]),
        fixed_first=ints([_nth(one, 0) for one in fixes]),
        fixed_second=ints([_nth(one, 1) for one in fixes]),
        fixed_place=ints([_place(index, one) for one in fixes]),
        fixed_extended=np.array([one is not None and one.extended for one in fixes], dtype=np.bool_),
        step_running=np.array([one is not None and one.running for one in fixes], dtype=np.bool_),
        tech_ptr=pointers(able),
        tech_list=flat(able),
        tech_ticks=flat(alone),
        tech_from=flat([row for _, row in offered]),
        bay_ptr=pointers(bays),
        bay_list=flat(bays),
        bay_from=flat([row for _, row in places]),
        unit_ptr=pointers(units),
        unit_list=flat(units),
        part_ptr=pointers(parts),
        part_list=ints([part for row in parts for part, _ in row]),
        part_quantity=ints([quantity for row in parts for _, quantity in row]),
    )


def _crew_operation(index: Index, step: Step) -> Operation | None:
    operation = index.operation(step)
    return None if step.kind is StepKind.SUBLET else operation


def _needs(step: Step, operation: Operation | None) -> Needs:
    if step.kind is StepKind.SUBLET:
        return Needs.LAG
    return Needs.UNIT if operation is None else Needs.CREW


def _offered(
    index: Index, decided: Decided, fixed: dict[str, FixedStep], step: Step, operation: Operation | None
) -> Offered:
    """Technicians who may do a step, each with the tick from which; those who never may are left out."""
    able = _NOBODY if operation is None else index.able(operation.skill)
    if operation is None or not decided.touches(step.step_id) or step.step_id in fixed:
        return able, np.zeros_like(able)
    people = [int(one) for one in able]
    if decided.waives("skill", step.step_id):
        people = sorted({*people, *decided.pinned_technicians(step.step_id)})
    return _in_time(index, [(one, decided.technician_from(step.step_id, one, operation.crew)) for one in people])


def _in_time(index: Index, offered: Sequence[tuple[int, int]]) -> Offered:
    """Those with a tick inside the horizon, apart from their ticks."""
    left = [(one, at) for one, at in offered if at < index.grid.num_ticks]
    return ints([one for one, _ in left]), ints([at for _, at in left])


def _owner(decided: Decided, step: Step) -> int:
    """Who must be in a crew, though another may be drawn beside them; two owners are the whole crew."""
    owners = decided.owners(step.step_id)
    return owners[0] if len(owners) == 1 else NONE


def _alone(index: Index, labour: float, operation: Operation | None, able: Int32) -> Int32:
    """Rounded working time of each able technician alone, in ticks."""
    if operation is None or not len(able):
        return _NOBODY
    paces = index.paces[able, index.category_of[operation.category]]
    ticks: Int32 = np.maximum(1, np.floor(labour / paces / index.grid.minutes + 0.5)).astype(np.int32)
    return ticks


def _bays(
    index: Index, decided: Decided, fixed: dict[str, FixedStep], step: Step, operation: Operation | None
) -> Offered:
    """Bays with the capability, each with the tick from which; those where the step never may be are left out."""
    if operation is None or operation.bay_capability is None:
        return _NOBODY, _NOBODY
    fit = index.fit(operation.bay_capability)
    pinned = decided.pinned_bay(step.step_id) if decided.waives("bay_capability", step.step_id) else None
    if pinned is not None:
        fit = ints(index.by_versatility({*(int(one) for one in fit), pinned}))
    if not decided.touches(step.step_id) or step.step_id in fixed:
        return fit, np.zeros_like(fit)
    return _in_time(index, [(int(one), decided.bay_from(step.step_id, int(one))) for one in fit])


def _units(index: Index, step: Step, operation: Operation | None) -> Int32:
    if operation is not None or step.kind is StepKind.SUBLET:
        return _NOBODY
    named = index.visit_of[step.visit_id].visit.advisor_id
    if step.kind is StepKind.RECEPTION and named is not None:
        return ints([index.unit_of[named]])
    return index.units_of(index.pool(step))


def _parts(index: Index, step: Step, part_of: dict[str, int]) -> list[tuple[int, int]]:
    visit = index.visit_of[step.visit_id]
    if visit.status(step) is not None or index.decided.waives("parts", step.step_id):
        return []
    wanted: dict[int, int] = {}
    for need in step.parts:
        at = part_of[need.part_number]
        wanted[at] = wanted.get(at, 0) + need.quantity
    return sorted(wanted.items())


def _release(index: Index, step: Step, pinned: int | None) -> int:
    """Tick before which the step may not start for reasons of its own: a resumption, a pin, the customer not there."""
    visit = index.visit_of[step.visit_id]
    progress = visit.progress.get(step.step_id)
    at = max(index.grid.up(index.day.now), pinned or 0)
    if progress is not None and progress.status is StepStatus.INTERRUPTED and progress.resume_at is not None:
        at = max(at, index.grid.up(progress.resume_at))
    there = visit.visit.customer_there
    if step.kind is StepKind.HAND_OVER and there is not None:
        at = max(at, index.grid.up(there))
    return min(at, index.grid.num_ticks)


def _tails(index: Index, operations: list[Operation | None], alone: list[Int32]) -> Int32:
    """Least ticks from each step's end to ready: the shortest durations of what follows, hand-over left out."""
    tails = [0] * len(index.steps)
    for n in range(len(index.steps) - 2, -1, -1):
        step, following = index.steps[n], index.steps[n + 1]
        if following.visit_id != step.visit_id or following.kind is StepKind.HAND_OVER:
            continue
        tails[n] = tails[n + 1] + _shortest(index, following, operations[n + 1], alone[n + 1])
    return ints(tails)


def _shortest(index: Index, step: Step, operation: Operation | None, alone: Int32) -> int:
    """Least ticks that a step takes, whoever does it."""
    if operation is None:
        return unit_ticks(index, step)
    return int(alone.min()) // operation.crew if len(alone) else 0


def _latest(
    index: Index,
    operations: list[Operation | None],
    alone: list[Int32],
    starts: list[int | None],
    fixed: dict[str, FixedStep],
) -> Int32:
    """Last start of each step: its own pin, or early enough for the pin of a later step of the visit."""
    latest = [NO_TIME if at is None else at for at in starts]
    for n in range(len(index.steps) - 2, -1, -1):
        step, following = index.steps[n], index.steps[n + 1]
        if following.visit_id == step.visit_id and latest[n + 1] != NO_TIME and step.step_id not in fixed:
            latest[n] = min(latest[n], latest[n + 1] - _shortest(index, step, operations[n], alone[n]))
    return ints(latest)


def _nth(fixed: FixedStep | None, n: int) -> int:
    return fixed.technicians[n] if fixed is not None and len(fixed.technicians) > n else NONE


def _place(index: Index, fixed: FixedStep | None) -> int:
    if fixed is None:
        return NONE
    if fixed.bay is not None:
        return len(index.technicians) + fixed.bay
    return NONE if fixed.unit is None else len(index.technicians) + len(index.bays) + fixed.unit
