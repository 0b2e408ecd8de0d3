"""Steps that the plan must keep: running ones, and frozen ones that can be kept."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import numpy.typing as npt

from optimizer.plan import Assignment, Reason, VisitNote
from optimizer.problem.durations import crew_ticks, unit_ticks
from optimizer.problem.index import Index
from optimizer.problem.keepable import Board, FixedStep
from optimizer.problem.people import People
from optimizer.visit import Step, StepKind, StepProgress, StepStatus
from optimizer.workshop import Stretch

Mask = npt.NDArray[np.bool_]


def find_fixed(index: Index, people: People) -> tuple[dict[str, FixedStep], tuple[VisitNote, ...]]:
    """Fixed steps by id, and a note for each frozen step that cannot be kept."""
    fixed = {one.step.step_id: one for one in _running(index, people)}
    board = Board(index)
    for one in fixed.values():
        board.put(one)
    notes: list[VisitNote] = []
    for assignment in _frozen_candidates(index):
        step = index.steps[index.step_of[assignment.step_id]]
        kept = _frozen(index, people, assignment, step)
        reason = "working_time" if kept is None else board.obstacle(kept)
        if kept is None or reason:
            notes.append(_released(assignment, reason))
            continue
        board.put(kept)
        fixed[step.step_id] = kept
    return fixed, tuple(notes)


def _running(index: Index, people: People) -> list[FixedStep]:
    found = []
    for visit in index.visits:
        for step in visit.unfinished:
            progress = visit.progress.get(step.step_id)
            if progress is not None and progress.status is StepStatus.RUNNING:
                found.append(_running_step(index, people, step, progress))
    return found


def _running_step(index: Index, people: People, step: Step, progress: StepProgress) -> FixedStep:
    grid = index.grid
    technicians = tuple(sorted(index.technician_of[one] for one in progress.technician_ids))
    remaining = max(1, -(-(progress.remaining_minutes or 0) // grid.minutes))
    operation = index.operation(step)
    stretch = Stretch.NONE if operation is None or not technicians else operation.stretch
    mask = working_mask(index, people, technicians, extended=True) if technicians else None
    now = grid.up(index.day.now)
    end = now + remaining
    if mask is not None and stretch is not Stretch.NONE:
        last = grid.num_ticks if stretch is Stretch.OVERNIGHT else _midnight_after(index, now)
        ticks = now + np.flatnonzero(mask[now:last])
        if len(ticks) >= remaining:
            end = int(ticks[remaining - 1]) + 1
        else:
            end = (int(ticks[-1]) + 1 if len(ticks) else now) + remaining - len(ticks)
            if stretch is Stretch.OVERNIGHT:
                end = grid.num_ticks
    return FixedStep(
        step=step,
        start=max(0, grid.down(progress.started_at)),
        end=min(end, grid.num_ticks),
        technicians=technicians,
        bay=None if progress.bay_id is None else index.bay_of[progress.bay_id],
        unit=None if progress.unit_id is None else index.unit_of[progress.unit_id],
        extended=True,
        running=True,
    )


def _midnight_after(index: Index, tick: int) -> int:
    return next(start for start in index.grid.date_starts if start > tick)


def working_mask(index: Index, people: People, technicians: tuple[int, ...], *, extended: bool) -> Mask:
    """Ticks, shape (H,), in which all the technicians are at work."""
    mask = np.ones(index.grid.num_ticks, dtype=np.bool_)
    for one in technicians:
        mask &= index.book.mask(people.technicians[one, int(extended)])
    return mask


def _frozen_candidates(index: Index) -> list[Assignment]:
    published = index.day.published
    if published is None:
        return []
    until = index.day.now + timedelta(minutes=index.day.workshop.policy.frozen_window_minutes)
    return sorted(
        (
            one
            for one in published.assignments
            if index.day.now <= one.start < until
            and one.step_id in index.step_of
            and one.step_id not in published.released
            and not _is_running(index, one.step_id)
        ),
        key=lambda one: (one.start, index.step_of[one.step_id]),
    )


def _is_running(index: Index, step_id: str) -> bool:
    return any(
        step_id in visit.progress and visit.progress[step_id].status is StepStatus.RUNNING for visit in index.visits
    )


def _frozen(index: Index, people: People, assignment: Assignment, step: Step) -> FixedStep | None:
    """The published placement with today's duration; None when it does not fit its calendars."""
    ids = assignment.technician_ids
    names_known = all(one in index.technician_of for one in ids) and (
        (assignment.bay_id is None or assignment.bay_id in index.bay_of)
        and (assignment.unit_id is None or assignment.unit_id in index.unit_of)
    )
    start = index.grid.up(assignment.start)
    if not names_known or index.grid.instant(start) != assignment.start:
        return None
    technicians = tuple(sorted(index.technician_of[one] for one in ids))
    unit = None if assignment.unit_id is None else index.unit_of[assignment.unit_id]
    extended = assignment.overtime and index.day.workshop.policy.overtime_allowed
    operation = index.operation(step)
    stretch = Stretch.NONE
    if step.kind is StepKind.SUBLET:
        mask, ticks = None, unit_ticks(index, step)
        if not index.book.mask(people.open_row)[start]:
            return None
    elif operation is None:
        if unit is None:
            return None
        mask, ticks = index.book.mask(people.units[unit]), unit_ticks(index, step)
    else:
        if len(technicians) != operation.crew:
            return None
        mask = working_mask(index, people, technicians, extended=extended)
        ticks, stretch = crew_ticks(index, step, technicians), operation.stretch
    end = start + ticks if mask is None else _end_of(index, mask, start, ticks, stretch)
    if end is None or end > index.grid.num_ticks:
        return None
    bay = None if assignment.bay_id is None else index.bay_of[assignment.bay_id]
    return FixedStep(
        step=step,
        start=start,
        end=end,
        technicians=technicians,
        bay=bay,
        unit=unit,
        extended=extended,
        running=False,
    )


def _end_of(index: Index, mask: Mask, start: int, ticks: int, stretch: Stretch) -> int | None:
    if start >= len(mask) or not mask[start]:
        return None
    worked = np.flatnonzero(mask[start:])
    if len(worked) < ticks:
        return None
    end = start + int(worked[ticks - 1]) + 1
    if stretch is Stretch.NONE and end - start != ticks:
        return None
    if stretch is Stretch.BREAKS and end > _midnight_after(index, start):
        return None
    return end


def _released(assignment: Assignment, rule: str) -> VisitNote:
    return VisitNote(
        visit_id=assignment.visit_id,
        code="released_frozen",
        reasons=(
            Reason(
                rule=rule,
                subject=assignment.step_id,
                text_en=f"frozen step {assignment.step_id} cannot be kept: {rule}",
                text_zh=f"已锁定步骤 {assignment.step_id} 无法保持: {rule}",
            ),
        ),
    )
