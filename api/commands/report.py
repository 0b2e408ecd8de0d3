"""The figures of a plan in the terminal: what it keeps, what it costs, who must be told."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from api.board.cards import bound_words
from api.board.from_plan import board_of
from api.board.tables import reason_words
from api.board.words import Language, say, say_or
from api.contract import PlanDocument


def print_figures(console: Console, document: PlanDocument, language: Language) -> None:
    """Cars, promises, lateness, load, and the cost term by term."""
    board = board_of(document, language)
    planned = len(document.visits) - len(document.plan.unplanned)
    facts = [(say("fig_cars", language), f"{planned} / {len(document.visits)}")]
    figures = document.figures
    if figures is not None:
        available = sum(row.available_hours for row in figures.sheet)
        booked = sum(row.booked_hours for row in figures.sheet)
        percent = f" ({booked / available:.0%})" if available else ""
        facts += [
            (say("fig_on_time", language), f"{figures.on_time.count} / {figures.on_time.of}"),
            (say("fig_load", language), f"{booked:.1f} / {available:.1f} h{percent}"),
            (
                say("fig_level", language),
                f"{say('fig_peak_mean', language)} {figures.technicians.peak_to_mean:.2f}, "
                f"{say('variation', language)} {figures.technicians.variation:.2f}",
            ),
        ]
    bound = document.plan.bound
    late = [car.late_minutes for car in board.cars if car.late_minutes > 0]
    words = say("fig_late_cars", language).format(f"{sum(late):,}", len(late))
    facts.append((say("fig_late", language), words if bound is None else f"{words}; {bound_words(bound, language)}"))
    grid = Table.grid(padding=(0, 2))
    for name, value in facts:
        grid.add_row(f"[dim]{name}[/]", value)
    console.print(grid, highlight=False)
    console.print(_cost_table(document, language), highlight=False)


def _cost_table(document: PlanDocument, language: Language) -> Table:
    table = Table(title=say("cost", language), title_justify="left", pad_edge=False, box=None, padding=(0, 1, 0, 0))
    for key in ("tier", "term"):
        table.add_column(say(key, language), no_wrap=True)
    table.add_column(say("amount", language), justify="right")
    table.add_column("", no_wrap=True)
    for key in ("weight", "cost_value"):
        table.add_column(say(key, language), justify="right")
    for term in document.plan.cost.terms:
        table.add_row(
            say_or(f"tier_{term.tier}", language, term.tier),
            say_or(f"term_{term.name}", language, term.name),
            f"{term.amount:,}",
            say_or(f"unit_{term.unit}", language, term.unit),
            f"{term.weight:,}",
            f"{term.cost:,}",
            style="" if term.amount else "dim",
        )
    table.add_row(say("total", language), "", "", "", "", f"{document.plan.cost.total:,}", style="bold")
    return table


def print_notes(console: Console, document: PlanDocument, language: Language) -> None:
    """Visits that are not in the plan or whose promise cannot be kept, with the reasons."""
    plates = {visit.visit_id: visit.plate or visit.visit_id for visit in document.visits}
    for note in document.plan.notes:
        late = f", {say('late', language).format(note.late_minutes)}" if note.late_minutes > 0 else ""
        console.print(
            f"[yellow]! {escape(plates.get(note.visit_id, note.visit_id))}[/] ({escape(note.visit_id)}): "
            f"{say_or(note.code, language, note.code)}{late}",
            highlight=False,
            soft_wrap=True,
        )
        for reason in note.reasons:
            console.print(f"    {escape(reason_words(reason, language))}", highlight=False, soft_wrap=True)
