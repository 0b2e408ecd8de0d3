"""Workshops over HTTP: made, read, changed and removed; the whole set-up as one document."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import jsonschema
from pydantic import JsonValue
from sqlalchemy import update

from api.contract.setup import read_setup, write_setup
from api.service.services import Services
from api.setup.documents import SETUP_EXAMPLE
from api.store.desk_tables import appointments
from scenarios.setup.from_shop import setup_of_shop
from scenarios.shop import SHOPS
from tests.api.setup.booking import at, book
from tests.api.setup.http import Admin, codes, problem_of
from tests.scenarios.setup.shops import tiny

BARE = {"kind": "heijunka.setup", "version": "1", "workshop_id": "bare", "time_zone": "Europe/Berlin"}


def test_a_workshop_is_made_out_of_a_document(nobody: Admin) -> None:
    assert isinstance(SETUP_EXAMPLE, dict)
    setup = replace(read_setup(SETUP_EXAMPLE), workshop_id=nobody.workshop_id)
    answer = nobody.create(setup)
    assert (answer.status_code, answer.headers["location"], answer.headers["etag"]) == (201, nobody.path, '"1"')
    assert answer.json()["time_zone"] == "Asia/Shanghai"
    assert read_setup(nobody.get("/setup").content) == setup
    assert problem_of(nobody.create(setup)) == (409, "workshop_exists")


def test_a_request_with_a_key_is_done_once(nobody: Admin) -> None:
    key, bare = {"Idempotency-Key": nobody.workshop_id}, {**BARE, "workshop_id": nobody.workshop_id}
    first, second = (nobody.client.http.post("/v1/workshops", json=bare, headers=key) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()


def test_a_head_alone_makes_an_empty_workshop_that_is_filled_in_later(nobody: Admin) -> None:
    bare = {**BARE, "workshop_id": nobody.workshop_id}
    assert nobody.client.http.post("/v1/workshops", json=bare).status_code == 201
    assert read_setup(nobody.get("/setup").content, unfinished=True).technicians == ()
    assert nobody.put("/setup/bays/b1", {"bay_id": "b1", "capabilities": ["LIFT"]}).status_code == 201


def test_a_document_with_faults_is_refused_with_all_of_them(nobody: Admin) -> None:
    setup = replace(tiny(), workshop_id=nobody.workshop_id)
    sent = write_setup(setup) | {"advisors": [], "loan_cars": "two", "group_jobs": [{"group_code": "G"}]}
    answer = nobody.client.http.post("/v1/workshops", json=sent)
    assert answer.status_code == 422
    assert codes(answer) == [
        ("/advisors", "no_advisor"),
        ("/group_jobs/0/operation_codes", "missing_field"),
        ("/loan_cars", "wrong_type"),
    ]
    assert problem_of(nobody.get()) == (404, "unknown_workshop")


def test_workshops_are_listed_in_pages(nobody: Admin) -> None:
    http = nobody.client.http
    names = [f"{nobody.workshop_id}{letter}" for letter in "bca"]
    for name in names:
        assert http.post("/v1/workshops", json={**BARE, "workshop_id": name}).status_code == 201
    listed: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = http.get("/v1/workshops", params={"limit": 2, "cursor": cursor}).json()
        assert len(page["items"]) <= 2
        listed += [one["workshop_id"] for one in page["items"]]
        cursor = page["next_cursor"]
    assert listed == sorted(listed)
    assert set(names) <= set(listed)


def test_the_head_is_changed_by_who_has_seen_it(admin: Admin) -> None:
    seen = admin.get()
    head: dict[str, JsonValue] = {name: seen.json()[name] for name in ("time_zone", "opening", "country")}
    assert problem_of(admin.put("", head, '"7"')) == (412, "stale")
    changed = admin.put("", {**head, "name": "Tiny 2", "loan_cars": 2}, seen.headers["etag"])
    assert changed.headers["etag"] == '"2"'
    assert [field["pointer"] for field in changed.json()["changes"][0]["fields"]] == ["/name", "/loan_cars"]
    again = admin.get()
    assert (again.json()["name"], again.json()["setup_version"], again.headers["etag"]) == ("Tiny 2", 2, '"2"')
    assert admin.put("/setup/bays/b9", {"bay_id": "b9", "capabilities": []}).status_code == 201
    assert admin.get().headers["etag"] == '"2"', "another part has changed"


def test_a_head_with_faults_is_refused(admin: Admin) -> None:
    answer = admin.put("", {"time_zone": "Mars/Base", "opening": [{"days": [], "hours": "8-17"}]}, "*")
    assert answer.status_code == 422
    assert codes(answer) == [
        ("/opening/0/days", "too_short"),
        ("/opening/0/hours", "hours_format"),
        ("/time_zone", "unknown_time_zone"),
    ]
    closing = admin.put("", {"time_zone": "Asia/Shanghai"}, "*")
    assert (closing.status_code, codes(closing)) == (422, [("/opening", "no_open_span")])


def test_an_unknown_workshop_is_404_everywhere(nobody: Admin) -> None:
    for path in ("", "/setup", "/setup/bays", "/setup/bays/b1", "/setup/policy", "/setup/policy/versions"):
        assert problem_of(nobody.get(path)) == (404, "unknown_workshop"), path
    assert problem_of(nobody.get("/holidays", year=2026)) == (404, "unknown_workshop")
    assert problem_of(nobody.put("/setup", {}, "*")) == (404, "unknown_workshop")
    assert problem_of(nobody.delete()) == (404, "unknown_workshop")


def test_applying_the_same_changes_nothing(admin: Admin) -> None:
    setup = admin.get("/setup")
    again = admin.put("/setup", setup.json(), setup.headers["etag"])
    assert again.status_code == 200
    assert (again.json()["changes"], again.json()["setup_version"]) == ([], 1)
    assert again.headers["etag"] == setup.headers["etag"]


def test_a_section_left_out_stays_and_an_empty_one_is_emptied(admin: Admin) -> None:
    sent: JsonValue = {"workshop_id": admin.workshop_id, "deliveries": [], "group_jobs": [], "loan_cars": 3}
    dry = admin.put("/setup", sent, '"1"', dry_run=True)
    told = [(one["section"], one["id"], one["action"]) for one in dry.json()["changes"]]
    assert told == [("workshop", admin.workshop_id, "changed"), ("group_jobs", "BOTH", "removed")]
    assert admin.get("/setup").headers["etag"] == '"1"', "a dry run writes nothing"
    assert admin.put("/setup", sent, '"1"').json()["changes"] == dry.json()["changes"]
    found = read_setup(admin.get("/setup").content)
    assert found == replace(tiny(), workshop_id=admin.workshop_id, group_jobs=(), loan_cars=3)


def test_a_part_without_count_keeps_what_is_on_the_shelf(admin: Admin) -> None:
    parts: list[JsonValue] = [{"part_number": "FILTER", "bin": "A-1"}, {"part_number": "BELT"}]
    assert admin.put("/setup", {"parts": parts}, "*").status_code == 200
    assert [part.on_hand for part in read_setup(admin.get("/setup").content).parts] == [9, 0]


def test_a_document_of_another_workshop_or_of_none_is_refused(admin: Admin) -> None:
    assert codes(admin.put("/setup", {"workshop_id": "other"}, "*")) == [("/workshop_id", "id_differs")]
    assert codes(admin.put("/setup", {"kind": "heijunka.day"}, "*")) == [("/kind", "unknown_value")]
    assert codes(admin.put("/setup", [], "*")) == [("", "wrong_type")]
    answer = admin.client.http.put(f"{admin.path}/setup", json={})
    assert problem_of(answer) == (428, "if_match_missing")


def test_a_large_shop_goes_in_and_out(nobody: Admin) -> None:
    setup = replace(setup_of_shop(SHOPS["large"], 3), workshop_id=nobody.workshop_id)
    assert nobody.create(setup).status_code == 201
    assert read_setup(nobody.get("/setup").content) == setup


def test_every_policy_is_kept(admin: Admin) -> None:
    first = admin.get("/setup/policy")
    assert first.json()["document"]["wash_minutes"] == 20
    changed = admin.put("/setup/policy", {"wash_minutes": 25}, first.headers["etag"])
    assert changed.headers["etag"] == '"2"'
    assert admin.put("/setup/policy", {"wash_minutes": 25}, '"2"').json()["changes"] == []
    assert problem_of(admin.put("/setup/policy", {}, first.headers["etag"])) == (412, "stale")
    versions = admin.get("/setup/policy/versions").json()["items"]
    assert [one["version"] for one in versions] == [2, 1]
    assert all(one["actor"] and one["at"] for one in versions)
    assert admin.get("/setup/policy").json() == admin.get("/setup/policy/versions/2").json()
    assert admin.get("/setup/policy/versions/1").json()["document"]["wash_minutes"] == 20
    assert problem_of(admin.get("/setup/policy/versions/3")) == (404, "unknown_item")


def test_a_policy_with_faults_is_refused_at_its_places(admin: Admin) -> None:
    assert codes(admin.put("/setup/policy", {"wash_minutes": -1, "reserve_share": 2}, "*")) == [
        ("/reserve_share", "share_out_of_range"),
        ("/wash_minutes", "negative_setting"),
    ]
    assert codes(admin.put("/setup/policy", {"wash": 1}, "*")) == [("/wash", "unknown_field")]


def test_a_workshop_with_open_appointments_stays(admin: Admin, services: Services) -> None:
    arrival = at(services.clock().date() + timedelta(days=3), "09:00")
    with services.database.write() as connection:
        book(connection, admin.workshop_id, "a1", arrival)
    assert problem_of(admin.delete()) == (409, "open_appointments")
    with services.database.write() as connection:
        connection.execute(update(appointments).values(in_plan=False))
    assert admin.delete().status_code == 204
    assert problem_of(admin.get()) == (404, "unknown_workshop")
    assert admin.create(replace(tiny(), workshop_id=admin.workshop_id)).status_code == 201


def test_answers_are_as_documented(admin: Admin) -> None:
    document: dict[str, Any] = admin.client.http.get("/openapi.json").json()
    paths = ["/setup", "/setup/policy", "/setup/policy/versions", "/setup/technicians", "/setup/technicians/ann", ""]
    for path in paths:
        template = f"/v1/workshops/{{workshop_id}}{path.replace('ann', '{item_id}')}"
        content = document["paths"][template]["get"]["responses"]["200"]["content"]["application/json"]
        schema = {**content["schema"], "components": document["components"]}
        jsonschema.Draft202012Validator(schema).validate(admin.get(path).json())
