"""What was told as a cause of what a new plan changes, in words for the shop."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from optimizer.changes import Cause, CauseKind
from optimizer.visit import Interruption
from scenarios.events import records
from scenarios.events.records import Answer, Away, Entry, Told
from scenarios.setup.records import Setup

Words = tuple[CauseKind, tuple[str, ...], str, str]

_STOPPED: Mapping[Interruption, tuple[CauseKind, str, str]] = {
    Interruption.WORK_STOPPED: (CauseKind.WORK, "work on {c} is interrupted", "{c}作业中断"),
    Interruption.AWAITING_ANSWER: (CauseKind.ANSWER, "{c} waits for the customer's answer", "{c}等待客户答复"),
    Interruption.AWAITING_PARTS: (CauseKind.PARTS, "{c} waits for parts", "{c}等待零件"),
}
_ANSWERED: Mapping[Answer, tuple[str, str]] = {
    Answer.AUTHORISED: ("the customer of {c} has authorised the additional work", "{c}的客户同意追加作业"),
    Answer.DECLINED: ("the customer of {c} has declined the additional work", "{c}的客户不同意追加作业"),
    Answer.ANOTHER_VISIT: ("the additional work on {c} is left for another visit", "{c}的追加作业改为下次来店"),
}
_AWAY: Mapping[Away, tuple[str, str]] = {
    Away.ABSENT: ("{p} is absent", "{p}缺勤"),
    Away.LATE: ("{p} is late", "{p}迟到"),
    Away.LENT_OUT: ("{p} is lent out", "{p}外借"),
}
_CAME: Mapping[Entry, tuple[CauseKind, str, str]] = {
    Entry.WALK_IN: (CauseKind.NEW_CAR, "{c} came without an appointment", "{c}临时来店"),
    Entry.TOW_IN: (CauseKind.NEW_CAR, "{c} was towed in", "{c}拖车进店"),
    Entry.SAFETY_COMEBACK: (CauseKind.SAFETY, "{c} came back for safety's sake", "{c}因安全问题返修"),
}


@dataclass(frozen=True, slots=True)
class Names:
    """What people call cars and one another. ``plates`` by appointment; without one the id is said."""

    zone: ZoneInfo
    people: Mapping[str, str]
    plates: Mapping[str, str]

    @classmethod
    def of(cls, setup: Setup, plates: Mapping[str, str]) -> Names:
        """The names of a set-up, and plates by appointment."""
        people = {one.technician_id: one.name for one in setup.technicians}
        return cls(ZoneInfo(setup.time_zone), people, plates)

    def car(self, key: str) -> str:
        """A car."""
        return self.plates.get(key) or key

    def person(self, key: str) -> str:
        """A technician."""
        return self.people.get(key) or key

    def until(self, at: datetime | None) -> tuple[str, str]:
        """`` until 13:30`` in both languages; nothing for no time."""
        if at is None:
            return "", ""
        clock = f"{at.astimezone(self.zone):%H:%M}"
        return f" until {clock}", f"至{clock}"


def cause_of(told: Told, names: Names) -> Cause | None:
    """The cause that an event is; None for one that only says how far the work is, which plans show by themselves."""
    found = _of_work(told.event, names) or _of_car(told.event, names) or _of_facts(told.event, names)
    if found is None:
        return None
    kind, subjects, text_en, text_zh = found
    return Cause(event_id=told.event_id, kind=kind, subjects=frozenset(subjects), text_en=text_en, text_zh=text_zh)


def _of_work(event: records.Event, names: Names) -> Words | None:
    match event:
        case records.StepInterrupted():
            kind, en, zh = _STOPPED[event.code]
            car, (until_en, until_zh) = names.car(event.appointment_id), names.until(event.until)
            text_en = en.format(c=car) + until_en + (f": {event.reason}" if event.reason else "")
            text_zh = zh.format(c=car) + until_zh + (f"：{event.reason}" if event.reason else "")
            return kind, (event.step_id,), text_en, text_zh
        case records.StepEstimated():
            car = names.car(event.appointment_id)
            left = event.remaining_minutes
            text_en, text_zh = f"work on {car} needs {left} minutes more", f"{car}还需作业{left}分钟"
            return CauseKind.WORK, (event.step_id,), text_en, text_zh
        case records.WorkFound():
            car = names.car(event.appointment_id)
            return CauseKind.ADDED_WORK, (event.appointment_id,), f"more work was found on {car}", f"{car}发现追加作业"
        case records.WorkAnswered():
            en, zh = _ANSWERED[event.answer]
            car = names.car(event.appointment_id)
            return CauseKind.ADDED_WORK, (event.appointment_id,), en.format(c=car), zh.format(c=car)
        case records.InspectionFailed():
            car = names.car(event.appointment_id)
            steps = tuple(one.step_id for one in event.rework)
            return CauseKind.REWORK, steps, f"{car} failed its final inspection", f"{car}完工检查未通过"
    return None


def _of_car(event: records.Event, names: Names) -> Words | None:
    match event:
        case records.CarCameIn():
            kind, en, zh = _CAME[event.entry]
            car = names.car(event.appointment_id)
            return kind, (event.appointment_id,), en.format(c=car), zh.format(c=car)
        case records.CarLate():
            car, (en, zh) = names.car(event.appointment_id), names.until(event.until)
            return CauseKind.ARRIVAL, (event.appointment_id,), f"{car} is not there{en}", f"{car}晚到店{zh}"
        case records.CarArrived():
            car = names.car(event.appointment_id)
            return CauseKind.ARRIVAL, (event.appointment_id,), f"{car} came at another time", f"{car}到店时间有变"
        case records.CarNoShow():
            car = names.car(event.appointment_id)
            return CauseKind.ARRIVAL, (event.appointment_id,), f"{car} did not come", f"{car}未到店"
        case records.PriorityChanged():
            car = names.car(event.appointment_id)
            text_en, text_zh = f"{car} is of another priority: {event.reason}", f"{car}优先级变更：{event.reason}"
            return CauseKind.PRIORITY, (event.appointment_id,), text_en, text_zh
        case records.LoanCarLate():
            car, (en, zh) = names.car(event.appointment_id), names.until(event.until)
            text_en = f"the loan car for {car} is not there{en}"
            return CauseKind.LOAN_CAR, (event.appointment_id,), text_en, f"{car}的代步车未到{zh}"
    return None


def _of_facts(event: records.Event, names: Names) -> Words | None:
    match event:
        case records.TechnicianAway():
            (en, zh), (until_en, until_zh) = _AWAY[event.why], names.until(event.until)
            who = names.person(event.technician_id)
            text_en, text_zh = en.format(p=who) + until_en, zh.format(p=who) + until_zh
            return CauseKind.TECHNICIAN, (event.technician_id,), text_en, text_zh
        case records.TechnicianBack():
            who = names.person(event.technician_id)
            return CauseKind.TECHNICIAN, (event.technician_id,), f"{who} is back", f"{who}已返岗"
        case records.BayDown() | records.BayUp():
            what = f"{event.capability} in bay {event.bay_id}" if event.capability else f"bay {event.bay_id}"
            what_zh = f"工位{event.bay_id}" + (f"的{event.capability}" if event.capability else "")
            if isinstance(event, records.BayUp):
                return CauseKind.PLACE, (event.bay_id,), f"{what} can be used again", f"{what_zh}恢复使用"
            en, zh = names.until(event.until)
            return CauseKind.PLACE, (event.bay_id,), f"{what} is down{en}", f"{what_zh}停用{zh}"
        case records.PartLate():
            en, zh = names.until(event.eta)
            part = event.part_number
            return CauseKind.PARTS, (part,), f"part {part} does not come{en}", f"零件{part}延迟{zh}"
        case records.PartShort():
            part = event.part_number
            return CauseKind.PARTS, (part,), f"part {part} is short", f"零件{part}短缺"
        case records.PartArrived():
            part = event.part_number
            return CauseKind.PARTS, (part,), f"part {part} has come", f"零件{part}已到货"
    return None
