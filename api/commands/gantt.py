"""A board in the terminal: as wide as the terminal, in colour where there is colour, readable without."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from api.board.view import Bar, Board, BoardDay, Row, RowsBy, Shade
from api.board.words import Language, say
from optimizer.visit import StepKind

_STYLES: dict[StepKind, str] = {
    StepKind.RECEPTION: "#0d2b20 on #b5dccc",
    StepKind.DIAGNOSIS: "#231548 on #d3c6ec",
    StepKind.WORK: "#0c2238 on #bcd4ec",
    StepKind.SUBLET: "#2a2a26 on #d6d6d0",
    StepKind.INSPECTION: "#3b2a02 on #f0d894",
    StepKind.WASH: "#06303a on #b1dfe8",
    StepKind.HAND_OVER: "#1d3008 on #cfe4ae",
}
_LATE = "bold underline #7d0c0c on {0}"
_FILL: dict[Shade, str] = {Shade.OFF: " ", Shade.BREAK: "░", Shade.ABSENCE: "▒", Shade.OUTAGE: "▒"}
_NAME_MOST = 18
_LEAST_LABEL = 3


@dataclass(frozen=True, slots=True)
class _Ruler:
    start: datetime
    end: datetime
    columns: int

    def column(self, at: datetime) -> int:
        """Column of an instant, within the ruler."""
        share = (at - self.start) / (self.end - self.start)
        return round(self.columns * min(1.0, max(0.0, share)))


def gantt(day: BoardDay, rows_by: RowsBy, width: int) -> list[Text]:
    """Lines of at most ``width`` columns: the hours, then a line a row."""
    rows = day.rows[rows_by]
    names = min(_NAME_MOST, max((cell_len(row.name) for row in rows), default=0))
    ruler = _Ruler(day.start, day.end, max(10, width - names - 2))
    lines = [_hours(ruler, names)]
    lines.extend(_line(row, ruler, names) for row in rows)
    return lines


def gantt_legend(board: Board, rows_by: RowsBy, language: Language) -> Text:
    """What the colours and the fillings mean, of those that are used."""
    rows = [row for day in board.days for row in day.rows[rows_by]]
    kinds = {bar.kind for row in rows for bar in row.bars}
    shades = {closed.shade for row in rows for closed in row.closed}
    text = Text()
    for kind in (kind for kind in StepKind if kind in kinds):
        text.append(f" {say(kind, language)} ", style=_STYLES[kind])
        text.append(" ")
    for shade in (shade for shade in Shade if shade in shades and _FILL[shade].strip()):
        text.append(f"{_FILL[shade]} {say(shade, language)}  ", style="dim")
    if any(car.late_minutes > 0 for car in board.cars):
        text.append(say("late_mark", language), style="bold underline")
    return text


def _hours(ruler: _Ruler, names: int) -> Text:
    line = [" "] * ruler.columns
    at, free = ruler.start, 0
    while at < ruler.end:
        column = ruler.column(at)
        if column >= free:
            line[column : column + 2] = f"{at:%H}"
            free = column + 3
        at += timedelta(hours=1)
    return Text(" " * (names + 1) + "".join(line)[: ruler.columns], style="bold", no_wrap=True)


def _line(row: Row, ruler: _Ruler, names: int) -> Text:
    text = Text(set_cell_size(row.name, names) + " ", no_wrap=True, overflow="crop")
    column = 0
    for bar in sorted(row.bars, key=lambda each: each.start):
        if bar.end <= ruler.start or bar.start >= ruler.end:
            continue
        start = max(column, ruler.column(bar.start))
        end = min(ruler.columns, max(start + 1, ruler.column(bar.end)))
        if start >= end:
            continue
        text.append(_ground(row, ruler, column, start))
        text.append(_bar(bar, end - start), style=_style(bar))
        column = end
    text.append(_ground(row, ruler, column, ruler.columns))
    return text


def _ground(row: Row, ruler: _Ruler, start: int, end: int) -> Text:
    cells = ["·"] * ruler.columns
    for closed in row.closed:
        first, last = ruler.column(closed.start), ruler.column(closed.end)
        cells[first:last] = _FILL[closed.shade] * (last - first)
    return Text("".join(cells[start:end]), style="dim")


def _bar(bar: Bar, columns: int) -> str:
    # The first cell sets neighbours apart where there is no colour; fewer than three characters name no car.
    room = columns - 1
    label = bar.car.label if cell_len(bar.car.label) <= room else bar.car.label[-room:]
    shown = set_cell_size(label, min(room, cell_len(label))) if room >= _LEAST_LABEL else ""
    return "▌" + shown + "─" * (room - cell_len(shown))


def _style(bar: Bar) -> str:
    style = _STYLES[bar.kind]
    return _LATE.format(style.split(" on ")[1]) if bar.car.late_minutes > 0 else style
