"""Runs the command in this process, with the toy planner or another one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from rich.console import Console
from typer.testing import CliRunner, Result

from api.cli import app
from api.commands.tools import Tools
from api.contract import write_day
from api.planner import Planner
from optimizer.day import Day
from tests.api.toy import toy_planner

_HEAD = (
    "work_order_id,date,location_id,location_name,asset_id,job_type,repair_reason_id,repair_reason_desc,"
    "priority_code,work_order_status,labor_hours_est,labor_hours_basis"
)


def heijunka(*arguments: str | Path, planner: Planner = toy_planner, width: int = 200) -> Result:
    """What the command answered: ``stdout``, ``stderr``, ``exit_code``."""
    runner = CliRunner(env={"COLUMNS": str(width), "NO_COLOR": "1"})
    tools = Tools(planner=planner)
    assert isinstance(tools.out, Console)
    return runner.invoke(app, [str(each) for each in arguments], obj=tools, catch_exceptions=False)


def day_file(folder: Path, day: Day) -> Path:
    """A day in a file."""
    path = folder / "day.json"
    path.write_text(json.dumps(write_day(day)), encoding="utf-8")
    return path


def orders_file(folder: Path, cars: Mapping[int, int]) -> Path:
    """Work orders of dates of March 2017: so many cars on each."""
    lines = [_HEAD]
    for day, count in cars.items():
        for n in range(count):
            kind, hours = ("PM" if n % 2 else "REPAIR"), 0.5 + n / 4
            lines.append(f"{day}-{n},2017-03-{day},4101,SHOP,S{n},{kind},A,REASON,3,CLOSED,{hours},from_cost_rate_90")
    path = folder / "orders.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
