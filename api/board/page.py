"""The board as a page body: figures, board with its switches, capacity sheet, cost, notes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from api.board.cards import figure_cards
from api.board.from_plan import board_of
from api.board.legend import legend
from api.board.markup import Markup, el, join
from api.board.sheet import capacity_sheet
from api.board.svg import draw_day
from api.board.tables import cost_table, load_table, notes_list
from api.board.view import Board, BoardDay, RowsBy
from api.board.words import Language, say
from api.contract import PlanDocument

MAX_DAYS = 10


def board_body(document: PlanDocument, language: Language) -> Markup:
    """The ``<main>`` of a plan. Rows and dates are switched by radio buttons and style sheets alone."""
    board = board_of(document, language)
    days = board.days[:MAX_DAYS]
    figures = document.figures
    return el(
        "main",
        figure_cards(document, board, language),
        el(
            "section",
            el("h2", say("board", language), class_="skip"),
            el("div", _rows_switch(language), _day_switch(days, language), class_="controls"),
            *_panels(board, days, language),
            legend(language),
            class_="card",
        ),
        _card(say("capacity", language), capacity_sheet(document, language)) if figures else Markup(),
        el(
            "div",
            el(
                "div",
                _card(say("notes", language), notes_list(document, board, language)),
                _card(say("load_table", language), load_table(figures, language)) if figures else Markup(),
                _assumptions(document, language),
            ),
            _card(say("cost", language), cost_table(document, language)),
            class_="two",
        ),
        id="main",
    )


def _rows_switch(language: Language) -> Markup:
    buttons = (_radio("rows", each, say(each, language), checked=each is RowsBy.TECHNICIANS) for each in RowsBy)
    return el("fieldset", el("legend", say("rows", language)), join(buttons))


def _day_switch(days: Iterable[BoardDay], language: Language) -> Markup:
    buttons = (_radio("day", str(n), _date_words(day.date, language), checked=n == 0) for n, day in enumerate(days))
    return el("fieldset", el("legend", say("day", language)), join(buttons))


def _date_words(on: date, language: Language) -> str:
    weekday = say(f"weekday_{on.weekday()}", language)
    return f"{weekday} {on.isoformat()}" if language is Language.EN else f"{on.isoformat()} {weekday}"


def _radio(name: str, value: str, words: str, *, checked: bool) -> Markup:
    key = f"{name}-{value}"
    radio = el("input", type="radio", name=name, value=value, id=key, checked=checked, autocomplete="off")
    return join([radio, el("label", words, for_=key)])


def _panels(board: Board, days: Iterable[BoardDay], language: Language) -> Iterable[Markup]:
    for n, day in enumerate(days):
        for rows_by in RowsBy:
            svg = draw_day(board, day, rows_by, language)
            yield el("div", svg, class_=f"panel scroll rows-{rows_by} day-{n}")


def _card(title: str, *children: Markup) -> Markup:
    return el("section", el("h2", title), *children, class_="card")


def _assumptions(document: PlanDocument, language: Language) -> Markup:
    if not document.assumptions:
        return Markup()
    items = (el("li", words) for words in document.assumptions)
    return _card(say("assumptions", language), el("ul", *items, class_="assumptions"))
