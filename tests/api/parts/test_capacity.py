"""The appointment control sheet over HTTP: the numbers of a booked day, as JSON and as a table."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from api.desk.life import State
from optimizer.policy import Policy, PriorityClass
from scenarios.setup.from_shop import setup_of_shop
from scenarios.shop import SHOPS
from tests.api.parts.shop import Counter, House, at, car, shop

CARS = (
    car("v1", "OIL", at("08:00")),
    car("v2", "OIL", at("10:00"), technician="bob"),
    car("v3", "PADS", at("13:00"), priority=PriorityClass.VIC),
    car("v4", "OIL", at("08:00", 1)),
    car("gone", "OIL", at("15:00"), state=State.CANCELLED),
)


@pytest.fixture
def desk(service: House) -> Counter:
    """Ann and bob, 8 h each a day; three hours' work on Monday, one of them a VIC's, one hour on Tuesday."""
    return service.open(shop(), *CARS)


def test_monday_s_sheet(desk: Counter) -> None:
    (monday,) = desk.get("capacity", **{"from": "2026-03-02", "to": "2026-03-02"})["dates"]
    rows = {row["technician_id"]: row["clock_hours"] for row in monday["technicians"]}
    assert rows == {
        "ann": {"available": 8.0, "booked": 2.0, "left": 6.0},
        "bob": {"available": 8.0, "booked": 1.0, "left": 7.0},
    }
    assert monday["clock_hours"] == {"available": 16.0, "booked": 3.0, "left": 13.0}
    assert monday["frt_hours"] == {"booked": 3.0, "left": 13.0}
    assert monday["bookable_hours"] == {
        "technicians": 2,
        "hours": 8.0,
        "productivity": 1.0,
        "booking_rate": 0.8,
        "bookable": 12.8,
        "sellable": 12.8,
        "booked": 2.0,
        "left": 10.8,
    }
    assert (monday["reserve_hours"]["kept"], monday["reserve_hours"]["left"]) == (3.2, 3.2)
    assert [one["priority_class"] for one in monday["reserve_hours"]["opened_by"]] == [
        "safety_comeback",
        "complaint",
        "vic",
    ]
    assert monday["arrivals"] == 3


def test_monday_s_half_hours(desk: Counter) -> None:
    (monday,) = desk.get("capacity", **{"from": "2026-03-02", "to": "2026-03-02"})["dates"]
    by_start = {one["start"][11:16]: one for one in monday["half_hours"]}
    assert list(by_start) == [f"{minute // 60:02d}:{minute % 60:02d}" for minute in range(480, 1020, 30)]
    eight, one = by_start["08:00"], by_start["13:00"]
    assert eight["arrivals"] == [{"advisor_id": "eve", "arrivals": 1, "most": 2}]
    assert (eight["technicians_busy"], eight["technicians_there"]) == (1, 2)
    assert eight["bays"] == [
        {"capability": None, "in_use": 1, "available": 1},
        {"capability": "LIFT", "in_use": 1, "available": 1},
    ]
    assert by_start["12:00"]["technicians_there"] == 0, "lunch"
    assert one["arrivals"][0]["arrivals"] == 1
    bare = desk.get("capacity", **{"from": "2026-03-02", "to": "2026-03-02", "half_hours": "false"})
    assert bare["dates"][0] == {**monday, "half_hours": []}


def test_the_example_of_the_trade(service: House) -> None:
    """Ten technicians, 8 h, productivity 100 %, booking rate 80 %: 64 bookable hours."""
    ten = tuple(replace(shop().technicians[0], technician_id=f"t{n}") for n in range(10))
    desk = service.open(replace(shop(), technicians=ten, policy=Policy(productivity=1.0, booking_rate=0.8)))
    bookable = desk.get("capacity", to="2026-03-02")["dates"][0]["bookable_hours"]
    assert (bookable["technicians"], bookable["hours"], bookable["bookable"]) == (10, 8.0, 64.0)


def test_without_dates_it_is_today_and_13_more_open_dates(desk: Counter) -> None:
    dates = desk.get("capacity")["dates"]
    assert (dates[0]["date"], dates[-1]["date"]) == ("2026-03-02", "2026-03-19")
    assert sum(one["is_open"] for one in dates) == 14
    assert [one["date"] for one in dates if not one["is_open"]][:2] == ["2026-03-07", "2026-03-08"]


def test_level_figures_over_the_open_dates(desk: Counter) -> None:
    """3 h and 1 h of 16 h each: mean 2, peak 3."""
    found = desk.get("capacity", to="2026-03-03")
    assert found["level"] == {"peak_to_mean": 1.5, "variation": 0.5}
    assert found["dates"][0]["level"]["technicians"] == {"peak_to_mean": 1.3333, "variation": 0.3333}


def test_cars_that_were_delivered_still_count_on_their_day(service: House) -> None:
    desk = service.open(shop(), replace(CARS[0], state=State.DELIVERED), CARS[1])
    desk.clock.now = at("17:00")
    assert desk.get("capacity", to="2026-03-02")["dates"][0]["clock_hours"]["booked"] == 2.0


def test_a_hold_that_has_run_out_is_not_booked(service: House) -> None:
    held = replace(CARS[0], state=State.HELD, expires_at=at("08:10"))
    desk = service.open(shop(), held)
    first = desk.http.get(desk.path("capacity"), params={"to": "2026-03-02"})
    assert first.json()["dates"][0]["clock_hours"]["booked"] == 1.0
    desk.clock.now = at("08:11")
    params, headers = {"to": "2026-03-02"}, {"If-None-Match": first.headers["etag"]}
    assert desk.http.get(desk.path("capacity"), params=params, headers=headers).json()["dates"][0]["arrivals"] == 0


def test_what_has_not_changed_is_not_sent_again(desk: Counter) -> None:
    path = desk.path("capacity")
    first = desk.http.get(path)
    again = desk.http.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    other = desk.http.get(path, headers={"If-None-Match": first.headers["etag"], "Accept-Language": "zh"})
    assert other.status_code == 200
    desk.order()
    assert desk.http.get(path, headers={"If-None-Match": first.headers["etag"]}).status_code == 200


def test_the_sheet_as_a_table(desk: Counter) -> None:
    answer = desk.http.get(
        desk.path("capacity"), params={"to": "2026-03-02"}, headers={"Accept": "text/csv", "Accept-Language": "zh-CN"}
    )
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="capacity-20260302-20260302.csv"'
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0][:6] == ["日期", "技师", "姓名", "可用总工时（钟点）", "已预约工时（钟点）", "剩余总工时（钟点）"]
    assert rows[1][:6] == ["2026-03-02", "ann", "", "8.00", "2.00", "6.00"]
    assert rows[3] == ["2026-03-02", "全体技师", "", "16.00", "3.00", "13.00", "3.00", "13.00", "12.80", "3.20"]


def test_names_that_look_like_formulas_stay_names(service: House) -> None:
    sly = replace(shop().technicians[0], name="=HYPERLINK(0)")
    desk = service.open(replace(shop(), technicians=(sly,)))
    answer = desk.http.get(desk.path("capacity"), params={"to": "2026-03-02"}, headers={"Accept": "text/csv"})
    assert list(csv.reader(io.StringIO(answer.text)))[1][2] == "'=HYPERLINK(0)"


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"from": "2026-03-03", "to": "2026-03-02"}, "dates_reversed"),
        ({"to": "2026-05-03"}, "too_many_dates"),
        ({"from": "0001-01-01"}, "date_out_of_range"),
        ({"from": "yesterday"}, "date_from_datetime_parsing"),
    ],
)
def test_dates_that_make_no_sense_are_refused(desk: Counter, query: dict[str, str], code: str) -> None:
    answer = desk.http.get(desk.path("capacity"), params=query)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, code)


def test_a_shop_that_never_opens_has_no_sheet(service: House) -> None:
    desk = service.open(replace(shop(), opening=()))
    answer = desk.http.get(desk.path("capacity"))
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:heijunka:problem:setup_incomplete")


def test_a_generated_shop_s_hours_add_up(service: House) -> None:
    desk = service.open(setup_of_shop(SHOPS["default"], 7))
    for one in desk.get("capacity")["dates"]:
        bookable = one["bookable_hours"]
        hours = sum(row["clock_hours"]["available"] for row in one["technicians"])
        assert one["clock_hours"]["available"] == pytest.approx(hours, abs=0.01)
        product = bookable["technicians"] * bookable["hours"] * bookable["productivity"] * bookable["booking_rate"]
        assert bookable["bookable"] == pytest.approx(product, abs=0.01)
