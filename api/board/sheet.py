"""The appointment control sheet of the trade (预约管控表): a row a technician, a column an hour."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from api.board.closed import open_minutes
from api.board.from_plan import names_of
from api.board.markup import Markup, el
from api.board.rows import spans_of
from api.board.words import Language, say
from api.contract import PlanDocument
from api.contract.board import BoardTechnician
from api.contract.figures import SheetRow
from api.contract.times import local
from optimizer.load import SHEET_HOURS

_SHADES = ((0.0, "l0"), (0.25, "l1"), (0.5, "l2"), (0.75, "l3"), (0.995, "l4"), (1.005, "l5"))


def capacity_sheet(document: PlanDocument, language: Language) -> Markup:
    """The sheet of the date of ``now``; nothing when the document has no figures."""
    figures = document.figures
    if figures is None:
        return Markup()
    names = names_of(document, language)
    technicians = {each.technician_id: each for each in document.workshop.technicians}
    head = el(
        "tr",
        el("th", say("technician", language), scope="col", class_="words"),
        *(el("th", f"{hour}", scope="col", class_="hour") for hour in SHEET_HOURS),
        *(el("th", say(key, language), scope="col") for key in ("available_hours", "booked_hours", "left_hours")),
    )
    starts = _hours(document)
    rows = [
        _row(row, names.get(row.technician_id, row.technician_id), technicians.get(row.technician_id), starts)
        for row in figures.sheet
    ]
    table = el(
        "table",
        el("caption", say("capacity_note", language)),
        el("thead", head),
        el("tbody", *rows, _total(figures.sheet, language)),
        class_="sheet",
    )
    return el("div", table, class_="scroll", tabindex=0, role="region", aria_label=say("capacity", language))


def _hours(document: PlanDocument) -> list[datetime]:
    zone = ZoneInfo(document.workshop.time_zone)
    on = local(document.plan.now, zone).date()
    return [local(datetime(on.year, on.month, on.day, hour, tzinfo=zone), zone) for hour in SHEET_HOURS]


def _row(row: SheetRow, name: str, technician: BoardTechnician | None, starts: list[datetime]) -> Markup:
    cells = [
        _cell(booked, 60 if technician is None else _available(technician, start))
        for booked, start in zip(row.booked_minutes, starts, strict=False)
    ]
    left = f"{row.left_hours:.1f}"
    return el(
        "tr",
        el("th", name, scope="row"),
        *cells,
        el("td", f"{row.available_hours:.1f}"),
        el("td", f"{row.booked_hours:.1f}"),
        el("td", left, class_="over" if row.left_hours < 0 else None),
    )


def _available(technician: BoardTechnician, start: datetime) -> int:
    holes = (*spans_of(technician.breaks), *spans_of(technician.absences))
    return open_minutes(spans_of(technician.shifts), holes, start, start + timedelta(hours=1))


def _cell(booked: int, available: int) -> Markup:
    if not available and not booked:
        return el("td", "–", class_="hour none")
    share = booked / available if available else 2.0
    shade = next(name for limit, name in reversed(_SHADES) if share >= limit)
    return el("td", str(booked) if booked else "·", class_=f"hour {shade}")


def _total(rows: tuple[SheetRow, ...], language: Language) -> Markup:
    sums = [sum(column) for column in zip(*(row.booked_minutes for row in rows), strict=False)]
    hours = (
        sum(row.available_hours for row in rows),
        sum(row.booked_hours for row in rows),
        sum(row.left_hours for row in rows),
    )
    return el(
        "tr",
        el("th", say("total", language), scope="row"),
        *(el("td", str(minutes), class_="hour") for minutes in sums),
        *(el("td", f"{value:.1f}") for value in hours),
        class_="total",
    )
