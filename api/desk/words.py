"""What an offer costs the shop and how things stand, in words: English and Chinese."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from api.board.words import Language
from optimizer.explain.words import WEEKDAYS, WEEKDAYS_ZH
from optimizer.slots.records import LoadChange, Offer, PartStanding

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def words_of(offer: Offer, zone: ZoneInfo, language: Language) -> list[str]:
    """A line for the day, the half-hour, the advisor, the reserve, the cars moved, and each part that is awaited."""
    return list((_zh if language is Language.ZH else _en)(offer, zone))


def share(minutes: int, available: int) -> float:
    """Booked ÷ available, 0 without anything available."""
    return round(minutes / available, 3) if available else 0.0


def _en(offer: Offer, zone: ZoneInfo) -> Iterator[str]:
    at = offer.visit.arrival.astimezone(zone)
    yield f"{WEEKDAYS[at.weekday()]} {at.day} {_MONTHS[at.month - 1]}: technicians {_change(offer.day)} booked"
    yield f"the half-hour from {_half_hour(at)}: {_change(offer.half_hour)} booked"
    yield f"advisor {offer.visit.advisor_id}: {_change(offer.reception)} booked"
    yield f"{_hours(offer.reserve_left)} h can still be booked on that day before the reserve is touched"
    if offer.moved:
        count = len(offer.moved)
        cars = "1 other car gets" if count == 1 else f"{count} other cars get"
        yield f"{cars} another technician or bay; times for their customers stay"
    for part in offer.parts:
        yield _part_en(part, zone)


def _zh(offer: Offer, zone: ZoneInfo) -> Iterator[str]:
    at = offer.visit.arrival.astimezone(zone)
    yield f"{at.month}月{at.day}日周{WEEKDAYS_ZH[at.weekday()]}：技师工时已约{_change(offer.day, '，加上本车')}"
    yield f"{_half_hour(at)}起半小时：已约{_change(offer.half_hour, '，加上本车')}"
    yield f"服务顾问{offer.visit.advisor_id}：已约{_change(offer.reception, '，加上本车')}"
    yield f"当日在动用预留工时之前还可预约{_hours(offer.reserve_left)}小时"
    if offer.moved:
        yield f"另有{len(offer.moved)}辆车更换技师或工位，客户时间不变"
    for part in offer.parts:
        yield _part_zh(part, zone)


def _change(load: LoadChange, between: str = ", with this car") -> str:
    before, after = (round(100 * share(one, load.available)) for one in (load.before, load.after))
    return f"{before} %{between} {after} %" if between.startswith(",") else f"{before}%{between}{after}%"


def _half_hour(at: datetime) -> str:
    return f"{at.hour:02d}:{at.minute // 30 * 30:02d}"


def _hours(minutes: int) -> str:
    return f"{minutes / 60:.1f}"


def _part_en(part: PartStanding, zone: ZoneInfo) -> str:
    if part.available_from is None:
        return f"part {part.part_number}: {part.needed} needed, on the shelf"
    at = part.available_from.astimezone(zone)
    return f"part {part.part_number}: {part.needed} needed, {part.free} free, all there from {at:%Y-%m-%d %H:%M}"


def _part_zh(part: PartStanding, zone: ZoneInfo) -> str:
    if part.available_from is None:
        return f"零件{part.part_number}：需要{part.needed}件，有货"
    at = part.available_from.astimezone(zone)
    return f"零件{part.part_number}：需要{part.needed}件，可用{part.free}件，{at:%Y-%m-%d %H:%M}到齐"
