"""Proposals: asked, planned, shown side by side, and found again."""

from __future__ import annotations

from tests.api.replans.floor import Floor


def test_a_day_on_which_nothing_has_happened_stays_as_it_is(floor: Floor) -> None:
    before = [floor.car(one)["steps"] for one in floor.cars]
    found = floor.ask()
    assert (found["state"], found["ended"], found["trigger"]) == ("open", True, "manual")
    (proposal,) = found["proposals"]
    assert (proposal["goal"], proposal["status"]) == ("balanced", "succeeded")
    assert proposal["plan"]["figures"]["customers_called"] == 0
    assert found["do_nothing"]["figures"]["late_cars"] == 0
    assert [floor.car(one)["steps"] for one in floor.cars] == before


def test_it_is_stored_at_once_and_planned_while_nobody_waits(floor: Floor) -> None:
    answer = floor.desk.post("/replans", {"goals": ["balanced", "least_lateness"], "time_limit_s": 0.05})
    assert answer.status_code == 202
    assert answer.headers["location"] == answer.json()["links"]["self"]
    found = floor.desk.http.get(answer.headers["location"], headers={"Prefer": "wait=60"}).json()
    assert [one["goal"] for one in found["proposals"]] == ["balanced", "least_lateness"]
    assert found["ended"]
    assert all(one["plan"] is not None for one in found["proposals"])
    plan = floor.desk.http.get(found["proposals"][0]["links"]["plan"]).json()
    assert plan["kind"] == "heijunka.plan"


def test_the_same_question_with_the_same_key_is_asked_once(floor: Floor) -> None:
    first = floor.desk.post("/replans", None, Idempotency_Key="k", Prefer="wait=60")
    again = floor.desk.post("/replans", None, Idempotency_Key="k")
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"]
    assert [one["type"] for one in floor.journal()].count("replan.asked") == 1
