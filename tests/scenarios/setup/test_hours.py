"""Hours on the wall clock, on nights when it is changed too."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.setup.hours import Hours, instant_at, span_on

BERLIN = ZoneInfo("Europe/Berlin")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")  # its clock changes by half an hour
FORWARD, BACK = date(2026, 3, 29), date(2026, 10, 25)


@pytest.mark.parametrize("text", ["08:00-17:30", "00:00-24:00", "22:00-30:00"])
def test_hours_are_written_as_they_are_read(text: str) -> None:
    assert str(Hours.parse(text)) == text


@pytest.mark.parametrize(
    "text", ["8:00-17:30", "17:00-08:00", "08:00-08:00", "08:00", "08:00-17:60", "00:00-36:01", ""]
)
def test_what_are_no_hours_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"written like|does not end"):
        Hours.parse(text)


def test_a_time_that_is_skipped_is_the_instant_of_the_jump() -> None:
    jump = datetime(2026, 3, 29, 1, tzinfo=UTC)
    for minute in (120, 135, 179, 180):
        assert instant_at(BERLIN, FORWARD, minute) == jump
    assert instant_at(BERLIN, FORWARD, 119) == jump - timedelta(minutes=1)


def test_of_two_times_the_first_counts() -> None:
    assert instant_at(BERLIN, BACK, 150) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_shift_over_the_change_lasts_what_it_lasts() -> None:
    night = Hours.parse("22:00-30:00")
    lengths = [span_on(BERLIN, day - timedelta(days=1), night) for day in (FORWARD, BACK, date(2026, 5, 5))]
    assert [span.duration for span in lengths if span] == [timedelta(hours=7), timedelta(hours=9), timedelta(hours=8)]


def test_hours_that_the_clock_skips_are_no_span() -> None:
    assert span_on(BERLIN, FORWARD, Hours.parse("02:10-02:50")) is None


@given(st.sampled_from([BERLIN, LORD_HOWE]), st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.data())
def test_later_minutes_never_give_earlier_instants(zone: ZoneInfo, day: date, data: st.DataObject) -> None:
    minute = data.draw(st.integers(0, 36 * 60 - 1))
    first, second = instant_at(zone, day, minute), instant_at(zone, day, minute + 1)
    assert first <= second
    shown = first.astimezone(zone)
    assert (shown.date() - day).days * 1440 + shown.hour * 60 + shown.minute >= minute
