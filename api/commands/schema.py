"""`heijunka schema`: the JSON Schema of a day, a plan or a set-up."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from api.commands.generate import OutFile
from api.commands.tools import tools_of, write_file
from api.contract.schema import schema_texts


class DocumentKind(StrEnum):
    """Documents of the contract."""

    DAY = "day"
    PLAN = "plan"
    SETUP = "setup"


def schema(
    context: typer.Context,
    *,
    kind: Annotated[DocumentKind, typer.Argument(help="Which document.")] = DocumentKind.DAY,
    out: OutFile = None,
) -> None:
    """Print the JSON Schema of a day, a plan or a set-up."""
    write_file(tools_of(context), out, schema_texts()[f"{kind}.schema.json"].rstrip("\n"))
