"""Decisions over HTTP: taken, refused with what is against them, told of, ended."""

from __future__ import annotations

import httpx
import pytest

from tests.api.desk.desks import Json, on
from tests.api.floor.floors import told
from tests.api.replans.floor import Floor


def work(floor: Floor, car: int) -> str:
    """The work of a car."""
    return f"{floor.cars[car]}/work/1"


def decide(floor: Floor, **body: object) -> httpx.Response:
    """Decide."""
    return floor.desk.post("/decisions", body)


def faults(answer: httpx.Response) -> list[tuple[str, str]]:
    """Place and code of each fault."""
    return [(one["pointer"], one["code"]) for one in answer.json()["errors"]]


def test_a_pin_holds_in_every_plan_until_it_is_ended(floor: Floor) -> None:
    (mine,) = floor.step(floor.cars[0])["technician_ids"]
    other = "bob" if mine != "bob" else "cai"
    made = decide(floor, kind="pin", step_id=work(floor, 0), technician_ids=[other], reason="knows it")
    assert made.status_code == 201, made.text
    assert made.headers["location"] == made.json()["links"]["self"]
    assert made.json()["actor_name"] == "of a test"
    found = floor.ask()
    assert _technician(found, work(floor, 0)) == [other]
    ended = floor.desk.http.delete(made.headers["location"])
    assert (ended.status_code, ended.json()["ended_at"]) == (200, "2026-03-02T07:30:00+08:00")
    assert floor.desk.get(f"/replans/{found['id']}").json()["stale_because"] == "floor"
    assert floor.ask()["proposals"][0]["plan"]["changes"]["cars"] == []
    told_of = [one["type"] for one in floor.journal() if one["type"].startswith("decision.")]
    assert told_of == ["decision.made", "decision.ended"]


def test_what_contradicts_a_decision_names_it_and_may_replace_it(floor: Floor) -> None:
    first = decide(floor, kind="pin", step_id=work(floor, 0), technician_ids=["bob"]).json()
    second = decide(floor, kind="forbid", step_id=work(floor, 0), technician_id="bob")
    assert (second.status_code, second.json()["contradicts"]) == (409, [first["id"]])
    third = decide(floor, kind="forbid", step_id=work(floor, 0), technician_id="bob", replaces=[first["id"]])
    assert third.status_code == 201, third.text
    held = floor.desk.get("/decisions", held="true").json()["items"]
    assert [(one["id"], one["actor_name"]) for one in held] == [(third.json()["id"], "of a test")]


def test_two_steps_swap_technicians_and_bays(floor: Floor) -> None:
    before = [floor.step(floor.cars[n]) for n in (0, 1)]
    made = decide(floor, kind="swap", step_ids=[work(floor, 0), work(floor, 1)])
    pins = made.json()["says"]["pins"]
    assert [(one["technician_ids"], one["bay_id"]) for one in pins] == [
        (one["technician_ids"], one["bay_id"]) for one in reversed(before)
    ]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({"kind": "pin", "step_id": "apt_x/work/1", "bay_id": "b1"}, [("/step_id", "unknown_step")]),
        ({"kind": "pin", "step_id": "{work}"}, [("", "missing_field")]),
        ({"kind": "pin", "step_id": "{work}", "technician_ids": ["zoe"]}, [("/technician_ids", "unknown_technician")]),
        ({"kind": "forbid", "step_id": "{work}", "bay_id": "b9"}, [("/bay_id", "unknown_bay")]),
        ({"kind": "release", "step_id": "{work}", "rule": "skill"}, [("/rule", "unknown_field")]),
        (
            {"kind": "override", "step_id": "{work}", "rule": "skill"},
            [("/reason", "missing_field")],
        ),
        ({"kind": "swap", "step_ids": ["{work}"]}, [("/step_ids", "not_two")]),
        ({"kind": "wish", "step_id": "{work}"}, [("/kind", "unknown_value")]),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_place(
    quick_floor: Floor, body: Json, found: list[tuple[str, str]]
) -> None:
    name = work(quick_floor, 0)
    filled = {
        key: [name if one == "{work}" else one for one in value] if isinstance(value, list) else value
        for key, value in body.items()
    }
    if filled.get("step_id") == "{work}":
        filled["step_id"] = name
    answer = decide(quick_floor, **filled)
    assert (answer.status_code, faults(answer)) == (422, found)


def test_what_has_begun_is_not_decided_about(quick_floor: Floor) -> None:
    floor = quick_floor
    first = floor.step(floor.cars[0])
    floor.desk.clock.now = on("09:00")
    told(
        floor.desk,
        {"type": "car_arrived", "appointment_id": floor.cars[0], "at": "2026-03-02T08:00"},
        {"type": "step_started", "step_id": work(floor, 0), "at": "2026-03-02T08:30"},
    )
    answer = decide(floor, kind="pin", step_id=work(floor, 0), technician_ids=first["technician_ids"])
    assert (answer.status_code, faults(answer)) == (409, [("/step_id", "step_running")])
    late = decide(floor, kind="pin", step_id=work(floor, 1), start="2026-03-02T08:30")
    assert (late.status_code, faults(late)) == (409, [("/start", "time_passed")])


def test_rules_set_aside_are_reported_with_their_reasons(quick_floor: Floor) -> None:
    floor = quick_floor
    engine = work(floor, 3)
    refused = decide(floor, kind="override", step_id=engine, rule="loan_cars", reason="so")
    assert refused.status_code == 422
    assert decide(floor, kind="pin", step_id=engine, technician_ids=["bob"]).status_code == 422  # lacks the skill
    tried = [
        {"kind": "override", "step_id": engine, "rule": "skill", "reason": "ann looks after it"},
        {"kind": "pin", "step_id": engine, "technician_ids": ["bob"]},
    ]
    found = floor.ask(decisions=tried)
    assert _technician(found, engine) == ["bob"]
    assert floor.publish(found).status_code == 200
    report = floor.desk.get("/decisions", kind="override", **{"from": "2026-03-02", "to": "2026-03-02"}).json()
    assert [one["says"]["overrides"] for one in report["items"]] == [
        [{"rule": "skill", "step_id": engine, "reason": "ann looks after it"}]
    ]
    assert floor.desk.get("/decisions", kind="override", to="2026-03-01").json()["items"] == []


def test_a_card_that_is_dragged_is_judged_at_once(quick_floor: Floor) -> None:
    floor = quick_floor
    engine = work(floor, 3)
    found = floor.desk.post("/floor:check-move", {"step_id": engine}).json()
    rows = {one["id"]: [each["rule"] for each in one["reasons"]] for one in found["technicians"]}
    assert rows["ann"] == []
    assert "skill" in rows["bob"]
    unknown = floor.desk.post("/floor:check-move", {"step_id": "apt_x/work/1"})
    assert (unknown.status_code, faults(unknown)) == (422, [("/step_id", "unknown_step")])


def _technician(found: Json, step_id: str) -> list[str]:
    moves = [move for car in found["proposals"][0]["plan"]["changes"]["cars"] for move in car["moves"]]
    (names,) = [move["after"]["technician_ids"] for move in moves if move["step_id"] == step_id]
    assert isinstance(names, list)
    return names
