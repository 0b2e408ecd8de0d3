"""Causes that are plain from the day and its two plans: nobody has to tell them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from optimizer.changes.places import Places
from optimizer.changes.records import Cause, CauseKind
from optimizer.steps import step_id
from optimizer.visit import Interruption, StepKind, StepProgress, StepStatus, Visit

# Kind and words for what stopped the work: {c} is the car.
_STOPPED: Mapping[Interruption | None, tuple[CauseKind, str, str]] = {
    Interruption.AWAITING_ANSWER: (CauseKind.ANSWER, "{c} waits for the customer's answer", "{c}等待客户答复"),
    Interruption.AWAITING_PARTS: (CauseKind.PARTS, "{c} waits for parts", "{c}等待零件"),
    Interruption.WORK_STOPPED: (CauseKind.WORK, "work on {c} is interrupted", "{c}作业中断"),
    None: (CauseKind.WORK, "work on {c} is interrupted", "{c}作业中断"),
}
# Rules that say by themselves what is the matter; that others are in the way is no cause.
_RULES: Mapping[str, CauseKind] = {
    "parts": CauseKind.PARTS,
    "absence": CauseKind.TECHNICIAN,
    "bay_outage": CauseKind.PLACE,
    "loan_cars": CauseKind.LOAN_CAR,
    "pinned": CauseKind.DECISION,
    "forbidden": CauseKind.DECISION,
    "ordered": CauseKind.DECISION,
}


def seen_causes(places: Places) -> tuple[Cause, ...]:
    """Work that runs over or stands still, cars that come later than planned, and cars without an appointment; last
    what the new plan itself notes of a car.
    """
    seen = [cause for visit in places.day.visits for cause in _of(places, visit)]
    return (*seen, *(cause for visit in places.day.visits for cause in _noted(places, visit)))


def _noted(places: Places, visit: Visit) -> Iterator[Cause]:
    for reason in places.notes.get(visit.visit_id, ()):
        if reason.rule in _RULES:
            words = (reason.text_en, reason.text_zh)
            yield _cause(_RULES[reason.rule], visit.visit_id, words)


def _of(places: Places, visit: Visit) -> Iterator[Cause]:
    car = visit.plate or visit.visit_id
    for one in visit.progress:
        if _runs_over(places, one):
            words = (f"work on {car} takes longer than planned", f"{car}作业超时")
            yield _cause(CauseKind.WORK, one.step_id, words)
        if one.status is StepStatus.INTERRUPTED:
            kind, english, chinese = _STOPPED[one.code]
            yield _cause(kind, one.step_id, (english.format(c=car), chinese.format(c=car)))
    if _comes_later(places, visit):
        yield _cause(CauseKind.ARRIVAL, visit.visit_id, (f"{car} comes later than planned", f"{car}晚到店"))
    if not visit.booked and _is_new(places, visit):
        yield _cause(CauseKind.NEW_CAR, visit.visit_id, (f"{car} came without an appointment", f"{car}临时来店"))


def _runs_over(places: Places, one: StepProgress) -> bool:
    """Whether a step ends, or has ended, later than it was to."""
    before, after = places.before.get(one.step_id), places.after.get(one.step_id)
    if one.status is StepStatus.FINISHED:
        return before is not None and one.finished_at is not None and one.finished_at > before.end
    runs = one.status is StepStatus.RUNNING
    return runs and before is not None and after is not None and after.end > before.end


def _comes_later(places: Places, visit: Visit) -> bool:
    reception = places.before.get(step_id(visit.visit_id, StepKind.RECEPTION))
    return reception is not None and not visit.progress and visit.arrival > reception.start


def _is_new(places: Places, visit: Visit) -> bool:
    return not any(step.step_id in places.before for step in places.steps[visit.visit_id])


def came_as_planned(places: Places, cause: Cause) -> bool:
    """Whether a cause only says that a car has come, no later than it was expected."""
    if cause.kind is not CauseKind.ARRIVAL:
        return False
    cars = [visit for visit in places.day.visits if visit.visit_id in cause.subjects]
    planned = [places.before.get(step_id(visit.visit_id, StepKind.RECEPTION)) for visit in cars]
    return bool(cars) and all(
        one is not None and visit.arrival <= one.start for visit, one in zip(cars, planned, strict=True)
    )


def _cause(kind: CauseKind, subject: str, words: tuple[str, str]) -> Cause:
    return Cause(event_id="", kind=kind, subjects=frozenset({subject}), text_en=words[0], text_zh=words[1])
