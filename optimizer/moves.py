"""A step somewhere else: what the rules say of every technician and every bay, without a search.

Judged by the day, the published plan and the decisions as they stand: who is there, who can, what is taken at that
time. A yes here is no promise that the whole day still goes; that is what a re-plan is for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from optimizer.calendar import Span, subtract
from optimizer.day import Day
from optimizer.explain.words import phrase
from optimizer.plan import Assignment, Reason
from optimizer.steps import Catalogue, steps_of
from optimizer.visit import Step, StepProgress, StepStatus, Visit
from optimizer.workshop import Bay, Operation, Stretch, Technician

# {s}: the name of the subject, {t}: the time it ends; with and without that time.
_WORDS: Mapping[str, tuple[str, str, str, str]] = {
    "skill": ("{s} lacks the skill", "{s}不具备该技能") * 2,
    "absence": ("{s} is absent until {t}", "{s}缺勤至{t}", "{s} is absent", "{s}缺勤"),
    "working_time": (
        "{s} is at work only from {t}",
        "{s}{t}起才上班",
        "{s} is not at work for long enough then",
        "{s}届时工作时间不足",
    ),
    "technician_overlap": ("{s} works on another car until {t}", "{s}忙于其他车辆至{t}") * 2,
    "bay_capability": ("{s} is not made for it", "{s}不适用") * 2,
    "bay_outage": ("{s} is out of use until {t}", "{s}停用至{t}") * 2,
    "bay_overlap": ("{s} is taken until {t}", "{s}被占用至{t}") * 2,
    "forbidden": ("forbidden by decision until {t}", "按决定不得使用至{t}", "forbidden by decision", "按决定不得使用"),
    "pinned": ("pinned elsewhere by decision", "已按决定固定于别处") * 2,
    "started": ("it is being worked on", "正在作业") * 2,
    "finished": ("it is finished", "已完成") * 2,
    "frozen": ("it starts at {t} and is frozen: release it first", "{t}开始，已锁定：须先解除锁定") * 2,
    "not_before_now": ("it is already {t}", "现在已是{t}") * 2,
    "arrival": ("the car arrives at {t}", "车辆{t}到店") * 2,
    "step_order": ("the step before it ends at {t}", "前一步骤{t}结束") * 2,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveRow:
    """A technician or a bay. ``reasons`` is empty where the step can go; ``end``: until when it would take there."""

    subject_id: str
    end: datetime | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveCheck:
    """A step at ``start``. ``reasons``: what stands against moving it at all."""

    step_id: str
    start: datetime
    reasons: tuple[Reason, ...]
    technicians: tuple[MoveRow, ...]
    bays: tuple[MoveRow, ...]


def check_move(day: Day, step_id: str, *, start: datetime | None = None, technician_id: str | None = None) -> MoveCheck:
    """What the rules say of a step at ``start`` (its published time, or now) at each technician and in each bay.

    ``technician_id``: by whose pace bays are judged; None: who has it published. Rows are empty for a step that needs
    neither. Raises ``KeyError`` for an unknown step.
    """
    scene = _Scene.of(day, step_id)
    at = start or (scene.place.start if scene.place is not None else day.now)
    at = max(at, day.now) if start is None else at
    operation = scene.operation
    if operation is None:
        return MoveCheck(step_id=step_id, start=at, reasons=tuple(scene.against(at)), technicians=(), bays=())
    people = {one.technician_id: one for one in day.workshop.technicians}
    rows = tuple(scene.at_technician(one, operation, at) for one in day.workshop.technicians)
    named = technician_id or next(iter(scene.place.technician_ids), None) if scene.place else technician_id
    end = None if named not in people else scene.end_by(people[named], operation, at)
    until = end or at + timedelta(hours=scene.hours)
    has_bay = operation.bay_capability is not None
    bays = tuple(scene.in_bay(one, operation, at, until) for one in day.workshop.bays) if has_bay else ()
    return MoveCheck(step_id=step_id, start=at, reasons=tuple(scene.against(at)), technicians=rows, bays=bays)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scene:
    """The step, its car, and what all others have published."""

    day: Day
    zone: ZoneInfo
    visit: Visit
    step: Step
    before: tuple[Step, ...]
    operation: Operation | None
    place: Assignment | None
    progress: Mapping[str, StepProgress]
    others: Sequence[Assignment]

    @classmethod
    def of(cls, day: Day, step_id: str) -> _Scene:
        """Raises ``KeyError`` for an unknown step."""
        catalogue = Catalogue.of(day.workshop)
        visit, steps, n = _found(day, catalogue, step_id)
        step = steps[n]
        progress = {one.step_id: one for each in day.visits for one in each.progress}
        published = () if day.published is None else day.published.assignments
        over = {one.step_id for one in progress.values() if one.status is StepStatus.FINISHED}
        return cls(
            day=day,
            zone=ZoneInfo(day.workshop.time_zone),
            visit=visit,
            step=step,
            before=steps[:n],
            operation=_hands_on(step, catalogue),
            place=next((one for one in published if one.step_id == step_id), None),
            progress=progress,
            others=[one for one in published if one.step_id != step_id and one.step_id not in over],
        )

    @property
    def hours(self) -> float:
        """Labour left."""
        progress = self.progress.get(self.step.step_id)
        left = None if progress is None else progress.remaining_frt_hours
        return self.step.labour_hours if left is None else left

    def against(self, at: datetime) -> Iterator[Reason]:
        """What stands against moving the step to a time at all."""
        progress = self.progress.get(self.step.step_id)
        if progress is not None and progress.status is StepStatus.FINISHED:
            yield self._reason("finished")
        if progress is not None and progress.status is StepStatus.RUNNING:
            yield self._reason("started")
        if self.place is not None and self._is_frozen(self.place):
            yield self._reason("frozen", until=self.place.start)
        if at < self.day.now:
            yield self._reason("not_before_now", until=self.day.now)
        if at < self.visit.arrival:
            yield self._reason("arrival", until=self.visit.arrival)
        ends = {one.step_id: one.end for one in self.others}
        last = max((ends[one.step_id] for one in self.before if one.step_id in ends), default=None)
        if last is not None and at < last:
            yield self._reason("step_order", until=last)

    def at_technician(self, one: Technician, operation: Operation, at: datetime) -> MoveRow:
        """What the rules say of a technician."""
        end = self.end_by(one, operation, at)
        return MoveRow(
            subject_id=one.technician_id, end=end, reasons=tuple(self._against_technician(one, operation, at, end))
        )

    def in_bay(self, one: Bay, operation: Operation, at: datetime, end: datetime) -> MoveRow:
        """What the rules say of a bay."""
        return MoveRow(subject_id=one.bay_id, end=end, reasons=tuple(self._against_bay(one, operation, at, end)))

    def end_by(self, one: Technician, operation: Operation, at: datetime) -> datetime | None:
        """When the work would be done that begins at ``at``; None when it does not fit into the working time."""
        pace = one.pace(operation.category) * operation.crew
        left = timedelta(minutes=max(1, round(self.hours * 60 / pace))) if pace > 0 else timedelta.max
        spans = [span for span in subtract(one.shifts, (*one.breaks, *one.absences)) if span.end > at]
        if not spans or spans[0].start > at:
            return None
        day = at.astimezone(self.zone).date()
        for n, span in enumerate(spans):
            if n and (
                operation.stretch is Stretch.NONE or (operation.stretch is Stretch.BREAKS and self._date(span) != day)
            ):
                return None
            begin = max(at, span.start)
            if left <= span.end - begin:
                return begin + left
            left -= span.end - begin
        return None

    def _against_technician(
        self, one: Technician, operation: Operation, at: datetime, end: datetime | None
    ) -> Iterator[Reason]:
        name = one.technician_id
        if operation.skill and operation.skill not in one.skills and not self._is_overridden("skill"):
            yield self._reason("skill", name)
        away = next((span for span in one.absences if span.start <= at < span.end), None)
        if away is not None:
            yield self._reason("absence", name, away.end)
        elif end is None:
            begins = (span.start for span in subtract(one.shifts, (*one.breaks, *one.absences)) if span.end > at)
            first = min(begins, default=None)
            yield self._reason("working_time", name, first if first is not None and first > at else None)
        until = end or at + timedelta(hours=self.hours)
        busy = [each for each in self.others if name in each.technician_ids and _meet(each, at, until)]
        if busy:
            yield self._reason("technician_overlap", name, max(each.end for each in busy))
        yield from self._decided(at, technician_id=name)

    def _against_bay(self, one: Bay, operation: Operation, at: datetime, end: datetime) -> Iterator[Reason]:
        if operation.bay_capability not in one.capabilities and not self._is_overridden("bay_capability"):
            yield self._reason("bay_capability", one.bay_id)
        out = [span for span in one.outages if span.start < end and at < span.end]
        if out:
            yield self._reason("bay_outage", one.bay_id, max(span.end for span in out))
        taken = [span for span in self._held(one.bay_id) if span.start < end and at < span.end]
        if taken:
            yield self._reason("bay_overlap", one.bay_id, max(span.end for span in taken))
        yield from self._decided(at, bay_id=one.bay_id)

    def _held(self, bay_id: str) -> Iterator[Span]:
        """When other cars have a bay: from step to step where a car keeps it."""
        starts: dict[str, list[datetime]] = {}
        for one in self.others:
            starts.setdefault(one.visit_id, []).append(one.start)
        for one in self.others:
            if one.bay_id == bay_id and one.visit_id != self.visit.visit_id:
                later = [start for start in starts[one.visit_id] if start >= one.end]
                yield Span(one.start, min(later, default=one.end) if one.keeps_bay else one.end)

    def _decided(self, at: datetime, technician_id: str | None = None, bay_id: str | None = None) -> Iterator[Reason]:
        made, mine = self.day.decisions, self.step.step_id
        for no in made.forbidden:
            same = no.technician_id == technician_id and no.bay_id == bay_id
            if no.step_id == mine and same and (no.until is None or at < no.until):
                yield self._reason("forbidden", technician_id or bay_id or "", no.until)
        for pin in made.pins:
            if pin.step_id != mine:
                continue
            elsewhere = technician_id is not None and technician_id not in (pin.technician_ids or (technician_id,))
            if elsewhere or (bay_id is not None and bay_id != (pin.bay_id or bay_id)):
                yield self._reason("pinned", technician_id or bay_id or "")

    def _is_frozen(self, place: Assignment) -> bool:
        published = self.day.published
        progress = self.progress.get(self.step.step_id)
        begun = progress is not None and progress.status is not StepStatus.INTERRUPTED
        if published is None or begun or self.step.step_id in published.released:
            return False
        window = timedelta(minutes=self.day.workshop.policy.frozen_window_minutes)
        return self.day.now <= place.start < self.day.now + window

    def _is_overridden(self, rule: str) -> bool:
        return any(one.rule == rule and one.step_id == self.step.step_id for one in self.day.decisions.overrides)

    def _date(self, span: Span) -> object:
        return span.start.astimezone(self.zone).date()

    def _reason(self, rule: str, subject: str = "", until: datetime | None = None) -> Reason:
        english, chinese = (phrase(_WORDS[rule], name, until, self.day.now, self.zone) for name in self._names(subject))
        return Reason(rule=rule, subject=subject, until=until, text_en=english[0], text_zh=chinese[1])

    def _names(self, subject: str) -> tuple[str, str]:
        """What people call a technician or a bay, English and Chinese; a bay without a name says what it is."""
        staff = {one.technician_id: one.name for one in self.day.workshop.technicians}
        bays = {one.bay_id: one.name for one in self.day.workshop.bays}
        if subject in staff:
            name = staff[subject] or subject
            return name, name
        if subject in bays:
            return bays[subject] or f"bay {subject}", bays[subject] or f"工位{subject}"
        return subject, subject


def _found(day: Day, catalogue: Catalogue, step_id: str) -> tuple[Visit, tuple[Step, ...], int]:
    for visit in day.visits:
        if not step_id.startswith(f"{visit.visit_id}/"):
            continue
        steps = steps_of(visit, catalogue)
        for n, step in enumerate(steps):
            if step.step_id == step_id:
                return visit, steps, n
    raise KeyError(step_id)


def _hands_on(step: Step, catalogue: Catalogue) -> Operation | None:
    """The operation of a step that needs a technician."""
    operation = None if step.operation_code is None else catalogue.operations[step.operation_code]
    return None if operation is None or operation.sublet_hours is not None else operation


def _meet(one: Assignment, start: datetime, end: datetime) -> bool:
    return one.start < end and start < one.end
