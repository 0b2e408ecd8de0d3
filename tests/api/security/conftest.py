"""Fixtures of the tests of security: what does not look at the store runs on one database only."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.security.shop import Shop, shop_on
from tests.api.served import Client, quick, served


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    """A service on SQLite; its client is an admin of the installation."""
    with served(quick(tmp_path / "store")) as found:
        yield found


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """One for all tests, which make keys of their own."""
    with shop_on(tmp_path_factory.mktemp("store")) as found:
        yield found
