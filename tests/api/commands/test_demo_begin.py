"""When the demo begins: which day, at which time of it, and never before what is in the store."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from api.commands.demo_begin import BeginError, beginning, minute_of
from api.commands.demo_clock import DemoClock, keep, kept
from scenarios.setup.from_shop import setup_of_shop
from scenarios.shop import SHOPS

ZONE = ZoneInfo("Asia/Shanghai")
SETUP = setup_of_shop(SHOPS["default"], seed=7)


def at(words: str) -> datetime:
    """A time of March 2026 on the shop's clock; the 20th is a Friday, the 22nd a Sunday."""
    return datetime.fromisoformat(f"2026-03-{words}").replace(tzinfo=ZONE)


def test_an_empty_store_begins_at_twenty_past_ten_of_today() -> None:
    found = beginning(SETUP, at("20T02:28"), None, None)
    assert (found.at, found.day.opens, found.day.closes) == (at("20T10:20"), at("20T08:00"), at("20T17:30"))
    assert found.first_call == at("18T08:00"), "customers have called before"


def test_on_a_day_off_it_begins_on_the_next_open_date() -> None:
    assert beginning(SETUP, at("22T12:00"), None, None).at == at("23T10:20")


def test_a_time_may_be_asked_for() -> None:
    assert minute_of("14:30", SETUP, at("20T02:28")) == 870
    assert minute_of("now", SETUP, at("20T09:41").astimezone(UTC)) == 581
    assert beginning(SETUP, at("20T02:28"), None, 870).at == at("20T14:30")


@pytest.mark.parametrize("words", ["noon", "25:00", "10.20"])
def test_what_is_no_time_is_refused_with_a_remedy(words: str) -> None:
    with pytest.raises(BeginError, match=r"say now, or a time such as 10:20"):
        minute_of(words, SETUP, at("20T02:28"))


def test_a_time_at_which_the_shop_is_closed_is_refused_with_its_hours() -> None:
    with pytest.raises(BeginError, match=r"2026-03-20 the shop is open from 08:00 to 17:30"):
        beginning(SETUP, at("20T02:28"), None, 7 * 60)


def test_a_store_goes_on_where_it_was_left() -> None:
    found = beginning(SETUP, at("20T11:00"), at("20T13:05"), None)
    assert (found.at, found.unfinished) == (at("20T13:05"), None)


def test_no_time_runs_back_in_a_store() -> None:
    with pytest.raises(BeginError, match=r"it is 2026-03-20 13:05 already: take a later time, or another folder"):
        beginning(SETUP, at("20T11:00"), at("20T13:05"), 10 * 60)
    assert beginning(SETUP, at("20T11:00"), at("20T13:05"), 14 * 60).at == at("20T14:00")


def test_after_its_closing_time_the_next_open_day_begins() -> None:
    found = beginning(SETUP, at("20T11:00"), at("21T17:30"), None)
    assert (found.at, found.first_call) == (at("23T10:20"), at("21T17:30"))
    assert found.unfinished is None, "the shop had closed"


def test_a_store_of_last_week_ends_its_day_and_begins_the_one_of_today() -> None:
    found = beginning(SETUP, at("20T11:00"), at("16T13:05"), None)
    assert found.at == at("20T10:20")
    assert found.unfinished is not None
    assert found.unfinished.closes == at("16T17:30")


def test_a_shop_that_never_opens_has_no_demo() -> None:
    with pytest.raises(BeginError, match="does not open"):
        beginning(replace(SETUP, opening=()), at("20T11:00"), None, None)


def test_the_clock_stands_until_it_runs_and_never_goes_back() -> None:
    clock = DemoClock(at("20T08:00"))
    assert clock() == clock() == at("20T08:00")
    clock.to(at("20T10:20"))
    clock.to(at("20T09:00"))
    assert clock() == at("20T10:20")
    clock.run()
    earlier = clock()
    assert at("20T10:20") <= earlier <= clock()
    clock.to(at("20T12:00"))
    assert at("20T12:00") <= clock() < at("20T12:00") + timedelta(minutes=5)


def test_the_time_is_remembered_in_the_folder(tmp_path: Path) -> None:
    assert kept(tmp_path) is None
    keep(tmp_path, at("20T10:20"))
    keep(tmp_path, at("20T10:25"))
    assert kept(tmp_path) == at("20T10:25")
    assert [one.name for one in tmp_path.iterdir()] == ["demo.clock"]
