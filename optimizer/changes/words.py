"""Changes in words for the shop, English and Chinese."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from optimizer.changes.records import Cause, StepMove
from optimizer.day import Day
from optimizer.explain.words import phrase

Both = tuple[str, str]


def clock(at: datetime, now: datetime, zone: ZoneInfo) -> Both:
    """A time on the shop's clock, with the day when it is not today."""
    return phrase(("{t}", "{t}", "", ""), "", at, now, zone)


def car_words(
    day: Day, moves: Sequence[StepMove], ready: tuple[datetime | None, datetime | None], zone: ZoneInfo
) -> Both:
    """What changes for one car: when it is ready, who works on it, and how many other steps move."""
    names = {one.technician_id: one.name or one.technician_id for one in day.workshop.technicians}
    found = [*_ready(ready, day.now, zone), *_people(moves, names)] or [_others(moves)]
    return "; ".join(english for english, _ in found), "；".join(chinese for _, chinese in found)


def _ready(ready: tuple[datetime | None, datetime | None], now: datetime, zone: ZoneInfo) -> Iterator[Both]:
    before, after = ready
    if after is None:
        yield "has no place in the plan", "未能排入"
        return
    if before == after:
        return
    english, chinese = clock(after, now, zone)
    if before is None:
        yield f"ready at {english}", f"{chinese}完工"
        return
    old, old_zh = clock(before, now, zone)
    yield f"ready at {english} instead of {old}", f"完工时间由{old_zh}改为{chinese}"


def _people(moves: Sequence[StepMove], names: Mapping[str, str]) -> Iterator[Both]:
    for move in moves:
        if move.before is None or move.after is None:
            continue
        old, new = set(move.before.technician_ids), set(move.after.technician_ids)
        if old != new and old and new:
            was, will = (" + ".join(sorted(names.get(one, one) for one in some)) for some in (old, new))
            yield f"{will} instead of {was}", f"技师由{was}改为{will}"


def _others(moves: Sequence[StepMove]) -> Both:
    count = len(moves)
    steps = "1 step moves" if count == 1 else f"{count} steps move"
    return f"{steps}, ready as before", f"{count}个工序调整，完工时间不变"


def behind_words(cause: Cause, plates: Sequence[str]) -> Both:
    """The cause, said of a car that waits for others; ``plates`` from the next one to the one that was hit."""
    if not plates:
        return cause.text_en, cause.text_zh
    first, *rest = plates
    through = f" (which waits for {', '.join(rest)})" if rest else ""
    through_zh = f"（该车又等候{'、'.join(rest)}）" if rest else ""
    return f"waits for {first}{through}: {cause.text_en}", f"等候{first}{through_zh}：{cause.text_zh}"
