"""Draws one bar: the step, whose car it is, whether it is late, and the words shown on hover and focus."""

from __future__ import annotations

from collections.abc import Iterable

from api.board.markup import Markup, el
from api.board.scale import Lane, Scale
from api.board.text import fit, shorten
from api.board.tips import tip_lines
from api.board.view import Bar, Closed, Group
from api.board.words import Language, say
from optimizer.policy import PriorityClass
from optimizer.visit import StepKind

MARKED_CLASSES = (
    PriorityClass.SAFETY_COMEBACK,
    PriorityClass.COMPLAINT,
    PriorityClass.VIC,
    PriorityClass.WAITING,
)
_STRIPE = 4.0
_PLATE_SIZE, _WHAT_SIZE = 12.0, 11.0
_BOLD = 1.1  # how much wider bold words are
_LEAST_WIDTH = 3.0
_LEAST_WORDS = 46.0


def draw_bar(bar: Bar, closed: Iterable[Closed], scale: Scale, lane: Lane, language: Language) -> Markup:
    """A focusable ``<g>`` whose ``<title>`` tells everything; its label is the longest wording that fits."""
    x = scale.x(bar.start)
    width = max(scale.x(bar.end) - x - 1, _LEAST_WIDTH)
    top, height = lane.bar_top, lane.bar_height
    lines = tip_lines(bar, language)
    late = bar.car.late_minutes > 0
    return el(
        "g",
        el("title", "\n".join(lines)),
        _held(bar, scale, lane),
        el("rect", x=x, y=top, width=width, height=height, rx=3, class_="body"),
        *_pauses(bar, closed, scale, lane),
        _stripe(bar, x, width, lane),
        el("rect", x=x, y=top + height - 3, width=width, height=3, class_="late-line") if late else Markup(),
        _goes_on(bar, x + width, scale, lane),
        *_labels(bar, x, width, lane, language),
        class_=f"bar {bar.kind}{' late' if late else ''}{' pinned' if bar.pinned else ''}",
        role="img",
        tabindex=-1,
        aria_label=", ".join(lines),
        data_car=bar.car.visit_id,
    )


def _held(bar: Bar, scale: Scale, lane: Lane) -> Markup:
    if bar.held_until is None or bar.held_until <= bar.end:
        return Markup()
    x = scale.x(bar.end) - 2
    width = scale.x(bar.held_until) - x - 1
    inset = lane.bar_height / 3
    return el(
        "rect",
        x=x,
        y=lane.bar_top + inset,
        width=max(width, 0.0),
        height=lane.bar_height - 2 * inset,
        class_="held",
    )


def _pauses(bar: Bar, closed: Iterable[Closed], scale: Scale, lane: Lane) -> Iterable[Markup]:
    for gap in closed:
        start, end = max(gap.start, bar.start), min(gap.end, bar.end)
        if start < end and not bar.overtime:
            x = scale.x(start)
            width = scale.x(end) - x
            yield el("rect", x=x, y=lane.bar_top + 1, width=width, height=lane.bar_height - 2, class_="pause")


def _goes_on(bar: Bar, right: float, scale: Scale, lane: Lane) -> Markup:
    if bar.end <= scale.end:
        return Markup()
    half = lane.bar_height / 2
    return el("path", d=f"M{right - 1:.1f} {lane.bar_top:.1f}l7 {half:.1f}l-7 {half:.1f}z", class_="goes-on")


def _stripe(bar: Bar, x: float, width: float, lane: Lane) -> Markup:
    marked = bar.car.priority_class in MARKED_CLASSES
    if lane.group is Group.CARS and bar.kind is not StepKind.RECEPTION:
        marked = False  # once a row is enough where all bars are one car's
    class_ = f"stripe {bar.car.priority_class}" if marked else "stripe"
    stripe = _STRIPE if marked else _STRIPE / 2
    return el("rect", x=x, y=lane.bar_top, width=min(stripe, width), height=lane.bar_height, class_=class_)


def _labels(bar: Bar, x: float, width: float, lane: Lane, language: Language) -> Iterable[Markup]:
    plate = bar.car.label
    what = bar.operation or say(bar.kind, language)
    left, room = x + _STRIPE + 3, width - _STRIPE - 5
    middle = lane.bar_top + lane.bar_height / 2
    if lane.group is Group.CARS:
        # The row is the car's: its plate stands at the left of it.
        words = shorten(what, room, _WHAT_SIZE) if room >= _LEAST_WORDS else ""
        return (el("text", words, x=left, y=middle + 4, class_="what"),) if words else ()
    tail = plate[-4:].lstrip("·- ")
    name = fit((plate, tail, tail[-3:]), room, _PLATE_SIZE * _BOLD)
    if not name:
        return ()
    if not lane.two_lines or room < _LEAST_WORDS:
        return (el("text", name, x=left, y=middle + 4, class_="plate"),)
    words = shorten(what, room, _WHAT_SIZE)
    return (
        el("text", name, x=left, y=middle - 2.5, class_="plate"),
        el("text", words, x=left, y=middle + 11, class_="what"),
    )
