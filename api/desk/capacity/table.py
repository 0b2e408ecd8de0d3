"""The sheet as a table for spreadsheets: a row a technician and date, then one of all of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from api.board.words import Language
from api.desk.capacity.answers import CapacitySheet, ClockHours, FrtHours

MEDIA_TYPE = "text/csv"
# Spreadsheets take text that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_of(sheet: CapacitySheet, language: Language) -> bytes:
    """UTF-8 with a byte order mark, as spreadsheets in China expect it."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_in(language, words) for words in _COLUMNS)
    writer.writerows(_rows(sheet, language))
    return text.getvalue().encode("utf-8-sig")


def _in(language: Language, words: tuple[str, str]) -> str:
    return words[0] if language is Language.EN else words[1]


# The trade's sheet has the columns from "available" to "left", over 预约管控表.
_COLUMNS = (
    ("Date", "日期"),
    ("Technician", "技师"),
    ("Name", "姓名"),
    ("Total clock hours available", "可用总工时（钟点）"),
    ("Appointment clock hours booked", "已预约工时（钟点）"),
    ("Total clock hours left", "剩余总工时（钟点）"),
    ("FRT hours booked", "已预约标准工时 FRT"),
    ("FRT hours left", "剩余标准工时 FRT"),
    ("Bookable clock hours", "可预约工时（钟点）"),
    ("Reserve clock hours left", "剩余预留工时（钟点）"),
)
_ALL = ("All technicians", "全体技师")


def _rows(sheet: CapacitySheet, language: Language) -> Iterator[list[str]]:
    for one in sheet.dates:
        day = one.date.isoformat()
        for row in one.technicians:
            yield [day, _safe(row.technician_id), _safe(row.name), *_hours(row.clock_hours, row.frt_hours), "", ""]
        total = _hours(one.clock_hours, one.frt_hours)
        rest = (_number(one.bookable_hours.bookable), _number(one.reserve_hours.left))
        yield [day, _in(language, _ALL), "", *total, *rest]


def _hours(clock: ClockHours, frt: FrtHours) -> tuple[str, ...]:
    return tuple(_number(one) for one in (clock.available, clock.booked, clock.left, frt.booked, frt.left))


def _number(hours: float) -> str:
    return f"{hours:.2f}"


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
