"""Cars that come, come late, do not come, and come without being expected."""

from __future__ import annotations

import pytest

from optimizer.do_nothing import do_nothing
from tests.api.desk.desks import DeskClient, Json, on
from tests.api.floor.floors import codes, day_of, refusals, states, tell, told, withdraw
from tests.api.floor.test_steps import of, started

AT_NINE = {"dates": ["2026-03-02"], "hours": [{"start": "09:00", "end": "09:30"}]}


@pytest.fixture
def booked(desk: DeskClient) -> Json:
    """A car expected at 9:00."""
    found: Json = desk.book(must=AT_NINE).json()
    return found


def car_event(car: Json, kind: str, **fields: object) -> Json:
    """An event of a car."""
    return {"type": kind, "appointment_id": car["id"], **fields}


def now_of(desk: DeskClient, car: Json) -> Json:
    """The appointment as it is now."""
    found: Json = desk.get(f"/appointments/{car['id']}").json()
    return found


def test_a_car_that_comes_early_can_be_worked_on_early(desk: DeskClient, booked: Json) -> None:
    desk.clock.now = on("08:30")
    (one,) = told(desk, car_event(booked, "car_arrived"))
    found = now_of(desk, booked)
    assert (found["state"], found["arrived_at"]) == ("arrived", on("08:30").isoformat())
    assert found["arrival"] == on("08:30").isoformat()
    again = tell(desk, car_event(booked, "car_arrived"))
    assert refusals(again) == [("/events/0/appointment_id", "transition_not_allowed")]
    told(desk, started(booked, "reception", "08:30"))
    assert withdraw(desk, one).json()["type"] == "urn:heijunka:problem:others_depend"


def test_an_arrival_told_of_the_wrong_car_is_taken_back(desk: DeskClient, booked: Json) -> None:
    desk.clock.now = on("08:30")
    (one,) = told(desk, car_event(booked, "car_arrived"))
    assert withdraw(desk, one).status_code == 200
    found = now_of(desk, booked)
    assert (found["state"], found["arrived_at"], found["arrival"]) == ("booked", None, booked["arrival"])


def test_a_car_that_comes_late_is_expected_later(desk: DeskClient, booked: Json) -> None:
    told(desk, car_event(booked, "car_late", until="2026-03-02T11:00"))
    assert day_of(desk).day.visits[0].arrival == on("11:00")
    reception = min(do_nothing(day_of(desk).day).assignments, key=lambda one: one.start)
    assert reception.start >= on("11:00")
    tomorrow = tell(desk, car_event(booked, "car_late", until="2026-03-03T09:00"))
    assert refusals(tomorrow) == [("/events/0/until", "another_date")]
    desk.clock.now = on("10:40")
    told(desk, car_event(booked, "car_arrived"))
    assert day_of(desk).day.visits[0].arrival == on("10:40")
    late = tell(desk, car_event(booked, "car_late", until="2026-03-02T12:00"))
    assert refusals(late) == [("/events/0/appointment_id", "already_here")]


def test_who_did_not_come_gives_the_place_up_and_may_come_after_all(desk: DeskClient, booked: Json) -> None:
    early = tell(desk, car_event(booked, "car_no_show"))
    assert refusals(early) == [("/events/0/at", "too_early")]
    desk.clock.now = on("10:00")
    (one,) = told(desk, car_event(booked, "car_no_show"))
    assert now_of(desk, booked)["state"] == "no_show"
    assert day_of(desk).day.visits == ()
    assert withdraw(desk, one).status_code == 200
    back = now_of(desk, booked)
    assert (back["state"], back["steps"]) == ("booked", [])
    told(desk, car_event(booked, "car_no_show"))
    desk.clock.now = on("11:00")
    told(desk, car_event(booked, "car_arrived"))
    assert now_of(desk, booked)["state"] == "arrived"
    assert {one.visit_id for one in do_nothing(day_of(desk).day).assignments} == {booked["id"]}


@pytest.mark.parametrize("kind", ["walk_in", "tow_in", "safety_comeback"])
def test_a_car_without_an_appointment_is_there_to_be_planned(desk: DeskClient, kind: str) -> None:
    desk.clock.now = on("10:00")
    event: Json = {
        "type": kind,
        "jobs": [{"operation_code": "OIL"}],
        "vehicle": {"plate": "A7"},
        "promised": "2026-03-02T15:00",
    }
    (one,) = told(desk, event)
    car = desk.get(f"/appointments/{one['appointment_id']}").json()
    assert (car["state"], car["plate"], car["steps"]) == ("arrived", "A7", [])
    assert car["priority"]["priority_class"] == ("safety_comeback" if kind == "safety_comeback" else "rest")
    assert day_of(desk).day.visits[0].promised == on("15:00")
    assert codes(told(desk, started(car, "reception", "10:00", unit_id="eve"))[0]) == ["not_planned"]
    assert withdraw(desk, one).status_code == 409
    unknown = tell(desk, {**event, "jobs": [{"operation_code": "NONE"}]})
    assert refusals(unknown) == [("/events/0/jobs/0/operation_code", "unknown_operation")]


def test_a_walk_in_told_by_mistake_is_cancelled(desk: DeskClient) -> None:
    desk.clock.now = on("10:00")
    (one,) = told(desk, {"type": "walk_in", "jobs": [{"operation_code": "OIL"}]})
    assert withdraw(desk, one).status_code == 200
    assert desk.get(f"/appointments/{one['appointment_id']}").json()["state"] == "cancelled"
    assert day_of(desk).day.visits == ()


def test_a_car_can_become_more_urgent_and_less_again(desk: DeskClient, booked: Json) -> None:
    (one,) = told(desk, car_event(booked, "priority_changed", priority={"complaint": True, "serious": True}))
    assert now_of(desk, booked)["priority"]["priority_class"] == "safety_comeback"
    assert withdraw(desk, one).status_code == 200
    assert now_of(desk, booked)["priority"] == booked["priority"]


def test_additional_work_waits_for_the_customer(desk: DeskClient, booked: Json) -> None:
    desk.clock.now = on("09:30")
    told(desk, car_event(booked, "car_arrived", at="2026-03-02T09:00"), started(booked, "work/1", "09:15"))
    (found,) = told(desk, car_event(booked, "work_found", jobs=[{"operation_code": "ENGINE"}], reason="belt worn"))
    told(desk, of(booked, "step_interrupted", "work/1", "09:30", code="B", until="2026-03-02T10:00"))
    assert len(day_of(desk).day.visits[0].jobs) == 1
    answer = car_event(booked, "work_answered", found_id=found["event_id"], answer="authorised")
    (answered,) = told(desk, answer)
    visit = day_of(desk).day.visits[0]
    assert [one.operation_code for one in visit.jobs] == ["OIL", "ENGINE"]
    assert visit.progress[1].code is None
    assert {one.step_id for one in do_nothing(day_of(desk).day).assignments} >= {f"{booked['id']}/work/a1-1"}
    assert refusals(tell(desk, answer)) == [("/events/0/found_id", "already_answered")]
    assert withdraw(desk, found).status_code == 409
    assert withdraw(desk, answered).status_code == 200
    assert len(day_of(desk).day.visits[0].jobs) == 1
    told(desk, car_event(booked, "work_answered", found_id=found["event_id"], answer="another_visit"))
    assert len(day_of(desk).day.visits[0].jobs) == 1


def test_a_failed_inspection_is_rework_in_the_same_day(desk: DeskClient, booked: Json) -> None:
    desk.clock.now = on("10:45")
    rework = [{"step_id": f"{booked['id']}/work/1", "frt_hours": 0.5}]
    told(desk, car_event(booked, "car_arrived", at="2026-03-02T09:00"), started(booked, "work/1", "09:15"))
    early = tell(desk, car_event(booked, "inspection_failed", rework=rework))
    assert refusals(early) == [("/events/0/appointment_id", "not_inspected")]
    told(
        desk,
        of(booked, "step_finished", "work/1", "10:20"),
        started(booked, "inspection", "10:20"),
        of(booked, "step_finished", "inspection", "10:30"),
        car_event(booked, "inspection_failed", rework=rework, reason="drain plug drips"),
    )
    assert states(desk, booked["id"]) == {"reception": "finished", "work/1": "interrupted"}
    planned = [one.kind.value for one in sorted(do_nothing(day_of(desk).day).assignments, key=lambda one: one.start)]
    assert planned == ["work", "inspection", "wash", "hand_over"]


def test_the_loan_car_that_is_late_keeps_the_customer_waiting(desk: DeskClient, booked: Json) -> None:
    none = tell(desk, car_event(booked, "loan_car_late", until="2026-03-02T10:00"))
    assert refusals(none) == [("/events/0/appointment_id", "no_loan_car")]


def test_parts_come_late_or_are_short(desk: DeskClient) -> None:
    order = desk.post("/part-orders", {"part_number": "FILTER", "quantity": 3, "eta": "2026-03-03T08:00"}).json()
    (late,) = told(desk, {"type": "part_late", "order_id": order["order_id"], "eta": "2026-03-04T08:00"})
    assert desk.get(f"/part-orders/{order['order_id']}").json()["eta"] == on("08:00", 4).isoformat()
    assert withdraw(desk, late).json()["type"] == "urn:heijunka:problem:not_withdrawable"
    (short,) = told(desk, {"type": "part_short", "part_number": "FILTER", "quantity": 10})
    assert codes(short) == ["fewer_counted"]
    assert day_of(desk).day.workshop.stock[0].on_hand == 0
    assert withdraw(desk, short).status_code == 200
    assert day_of(desk).day.workshop.stock[0].on_hand == 9
    (came,) = told(desk, {"type": "part_arrived", "order_id": order["order_id"], "quantity": 2})
    assert came["event"]["quantity"] == 2
    assert day_of(desk).day.workshop.stock[0].on_hand == 11
    unknown = tell(desk, {"type": "part_late", "order_id": "po_x", "eta": "2026-03-04T08:00"})
    assert refusals(unknown) == [("/events/0/order_id", "unknown_order")]


def test_a_work_that_starts_without_its_parts_is_told_with_a_warning(desk: DeskClient, booked: Json) -> None:
    desk.clock.now = on("09:30")
    told(desk, {"type": "part_short", "part_number": "FILTER", "quantity": 9})
    told(desk, car_event(booked, "car_arrived", at="2026-03-02T09:00"))
    (one,) = told(desk, started(booked, "work/1", "09:15"))
    assert "parts_not_issued" in codes(one)
