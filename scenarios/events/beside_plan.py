"""What was told beside what was planned: odd, and no reason to refuse it."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.plan import Assignment
from scenarios.events.records import Event, StepResumed, StepStarted
from scenarios.events.refusals import Caution


def beside_plan(event: Event, planned: Assignment | None) -> tuple[Caution, ...]:
    """Cautions for a step that is done by others, or elsewhere, than planned."""
    if not isinstance(event, StepStarted | StepResumed):
        return ()
    return tuple(_other(event, planned) if planned is not None else _unplanned(event))


def _other(event: StepStarted | StepResumed, planned: Assignment) -> Iterator[Caution]:
    if set(event.technician_ids) != set(planned.technician_ids):
        who = ", ".join(planned.technician_ids) or "nobody"
        text_zh = f"计划由{'、'.join(planned.technician_ids) or '无人'}作业"
        yield Caution(code="other_technician", text_en=f"it was planned for {who}", text_zh=text_zh)
    if event.bay_id != planned.bay_id:
        text_en = f"it was planned for bay {planned.bay_id or 'none'}"
        yield Caution(code="other_bay", text_en=text_en, text_zh=f"计划工位是{planned.bay_id or '无'}")


def _unplanned(event: StepStarted | StepResumed) -> Iterator[Caution]:
    text_en = f"{event.step_id} has no place in the plan yet"
    yield Caution(code="not_planned", text_en=text_en, text_zh=f"{event.step_id}尚未排入计划")
