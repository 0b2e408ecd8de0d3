"""How far a car is: by what runs, what is interrupted, and what comes next."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from api.hall.stages import Stage, stage_of
from optimizer.visit import Interruption, Step, StepKind, StepProgress, StepStatus

KINDS = (StepKind.RECEPTION, StepKind.WORK, StepKind.INSPECTION, StepKind.WASH, StepKind.HAND_OVER)
STEPS = [Step(step_id=kind.value, visit_id="v", kind=kind) for kind in KINDS]
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def progress(**told: str) -> dict[str, StepProgress]:
    """What has happened to steps: their status by kind."""
    return {kind: StepProgress(step_id=kind, status=StepStatus(status), started_at=AT) for kind, status in told.items()}


@pytest.mark.parametrize(
    ("told", "stage"),
    [
        ({}, Stage.WAITING),
        ({"reception": "running"}, Stage.WAITING),
        ({"reception": "finished"}, Stage.WAITING),
        ({"reception": "finished", "work": "running"}, Stage.IN_WORK),
        ({"reception": "finished", "work": "interrupted"}, Stage.IN_WORK),
        ({"reception": "finished", "work": "finished"}, Stage.INSPECTION),
        ({"reception": "finished", "work": "finished", "inspection": "running"}, Stage.INSPECTION),
        ({"reception": "finished", "work": "finished", "inspection": "finished"}, Stage.WASH),
        ({"reception": "finished", "work": "finished", "inspection": "finished", "wash": "finished"}, Stage.READY),
    ],
)
def test_the_stage_follows_the_steps(told: dict[str, str], stage: Stage) -> None:
    assert stage_of(STEPS, progress(**told), unanswered=False) is stage


@pytest.mark.parametrize(
    ("code", "stage"),
    [
        (Interruption.WORK_STOPPED, Stage.STOPPED),
        (Interruption.AWAITING_ANSWER, Stage.AWAITING_ANSWER),
        (Interruption.AWAITING_PARTS, Stage.AWAITING_PARTS),
    ],
)
def test_an_interruption_is_told_unless_something_else_runs(code: Interruption, stage: Stage) -> None:
    found = progress(reception="finished", work="interrupted")
    found["work"] = replace(found["work"], code=code)
    assert stage_of(STEPS, found, unanswered=False) is stage
    more = [STEPS[0], STEPS[1], replace(STEPS[1], step_id="work2"), *STEPS[2:]]
    assert stage_of(more, found | progress(work2="running"), unanswered=False) is Stage.IN_WORK


def test_found_work_waits_for_the_customer_when_nobody_works_on_the_car() -> None:
    busy = progress(reception="finished", work="running")
    assert stage_of(STEPS, busy, unanswered=True) is Stage.IN_WORK
    assert stage_of(STEPS, progress(reception="finished"), unanswered=True) is Stage.AWAITING_ANSWER
