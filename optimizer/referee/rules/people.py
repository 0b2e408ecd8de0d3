"""Rules of technicians: who may do a step, with whom, how long and when."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.referee.cars import Line
from optimizer.referee.hours import Hours
from optimizer.referee.index import Index
from optimizer.referee.rules.say import Use, broken, clashes
from optimizer.referee.violation import Violation
from optimizer.visit import StepKind
from optimizer.workshop import Stretch


def technician_overlap(index: Index) -> Iterator[Violation]:
    """A technician does one step at a time."""
    uses = (
        Use(what=technician_id, start=line.start, end=line.end, line=line)
        for line in index.lines
        for technician_id in set(line.technician_ids)
    )
    for one, other in clashes(uses):
        minutes = min(one.end, other.end) - other.start
        message = f"{one.what} does {one.line.step.step_id} and {other.line.step.step_id} at once for {minutes} min"
        yield broken("technician_overlap", message, one.line, other.line)


def skill(index: Index) -> Iterator[Violation]:
    """Everyone who works on a step has the skill its operation asks for, unless a person has set that aside."""
    for line in index.lines:
        needed = None if line.operation is None else line.operation.skill
        if needed is None or not line.is_open or ("skill", line.step.step_id) in index.waived:
            continue
        for technician_id in line.technician_ids:
            if needed not in index.people.technicians[technician_id].skills:
                yield broken("skill", f"{technician_id} lacks skill {needed} for {line.step.step_id}", line)


def crew(index: Index) -> Iterator[Violation]:
    """Diagnosis and work have the operation's number of different technicians, other steps none."""
    for line in index.lines:
        needed = line.operation.crew if line.is_labour and line.operation is not None else 0
        given = line.technician_ids
        if line.is_open and (len(given) != needed or len(set(given)) != needed):
            names = ", ".join(given) or "nobody"
            yield broken("crew", f"{line.step.step_id} needs {needed} technicians, has {names}", line)


def duration(index: Index) -> Iterator[Violation]:
    """The working time inside an open step is what its crew needs, or what the policy gives the step."""
    for line in index.lines:
        hours = _hours(index, line)
        if not line.is_open or line.step.kind is StepKind.SUBLET or (line.is_labour and hours is None):
            continue
        needed = _labour_minutes(index, line) if line.is_labour else _policy_minutes(index, line.step.kind)
        if needed is None:
            yield broken("duration", f"the technicians of {line.step.step_id} have no pace", line)
            continue
        given = hours.inside(line.start, line.end) if line.is_labour and hours is not None else line.end - line.start
        if given != needed:
            yield broken("duration", f"{line.step.step_id} has {given} min of working time, needs {needed}", line)


def working_time(index: Index) -> Iterator[Violation]:
    """An open step starts and ends in working time and is interrupted no more than its operation allows."""
    allowed = index.day.workshop.policy.overtime_allowed
    for line in index.lines:
        if not line.is_open:
            continue
        if line.uses_overtime and not allowed:
            yield broken("working_time", f"{line.step.step_id} is marked overtime, which is not allowed", line)
        hours = _hours(index, line)
        fault = None if hours is None else _time_fault(index, line, hours)
        if fault is not None:
            yield broken("working_time", f"{line.step.step_id} {fault}", line)


def _time_fault(index: Index, line: Line, hours: Hours) -> str | None:
    clock, last = index.clock, line.end - index.clock.grid
    stretch = line.operation.stretch if line.is_labour and line.operation is not None else Stretch.NONE
    if not hours.works_at(line.start):
        return f"starts at {clock.words(line.start)}, outside working time"
    if not hours.works_at(last):
        return f"ends at {clock.words(line.end)}, outside working time"
    if stretch is Stretch.NONE and not hours.covers(line.start, line.end):
        idle = line.end - line.start - hours.inside(line.start, line.end)
        return f"is interrupted for {idle} min and may not be"
    if stretch is Stretch.BREAKS and clock.date_of(line.start) != clock.date_of(last):
        return f"runs from {clock.words(line.start)} to {clock.words(line.end)}, over night"
    return None


def _hours(index: Index, line: Line) -> Hours | None:
    """Working time of the crew together or of the unit; None for a step without."""
    if line.is_labour:
        together = index.people.together
        return together(line.technician_ids, extended=line.uses_overtime) if line.technician_ids else None
    return None if line.unit_id is None else index.people.units[line.unit_id].hours


def _labour_minutes(index: Index, line: Line) -> int | None:
    """Labour ÷ Σ pace, rounded (docs/model.md, rule ``duration``); None when the pace is zero."""
    operation, labour = line.operation, line.step.labour_hours
    if line.progress is not None and line.progress.remaining_frt_hours is not None:
        labour = line.progress.remaining_frt_hours
    pace = 0.0
    for technician_id in sorted(line.technician_ids):
        pace += index.people.technicians[technician_id].pace(operation.category if operation is not None else "")
    return index.clock.nearest(labour * 60 / pace) if pace > 0 else None


def _policy_minutes(index: Index, kind: StepKind) -> int:
    policy = index.day.workshop.policy
    minutes = {
        StepKind.RECEPTION: policy.reception_minutes,
        StepKind.INSPECTION: policy.inspection_minutes,
        StepKind.WASH: policy.wash_minutes,
        StepKind.HAND_OVER: policy.hand_over_minutes,
    }
    return index.clock.nearest(minutes[kind])
