"""What is said to customers, English and Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from optimizer.changes import CauseKind, Why
from optimizer.explain.words import WEEKDAYS, WEEKDAYS_ZH
from optimizer.notices.records import NoticeKind, SpokenReason

Both = tuple[str, str]

# Of the customer's own car, and of a car before it.
_SAID: Mapping[CauseKind, tuple[Both, Both]] = {
    CauseKind.TECHNICIAN: (
        ("the technician for your car is not available", "负责您车辆的技师暂时无法作业"),
        ("one of our technicians is not available", "我们有一位技师暂时无法作业"),
    ),
    CauseKind.PLACE: (
        ("the equipment that your car needs is out of order", "您车辆所需的设备暂停使用"),
        ("some of our equipment is out of order", "我们有设备暂停使用"),
    ),
    CauseKind.WORK: (
        ("the work on your car takes longer than expected", "您车辆的作业时间比预计长"),
        ("the work on a car before yours takes longer than expected", "前面车辆的作业时间比预计长"),
    ),
    CauseKind.ADDED_WORK: (
        ("your car needs more work than was planned", "您的车辆需要追加作业"),
        ("a car before yours needs more work than was planned", "前面的车辆需要追加作业"),
    ),
    CauseKind.REWORK: (
        ("our final inspection found something on your car that we put right first", "完工检查发现您的车辆需要再处理"),
        ("our final inspection found something on a car before yours", "完工检查发现前面的车辆需要再处理"),
    ),
    CauseKind.ANSWER: (
        ("the work on your car waits for your answer", "您车辆的作业正在等待您的答复"),
        ("the work on a car before yours is held up", "前面车辆的作业被耽搁"),
    ),
    CauseKind.PARTS: (
        ("a part for your car is not there yet", "您车辆所需的零件尚未到货"),
        ("a car before yours waits for a part", "前面的车辆在等待零件"),
    ),
    CauseKind.ARRIVAL: (
        ("your car came at another time than agreed", "您的车辆未按约定时间到店"),
        ("a car before yours came at another time than agreed", "前面的车辆未按约定时间到店"),
    ),
    CauseKind.NEW_CAR: (
        ("your car was fitted in between others", "您的车辆是临时安排的"),
        ("a car that could not wait had to be taken in", "临时来了一辆不能等候的车"),
    ),
    CauseKind.SAFETY: (
        ("your car needs a safety check first", "您的车辆需要先做安全检查"),
        ("a car with a safety problem had to be taken first", "需要优先处理一辆有安全问题的车"),
    ),
    CauseKind.PRIORITY: (
        ("the order of work had to be changed", "作业顺序有调整"),
        ("another car had to be taken first", "需要优先处理另一辆车"),
    ),
    CauseKind.LOAN_CAR: (
        ("the loan car for you is not back yet", "为您准备的代步车尚未归还"),
        ("a loan car is not back yet", "代步车尚未归还"),
    ),
    CauseKind.DECISION: (("the order of work had to be changed", "作业顺序有调整"),) * 2,
    CauseKind.OTHER: (("the workshop is behind its plan", "车间进度比计划慢"),) * 2,
}


def spoken(why: Why | None) -> SpokenReason:
    """The reason to say for a car that a cause reaches, by itself or through others."""
    cause = None if why is None else why.cause.kind
    own, before = _SAID[CauseKind.OTHER if cause is None else cause]
    english, chinese = before if why is not None and why.behind else own
    event_id = "" if why is None else why.cause.event_id
    return SpokenReason(cause=cause, event_id=event_id, text_en=english, text_zh=chinese)


def sentence(
    kind: NoticeKind,
    promised: tuple[datetime | None, datetime | None],
    reason: SpokenReason | None,
    now: datetime,
    zone: ZoneInfo,
) -> Both:
    """What to say. ``promised``: the time that was promised, and the new one."""
    before, after = (None if at is None else _at(at, now, zone) for at in promised)
    why, why_zh = ("", "") if reason is None else (f", because {reason.text_en}", f"，因为{reason.text_zh}")
    if kind is NoticeKind.SAFETY_COMEBACK:
        until, until_zh = ("", "") if before is None else (f", promised {before[0]}", f"，承诺{before[1]}交车")
        return f"A safety comeback is in the workshop{until}.", f"有安全返修车辆进厂{until_zh}。"
    if before is None or after is None:
        return (
            f"We cannot do your car as agreed{why}. Which other time suits you?",
            f"很抱歉，您的车无法按约定完成{why_zh}。请问改到什么时间方便？",
        )
    return (
        f"Your car will be ready {after[0]} and not {before[0]}{why}. Does that suit you?",
        f"您的车预计{after[1]}可取，原定{before[1]}{why_zh}。请问这个时间可以吗？",
    )


def _at(at: datetime, now: datetime, zone: ZoneInfo) -> Both:
    """``at 15:45``, on another day ``on Tuesday 4 March at 08:00``."""
    local = at.astimezone(zone)
    clock = f"{local:%H:%M}"
    if local.date() == now.astimezone(zone).date():
        return f"at {clock}", clock
    day = f"on {WEEKDAYS[local.weekday()]} {local:%Y-%m-%d}"
    return f"{day} at {clock}", f"{local.month}月{local.day}日周{WEEKDAYS_ZH[local.weekday()]}{clock}"
