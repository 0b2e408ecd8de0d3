"""States, calls and drives in words: English and Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

from api.desk.life import State
from api.desk.preparation.calls import Call, CallKind
from api.parts.words import Words

STATES: Mapping[State, Words] = MappingProxyType(
    {
        State.HELD: Words("held", "暂留"),
        State.TENTATIVE: Words("tentative", "待定"),
        State.BOOKED: Words("booked", "已预约"),
        State.CONFIRMED_ONCE: Words("confirmed once", "已首次确认"),
        State.CONFIRMED_TWICE: Words("confirmed twice", "已二次确认"),
        State.ARRIVED: Words("arrived", "已到店"),
        State.DELIVERED: Words("delivered", "已交车"),
        State.CANCELLED: Words("cancelled", "已取消"),
        State.NO_SHOW: Words("did not come", "未到店"),
        State.EXPIRED: Words("hold expired", "暂留已过期"),
    }
)
_CALLS: Mapping[CallKind, Words] = MappingProxyType(
    {
        CallKind.FIRST_CONFIRMATION: Words("first confirmation", "首次确认"),
        CallKind.SECOND_CONFIRMATION: Words("second confirmation", "二次确认"),
        CallKind.FOLLOW_UP: Words("ask again whether the customer comes", "继续跟进，确认客户是否来店"),
    }
)


def call_words(call: Call, today: date, zone: ZoneInfo) -> Words:
    """A call: made when, due today, overdue since, or due later."""
    kind = _CALLS[call.kind]
    if call.done_at is not None:
        at = f"{call.done_at.astimezone(zone):%Y-%m-%d %H:%M}"
        return Words(f"{kind.en}: done {at}", f"{kind.zh}：已于{at}完成")
    if call.due_on > today:
        return Words(f"{kind.en}: due {call.due_on}", f"{kind.zh}：应于{call.due_on}致电")
    if call.due_on == today:
        return Words(f"{kind.en}: due today", f"{kind.zh}：今日致电")
    return Words(f"{kind.en}: overdue since {call.due_on}", f"{kind.zh}：自{call.due_on}起逾期未致电")


def drive_words(kind: str, leaves: datetime, there: datetime, zone: ZoneInfo) -> Words:
    """A drive of ours."""
    start, at = (f"{one.astimezone(zone):%Y-%m-%d %H:%M}" for one in (leaves, there))
    if kind == "collect":
        return Words(f"driver leaves {start}, fetches the car at {at}", f"司机{start}出发，{at}上门取车")
    return Words(f"driver leaves {start}, brings the car at {at}", f"司机{start}出发，{at}送车到达")
