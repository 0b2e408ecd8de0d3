"""Fixtures of the service's tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.served import Client, quick, served


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    """A service with the toy planner, on a store of its own."""
    with served(quick(tmp_path / "store")) as found:
        yield found
