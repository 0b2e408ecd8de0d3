"""The files of the pages, wherever the package is installed."""

from __future__ import annotations

from pathlib import Path

STATIC = Path(__file__).parent / "static"


def asset(name: str) -> str:
    """The text of a file of the pages."""
    return (STATIC / name).read_text(encoding="utf-8")
