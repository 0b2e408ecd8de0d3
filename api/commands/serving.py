"""Which folder the store of a service lies in."""

from __future__ import annotations

import tempfile
from pathlib import Path

import typer
from rich.markup import escape

from api.commands.tools import Tools
from api.store.backend import StoreError
from api.store.database import Database


def user_folder() -> Path:
    """Where the store lies unless told otherwise."""
    return Path(typer.get_app_dir("heijunka")) / "store"


def usable_folder(tools: Tools, wanted: Path | None) -> Path:
    """The wanted folder, else the user's, else a temporary one; says aloud when it is not the first."""
    candidates = [wanted] if wanted is not None else [user_folder()]
    for folder in candidates:
        try:
            probe(folder)
        except (OSError, StoreError) as error:
            tools.err.print(f"[yellow]cannot use {escape(str(folder))}: {escape(str(error))}[/]", soft_wrap=True)
        else:
            return folder
    folder = Path(tempfile.mkdtemp(prefix="heijunka-"))
    tools.err.print(f"[yellow]using a temporary folder: {escape(str(folder))}[/]", highlight=False, soft_wrap=True)
    return folder


def probe(folder: Path) -> None:
    """Open and close the store of a folder. Raises ``OSError`` or ``StoreError`` when it cannot be used."""
    Database(folder).close()
