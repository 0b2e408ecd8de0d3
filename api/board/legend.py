"""What the colours mean."""

from __future__ import annotations

from api.board.bars import MARKED_CLASSES
from api.board.markup import Markup, el
from api.board.words import Language, say
from optimizer.visit import StepKind

_SIZE = 14


def legend(language: Language) -> Markup:
    """Steps by fill, priority by stripe, lateness by the red line, and the promise's mark."""
    items = [_item(_bar(kind.value), say(kind, language)) for kind in StepKind]
    items += [_item(_bar("work", stripe=each.value), say(each, language)) for each in MARKED_CLASSES]
    items.append(_item(_bar("work", late=True), say("late_mark", language)))
    items.append(_item(_diamond(), say("promise_mark", language)))
    return el("ul", *items, class_="legend", aria_label=say("legend", language))


def _item(picture: Markup, words: str) -> Markup:
    return el("li", picture, words)


def _picture(*children: Markup) -> Markup:
    return el("svg", *children, width=20, height=_SIZE, class_="board", aria_hidden="true")


def _bar(kind: str, *, stripe: str = "", late: bool = False) -> Markup:
    line = el("rect", x=0, y=_SIZE - 3, width=20, height=3, class_="late-line") if late else Markup()
    return _picture(
        el(
            "g",
            el("rect", width=20, height=_SIZE, rx=2, class_="body"),
            el("rect", width=4 if stripe else 2, height=_SIZE, class_=f"stripe {stripe}".strip()),
            line,
            class_=f"bar {kind}",
        )
    )


def _diamond() -> Markup:
    return _picture(el("path", d=f"M10 0l5 {_SIZE / 2}l-5 {_SIZE / 2}l-5 -{_SIZE / 2}z", class_="promise"))
