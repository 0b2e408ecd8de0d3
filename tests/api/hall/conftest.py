"""Fixtures of the hall's tests: those of the desk, on SQLite; what it reads of the store has its tests elsewhere."""

from __future__ import annotations

import pytest

from tests.api.desk.desks import DeskClient, DeskService, on
from tests.scenarios.setup.shops import tiny


@pytest.fixture
def desk(desk_on_sqlite: DeskService) -> DeskClient:
    """A desk of the tiny shop on Monday the 2nd of March at 08:00."""
    return desk_on_sqlite.client(tiny(), on("08:00"))
