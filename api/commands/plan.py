"""`heijunka plan`: from a day to its plan, or over all dates of a history."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from api.board.words import Language
from api.commands.check import load_day
from api.commands.generate import OutFile
from api.commands.history import CalibrationFile
from api.commands.report import print_figures, print_notes
from api.commands.solving import solve
from api.commands.tools import Tools, fail, fail_with_faults, tools_of, write_file
from api.commands.year import ExecutorKind, YearRequest, plan_year
from api.contract import PlanDocument, plan_document, write_plan
from api.runs.records import RunOptions
from optimizer.errors import InvalidDayError

_DATE = ["%Y-%m-%d"]


def plan(
    context: typer.Context,
    *,
    day_file: Annotated[Path | None, typer.Argument(metavar="[DAY]", help="The day; `-` reads it from a pipe.")] = None,
    time_limit: Annotated[float, typer.Option(help="Seconds to search.", min=0.0, max=86_400)] = 10.0,
    seed: Annotated[int, typer.Option(help="Seed of the search.", min=0)] = 0,
    deterministic: Annotated[
        bool, typer.Option("--deterministic", help="Count work instead of seconds: the same plan on every run.")
    ] = False,
    out: OutFile = None,
    history: Annotated[Path | None, typer.Option(help="Plan the dates of these work orders instead of a day.")] = None,
    first: Annotated[datetime | None, typer.Option("--from", formats=_DATE, help="First date of the history.")] = None,
    last: Annotated[datetime | None, typer.Option("--to", formats=_DATE, help="Last date of the history.")] = None,
    workers: Annotated[int, typer.Option(help="Dates of the history planned at a time.", min=1)] = 1,
    executor: Annotated[ExecutorKind, typer.Option(help="Where the dates are planned.")] = ExecutorKind.THREADS,
    calibration: CalibrationFile = None,
    lang: Annotated[Language, typer.Option(help="Language of the words.")] = Language.EN,
) -> None:
    """Plan a day; ctrl-c ends the search with the best plan so far. With --history, plan many days."""
    tools = tools_of(context)
    options = RunOptions(time_limit_s=time_limit, seed=seed, deterministic=deterministic)
    if history is not None:
        request = YearRequest(
            csv=history,
            calibration=calibration,
            first=None if first is None else first.date(),
            last=None if last is None else last.date(),
            workers=workers,
            executor=executor,
            options=options,
        )
        plan_year(tools, request, out)
    elif day_file is None:
        fail(tools, "name a day to plan, or work orders with --history")
    else:
        document = _plan_file(tools, day_file, options, lang)
        write_file(tools, out, plan_text(document))


def _plan_file(tools: Tools, day_file: Path, options: RunOptions, language: Language) -> PlanDocument:
    day = load_day(tools, day_file)
    try:
        planned, stopped = solve(tools.planner, day, options, tools.err)
    except InvalidDayError as error:
        fail_with_faults(tools, str(day_file), error)
    if stopped:
        tools.err.print("[yellow]stopped: this is the best plan so far[/]")
    document = plan_document(day, planned)
    print_figures(tools.err, document, language)
    print_notes(tools.err, document, language)
    return document


def plan_text(document: PlanDocument) -> str:
    """The JSON text of a plan, readable."""
    return json.dumps(write_plan(document), ensure_ascii=False, indent=1)
