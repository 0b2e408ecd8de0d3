"""Reasons of a refusal in words."""

from __future__ import annotations

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from optimizer.explain.cause import Cause
from optimizer.explain.words import WORDS as EXPLAINED
from optimizer.explain.words import phrase
from optimizer.plan import Reason
from optimizer.slots.search import Search

NOW = Cause("not_before_now")
HORIZON = Cause("horizon")
WORK = Cause("duration")

# As in ``optimizer.explain.words``: {s} the subject, {t} the time it ends; with that time, and without.
_OWN: Mapping[str, tuple[str, str, str, str]] = {
    "not_before_now": ("cars are taken from {t} on", "{t}起才可接车", "it is too late", "时间已过"),
    "horizon": ("bookings are open until {t}", "预约开放至{t}", "bookings are not open yet", "预约尚未开放"),
    "working_time": ("not everybody needed is at work before {t}", "所需人员{t}起才上班", "working hours", "工作时间"),
    "technicians": (
        "technicians busy with other cars until {t}",
        "技师忙于其他车辆至{t}",
        "technicians busy with other cars",
        "技师忙于其他车辆",
    ),
    "arrival_spacing": ("other cars arrive until {t}", "{t}前已有其他车辆到店", *EXPLAINED["arrival_spacing"][2:]),
    "car_park": (
        "the repair car park is full until {t}",
        "待修停车位{t}前已满",
        "the repair car park is full",
        "待修停车位已满",
    ),
    "reserve": (
        "the hours for bookings are used up until {t}",
        "{t}前可预约工时已用完",
        "the hours for bookings are used up",
        "可预约工时已用完",
    ),
}


def reason(search: Search, cause: Cause, until: int | None) -> Reason:
    """A cause in words; ``until`` in minutes from the horizon start."""
    frame = search.frame
    at = None if until is None else frame.instant(until)
    key = "absence" if cause.rule == "working_time" and cause.subject else cause.rule
    if cause.rule == "technician_overlap" and not cause.subject:
        key = "technicians"
    subject = f"{search.candidate.labour_minutes / 60:.1f}" if cause == WORK else cause.subject
    words = EXPLAINED[key] if key == "absence" else _OWN.get(key) or EXPLAINED[key]
    english, chinese = phrase(words, subject, at, frame.instant(search.now), ZoneInfo(frame.workshop.time_zone))
    return Reason(rule=cause.rule, subject=cause.subject, until=at, text_en=english, text_zh=chinese)
