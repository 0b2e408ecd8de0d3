"""The service re-plans by itself: once for a burst, and publishes only what touches nobody."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from api.replans.automatic import Automatic
from tests.api.desk.desks import Json, on
from tests.api.floor.floors import told
from tests.api.replans.floor import Floor
from tests.api.served import PATIENCE_S

AUTOMATIC = {"mode": "automatic", "quiet_s": 5.0, "max_wait_s": 30.0, "time_limit_s": 0.1}


def automatic(floor: Floor, **changed: object) -> None:
    """Set the workshop so."""
    put(floor, {**AUTOMATIC, **changed})


def put(floor: Floor, body: Json, etag: str = '"0"', status: int = 200) -> Json:
    """Set."""
    answer = floor.desk.http.put(f"{floor.desk.path}/replan-settings", json=body, headers={"If-Match": etag})
    assert answer.status_code == status, answer.text
    found: Json = answer.json()
    return found


def until(floor: Floor, what: Callable[[], bool]) -> None:
    """Wait for what the service does on its own thread."""
    deadline = time.monotonic() + PATIENCE_S
    while not what():
        assert time.monotonic() < deadline, floor.journal()
        time.sleep(0.02)


def told_of(floor: Floor, name: str) -> list[Json]:
    """Lines of the journal of one type."""
    return [one for one in floor.journal() if one["type"] == name]


def settle(floor: Floor) -> None:
    """What is due now is begun, and not before: as the thread of the service does it."""
    Automatic(floor.desk.services.replans).tick()


def test_a_burst_of_twenty_events_makes_one_replan_which_touches_nobody(floor: Floor) -> None:
    automatic(floor)
    floor.desk.clock.now = on("07:45")
    for _ in range(10):
        told(floor.desk, {"type": "technician_absent", "technician_id": "bob", "until": "2026-03-02T08:00"})
        told(floor.desk, {"type": "technician_back", "technician_id": "bob"})
        settle(floor)
    assert told_of(floor, "replan.asked") == []
    floor.desk.clock.turn(seconds=6)
    until(floor, lambda: bool(told_of(floor, "replan.published")))
    assert [one["trigger"] for one in told_of(floor, "replan.asked")] == ["automatic"]
    (proposed,) = told_of(floor, "replan.proposed")
    assert proposed["waits_for"] is None
    floor.desk.clock.turn(seconds=60)
    settle(floor)
    assert len(told_of(floor, "replan.asked")) == 1


def test_what_goes_on_and_on_is_replanned_after_a_while(quick_floor: Floor) -> None:
    floor = quick_floor
    automatic(floor)
    for _ in range(10):
        told(floor.desk, {"type": "technician_absent", "technician_id": "bob", "until": "2026-03-02T08:00"})
        floor.desk.clock.turn(seconds=4)  # never quiet for five
        settle(floor)
    assert len(told_of(floor, "replan.asked")) == 1


def test_what_makes_a_promise_later_waits_for_a_person(floor: Floor) -> None:
    automatic(floor, quiet_s=0.0)
    before = floor.car(floor.cars[3])["steps"]
    told(floor.desk, {"type": "technician_absent", "technician_id": "ann"})
    until(floor, lambda: bool(told_of(floor, "replan.proposed")))
    (proposed,) = told_of(floor, "replan.proposed")
    assert proposed["waits_for"]["customers"] == [floor.cars[3]]
    assert floor.car(floor.cars[3])["steps"] == before
    (line,) = floor.desk.get("/replans", state="open").json()["items"]
    found = floor.desk.http.get(line["links"]["self"]).json()
    assert floor.publish(found).status_code == 200
    (notice,) = floor.desk.get("/notices").json()["items"]
    assert notice["appointment_id"] == floor.cars[3]


def test_in_manual_mode_it_only_closes_what_is_out_of_date(quick_floor: Floor) -> None:
    floor = quick_floor
    found = floor.ask()
    until(floor, lambda: bool(told_of(floor, "replan.proposed")))
    told(floor.desk, {"type": "technician_absent", "technician_id": "ann"})
    until(floor, lambda: bool(told_of(floor, "replan.discarded")))
    shown = floor.desk.get(f"/replans/{found['id']}").json()
    assert shown["state"] == "stale"
    assert len(told_of(floor, "replan.asked")) == 1


def test_settings_have_a_version_and_overtime_is_not_the_services_to_give(quick_floor: Floor) -> None:
    floor = quick_floor
    assert floor.desk.get("/replan-settings").json()["mode"] == "manual"
    assert put(floor, AUTOMATIC)["version"] == 1
    assert put(floor, AUTOMATIC, status=412)["type"] == "urn:heijunka:problem:stale"
    refused = put(floor, {"goal": "with_overtime"}, '"1"', 422)
    assert [one["pointer"] for one in refused["errors"]] == ["/goal"]


@pytest.mark.parametrize("goal", ["balanced", "fewest_calls"])
def test_what_was_told_before_the_service_was_set_so_is_answered_too(quick_floor: Floor, goal: str) -> None:
    floor = quick_floor
    told(floor.desk, {"type": "technician_absent", "technician_id": "bob", "until": "2026-03-02T08:00"})
    floor.desk.clock.turn(minutes=10)
    automatic(floor, goal=goal)
    until(floor, lambda: bool(told_of(floor, "replan.asked")))
    assert told_of(floor, "replan.asked")[0]["proposals"][0]["goal"] == goal
