"""A board shows all there is in one answer, and asks again cheaply."""

from __future__ import annotations

from tests.api.desk.desks import DeskClient, on
from tests.api.floor.floors import told
from tests.api.floor.test_steps import started


def test_a_board_shows_people_bays_and_cars_with_plan_and_progress(desk: DeskClient) -> None:
    car = desk.do(desk.book(must={"dates": ["2026-03-02"]}), "arrive").json()
    desk.clock.now = on("09:45")
    told(desk, started(car, "work/1", "09:15"), {"type": "technician_absent", "technician_id": "bob"})
    found = {"type": "work_found", "appointment_id": car["id"], "jobs": [{"operation_code": "ENGINE"}]}
    (event,) = told(desk, found)
    answer = desk.get("/floor")
    assert answer.status_code == 200, answer.text
    floor = answer.json()
    assert (floor["date"], floor["floor_version"], floor["open_replans"]) == ("2026-03-02", 3, 0)
    assert {one["technician_id"]: len(one["away"]) for one in floor["technicians"]} == {"ann": 0, "bob": 1}
    assert [one["bay_id"] for one in floor["bays"]] == ["b1"]
    (shown,) = floor["cars"]
    work = next(one for one in shown["steps"] if one["kind"] == "work")
    planned = next(one for one in car["steps"] if one["kind"] == "work")
    assert work["place"]["start"] == planned["start"]
    assert (work["progress"]["status"], work["progress"]["remaining_minutes"]) == ("running", 30)
    assert [one["event_id"] for one in shown["found"]] == [event["event_id"]]
    assert floor["journal_seq"] > 0


def test_a_board_that_has_it_is_told_so(desk: DeskClient) -> None:
    first = desk.get("/floor")
    tag = first.headers["ETag"]
    again = desk.http.get(f"{desk.path}/floor", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    told(desk, {"type": "bay_down", "bay_id": "b1"})
    assert desk.http.get(f"{desk.path}/floor", headers={"If-None-Match": tag}).status_code == 200
