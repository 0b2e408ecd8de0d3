"""`heijunka config`: every setting of the service, its value and where that comes from."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from api.commands.tools import fail_with_faults, tools_of


def config(
    context: typer.Context,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """Show the settings that `heijunka serve` would start with; exit code 2 for any that cannot be used."""
    # Here and not above, so that the other commands start without loading what the settings need.
    from api.ops.config import ConfigurationError, Shown, load

    tools = tools_of(context)
    try:
        loaded = load()
    except ConfigurationError as error:
        fail_with_faults(tools, "the configuration", error)
    for warning in loaded.warnings:
        tools.err.print(f"[yellow]{escape(warning)}[/]", highlight=False, soft_wrap=True)
    if as_json:
        typer.echo(json.dumps([asdict(one) for one in loaded.shown()], ensure_ascii=False, indent=1))
        return

    def row(one: Shown) -> tuple[str, str, str, str]:
        value = f"{one.value} {one.unit}".strip() if one.value else "-"
        return one.variable, escape(value), one.source, escape(one.meaning)

    table = Table(box=None, pad_edge=False)
    for name, whole in (("Variable", True), ("Value", False), ("From", True), ("Meaning", False)):
        table.add_column(name, no_wrap=whole, overflow="fold")
    for one in loaded.shown():
        table.add_row(*row(one), style=None if one.source == "default" else "bold")
    tools.out.print(table)
