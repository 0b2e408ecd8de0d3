"""Fixtures of the tests of security: what does not look at the store runs on one database only."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.served import Client, quick, served


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    """A service on SQLite; its client is an admin of the installation."""
    with served(quick(tmp_path / "store")) as found:
        yield found
