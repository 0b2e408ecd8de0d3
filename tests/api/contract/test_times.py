"""Times on the wire: ISO 8601, on the workshop's clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from api.contract.times import local, read_instant

BERLIN = ZoneInfo("Europe/Berlin")
SHANGHAI = ZoneInfo("Asia/Shanghai")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")  # its clocks change by half an hour


def refusal(text: object, zone: ZoneInfo | None = SHANGHAI) -> tuple[str, str]:
    """Code and remedy with which a time is refused."""
    with pytest.raises(PydanticCustomError) as caught:
        read_instant(text, zone)
    context = caught.value.context or {}
    return context["code"], context["remedy"]


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-16T08:30",
        "2026-03-16T08:30:00",
        "2026-03-16T08:30:00.000",
        "2026-03-16T08:30+08:00",
        "2026-03-16T00:30Z",
        "2026-03-15T19:30:00-05:00",
    ],
)
def test_one_moment_in_many_forms(text: str) -> None:
    moment = read_instant(text, SHANGHAI)
    assert moment == datetime(2026, 3, 16, 0, 30, tzinfo=UTC)
    assert moment.isoformat() == "2026-03-16T08:30:00+08:00"


@pytest.mark.parametrize(
    ("text", "zone", "code", "remedy"),
    [
        (
            "2026-03-29T02:30",
            BERLIN,
            "time_nonexistent",
            "write a time that the clock shows, such as 2026-03-29T03:30:00",
        ),
        (
            "2026-03-29T02:00",
            BERLIN,
            "time_nonexistent",
            "write a time that the clock shows, such as 2026-03-29T03:00:00",
        ),
        (
            "2026-10-25T02:30",
            BERLIN,
            "time_ambiguous",
            "add the UTC offset: 2026-10-25T02:30:00+02:00 for the first, 2026-10-25T02:30:00+01:00 for the second",
        ),
        (
            "2026-10-04T02:15",
            LORD_HOWE,
            "time_nonexistent",
            "write a time that the clock shows, such as 2026-10-04T02:45:00",
        ),
        (
            "2026-04-05T01:45",
            LORD_HOWE,
            "time_ambiguous",
            "add the UTC offset: 2026-04-05T01:45:00+11:00 for the first, 2026-04-05T01:45:00+10:30 for the second",
        ),
    ],
)
def test_on_the_night_of_a_clock_change(text: str, zone: ZoneInfo, code: str, remedy: str) -> None:
    assert refusal(text, zone) == (code, remedy)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2026-03-29T01:59", "2026-03-29T01:59:00+01:00"),
        ("2026-03-29T03:00", "2026-03-29T03:00:00+02:00"),
        ("2026-03-29T02:30+01:00", "2026-03-29T03:30:00+02:00"),
        ("2026-10-25T02:30+02:00", "2026-10-25T02:30:00+02:00"),
        ("2026-10-25T02:30+01:00", "2026-10-25T02:30:00+01:00"),
        ("2026-10-25T00:30Z", "2026-10-25T02:30:00+02:00"),
        ("2026-10-25T03:00", "2026-10-25T03:00:00+01:00"),
    ],
)
def test_beside_a_clock_change_and_with_an_offset_every_time_is_read(text: str, written: str) -> None:
    assert read_instant(text, BERLIN).isoformat() == written


@pytest.mark.parametrize("text", ["2026-03-29T02:30", "2026-10-25T02:30"])
def test_shanghai_has_no_clock_change(text: str) -> None:
    assert read_instant(text, SHANGHAI).isoformat() == text + ":00+08:00"


def test_shanghai_had_clock_changes_once() -> None:
    assert refusal("1988-04-17T02:30")[0] == "time_nonexistent"


def test_times_of_both_sides_of_a_change_differ_by_elapsed_time() -> None:
    """The clock shows four hours, three have passed."""
    before, after = (read_instant(f"2026-03-29T0{hour}:00", BERLIN) for hour in (1, 5))
    assert after - before == timedelta(hours=3)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "8:30",
        "2026-03-16",
        "2026-03-16 08:30",
        "20260316T0830",
        "2026-W12-1T08:30",
        "2026-03-16T8:30",
        "2026-03-16T08:30:00+0800",
        "2026-03-16T08:30 ",
        "2026-03-16T08:30\n",
        "2026-02-30T08:30",
        "2026-03-16T24:00",
        "2026-03-16T08:60",
        "2026-03-16T08:30+99:00",
        "２０２６-03-16T08:30",
        1773621000,
        None,
        True,
        ["2026-03-16T08:30"],
    ],
)
def test_what_is_no_time(text: object) -> None:
    assert refusal(text)[0] == "time_format"


@pytest.mark.parametrize(
    "text", ["1979-12-31T23:59", "0001-01-01T00:00Z", "2200-01-01T00:00", "9999-12-31T23:59-12:00"]
)
def test_years_that_no_workshop_plans(text: str) -> None:
    assert refusal(text) == ("time_out_of_range", "give a year from 1980 to 2199")


def test_without_a_zone_only_times_with_an_offset_are_read() -> None:
    assert refusal("2026-03-16T08:30", None)[0] == "zone_unknown"
    assert read_instant("2026-03-16T08:30Z", None) == datetime(2026, 3, 16, 8, 30, tzinfo=UTC)


@given(
    st.integers(0, 219 * 365 * 24 * 60).map(
        lambda minutes: datetime(1980, 1, 2, tzinfo=UTC) + timedelta(minutes=minutes)
    ),
    st.sampled_from([BERLIN, SHANGHAI, LORD_HOWE, ZoneInfo("America/New_York")]),
)
def test_every_instant_survives_being_written_and_read(instant: datetime, zone: ZoneInfo) -> None:
    assert read_instant(local(instant, zone).isoformat(), zone) == instant
