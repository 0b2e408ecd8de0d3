"""Items of a set-up over HTTP: alike for every kind, judged with all that depends on them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from pydantic import JsonValue

from api.service.cursor import encode
from api.service.services import Services
from api.setup.documents import example_of
from api.setup.kinds import KINDS
from tests.api.setup.booking import at, book
from tests.api.setup.http import Admin, codes, problem_of


def documents() -> dict[str, dict[str, JsonValue]]:
    """A good new item of each kind."""
    found = {kind.name: example_of(kind.wire) for kind in KINDS.values()}
    found["stations"] = {"kind": "wash", "count": 3}
    found["technicians"]["roster"] = {"shifts": [{"days": ["mon"], "hours": "08:00-12:00"}]}
    found["operations"] |= {"skill": None, "bay_capability": None, "sublet_hours": None, "parts": []}
    found["group_jobs"]["operation_codes"] = ["OIL"]
    found["deliveries"]["part_number"] = "FILTER"
    return found


@pytest.mark.parametrize("name", KINDS)
def test_an_item_is_made_read_changed_and_removed(admin: Admin, name: str) -> None:
    kind, document = KINDS[name], documents()[name]
    path = f"/setup/{name}/{document[kind.id_field]}"
    if name == "stations":  # the shop has both
        assert admin.delete(path).status_code == 200
    made = admin.put(path, document)
    assert made.status_code == 201, made.text
    read = admin.get(path)
    assert read.json() == made.json()
    assert read.headers["etag"] == made.headers["etag"] == f'"{made.json()["version"]}"'
    assert problem_of(admin.put(path, document)) == (412, "exists")
    same = admin.put(path, document, made.headers["etag"])
    assert (same.status_code, same.json()["version"]) == (200, made.json()["version"])
    listed = admin.get(f"/setup/{name}").json()["items"]
    assert listed[-1] == made.json()
    gone = admin.delete(path, made.headers["etag"])
    assert [(one["section"], one["action"]) for one in gone.json()["changes"]] == [(name, "removed")]
    assert problem_of(admin.get(path)) == (404, "unknown_item")
    assert problem_of(admin.delete(path)) == (404, "unknown_item")
    assert problem_of(admin.put(path, document, made.headers["etag"])) == (412, "gone")
    again = admin.put(path, document)
    assert again.json()["version"] > made.json()["version"], "a tag of the old one does not fit the new one"


def test_a_change_is_one_version_of_the_set_up(admin: Admin) -> None:
    before = admin.get("/setup/bays/b1")
    changed = admin.put("/setup/bays/b1", {"bay_id": "b1", "capabilities": ["LIFT", "RACK"]}, before.headers["etag"])
    assert (changed.status_code, changed.json()["version"]) == (200, 2)
    assert admin.get().json()["setup_version"] == 2
    stale = admin.put("/setup/bays/b1", {"bay_id": "b1", "capabilities": ["LIFT"]}, before.headers["etag"])
    assert problem_of(stale) == (412, "stale")
    assert stale.headers["etag"] == '"2"'


def test_of_many_who_have_seen_the_same_one_writes(admin: Admin) -> None:
    seen = admin.get("/setup/bays/b1").headers["etag"]

    def write(n: int) -> int:
        return admin.put("/setup/bays/b1", {"bay_id": "b1", "name": f"{n}", "capabilities": ["LIFT"]}, seen).status_code

    def make(n: int) -> int:
        return admin.put("/setup/bays/b2", {"bay_id": "b2", "name": f"{n}", "capabilities": []}).status_code

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(write, range(8))) == [200] + [412] * 7
        assert sorted(pool.map(make, range(8))) == [201] + [412] * 7
    assert admin.get().json()["setup_version"] == 3


def test_a_dry_run_writes_nothing(admin: Admin) -> None:
    answer = admin.put("/setup/bays/b1", {"bay_id": "b1", "name": "One", "capabilities": ["LIFT"]}, "*", dry_run=True)
    assert answer.json()["document"]["name"] == "One"
    assert admin.get("/setup/bays/b1").json()["document"]["name"] == ""


def test_items_are_listed_in_pages_in_the_order_they_were_made(admin: Admin) -> None:
    for name in ("b3", "b2", "b4"):
        admin.put(f"/setup/bays/{name}", {"bay_id": name, "capabilities": []})
    first = admin.get("/setup/bays", limit=3).json()
    rest = admin.get("/setup/bays", limit=3, cursor=first["next_cursor"]).json()
    assert [one["id"] for one in [*first["items"], *rest["items"]]] == ["b1", "b3", "b2", "b4"]
    assert rest["next_cursor"] is None
    for cursor in ("?", encode(2**63), encode(10**30)):
        assert problem_of(admin.get("/setup/bays", cursor=cursor)) == (422, "invalid_parameters")
    assert admin.get("/setup/bays", cursor=encode(2**63 - 1)).json()["items"] == []


def test_faults_are_at_their_places_in_what_was_sent(admin: Admin) -> None:
    body: JsonValue = {
        "technician_id": "zoe",
        "availability": 2,
        "roster": {"shifts": [{"days": ["mon"], "hours": "08:00-12:00", "weeks": [2]}]},
    }
    assert codes(admin.put("/setup/technicians/zoe", body)) == [
        ("/availability", "availability_out_of_range"),
        ("/roster/shifts/0/weeks/0", "week_not_in_rotation"),
    ]
    assert codes(admin.put("/setup/technicians/zoe", {"name": 5})) == [
        ("/name", "wrong_type"),
        ("/roster", "missing_field"),
        ("/technician_id", "missing_field"),
    ]
    assert codes(admin.put("/setup/bays/b2", {"bay_id": "b3", "capabilities": []})) == [("/bay_id", "id_differs")]
    delivery: JsonValue = {"delivery_id": "d", "part_number": "X", "quantity": 1, "eta": "2026-03-02T08:00"}
    assert codes(admin.put("/setup/deliveries/d", delivery)) == [("/part_number", "unknown_part")]


def test_what_others_use_is_not_taken_away(admin: Admin) -> None:
    for path, user in (
        ("/setup/operations/OIL", "/group_jobs/0/operation_codes/0"),
        ("/setup/parts/FILTER", "/operations/0/parts/0/part_number"),
        ("/setup/bays/b1", "/operations/0/bay_capability"),
        ("/setup/technicians/ann", "/operations/1/skill"),
        ("/setup/advisors/eve", "/advisors"),
    ):
        answer = admin.delete(path)
        assert problem_of(answer) == (409, "still_used"), path
        assert [place for place, _ in codes(answer)] == [user]
    unskilled = admin.get("/setup/technicians/ann").json()["document"] | {"skills": []}
    assert problem_of(admin.put("/setup/technicians/ann", unskilled, "*")) == (409, "still_used")


def test_an_id_may_have_a_slash(admin: Admin) -> None:
    made = admin.put("/setup/parts/06A%2F115", {"part_number": "06A/115"})
    assert made.status_code == 201
    assert admin.get("/setup/parts/06A%2F115").json()["id"] == "06A/115"


def test_appointments_that_would_lose_their_place_are_named(admin: Admin, services: Services) -> None:
    day = services.clock().date() + timedelta(days=7)
    day += timedelta(days=-day.weekday() % 7)  # a Monday
    with services.database.write() as connection:
        book(connection, admin.workshop_id, "a1", at(day, "09:00"), technician="bob")
        book(connection, admin.workshop_id, "a2", at(day, "13:00"), technician="ann")
    refused = admin.delete("/setup/technicians/bob")
    assert problem_of(refused) == (409, "appointments_affected")
    (fault,) = refused.json()["errors"]
    assert "a1" in fault["message"]
    assert "technician bob" in fault["message"]
    assert "accept_affected" in fault["remedy"]
    told = admin.delete("/setup/technicians/bob", accept_affected=True).json()["affected"]
    arrival = at(day, "09:00").isoformat()
    assert told == [{"appointment_id": "a1", "arrival": arrival, "state": "booked", "losses": ["technician bob"]}]
    ill = admin.get("/setup/technicians/ann").json()["document"]
    ill["roster"]["absences"] = [{"first_day": day.isoformat(), "last_day": day.isoformat()}]
    assert problem_of(admin.put("/setup/technicians/ann", ill, "*")) == (409, "appointments_affected")
    accepted = admin.put("/setup/technicians/ann", ill, "*", accept_affected=True)
    assert [one["appointment_id"] for one in accepted.json()["affected"]] == ["a2"]
    used = admin.delete("/setup/group_jobs/BOTH")
    assert used.status_code == 200, "no appointment uses it"
