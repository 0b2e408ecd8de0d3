"""`heijunka generate`: a realistic day of a made-up shop."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.markup import escape

from api.commands.tools import Tools, fail, tools_of, write_file
from api.contract import write_day
from optimizer.day import Day
from scenarios.errors import ScenarioError
from scenarios.generator import generate_day
from scenarios.shop import SHOPS, ShopSpec

OutFile = Annotated[Path | None, typer.Option("--out", "-o", help="File to write; standard output without it.")]


def generate(
    context: typer.Context,
    *,
    shop: Annotated[str, typer.Option(help=f"One of: {', '.join(SHOPS)}.")] = "default",
    seed: Annotated[int, typer.Option(help="Equal seeds, equal days.")] = 0,
    on: Annotated[
        datetime | None,
        typer.Option("--date", formats=["%Y-%m-%d"], help="Date of the day; the next open one without it."),
    ] = None,
    load: Annotated[
        float | None, typer.Option(help="Technician minutes demanded ÷ available, such as 0.95.", min=0.01)
    ] = None,
    out: OutFile = None,
) -> None:
    """Generate a realistic day of a made-up shop."""
    tools = tools_of(context)
    if shop not in SHOPS:
        fail(tools, f"there is no shop {shop}: take one of {', '.join(SHOPS)}")
    spec = SHOPS[shop]
    try:
        day = generate_day(spec, seed=seed, date=on.date() if on is not None else next_open_date(spec), load=load)
    except ScenarioError as error:
        fail(tools, str(error))
    write_file(tools, out, day_text(day))
    say_day(tools, day)


def next_open_date(spec: ShopSpec) -> date:
    """Today on the shop's calendar, or the first open date after it."""
    on = datetime.now(UTC).astimezone(ZoneInfo(spec.time_zone)).date()
    while on.weekday() in spec.closed_weekdays:
        on += timedelta(days=1)
    return on


def day_text(day: Day) -> str:
    """The JSON text of a day, readable."""
    return json.dumps(write_day(day), ensure_ascii=False, indent=1)


def say_day(tools: Tools, day: Day) -> None:
    """What the day has, and every assumption in it."""
    shop = day.workshop
    tools.err.print(
        f"{len(day.visits)} cars, {len(shop.technicians)} technicians, {len(shop.bays)} bays, "
        f"{len(shop.advisors)} advisors; planned at {day.now:%Y-%m-%d %H:%M} ({shop.time_zone})",
        highlight=False,
        soft_wrap=True,
    )
    if day.assumptions:
        tools.err.print("assumptions:", highlight=False)
        for words in day.assumptions:
            tools.err.print(f"  - {escape(words)}", highlight=False, soft_wrap=True)
