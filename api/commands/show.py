"""`heijunka show`: a plan in the terminal, as an HTML file, as an SVG picture."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from api.board.file import html_file, svg_file, when_of
from api.board.from_plan import board_of
from api.board.view import RowsBy
from api.board.words import Language, say
from api.commands.check import load_plan
from api.commands.gantt import gantt, gantt_legend
from api.commands.report import print_figures, print_notes
from api.commands.tools import tools_of, write_file

Rows = Annotated[RowsBy, typer.Option(help="What a row stands for.")]


def show(
    context: typer.Context,
    *,
    plan_file: Annotated[Path, typer.Argument(metavar="PLAN", help="The plan; it needs no day beside it.")],
    html: Annotated[Path | None, typer.Option(help="Write one HTML file with everything in it.")] = None,
    svg: Annotated[Path | None, typer.Option(help="Write the first date as an SVG picture.")] = None,
    lang: Annotated[Language, typer.Option(help="Language of the words.")] = Language.EN,
    rows: Rows = RowsBy.TECHNICIANS,
) -> None:
    """Show a plan: a Gantt chart in the terminal, and files that need nothing else."""
    tools = tools_of(context)
    document = load_plan(tools, plan_file)
    if html is not None:
        write_file(tools, html, html_file(document, lang))
    if svg is not None:
        write_file(tools, svg, svg_file(document, lang, rows))
    board = board_of(document, lang)
    tools.out.print(f"[bold]{escape(board.workshop)}[/]  {when_of(document, lang)}", highlight=False)
    for day in board.days:
        tools.out.print(f"\n[bold]{say(rows, lang)}  {day.date.isoformat()}[/]", highlight=False)
        for line in gantt(day, rows, tools.out.width):
            tools.out.print(line, highlight=False, no_wrap=True, crop=True)
    tools.out.print(gantt_legend(board, rows, lang))
    tools.out.print()
    print_figures(tools.out, document, lang)
    print_notes(tools.out, document, lang)
