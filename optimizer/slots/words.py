"""Words for what stands in the way of an offer, English and Chinese."""

from __future__ import annotations

from collections.abc import Mapping

# {s}: the subject, {v}: the visit.
WORDS: Mapping[str, tuple[str, str]] = {
    "known": ("visit {v} has changed", "车辆{v}已变更"),
    "step_order": ("a step of visit {v} begins before the one before it ends", "车辆{v}的步骤先后颠倒"),
    "not_before_now": ("visit {v} would begin in the past", "车辆{v}的开始时间已过"),
    "arrival": ("a step of visit {v} begins before the car arrives", "车辆{v}到店前已有步骤开始"),
    "skill": ("{s} may not do a step of visit {v}", "{s}不能承担车辆{v}的步骤"),
    "technician_overlap": ("technician {s} has other work by now", "技师{s}已有其他作业"),
    "working_time": ("{s} is not at work as planned", "{s}的工作时间与计划不符"),
    "bay_capability": ("bay {s} does not suit the work", "工位{s}不适合该作业"),
    "bay_overlap": ("bay {s} is taken by now", "工位{s}已被占用"),
    "bay_move": ("there is no time to move the car", "移车时间不足"),
    "car_park": ("the repair car park is full by now", "待修停车位已满"),
    "station_overlap": ("{s} is taken by now", "{s}已被占用"),
    "arrival_spacing": ("another car arrives at {s} too near to this one", "{s}的接待时间间隔不足"),
    "parts": ("part {s} is short by now", "零件{s}已不足"),
    "sublet": ("sublet work does not leave as planned", "委外作业与计划不符"),
    "hand_over": ("the car is handed over before the promised time", "交车早于约定时间"),
    "loan_cars": ("no loan car is left", "代步车已借完"),
    "reserve": ("the hours for bookings on {s} are used up", "{s}的可预约工时已用完"),
    "promise": ("visit {v} would be later than promised", "车辆{v}将晚于约定时间"),
}


def say(rule: str, subject: str, visit_id: str) -> tuple[str, str]:
    """English and Chinese words of a broken rule."""
    english, chinese = WORDS[rule]
    return english.format(s=subject, v=visit_id), chinese.format(s=subject, v=visit_id)
