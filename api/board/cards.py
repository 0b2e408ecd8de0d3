"""The figures that matter most, in cards."""

from __future__ import annotations

from api.board.markup import Markup, el
from api.board.view import Board
from api.board.words import Language, say
from api.contract import PlanDocument
from api.contract.plan import Bound


def figure_cards(document: PlanDocument, board: Board, language: Language) -> Markup:
    """Cars planned, kept promises, lateness with its bound, hours booked, how level the load is."""
    cards = [_cars(document, language), *_of_figures(document, language)]
    cards.insert(2, _late(document, board, language))
    return el("dl", *cards, class_="figures")


def _cars(document: PlanDocument, language: Language) -> Markup:
    count = len(document.visits) - len(document.plan.unplanned)
    good = not document.plan.unplanned
    return _card(
        say("fig_cars", language), f"{count}", f"{say('fig_of', language)} {len(document.visits)}", good=good or None
    )


def _late(document: PlanDocument, board: Board, language: Language) -> Markup:
    late = [car.late_minutes for car in board.cars if car.late_minutes > 0]
    bound = document.plan.bound
    value = say("fig_late_cars", language).format(f"{sum(late):,}", len(late)) if late else "0"
    more = "" if bound is None else bound_words(bound, language)
    return _card(say("fig_late", language), value, more, good=not late)


def bound_words(bound: Bound, language: Language) -> str:
    """What is known about the best possible plan."""
    promise = bound.unavoidable + bound.avoidable
    words = say("fig_bound", language).format(f"{promise:,}", f"{bound.unavoidable:,}", f"{bound.avoidable:,}")
    return f"{words} · {say('fig_proven', language)}" if bound.proven else words


def _of_figures(document: PlanDocument, language: Language) -> list[Markup]:
    figures = document.figures
    if figures is None:
        return []
    on_time = figures.on_time
    booked = sum(row.booked_hours for row in figures.sheet)
    available = sum(row.available_hours for row in figures.sheet)
    percent = f"{booked / available:.0%}" if available else "–"
    return [
        _card(
            say("fig_on_time", language),
            f"{on_time.count / on_time.of:.0%}" if on_time.of else "–",
            f"{on_time.count} {say('fig_of', language)} {on_time.of}",
            good=on_time.count == on_time.of,
        ),
        _card(
            say("fig_load", language),
            percent,
            f"{booked:.1f} {say('fig_of', language)} {available:.1f} h",
        ),
        _card(
            say("fig_level", language),
            f"{figures.technicians.peak_to_mean:.2f}",
            f"{say('fig_peak_mean', language)} · {say('variation', language)} {figures.technicians.variation:.2f}",
        ),
    ]


def _card(name: str, value: str, more: str, *, good: bool | None = None) -> Markup:
    tone = "" if good is None else (" good" if good else " bad")
    return el(
        "div",
        el("dt", name),
        el("dd", el("div", value, class_=f"value{tone}"), el("div", more, class_="more")),
        class_="figure",
    )
