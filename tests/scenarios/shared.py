"""Measured data beside the project, which is read where it lies and not part of the project."""

from __future__ import annotations

from pathlib import Path

import pytest

_DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"


def shared_file(name: str) -> Path:
    """A file of ``../shared/data``; skips the test where it is absent."""
    path = _DATA / name
    if not path.exists():
        pytest.skip(f"../shared/data/{name} is not beside this checkout")
    return path
