"""Reasons in words, English and Chinese."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEKDAYS_ZH = "一二三四五六日"

# Subjects that have a word of their own in Chinese.
SUBJECTS_ZH = {"advisor": "服务顾问", "inspection": "完工检查", "wash": "洗车"}

# {s}: the subject, {t}: the time it ends. With and without that time where both occur.
WORDS: dict[str, tuple[str, str, str, str]] = {
    "not_before_now": ("it is already {t}", "现在已是{t}", "it is already late", "时间已晚"),
    "arrival": ("the car arrives at {t}", "车辆{t}到店", "the car arrives too late", "车辆到店过晚"),
    "hand_over": (
        "the customer is there only from {t}",
        "客户{t}才能取车",
        "the customer is not there in time",
        "客户未能及时取车",
    ),
    "bay_move": ("moving the car takes its time", "移车需要时间") * 2,
    "duration": ("the work itself takes {s} h", "作业本身需要{s}小时") * 2,
    "working_time": ("working hours", "工作时间") * 2,
    "absence": ("{s} absent until {t}", "{s}缺勤至{t}", "{s} absent", "{s}缺勤"),
    "started": (
        "running step {s} ends at {t}",
        "进行中的步骤{s}于{t}结束",
        "running step {s} must end first",
        "须先完成进行中的步骤{s}",
    ),
    "frozen": (
        "frozen step {s} ends at {t}",
        "已锁定步骤{s}于{t}结束",
        "frozen step {s} must end first",
        "须先完成已锁定步骤{s}",
    ),
    "ready": ("the car was ready at {t}", "车辆{t}已完工") * 2,
    "sublet": ("sublet work {s} takes its time", "委外作业{s}需要时间") * 2,
    "interruption": (
        "interrupted step {s} resumes at {t}",
        "中断的步骤{s}于{t}恢复",
        "interrupted step {s} does not resume in time",
        "中断的步骤{s}未能及时恢复",
    ),
    "bay_outage": ("bay {s} free only from {t}", "工位{s}{t}起才可用", "bay {s} out of use", "工位{s}停用"),
    "parts": ("part {s} arrives {t}", "零件{s}{t}到货", "part {s} is short", "零件{s}缺货"),
    "technician_overlap": (
        "technicians with {s} busy with other cars until {t}",
        "具备{s}的技师忙于其他车辆至{t}",
        "technicians with {s} busy with other cars",
        "具备{s}的技师忙于其他车辆",
    ),
    "bay_overlap": (
        "bays with {s} taken by other cars until {t}",
        "{s}工位被其他车辆占用至{t}",
        "bays with {s} taken by other cars",
        "{s}工位被其他车辆占用",
    ),
    "station_overlap": (
        "{s} busy with other cars until {t}",
        "{s}忙于其他车辆至{t}",
        "{s} busy with other cars",
        "{s}忙于其他车辆",
    ),
    "arrival_spacing": ("arrivals keep their distance", "到店须保持间隔") * 2,
    "car_park": ("the repair car park is full", "待修停车位已满") * 2,
    "loan_cars": ("no loan car before {t}", "{t}前无代步车", "no loan car", "无代步车"),
    "pinned": ("step {s} is pinned to {t}", "步骤{s}已固定在{t}", "step {s} is pinned", "步骤{s}已固定"),
    "forbidden": (
        "forbidden for step {s} until {t}",
        "步骤{s}在{t}前被禁止",
        "forbidden for step {s}",
        "步骤{s}被禁止",
    ),
    "ordered": ("the order of {s} is fixed", "{s}的作业顺序已固定") * 2,
    "cost": ("by the policy it costs nothing to leave it out", "按现行策略，不安排该车不增加成本") * 2,
    "overlooked": ("there is a place that the search has not found in its time", "有空位，但在计算时限内未找到") * 2,
    "skill": ("nobody has the skill {s}", "无人具备技能{s}") * 2,
    "crew": ("too few technicians have the skill {s}", "具备技能{s}的技师人数不足") * 2,
    "bay_capability": ("no bay has {s}", "没有{s}工位") * 2,
    "station": ("there is no {s}", "没有{s}") * 2,
}


def say(key: str, subject: str, until: datetime | None, now: datetime, zone: ZoneInfo) -> tuple[str, str]:
    """English and Chinese words of a reason; ``until`` as the local time, with the weekday when not today."""
    return phrase(WORDS[key], subject, until, now, zone)


def phrase(
    words: tuple[str, str, str, str], subject: str, until: datetime | None, now: datetime, zone: ZoneInfo
) -> tuple[str, str]:
    """The same for words with and without a time, in the order of ``WORDS``; the date too when it is a week away."""
    english, chinese, english_bare, chinese_bare = words
    subject_zh = SUBJECTS_ZH.get(subject, subject)
    if until is None:
        return english_bare.format(s=subject), chinese_bare.format(s=subject_zh)
    local = until.astimezone(zone)
    clock = local.strftime("%H:%M")
    if local.date() == now.astimezone(zone).date():
        return english.format(s=subject, t=clock), chinese.format(s=subject_zh, t=clock)
    day, day_zh = WEEKDAYS[local.weekday()], f"周{WEEKDAYS_ZH[local.weekday()]}"
    if (local.date() - now.astimezone(zone).date()).days > 6:
        day, day_zh = f"{day} {local.date()}", f"{local.month}月{local.day}日{day_zh}"
    return english.format(s=subject, t=f"{day} {clock}"), chinese.format(s=subject_zh, t=f"{day_zh} {clock}")
