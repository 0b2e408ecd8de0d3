"""How far a car is, in the few words that a wall needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from optimizer.visit import Interruption, Step, StepKind, StepProgress, StepStatus

_WORK = frozenset({StepKind.DIAGNOSIS, StepKind.WORK, StepKind.SUBLET})


class Stage(StrEnum):
    """How far a car is."""

    EXPECTED = "expected"  # it has not come yet
    WAITING = "waiting"  # it is there, work has not begun
    IN_WORK = "in_work"
    STOPPED = "stopped"  # interruption A
    AWAITING_ANSWER = "awaiting_answer"  # interruption B, or of the customer to work that was found
    AWAITING_PARTS = "awaiting_parts"  # interruption C
    INSPECTION = "inspection"
    WASH = "wash"
    READY = "ready"


_STAGE_OF = {
    Interruption.WORK_STOPPED: Stage.STOPPED,
    Interruption.AWAITING_ANSWER: Stage.AWAITING_ANSWER,
    Interruption.AWAITING_PARTS: Stage.AWAITING_PARTS,
}


def stage_of(steps: Sequence[Step], progress: Mapping[str, StepProgress], *, unanswered: bool) -> Stage:
    """The stage of a car that is there: by what runs, else by what is interrupted, else by what comes next.

    ``steps`` in their order; ``unanswered``: work was found on it that the customer must agree to.
    """
    before = [step for step in steps if step.kind is not StepKind.HAND_OVER]
    status = {step.step_id: progress[step.step_id].status for step in before if step.step_id in progress}
    running = [step for step in before if status.get(step.step_id) is StepStatus.RUNNING]
    if running:
        return _of_kind(running[-1].kind, begun=True)
    if stopped := _stopped(before, progress):
        return stopped
    if unanswered:
        return Stage.AWAITING_ANSWER
    left = [step for step in before if status.get(step.step_id) is not StepStatus.FINISHED]
    begun = any(step.kind in _WORK and step.step_id in status for step in before)
    return _of_kind(left[0].kind, begun=begun) if left else Stage.READY


def _stopped(steps: Sequence[Step], progress: Mapping[str, StepProgress]) -> Stage | None:
    for step in steps:
        one = progress.get(step.step_id)
        if one is not None and one.status is StepStatus.INTERRUPTED and one.code is not None:
            return _STAGE_OF[one.code]
    return None


def _of_kind(kind: StepKind, *, begun: bool) -> Stage:
    if kind is StepKind.INSPECTION:
        return Stage.INSPECTION
    if kind is StepKind.WASH:
        return Stage.WASH
    return Stage.IN_WORK if kind in _WORK and begun else Stage.WAITING
