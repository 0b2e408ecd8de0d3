"""What every command works with: the planner, and where words and results go."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn, Protocol

import typer
from rich.console import Console
from rich.markup import escape

from api.planner import Planner
from optimizer.errors import InvalidInputError


class Dumps(Protocol):
    """A document that turns itself into JSON text, such as a Pydantic model."""

    def model_dump_json(self, *, indent: int | None = None) -> str:
        """JSON text."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """Handed to every command. Results go to ``out``, all else to ``err``, so that results can be piped."""

    planner: Planner
    out: Console = field(default_factory=Console)
    err: Console = field(default_factory=lambda: Console(stderr=True))


def tools_of(context: typer.Context) -> Tools:
    """The tools of a running command."""
    tools = context.obj
    assert isinstance(tools, Tools)
    return tools


def fail(tools: Tools, words: str, code: int = 2) -> NoReturn:
    """Say what is wrong and end with an exit code."""
    tools.err.print(f"[bold red]{escape(words)}[/]", highlight=False, soft_wrap=True)
    raise typer.Exit(code)


def fail_with_faults(tools: Tools, name: str, error: InvalidInputError) -> NoReturn:
    """Say every fault of a document, with its place and remedy, and end with exit code 2."""
    count = len(error.faults)
    tools.err.print(
        f"[bold red]{escape(name)} cannot be used: {count} {'fault' if count == 1 else 'faults'}[/]", soft_wrap=True
    )
    for fault in error.faults:
        tools.err.print(
            f"  [bold]{escape(fault.pointer or '(document)')}[/]: {escape(fault.message)} "
            f"[dim]\\[{escape(fault.code)}][/]\n    remedy: {escape(fault.remedy)}",
            highlight=False,
            soft_wrap=True,
        )
    raise typer.Exit(2)


def read_file(tools: Tools, path: Path) -> bytes:
    """The bytes of a file, of standard input for ``-``; ends with exit code 2 when it cannot be read."""
    try:
        return sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        fail(tools, f"cannot read {path}: {error.strerror or error}")


def write_file(tools: Tools, path: Path | None, text: str) -> None:
    """Write a result to a file, or to standard output for None and ``-``; exit code 2 when that fails."""
    if path is None or str(path) == "-":
        sys.stdout.write(text + "\n")
        return
    try:
        path.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        fail(tools, f"cannot write {path}: {error.strerror or error}")
    tools.err.print(f"wrote {escape(str(path))}", highlight=False, soft_wrap=True)
