"""Fixtures of the desk's tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.desk.settings import DeskSettings
from tests.api.desk.desks import DeskClient, desk_served


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DeskClient]:
    """A desk of the tiny shop on Monday at 08:00, where other cars stay where they are."""
    with desk_served(tmp_path, settings=DeskSettings(reshuffle_s=0)) as found:
        yield found
