"""Draws one date of a board as SVG. Colours are in `board.css`, so that a page and a file share them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from api.board.bars import draw_bar
from api.board.markup import Markup, el, join
from api.board.scale import BOARD_WIDTH, HEAD, NAME_WIDTH, Lane, Scale
from api.board.text import shorten
from api.board.view import Board, BoardDay, Row, RowsBy, Shade
from api.board.words import Language, say

_GROUP_HEIGHT = 24.0
_FOOT = 6.0


@dataclass(frozen=True, slots=True)
class _Line:
    row: Row
    lane: Lane


def draw_day(board: Board, day: BoardDay, rows_by: RowsBy, language: Language, style: str = "") -> Markup:
    """One date as an ``<svg>``; with ``style`` (CSS text) it is complete as a file of its own."""
    lines, headings, height = _lay_out(day.rows[rows_by], language)
    scale = Scale(day.start, day.end)
    label = f"{say(rows_by, language)}, {day.date.isoformat()}"
    return el(
        "svg",
        el("style", Markup(style)) if style else Markup(),
        _patterns(),
        _backgrounds(lines, scale, day),
        _grid(scale, height),
        _names(lines),
        join(headings),
        _bars(lines, scale, language),
        _now(board.now, scale, height, language),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {BOARD_WIDTH:.0f} {height:.0f}",
        width=BOARD_WIDTH,
        height=height,
        class_="board",
        role="group",
        aria_label=label,
        data_start=day.start.isoformat(),
        data_end=day.end.isoformat(),
        data_left=scale.x(day.start),
        data_right=scale.x(day.end),
    )


def _lay_out(rows: Sequence[Row], language: Language) -> tuple[list[_Line], list[Markup], float]:
    lines: list[_Line] = []
    headings: list[Markup] = []
    top = HEAD
    group = None
    several = len({row.group for row in rows}) > 1
    for row in rows:
        if several and row.group is not group:
            group = row.group
            text = say(row.group, language)
            headings.append(el("text", text, x=8, y=top + _GROUP_HEIGHT - 7, class_="group"))
            top += _GROUP_HEIGHT
        lane = Lane(top, row.group)
        lines.append(_Line(row, lane))
        top += lane.height
    return lines, headings, top + _FOOT


def _patterns() -> Markup:
    def hatch(name: str) -> Markup:
        stripe = el("rect", width=3, height=7, class_=f"stripe-{name}")
        ground = el("rect", width=7, height=7, class_=f"ground-{name}")
        return el(
            "pattern",
            ground,
            stripe,
            id=f"hatch-{name}",
            width=7,
            height=7,
            patternUnits="userSpaceOnUse",
            patternTransform="rotate(45)",
        )

    return el("defs", hatch("break"), hatch("absence"), hatch("outage"))


def _backgrounds(lines: Iterable[_Line], scale: Scale, day: BoardDay) -> Markup:
    pieces: list[Markup] = []
    for line in lines:
        pieces.append(
            el("rect", x=NAME_WIDTH, y=line.lane.top, width=scale.width, height=line.lane.height, class_="ground")
        )
        for closed in line.row.closed:
            if closed.start >= day.end or closed.end <= day.start:
                continue
            x = scale.x(closed.start)
            fill = None if closed.shade is Shade.OFF else f"url(#hatch-{closed.shade})"
            pieces.append(
                el(
                    "rect",
                    x=x,
                    y=line.lane.top,
                    width=scale.x(closed.end) - x,
                    height=line.lane.height,
                    class_=f"closed {closed.shade}",
                    fill=fill,
                )
            )
        foot = line.lane.top + line.lane.height
        pieces.append(el("line", x1=0, x2=BOARD_WIDTH, y1=foot, y2=foot, class_="rule"))
    return el("g", *pieces, aria_hidden="true")


def _grid(scale: Scale, height: float) -> Markup:
    pieces: list[Markup] = []
    at = scale.start
    while at <= scale.end:
        x = scale.x(at)
        whole = at.minute == 0
        pieces.append(el("line", x1=x, x2=x, y1=HEAD, y2=height - _FOOT, class_="hour" if whole else "half"))
        if whole:
            last = at + timedelta(minutes=30) > scale.end
            pieces.append(
                el(
                    "text",
                    f"{at:%H:%M}",
                    x=x,
                    y=HEAD - 8,
                    class_="clock",
                    text_anchor="end" if last else "middle",
                )
            )
        at += timedelta(minutes=30)
    return el("g", *pieces, aria_hidden="true")


def _names(lines: Iterable[_Line]) -> Markup:
    return join(
        el(
            "text",
            shorten(line.row.name, NAME_WIDTH - 16, 13),
            x=8,
            y=line.lane.top + line.lane.height / 2 + 4.5,
            class_="name",
        )
        for line in lines
    )


def _bars(lines: Iterable[_Line], scale: Scale, language: Language) -> Markup:
    rows: list[Markup] = []
    for line in lines:
        row, lane = line.row, line.lane
        bars = [draw_bar(bar, row.closed, scale, lane, language) for bar in row.bars if scale.shows(bar)]
        marks = [_mark(at, scale, lane, language) for at in row.marks if scale.start <= at <= scale.end]
        rows.append(el("g", *bars, *marks, class_="row", role="group", aria_label=row.name))
    return join(rows)


def _mark(at: datetime, scale: Scale, lane: Lane, language: Language) -> Markup:
    x, half = scale.x(at), lane.height / 2 - 5
    diamond = f"M{x:.1f} {lane.top + 5:.1f}l5 {half:.1f}l-5 {half:.1f}l-5 {-half:.1f}z"
    words = f"{say('promise_mark', language)} {at:%H:%M}"
    return el("path", el("title", words), d=diamond, class_="promise")


def _now(now: datetime, scale: Scale, height: float, language: Language) -> Markup:
    if not scale.start <= now <= scale.end:
        return Markup()
    x = scale.x(now)
    return el(
        "g",
        el("line", x1=x, x2=x, y1=HEAD - 4, y2=height - _FOOT, class_="planned-at"),
        el("text", f"{say('planned_at', language)} {now:%H:%M}", x=x + 4, y=11, class_="planned-at-text"),
    )
