"""Holidays are proposals: nothing closes until somebody says so."""

from __future__ import annotations

from datetime import date

import pytest

from api.contract.setup import read_setup
from api.setup.holidays import UnknownCountryError, proposals
from scenarios.setup.calendar import ShopCalendar
from scenarios.setup.hours import Weekday
from scenarios.setup.records import ExceptionKind
from tests.api.setup.http import Admin, codes, problem_of


def test_a_make_up_day_works_as_the_day_it_is_worked_for() -> None:
    by_date = {one.date: one for one in proposals("CN", "", 2026).items}
    assert by_date[date(2026, 10, 1)].kind is ExceptionKind.CLOSED
    sunday = by_date[date(2026, 9, 20)]
    assert sunday.kind is ExceptionKind.MAKE_UP
    assert sunday.works_as is Weekday.TUE, "6 October, a Tuesday, is off for it"
    assert proposals("CN", "", 2026).warnings == ()


def test_a_year_that_is_not_announced_is_warned_of() -> None:
    found = proposals("CN", "", 2040)
    assert all(one.kind is ExceptionKind.CLOSED for one in found.items)
    (warning,) = found.warnings
    assert "2040 were not announced" in warning


def test_other_countries_and_their_parts_have_theirs() -> None:
    everywhere = {one.date for one in proposals("DE", "", 2026).items}
    in_bavaria = {one.date for one in proposals("DE", "BY", 2026).items}
    assert date(2026, 1, 6) in in_bavaria - everywhere
    assert proposals("DE", "", 2040).warnings == ()
    for country, subdivision in (("ZZ", ""), ("DE", "XX")):
        with pytest.raises(UnknownCountryError):
            proposals(country, subdivision, 2026)


def test_listing_closes_nothing_and_applying_does_what_was_chosen(admin: Admin) -> None:
    listed = admin.get("/holidays", year=2026).json()
    assert listed["country"] == "CN"
    assert all(one["present"] is None for one in listed["items"])
    assert read_setup(admin.get("/setup").content).exceptions == ()
    body = {"dates": ["2026-10-01", "2026-09-20"]}
    answer = admin.client.http.post(
        f"{admin.path}/holidays:apply", params={"year": 2026}, json=body, headers={"If-Match": '"1"'}
    )
    assert [one["id"] for one in answer.json()["changes"]] == ["2026-09-20", "2026-10-01"]
    calendar = ShopCalendar.of(read_setup(admin.get("/setup").content))
    assert calendar.on(date(2026, 10, 1)) is None
    assert calendar.on(date(2026, 10, 2)) is not None, "was not chosen"
    worked = calendar.on(date(2026, 9, 20))
    assert worked is not None
    assert worked.weekday is Weekday.TUE
    present = [one for one in admin.get("/holidays", year=2026).json()["items"] if one["present"] is not None]
    assert [one["exception"]["date"] for one in present] == ["2026-09-20", "2026-10-01"]
    again = admin.client.http.post(
        f"{admin.path}/holidays:apply", params={"year": 2026}, json=body, headers={"If-Match": "*"}
    )
    assert again.json()["changes"] == []


def test_only_proposals_are_applied(admin: Admin) -> None:
    answer = admin.client.http.post(
        f"{admin.path}/holidays:apply",
        params={"year": 2026},
        json={"dates": ["2026-10-01", "2026-03-03"]},
        headers={"If-Match": "*"},
    )
    assert codes(answer) == [("/dates/1", "not_proposed")]


def test_an_unknown_country_is_a_fault_of_the_parameter(admin: Admin) -> None:
    answer = admin.get("/holidays", year=2026, country="ZZ")
    assert problem_of(answer) == (422, "invalid_parameters")
    assert codes(answer) == [("/query/country", "unknown_country")]
