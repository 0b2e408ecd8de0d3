"""A day is closed when every car that is left has a decision; carry-over is the first load of its morning."""

from __future__ import annotations

import httpx
import pytest

from tests.api.desk.desks import Json, on
from tests.api.floor.floors import told
from tests.api.replans.floor import PATIENCE, Floor


def put(floor: Floor, *cars: Json, etag: str = '"0"') -> httpx.Response:
    """Send decisions."""
    return floor.desk.http.put(f"{floor.desk.path}/day-end", json={"cars": list(cars)}, headers={"If-Match": etag})


def decided(car_id: str, **fields: object) -> Json:
    """All that a decision needs."""
    return {"appointment_id": car_id, "carry_over": "2026-03-03", "customer_told": True, "stands": "outside", **fields}


@pytest.fixture
def evening(floor: Floor) -> Floor:
    """At 16:50: three cars did not come, the first has been taken in and its work was never begun."""
    floor.desk.clock.now = on("08:05")
    told(
        floor.desk,
        {"type": "car_arrived", "appointment_id": floor.cars[0], "at": "2026-03-02T08:05"},
    )
    floor.desk.clock.now = on("16:50")
    return floor


def no_shows(floor: Floor) -> None:
    """The cars that did not come are told so."""
    for car_id in floor.cars[1:]:
        found = floor.desk.get(f"/appointments/{car_id}")
        assert floor.desk.do(found, "no-show").status_code == 200


def test_a_day_is_not_closed_while_a_car_has_no_decision(evening: Floor) -> None:
    shown = evening.desk.get("/day-end").json()
    assert [(one["left"], bool(one["missing"])) for one in shown["cars"]] == [
        ("unfinished", True),
        ("not_come", True),
        ("not_come", True),
        ("not_come", True),
    ]
    assert not shown["can_close"]
    refused = evening.desk.post("/day-end:close", etag='"0"')
    assert (refused.status_code, refused.json()["type"]) == (409, "urn:heijunka:problem:day_open")
    assert refused.json()["open"][0] == {
        "appointment_id": evening.cars[0],
        "left": "unfinished",
        "missing": ["carry_over", "customer_told", "stands"],
    }
    assert [one for one in evening.journal() if one["type"] == "day.closed"] == []


def test_what_is_carried_over_is_the_first_load_of_the_next_morning(evening: Floor) -> None:
    floor = evening
    taken = floor.desk.book(must={"dates": ["2026-03-03"], "hours": [{"start": "08:00", "end": "09:00"}]}).json()
    no_shows(floor)
    answer = put(floor, decided(floor.cars[0]))
    assert (answer.status_code, answer.json()["can_close"]) == (200, True), answer.text
    closed = floor.desk.post("/day-end:close", etag=answer.headers["etag"])
    assert closed.status_code == 200, closed.text
    assert closed.json()["closed_at"] is not None
    assert closed.json()["closed_by_name"] == "of a test"
    replan = floor.desk.http.get(closed.headers["location"], headers={"Prefer": PATIENCE}).json()
    assert replan["trigger"] == "day_end"
    assert floor.publish(replan).status_code == 200
    first = min(one["start"] for one in floor.car(floor.cars[0])["steps"])
    assert first == "2026-03-03T08:00:00+08:00"
    assert taken["id"] not in floor.cars
    (decision,) = floor.desk.get("/decisions", held="true").json()["items"]
    assert decision["reason"] == "carry-over of 2026-03-02"
    again = floor.desk.post("/day-end:close", etag=closed.headers["etag"])
    assert again.json()["type"] == "urn:heijunka:problem:day_closed"
    assert again.json()["detail"] == "It was closed by of a test."


def test_faults_of_decisions_are_told_all_at_once(evening: Floor) -> None:
    answer = put(
        evening,
        decided("apt_x"),
        decided(evening.cars[0], carry_over="2026-03-08"),
        decided(evening.cars[0], at="2026-03-04T08:00"),
    )
    assert answer.status_code == 422
    assert [(one["pointer"], one["code"]) for one in answer.json()["errors"]] == [
        ("/cars/0/appointment_id", "not_left"),
        ("/cars/1/carry_over", "not_open"),
        ("/cars/2/appointment_id", "car_repeated"),
        ("/cars/2/at", "another_date"),
    ]
    assert put(evening, etag='"7"').status_code == 412


def test_a_day_to_come_has_no_end_yet(quick_floor: Floor) -> None:
    answer = quick_floor.desk.get("/day-end", date="2026-03-03")
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "day_to_come")
