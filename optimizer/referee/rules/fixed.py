"""Rules of what is not to be moved: running and frozen steps."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.plan import Assignment
from optimizer.referee.cars import Line
from optimizer.referee.index import Index
from optimizer.referee.rules.say import broken
from optimizer.referee.violation import Violation
from optimizer.visit import StepProgress
from optimizer.workshop import Stretch


def started(index: Index) -> Iterator[Violation]:
    """A running step stays as it is, and ends when its remaining minutes are worked."""
    for line in index.lines:
        if not line.is_running or line.progress is None or line.assignment is None:
            continue
        step_id, clock = line.step.step_id, index.clock
        changed = _changed(line.assignment, line.progress)
        if line.assignment.start - clock.origin != line.progress.started_at - clock.origin:
            changed.insert(0, "start")
        if changed:
            yield broken("started", f"running {step_id} has another {', '.join(changed)}", line)
        end = _running_end(index, line, line.progress)
        if line.end != end:
            message = f"running {step_id} ends at {clock.words(line.end)}, not at {clock.words(end)}"
            yield broken("started", message, line)


def _running_end(index: Index, line: Line, progress: StepProgress) -> int:
    clock, now = index.clock, index.clock.now
    left = max(clock.whole(progress.remaining_minutes or 0), clock.grid)
    crew = tuple(one for one in progress.technician_ids if one in index.people.technicians)
    stretch = Stretch.NONE if line.operation is None or not crew else line.operation.stretch
    if stretch is Stretch.NONE:
        return min(now + left, clock.horizon)
    until = clock.horizon if stretch is Stretch.OVERNIGHT else clock.midnights[clock.date_of(now) + 1]
    last = now
    for start, end in index.people.together(crew, extended=True).pieces(now, until):
        if start + left <= end:
            return start + left
        left, last = left - (end - start), end
    return clock.horizon if stretch is Stretch.OVERNIGHT else min(last + left, clock.horizon)


def frozen(index: Index) -> Iterator[Violation]:
    """A published step that starts soon is kept, unless it is released or named as one that cannot be kept."""
    for step_id, published in index.frozen.items():
        planned = index.sound.get(step_id)
        changed = ["assignment"] if planned is None else _changed(planned, published)
        if planned is not None and planned.start - index.clock.origin != published.start - index.clock.origin:
            changed.insert(0, "start")
        if changed:
            message = f"frozen {step_id} has another {', '.join(changed)} than published"
            yield Violation(rule="frozen", visit_id=published.visit_id, step_ids=(step_id,), message=message)


def _changed(planned: Assignment, kept: Assignment | StepProgress) -> list[str]:
    differences = {
        "technicians": sorted(planned.technician_ids) != sorted(kept.technician_ids),
        "bay": planned.bay_id != kept.bay_id,
        "unit": planned.unit_id != kept.unit_id,
    }
    return [name for name, differs in differences.items() if differs]
