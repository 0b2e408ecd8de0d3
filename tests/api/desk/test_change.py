"""What is known of an appointment changes."""

from __future__ import annotations

import httpx

from tests.api.desk.desks import DeskClient
from tests.api.desk.test_appointments import problem


def change(desk: DeskClient, answer: httpx.Response, **fields: object) -> httpx.Response:
    """Change the appointment of an answer."""
    return desk.patch(f"/appointments/{answer.json()['id']}", fields, answer.headers["etag"])


def test_notes_plates_and_customers_change_nothing_in_the_plan(desk: DeskClient) -> None:
    booked = desk.book()
    changed = change(desk, booked, note="second key", plate="B2", customer_ref="C-9")
    assert changed.status_code == 200
    one = changed.json()
    assert (one["note"], one["plate"], one["customer_ref"]) == ("second key", "B2", "C-9")
    assert (one["version"], one["plan_version"]) == (2, booked.json()["plan_version"])
    assert one["steps"] == booked.json()["steps"]
    again = change(desk, changed, note="")
    assert (again.json()["note"], again.json()["plate"]) == ("", "B2")


def test_other_work_is_placed_anew_at_the_same_time(desk: DeskClient) -> None:
    booked = desk.book(must={"dates": ["2026-03-03"]})
    changed = change(desk, booked, wash=False)
    assert changed.status_code == 200, changed.text
    one = changed.json()
    assert one["arrival"] == booked.json()["arrival"]
    assert one["promised"] <= booked.json()["promised"]
    assert [step["kind"] for step in one["steps"]] == ["reception", "work", "inspection", "hand_over"]
    assert one["wish"]["wash"] is False
    assert one["state"] == "booked"
    assert one["plan_version"] > booked.json()["plan_version"]


def test_facts_change_the_class(desk: DeskClient) -> None:
    changed = change(desk, desk.book(must={"dates": ["2026-03-03"]}), priority={"vic": True})
    assert changed.json()["priority"]["priority_class"] == "vic"
    assert change(desk, changed, priority={"vic": False}).json()["priority"]["priority_class"] == "rest"


def test_more_work_than_the_promise_has_room_for_is_refused_with_the_reasons(desk: DeskClient) -> None:
    booked = desk.book(waits=True, must={"dates": ["2026-03-03"]})
    refused = change(desk, booked, jobs=[{"operation_code": "OIL"}, {"operation_code": "ENGINE"}])
    assert refused.status_code == 409
    assert problem(refused) == "does_not_fit"
    assert refused.json()["reasons"]
    moved = desk.do(booked, "move", {"offer": refused.json()["offers"][0]["token"]})
    assert moved.status_code == 200
    assert len(moved.json()["wish"]["jobs"]) == 2


def test_what_is_not_seen_is_not_changed(desk: DeskClient) -> None:
    booked = desk.book()
    change(desk, booked, note="x")
    assert change(desk, booked, note="y").status_code == 412
    assert change(desk, booked, wash=False).status_code == 412


def test_what_is_over_is_not_changed(desk: DeskClient) -> None:
    cancelled = desk.do(desk.book(), "cancel")
    assert problem(change(desk, cancelled, wash=False)) == "transition_not_allowed"
    assert problem(change(desk, cancelled, note="x")) == "transition_not_allowed"
