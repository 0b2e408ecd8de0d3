"""What a service is started with: its settings and its store."""

from __future__ import annotations

import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from rich.markup import escape

from api.commands.tools import Tools, fail_with_faults
from api.ops.config import ConfigurationError, load
from api.ops.settings import Configuration, user_folder
from api.security.keys import Keys
from api.service.settings import system_clock
from api.store.backend import StoreError
from api.store.database import Database


def configured(tools: Tools, **flags: object) -> Configuration:
    """The settings from flags and environment, with warnings said; ends with exit code 2 for what cannot be used."""
    try:
        loaded = load(**flags)
    except ConfigurationError as error:
        fail_with_faults(tools, "the configuration", error)
    for warning in loaded.warnings:
        tools.err.print(f"[yellow]{escape(warning)}[/]", highlight=False, soft_wrap=True)
    return loaded.configuration


def usable_folder(tools: Tools, wanted: Path | None) -> Path:
    """The wanted folder, else the user's of the demo, else a temporary one; says aloud when it is not the first.

    Never the user's own store: the demo has a clock of its own, and no time may run back in a store.
    """
    candidates = [wanted] if wanted is not None else [user_folder().with_name("demo")]
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Probed:
    """A store that can be used: its name, and whether anybody has a key for it."""

    name: str
    has_keys: bool


def probe(place: str | Path) -> Probed:
    """Open and close a store. Raises ``OSError`` or ``StoreError`` when it cannot be used."""
    with closing(Database(place)) as database:
        found = Keys(database, system_clock).page(None, before=None, limit=1)
        return Probed(name=database.name, has_keys=bool(found))
