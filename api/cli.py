"""The `heijunka` command."""

from __future__ import annotations

from typing import Annotated

import typer

from api.commands.backup import backup, restore
from api.commands.check import check
from api.commands.config import config
from api.commands.demo import demo
from api.commands.generate import generate
from api.commands.history import history
from api.commands.key import key
from api.commands.plan import plan
from api.commands.schema import schema
from api.commands.serve import serve
from api.commands.show import show
from api.commands.tools import Tools
from api.commands.workshop import workshop
from api.planner import plan_day_when_asked
from api.version import version

app = typer.Typer(
    name="heijunka",
    help="Plans a car dealership's workshop: promises kept first, then work spread evenly.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _say_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"heijunka {version()}")
        raise typer.Exit


@app.callback()
def _common(
    context: typer.Context,
    show_version: Annotated[
        bool, typer.Option("--version", callback=_say_version, is_eager=True, help="Say the version and end.")
    ] = False,
) -> None:
    del show_version
    if context.obj is None:
        context.obj = Tools(planner=plan_day_when_asked)


for _command in (generate, plan, check, show, history, demo, serve, config, schema, backup, restore):
    app.command()(_command)
app.add_typer(workshop)
app.add_typer(key)


def main() -> None:
    """Entry point of the installed command."""
    app()
