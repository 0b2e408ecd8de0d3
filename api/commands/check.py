"""`heijunka check`: the referee."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from api.commands.tools import Tools, fail_with_faults, read_file, tools_of
from api.contract import PlanDocument, read_day, read_plan, read_plan_document
from optimizer.day import Day
from optimizer.errors import InvalidInputError
from optimizer.referee import violations


def check(
    context: typer.Context,
    day_file: Annotated[Path, typer.Argument(metavar="DAY", help="The day.")],
    plan_file: Annotated[Path, typer.Argument(metavar="PLAN", help="Its plan.")],
) -> None:
    """Check a plan against every rule, and its cost; exit code 1 and a line a violation."""
    tools = tools_of(context)
    day = load_day(tools, day_file)
    plan = read_plan(load_plan(tools, plan_file))
    found = violations(day, plan)
    for violation in found:
        where = ", ".join(violation.step_ids) or violation.visit_id or "the plan"
        tools.out.print(
            f"[bold red]{escape(violation.rule)}[/]: {escape(where)}: {escape(violation.message)}",
            highlight=False,
            soft_wrap=True,
        )
    if found:
        raise typer.Exit(1)
    tools.out.print("no violation", highlight=False)


def load_day(tools: Tools, path: Path) -> Day:
    """The day of a file; ends with exit code 2 and every fault when it is none."""
    try:
        return read_day(read_file(tools, path))
    except InvalidInputError as error:
        fail_with_faults(tools, str(path), error)


def load_plan(tools: Tools, path: Path) -> PlanDocument:
    """The plan document of a file; ends with exit code 2 and every fault when it is none."""
    try:
        return read_plan_document(read_file(tools, path))
    except InvalidInputError as error:
        fail_with_faults(tools, str(path), error)
