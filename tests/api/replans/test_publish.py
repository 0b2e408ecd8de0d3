"""A proposal becomes the plan, whole or not at all; one that is out of date is refused and offered anew."""

from __future__ import annotations

from tests.api.desk.desks import Json, on
from tests.api.replans.floor import PATIENCE, Floor


def pin(floor: Floor, car: int, technician_id: str) -> Json:
    """A decision that a car is worked on by somebody."""
    step_id = f"{floor.cars[car]}/work/1"
    return {"kind": "pin", "step_id": step_id, "technician_ids": [technician_id], "reason": "knows the car"}


def another(floor: Floor, car: int) -> str:
    """A technician who does not have the work of a car."""
    (mine,) = floor.step(floor.cars[car])["technician_ids"]
    return next(name for name in ("bob", "cai") if name != mine)


def test_a_drag_shows_what_it_leads_to_and_is_kept_when_published(floor: Floor) -> None:
    name = another(floor, 0)
    found = floor.ask(decisions=[pin(floor, 0, name)])
    (shown,) = [one for one in found["proposals"][0]["plan"]["changes"]["cars"] if one["why"]]
    assert shown["appointment_id"] == floor.cars[0]
    assert shown["why"]["kind"] == "decision"
    assert "knows the car" in shown["why"]["words"]["en"]
    assert floor.step(floor.cars[0])["technician_ids"] != [name]

    answer = floor.publish(found)
    assert answer.status_code == 200, answer.text
    assert (answer.json()["state"], answer.json()["stale_because"]) == ("published", None)
    assert floor.step(floor.cars[0])["technician_ids"] == [name]
    told = [one["type"] for one in floor.journal() if not one["type"].startswith("run.")]
    assert told[-3:] == ["appointment.replanned", "decision.made", "replan.published"]
    (made,) = floor.desk.get("/decisions", held="true").json()["items"]
    assert (made["says"]["pins"][0]["technician_ids"], made["reason"]) == ([name], "knows the car")


def test_published_again_it_is_answered_as_the_first_time(floor: Floor) -> None:
    found = floor.ask(decisions=[pin(floor, 0, another(floor, 0))])
    assert floor.publish(found).status_code == 200
    lines = len(floor.journal())
    again = floor.publish(found)
    assert (again.status_code, again.json()["published_run_id"]) == (200, found["proposals"][0]["run_id"])
    assert len(floor.journal()) == lines


def test_what_is_out_of_date_is_refused_and_offered_anew(floor: Floor) -> None:
    first = floor.ask(decisions=[pin(floor, 0, another(floor, 0))])
    second = floor.ask(decisions=[pin(floor, 1, another(floor, 1))])
    assert floor.publish(first).status_code == 200
    late = floor.publish(second)
    assert (late.status_code, late.json()["type"]) == (409, "urn:heijunka:problem:replan_stale")
    assert floor.publish(second).headers["location"] == late.headers["location"]  # and not a third one
    fresh = floor.desk.http.get(late.headers["location"], headers={"Prefer": PATIENCE}).json()
    assert (fresh["trigger"], fresh["state"]) == ("reoffer", "open")
    assert fresh["decisions"][0]["pins"][0]["step_id"] == f"{floor.cars[1]}/work/1"
    assert floor.publish(fresh).status_code == 200


def test_a_booking_of_today_makes_it_stale_and_one_of_another_week_does_not(floor: Floor) -> None:
    found = floor.ask(decisions=[pin(floor, 0, another(floor, 0))])
    floor.desk.book(must={"dates": ["2026-03-10"]})
    assert floor.desk.get(f"/replans/{found['id']}").json()["state"] == "open"
    floor.desk.book(must={"dates": ["2026-03-02"]}, lead_minutes=0)
    shown = floor.desk.get(f"/replans/{found['id']}").json()
    assert (shown["state"], shown["stale_because"]) == ("stale", "plan")
    assert shown["proposals"][0]["links"]["publish"] is None
    assert floor.publish(found).status_code == 409


def test_who_has_not_seen_the_plan_publishes_nothing(floor: Floor) -> None:
    found = floor.ask(decisions=[pin(floor, 0, another(floor, 0))])
    path = found["proposals"][0]["links"]["publish"]
    assert floor.desk.http.post(path).status_code == 428
    assert floor.publish(found, etag='"9999"').status_code == 412
    assert floor.publish(found, etag="*").status_code == 200


def test_a_job_that_should_have_begun_and_has_not_makes_a_proposal_stale_after_five_minutes(floor: Floor) -> None:
    floor.desk.clock.turn(minutes=90)  # the first cars should be here, and nothing was told
    found, late = (floor.ask(decisions=[pin(floor, 3, "ann")]) for _ in range(2))
    assert any(move["after"]["start"] <= found["at"] for move in moves(found)) or moves(found)
    floor.desk.clock.turn(minutes=4)
    assert floor.publish(found).status_code == 200
    late = floor.ask()
    floor.desk.clock.turn(minutes=240)
    answer = floor.publish(late)
    assert answer.status_code == 409
    assert answer.json()["because"] == "floor"
    assert answer.json()["violations"]


def moves(found: Json) -> list[Json]:
    """All steps that a proposal moves."""
    return [move for car in found["proposals"][0]["plan"]["changes"]["cars"] for move in car["moves"]]


def test_what_is_only_supposed_is_not_published(quick_floor: Floor) -> None:
    floor = quick_floor
    supposed = [{"kind": "technician_absent", "technician_id": "ann", "start": "2026-03-02T08:00"}]
    found = floor.ask(what_if=supposed)
    assert found["what_if"] and found["proposals"][0]["links"]["publish"] is None
    assert found["proposals"][0]["plan"]["figures"]["customers_called"] == 1  # nobody else does engines
    answer = floor.publish(found)
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:heijunka:problem:only_supposed")


def test_what_if_the_part_comes_at_three(quick_floor: Floor) -> None:
    """Interrupted work is supposed to go on then, and not before; what is not interrupted waits for nothing."""
    floor = quick_floor
    step_id = f"{floor.cars[0]}/work/1"
    waits = {"kind": "step_waits", "step_id": step_id, "until": "2026-03-02T15:00"}
    (fault,) = floor.ask(422, what_if=[waits])["errors"]
    assert (fault["pointer"], fault["code"]) == ("/what_if/0/step_id", "not_interrupted")

    floor.desk.clock.now = on("09:30")
    interrupted = {"type": "step_interrupted", "step_id": step_id, "code": "C", "at": "2026-03-02T09:15"}
    events = [
        {"type": "car_arrived", "appointment_id": floor.cars[0], "at": "2026-03-02T09:00"},
        {"type": "step_started", "step_id": step_id, "at": "2026-03-02T09:10"},
        interrupted,
    ]
    assert floor.desk.post("/events", {"events": events}).status_code == 201
    found = floor.ask(what_if=[waits])
    (move,) = [one for one in moves(found) if one["step_id"] == step_id]
    assert move["after"]["start"] == "2026-03-02T15:00:00+08:00"
    assert found["proposals"][0]["links"]["publish"] is None
    assert floor.desk.get("/floor").json()["open_replans"] == 0  # a question waits for nobody's decision


def test_what_is_discarded_is_closed(quick_floor: Floor) -> None:
    floor = quick_floor
    found = floor.ask()
    answer = floor.desk.post(f"/replans/{found['id']}:discard")
    assert (answer.status_code, answer.json()["state"]) == (200, "discarded")
    refused = floor.publish(found)
    assert (refused.status_code, refused.json()["type"]) == (409, "urn:heijunka:problem:replan_closed")
    assert [one["id"] for one in floor.desk.get("/replans", state="discarded").json()["items"]] == [found["id"]]


def test_what_nobody_knows_is_not_found(quick_floor: Floor) -> None:
    floor = quick_floor
    assert floor.desk.get("/replans/rpl_x").json()["type"] == "urn:heijunka:problem:unknown_replan"
    found = floor.ask()
    unknown = floor.desk.post(f"/replans/{found['id']}/proposals/run_x:publish", etag="*")
    assert (unknown.status_code, unknown.json()["type"]) == (404, "urn:heijunka:problem:unknown_proposal")
