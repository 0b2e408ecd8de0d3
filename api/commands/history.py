"""`heijunka history`: a real date of a garage's work orders as a day to plan."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from api.commands.generate import OutFile, day_text, say_day
from api.commands.tools import Tools, fail, tools_of, write_file
from scenarios.calibration import Calibration
from scenarios.errors import ScenarioError
from scenarios.history import History

CalibrationFile = Annotated[
    Path | None,
    typer.Option(
        help="JSON of measured figures for what the file lacks; `calibration.json` beside the data is taken "
        "unless told otherwise, else assumed figures."
    ),
]


def history(
    context: typer.Context,
    *,
    csv: Annotated[Path, typer.Argument(help="Work orders, one a row.")],
    on: Annotated[datetime, typer.Option("--date", formats=["%Y-%m-%d"], help="Which date.")],
    seed: Annotated[int, typer.Option(help="Seed of what the file lacks.")] = 0,
    calibration: CalibrationFile = None,
    out: OutFile = None,
) -> None:
    """Turn the work orders of a date into a day; what the file lacks is drawn under the seed and listed."""
    tools = tools_of(context)
    try:
        day = read_history(tools, csv, calibration).day(on.date(), seed=seed)
    except ScenarioError as error:
        fail(tools, str(error))
    write_file(tools, out, day_text(day))
    say_day(tools, day)


def read_history(tools: Tools, csv: Path, calibration: Path | None) -> History:
    """A file of work orders with its figures; ends with exit code 2 when one of them cannot be read."""
    try:
        return History.read(csv, calibration_for(csv, calibration))
    except ScenarioError as error:
        fail(tools, str(error))


def calibration_for(csv: Path, given: Path | None) -> Calibration:
    """The given figures, else ``calibration.json`` in the folder of the data or the one above, else assumed ones.

    Raises ``ScenarioError`` for a file that cannot be read.
    """
    if given is not None:
        return Calibration.read(given)
    for folder in (csv.resolve().parent, csv.resolve().parent.parent):
        if (folder / "calibration.json").is_file():
            return Calibration.read(folder / "calibration.json")
    return Calibration.assumed()
