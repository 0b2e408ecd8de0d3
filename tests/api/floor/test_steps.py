"""Steps that start, stop, go on and end, told over HTTP."""

from __future__ import annotations

import pytest

from optimizer.do_nothing import do_nothing
from optimizer.faults import faults_of
from tests.api.desk.desks import DeskClient, Json, on
from tests.api.floor.floors import codes, day_of, refusals, states, tell, told, withdraw


@pytest.fixture
def car(desk: DeskClient) -> Json:
    """A car for an oil change at 9:00, which has arrived at 8:55."""
    at = {"dates": ["2026-03-02"], "hours": [{"start": "09:00", "end": "10:00"}]}
    booked = desk.book(must=at)
    desk.clock.now = on("08:55")
    found: Json = desk.do(booked, "arrive").json()
    return found


def step(car: Json, name: str) -> str:
    """The id of a step of a car."""
    return f"{car['id']}/{name}"


def started(car: Json, name: str, at: str, **fields: object) -> Json:
    """A start."""
    return {"type": "step_started", "step_id": step(car, name), "at": f"2026-03-02T{at}", **fields}


def of(car: Json, kind: str, name: str, at: str, **fields: object) -> Json:
    """An event of a step."""
    return {"type": kind, "step_id": step(car, name), "at": f"2026-03-02T{at}", **fields}


def test_a_step_runs_as_planned_until_it_is_told_to_be_done(desk: DeskClient, car: Json) -> None:
    desk.clock.now = on("09:30")
    work = next(one for one in car["steps"] if one["kind"] == "work")
    one, two, three = told(
        desk,
        started(car, "reception", "09:00"),
        of(car, "step_finished", "reception", "09:10"),
        started(car, "work/1", "09:12"),
    )
    assert [codes(one), codes(two), codes(three)] == [[], [], []]
    assert three["event"]["technician_ids"] == work["technician_ids"]
    assert three["event"]["bay_id"] == work["bay_id"]
    running = day_of(desk).day.visits[0].progress[1]
    assert (running.status, running.remaining_minutes) == ("running", 60 - 18)
    told(desk, of(car, "step_finished", "work/1", "09:29"))
    assert states(desk, car["id"]) == {"reception": "finished", "work/1": "finished"}
    assert day_of(desk).day.visits[0].in_bay == "b1"
    shown = desk.get(f"/appointments/{car['id']}").json()
    assert shown["version"] == car["version"] + 4


def test_what_never_started_cannot_be_finished_and_nothing_is_accepted(desk: DeskClient, car: Json) -> None:
    desk.clock.now = on("09:30")
    answer = tell(desk, started(car, "reception", "09:00"), of(car, "step_finished", "work/1", "09:20"))
    assert refusals(answer) == [("/events/1/step_id", "never_started")]
    assert states(desk, car["id"]) == {}
    assert desk.get("/events").json()["items"] == []
    assert day_of(desk).versions.floor == 0


def test_late_telling_is_put_where_it_belongs(desk: DeskClient, car: Json) -> None:
    desk.clock.now = on("10:30")
    told(desk, started(car, "work/1", "09:15"), of(car, "step_finished", "work/1", "10:20"))
    # Paused for lunch of the forklift, told an hour later.
    told(desk, of(car, "step_paused", "work/1", "09:40"), of(car, "step_resumed", "work/1", "09:50"))
    assert states(desk, car["id"])["work/1"] == "finished"
    late = tell(desk, of(car, "step_finished", "work/1", "09:30"))
    assert refusals(late) == [("/events/0", "contradicts_later")]
    assert late.json()["against"]["0"].startswith("evt_")


def test_work_without_a_word_of_the_reception_is_accepted_with_a_warning(desk: DeskClient, car: Json) -> None:
    desk.clock.now = on("09:30")
    (one,) = told(desk, started(car, "work/1", "09:15"))
    assert codes(one) == ["reception_not_told"]
    assert states(desk, car["id"]) == {"reception": "finished", "work/1": "running"}


def test_an_interruption_keeps_what_is_left_and_when_it_can_go_on(desk: DeskClient, car: Json) -> None:
    desk.clock.now = on("09:45")
    until = "2026-03-02T11:00"
    told(
        desk,
        started(car, "work/1", "09:15"),
        of(car, "step_interrupted", "work/1", "09:45", code="C", reason="wrong filter", until=until),
    )
    found = day_of(desk)
    stopped = found.day.visits[0].progress[1]
    assert stopped.remaining_frt_hours == 0.5
    assert (stopped.code, stopped.reason, stopped.resume_at) == ("C", "wrong filter", on("11:00"))
    assert found.day.visits[0].in_bay is None
    work = next(one for one in do_nothing(found.day).assignments if one.kind == "work")
    assert work.start >= on("11:00")
    told(desk, of(car, "interruption_ended", "work/1", "09:45"))
    assert day_of(desk).day.visits[0].progress[1].resume_at == on("09:45")


def test_an_estimate_says_how_long_it_still_takes(desk: DeskClient, car: Json) -> None:
    desk.clock.now = on("09:45")
    told(desk, started(car, "work/1", "09:15"), of(car, "step_estimated", "work/1", "09:45", remaining_minutes=70))
    assert day_of(desk).day.visits[0].progress[1].remaining_minutes == 70
    desk.clock.now = on("11:30")
    late = day_of(desk)
    assert late.day.visits[0].progress[1].remaining_minutes == 1
    assert faults_of(late.day) == ()


def test_a_technician_does_one_thing_at_a_time(desk: DeskClient, car: Json) -> None:
    second = desk.book(jobs=[{"operation_code": "ENGINE"}], must={"dates": ["2026-03-02"]})
    desk.do(second, "arrive")
    desk.clock.now = on("09:30")
    told(desk, started(car, "work/1", "09:15", technician_ids=["ann"]))
    other = second.json()
    answer = tell(desk, started(other, "work/1", "09:20", technician_ids=["ann"]))
    assert refusals(answer) == [("/events/0/technician_ids", "technician_busy")]
    (one,) = told(desk, started(other, "work/1", "09:20", technician_ids=["bob"]))
    assert set(codes(one)) >= {"skill_missing"}


def test_only_who_is_there_can_be_worked_on(desk: DeskClient) -> None:
    booked = desk.book(must={"dates": ["2026-03-02"]}).json()
    desk.clock.now = on("10:00")
    answer = tell(desk, started(booked, "work/1", "09:50"))
    assert refusals(answer) == [("/events/0/step_id", "car_not_here")]


def test_the_future_cannot_be_told(desk: DeskClient, car: Json) -> None:
    answer = tell(desk, started(car, "reception", "09:05"))
    assert refusals(answer) == [("/events/0/at", "in_future")]


def test_the_end_of_the_hand_over_delivers_the_car(desk: DeskClient, car: Json) -> None:
    desk.clock.now = on("10:50")
    early = tell(desk, started(car, "hand_over", "09:15"))
    assert refusals(early) == [("/events/0/step_id", "steps_left")]
    for name, start, end in (
        ("work/1", "09:15", "10:10"),
        ("inspection", "10:10", "10:20"),
        ("wash", "10:20", "10:35"),
        ("hand_over", "10:40", "10:45"),
    ):
        told(desk, started(car, name, start), of(car, "step_finished", name, end))
    assert desk.get(f"/appointments/{car['id']}").json()["state"] == "delivered"
    assert day_of(desk).day.visits == ()
    assert refusals(tell(desk, of(car, "step_resumed", "work/1", "10:46"))) == [("/events/0/step_id", "car_gone")]
    part = desk.get("/parts/FILTER/standing").json()
    assert part["on_hand"] == 8


def test_a_mis_click_is_withdrawn_unless_others_depend_on_it(desk: DeskClient, car: Json) -> None:
    desk.clock.now = on("09:30")
    start, end = told(desk, started(car, "work/1", "09:15"), of(car, "step_finished", "work/1", "09:28"))
    assert desk.get("/parts/FILTER/standing").json()["on_hand"] == 8
    refused = withdraw(desk, start)
    assert (refused.status_code, refused.json()["type"]) == (409, "urn:heijunka:problem:others_depend")
    assert refused.json()["against"] == end["event_id"]
    assert withdraw(desk, end).status_code == 200
    assert withdraw(desk, start).json()["withdrawn_at"] is not None
    assert states(desk, car["id"]) == {}
    assert desk.get("/parts/FILTER/standing").json()["on_hand"] == 9
    listed = desk.get("/events").json()["items"]
    assert [one["withdrawn_at"] is not None for one in listed] == [True, True]


def test_the_same_key_is_told_once(desk: DeskClient, car: Json) -> None:
    desk.clock.now = on("09:30")
    first = tell(desk, started(car, "work/1", "09:15"), idempotency_key="a")
    again = tell(desk, started(car, "work/1", "09:15"), idempotency_key="a")
    assert first.json() == again.json()
    assert len(desk.get("/events").json()["items"]) == 1
