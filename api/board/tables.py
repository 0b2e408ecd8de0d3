"""Cost term by term, load level, and the notes, as HTML."""

from __future__ import annotations

from api.board.markup import Markup, el, join
from api.board.view import Board, Car
from api.board.words import Language, say, say_or
from api.contract import PlanDocument
from api.contract.figures import LoadFigures, Spread
from api.contract.plan import Reason, VisitNote

AT_RISK = "promise_at_risk"  # code of a note


def cost_table(document: PlanDocument, language: Language) -> Markup:
    """Every term with amount, unit, weight and its share of the total."""
    cost = document.plan.cost
    head = [el("th", say(key, language), scope="col", class_="words") for key in ("tier", "term")]
    head += [el("th", say(key, language), scope="col") for key in ("amount", "weight", "cost_value")]
    rows = [
        el(
            "tr",
            el("td", say_or(f"tier_{term.tier}", language, term.tier), class_="words quiet"),
            el("td", say_or(f"term_{term.name}", language, term.name), class_="words"),
            el("td", f"{term.amount:,} ", el("span", say_or(f"unit_{term.unit}", language, term.unit), class_="quiet")),
            el("td", f"{term.weight:,}"),
            el("td", f"{term.cost:,}"),
            class_=None if term.amount else "quiet",
        )
        for term in cost.terms
    ]
    total = el(
        "tr",
        el("th", say("total", language), scope="row", colspan=4),
        el("td", f"{cost.total:,}"),
        class_="total",
    )
    return el("table", el("thead", el("tr", *head)), el("tbody", *rows, total))


def load_table(figures: LoadFigures, language: Language) -> Markup:
    """Peak ÷ mean and coefficient of variation, over whom and what load is levelled."""

    def row(key: str, spread: Spread) -> Markup:
        return el(
            "tr",
            el("th", say(key, language), scope="row"),
            el("td", f"{spread.peak_to_mean:.2f}"),
            el("td", f"{spread.variation:.2f}"),
        )

    head = el(
        "tr",
        el("th", say("load_of", language), scope="col", class_="words"),
        el("th", say("peak_over_mean", language), scope="col"),
        el("th", say("variation", language), scope="col"),
    )
    rows = (
        row("load_technicians", figures.technicians),
        row("load_half_hours", figures.half_hours),
        row("load_advisors", figures.reception),
        row("load_bays", figures.bays),
    )
    return el("table", el("thead", head), el("tbody", *rows))


def notes_list(document: PlanDocument, board: Board, language: Language) -> Markup:
    """Visits that somebody must be told about, with the reasons: the plan's notes, and other cars that are late."""
    cars = {car.visit_id: car for car in board.cars}
    plates = {visit.visit_id: visit.plate or visit.visit_id for visit in document.visits}
    noted = {note.visit_id for note in document.plan.notes}
    late = [car for car in board.cars if car.late_minutes > 0 and car.visit_id not in noted]
    items: list[Markup] = []
    for note in (*document.plan.notes, *map(_at_risk, late)):
        plate = plates.get(note.visit_id, note.visit_id)
        items.append(_note(note, plate, _promise(cars.get(note.visit_id), board, language), language))
    if not items:
        return el("p", say("no_notes", language), class_="good-news")
    return el("ul", *items, class_="notes")


def _at_risk(car: Car) -> VisitNote:
    return VisitNote(visit_id=car.visit_id, code=AT_RISK, late_minutes=car.late_minutes, reasons=())


def _promise(car: Car | None, board: Board, language: Language) -> str:
    if car is None or car.promised is None:
        return ""
    same_day = car.promised.date() == board.now.date()
    return f" · {say('promised', language)} {car.promised:{'%H:%M' if same_day else '%m-%d %H:%M'}}"


def _note(note: VisitNote, plate: str, promise: str, language: Language) -> Markup:
    return el(
        "li",
        el("span", plate, class_="who"),
        f" · {say_or(note.code, language, note.code)}",
        promise,
        _late(note, language),
        *(el("div", reason_words(reason, language), class_="why") for reason in note.reasons),
    )


def _late(note: VisitNote, language: Language) -> Markup:
    if note.late_minutes <= 0:
        return Markup()
    return join([" · ", el("span", say("late", language).format(note.late_minutes), class_="late")])


def reason_words(reason: Reason, language: Language) -> str:
    """A reason in words; the rule with its subject where the plan has no words for it."""
    words = reason.text_en if language is Language.EN else reason.text_zh
    if words:
        return words
    until = "" if reason.until is None else f" → {reason.until:%m-%d %H:%M}"
    return f"{reason.rule} {reason.subject}{until}".strip()
