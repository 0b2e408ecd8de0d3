"""Fixtures of re-plans: a floor with cars for each test."""

from __future__ import annotations

import pytest

from tests.api.desk.desks import DeskService, on
from tests.api.replans.floor import Floor, small_shop


@pytest.fixture
def floor(service: DeskService) -> Floor:
    """The floor of a small shop on Monday the 2nd of March at 07:30, with four cars booked for that day."""
    return _booked(service)


@pytest.fixture
def quick_floor(desk_on_sqlite: DeskService) -> Floor:
    """The same on SQLite only, for what no database decides."""
    return _booked(desk_on_sqlite)


def _booked(service: DeskService) -> Floor:
    found = Floor(service.client(small_shop(), on("07:30")))
    found.book_day()
    return found
