"""`heijunka schema`: the JSON Schema of a day or a plan."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated

import typer

from api.commands.generate import OutFile
from api.commands.tools import tools_of, write_file
from api.contract import DayDocument, PlanDocument


class DocumentKind(StrEnum):
    """Documents of the contract."""

    DAY = "day"
    PLAN = "plan"


def schema(
    context: typer.Context,
    kind: Annotated[DocumentKind, typer.Argument(help="Which document.")] = DocumentKind.DAY,
    out: OutFile = None,
) -> None:
    """Print the JSON Schema of a day or a plan."""
    if kind is DocumentKind.DAY:
        found = DayDocument.model_json_schema()
    else:
        found = PlanDocument.model_json_schema(mode="serialization")
    write_file(tools_of(context), out, json.dumps(found, ensure_ascii=False, indent=2))
