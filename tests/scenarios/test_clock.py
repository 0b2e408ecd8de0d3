"""Wall-clock minutes to instants: elapsed time stays right over clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from scenarios.clock import SUNDAY, at, open_dates, round_up, span

BERLIN = ZoneInfo("Europe/Berlin")
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)


@pytest.mark.parametrize(
    ("day", "minute", "expected"),
    [
        (SPRING, 60, "2026-03-29T01:00:00+01:00"),
        (SPRING, 150, "2026-03-29T03:30:00+02:00"),  # 2:30 does not exist
        (SPRING, 180, "2026-03-29T03:00:00+02:00"),
        (AUTUMN, 150, "2026-10-25T02:30:00+02:00"),  # 2:30 comes twice: the first
        (AUTUMN, 24 * 60 + 30, "2026-10-26T00:30:00+01:00"),
    ],
)
def test_what_the_clock_shows(day: date, minute: int, expected: str) -> None:
    assert at(BERLIN, day, minute).isoformat() == expected


@pytest.mark.parametrize(("day", "hours"), [(SPRING, 23), (AUTUMN, 25), (date(2026, 7, 1), 24)])
def test_a_day_has_its_elapsed_hours(day: date, hours: int) -> None:
    assert span(BERLIN, day, 0, 24 * 60).duration == timedelta(hours=hours)


def test_instants_compare_by_elapsed_time() -> None:
    assert at(BERLIN, AUTUMN, 150) < datetime(2026, 10, 25, 1, 0, tzinfo=UTC)


def test_open_dates_skip_closed_weekdays() -> None:
    friday = date(2026, 11, 27)
    assert open_dates(friday, 3, {SUNDAY}) == (friday, date(2026, 11, 28), date(2026, 11, 30))


@pytest.mark.parametrize(("minute", "expected"), [(600, 600), (601, 615), (615, 615), (659, 660)])
def test_round_up(minute: int, expected: int) -> None:
    assert round_up(at(BERLIN, SPRING, minute), 15) == at(BERLIN, SPRING, expected)
