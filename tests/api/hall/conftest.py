"""Fixtures of the hall's tests: those of the desk."""

from __future__ import annotations

from tests.api.desk.conftest import desk, desk_on_postgresql, desk_on_sqlite, service, warm

__all__ = ["desk", "desk_on_postgresql", "desk_on_sqlite", "service", "warm"]
