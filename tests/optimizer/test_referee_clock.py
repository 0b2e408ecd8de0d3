"""Minutes, dates and horizon of the referee's clock, also on the nights when the clock changes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from optimizer.calendar import Span
from optimizer.day import Day
from optimizer.policy import Policy
from optimizer.referee.clock import Clock
from optimizer.workshop import Workshop

BERLIN = ZoneInfo("Europe/Berlin")


def clock(now: datetime, *opens: Span, zone: str = "Europe/Berlin", grid: int = 1, horizon_days: int = 1) -> Clock:
    workshop = Workshop(
        workshop_id="w",
        time_zone=zone,
        open_spans=opens,
        technicians=(),
        advisors=(),
        bays=(),
        policy=Policy(grid_minutes=grid, horizon_days=horizon_days),
    )
    return Clock.of(Day(workshop=workshop, visits=(), now=now))


def berlin(day: int, hour: int, minute: int = 0, month: int = 3, fold: int = 0) -> datetime:
    return datetime(2025, month, day, hour, minute, tzinfo=BERLIN, fold=fold)


def span(day: int, month: int = 3) -> Span:
    return Span(berlin(day, 8, month=month), berlin(day, 17, month=month))


@pytest.mark.parametrize(("month", "day", "hours"), [(3, 29, 24), (3, 30, 23), (10, 26, 25)])
def test_a_date_is_as_long_as_it_is(month: int, day: int, hours: int) -> None:
    of = clock(berlin(day, 9, month=month), span(day, month))
    assert of.midnights == (0, hours * 60)
    # Eight in the morning is an hour earlier or later than on other days.
    assert of.up(berlin(day, 8, month=month)) == (hours - 16) * 60


def test_the_hour_that_comes_twice() -> None:
    of = clock(berlin(26, 9, month=10), span(26, 10))
    assert of.minute(berlin(26, 2, 30, 10)) == 150
    assert of.minute(berlin(26, 2, 30, 10, fold=1)) == 210
    assert of.words(150) == of.words(210) == "2025-10-26 02:30"


def test_the_zone_of_an_instant_does_not_matter() -> None:
    of = clock(datetime(2025, 3, 30, 7, tzinfo=UTC), span(30))
    assert of.minute(berlin(30, 9)) == of.minute(datetime(2025, 3, 30, 7, tzinfo=UTC)) == 8 * 60 == of.now


def test_midnight_in_a_gap_is_its_end() -> None:
    """In Beirut 30 March 2025 begins at one o'clock."""
    beirut = ZoneInfo("Asia/Beirut")
    at_nine = datetime(2025, 3, 30, 9, tzinfo=beirut)
    of = clock(at_nine, Span(at_nine, at_nine + timedelta(hours=3)), zone="Asia/Beirut")
    assert of.words(0) == "2025-03-30 01:00"
    assert of.midnights == (0, 23 * 60)
    assert of.now == 8 * 60


def test_horizon_counts_open_dates() -> None:
    friday, monday, tuesday = span(7), span(10), span(11)
    of = clock(berlin(7, 9), friday, monday, tuesday, horizon_days=2)
    assert of.is_open == (True, False, False, True)
    assert of.horizon == 4 * 24 * 60
    assert of.open_dates == (0, 3)


def test_dates_before_now_do_not_count() -> None:
    of = clock(berlin(8, 9), span(7), span(10), horizon_days=1)
    assert of.is_open == (False, False, True)


def test_a_span_over_midnight_opens_both_dates() -> None:
    night = Span(berlin(7, 20), berlin(8, 4))
    assert clock(berlin(7, 9), night, horizon_days=2).is_open == (True, True)
    till_midnight = Span(berlin(7, 20), berlin(8, 0))
    assert clock(berlin(7, 9), till_midnight, horizon_days=2).is_open == (True,)


def test_rounding() -> None:
    of = clock(berlin(7, 9, 1), span(7), grid=5)
    assert of.now == 545
    assert (of.up(berlin(7, 9, 1)), of.down(berlin(7, 9, 4)), of.minute(berlin(7, 9, 4))) == (545, 540, 544)
    assert of.up(berlin(7, 9) + timedelta(seconds=1)) == 545
    assert (of.up(berlin(6, 23, 59)), of.down(berlin(6, 23, 59))) == (0, -5)
    assert [of.nearest(minutes) for minutes in (0, 2, 7.4, 7.5, 12)] == [5, 5, 5, 10, 10]
    assert [of.whole(minutes) for minutes in (0, 1, 5, 6)] == [0, 5, 5, 10]
    assert of.inwards([Span(berlin(7, 8, 1), berlin(7, 8, 14)), Span(berlin(7, 9, 1), berlin(7, 9, 4))]) == [(485, 490)]
    assert of.outwards([Span(berlin(7, 8, 1), berlin(7, 8, 14))]) == [(480, 495)]


def test_the_date_of_now_is_taken_before_rounding() -> None:
    of = clock(berlin(7, 23, 58), span(7), grid=5)
    assert (of.words(0), of.now) == ("2025-03-07 00:00", of.horizon)


def test_dates_of_minutes() -> None:
    of = clock(berlin(7, 9), span(7), span(8), horizon_days=2)
    assert [of.date_of(minute) for minute in (-1, 0, 1439, 1440, 2879, 2880)] == [0, 0, 0, 1, 1, 1]
