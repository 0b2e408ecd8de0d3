"""A day comes in: accepted, refused, or the same as before."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import httpx

from api.contract import read_plan
from tests.api.served import Client, day_bytes, quick, served
from tests.api.toy import toy_day

LONG = 60.0


def test_a_day_is_accepted_with_an_address_and_planned(client: Client) -> None:
    answer = client.send(toy_day(3), time_limit_s=0.2, seed=5)
    assert answer.status_code == 202
    run = answer.json()
    assert answer.headers["location"] == run["links"]["self"] == f"/v1/plans/{run['id']}"
    assert int(answer.headers["retry-after"]) >= 1
    assert run["status"] == "queued"
    assert run["options"] == {"time_limit_s": 0.2, "seed": 5, "deterministic": False}
    assert run["num_visits"] == 3

    ended = client.wait_for(run["id"], "succeeded")
    assert ended["ended_by"] == "search"
    assert ended["progress"] is not None
    document = client.http.get(f"/v1/plans/{run['id']}/plan")
    assert document.status_code == 200
    plan = read_plan(document.content)
    assert plan.seed == 5
    assert {each.visit_id for each in plan.assignments} == {"V00", "V01", "V02"}


def test_waiting_answers_with_the_end(client: Client) -> None:
    answer = client.send(toy_day(2), {"Prefer": "respond-async, wait=20"}, deterministic="true")
    assert answer.status_code == 201
    assert answer.headers["preference-applied"] == "wait=20"
    assert "retry-after" not in answer.headers
    assert answer.json()["status"] == "succeeded"
    assert answer.json()["links"]["plan"] == f"{answer.headers['location']}/plan"


def test_waiting_too_short_answers_as_if_it_had_not_been_asked(client: Client) -> None:
    answer = client.send(toy_day(2), {"Prefer": "wait=0.1"}, time_limit_s=LONG)
    assert answer.status_code == 202
    assert answer.json()["status"] in ("queued", "running")
    assert answer.headers["preference-applied"] == "wait=0.1"


def test_the_same_key_brings_back_the_same_run(client: Client) -> None:
    key = {"Idempotency-Key": "morning"}
    first = client.send(toy_day(2), key, deterministic="true")
    client.wait_for(first.json()["id"], "succeeded")
    again = client.send(toy_day(2), key, deterministic="true")
    assert (first.status_code, again.status_code) == (202, 200)
    assert again.json()["id"] == first.json()["id"]
    assert len(client.http.get("/v1/plans").json()["items"]) == 1


def test_a_key_stands_for_one_request(client: Client) -> None:
    key = {"Idempotency-Key": "morning"}
    client.send(toy_day(2), key, deterministic="true")
    for other in (client.send(toy_day(3), key, deterministic="true"), client.send(toy_day(2), key, seed=1)):
        assert other.status_code == 422
        assert other.json()["type"] == "urn:heijunka:problem:idempotency_key_reused"


def test_a_bad_day_is_refused_with_every_fault(client: Client) -> None:
    day = toy_day(2)
    shop = replace(day.workshop, technicians=tuple(replace(each, shifts=()) for each in day.workshop.technicians[:2]))
    twice = (day.visits[0], replace(day.visits[1], visit_id="V00"))
    answer = client.send(replace(day, workshop=shop, visits=twice))
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["type"] == "urn:heijunka:problem:invalid_day"
    pointers = [fault["pointer"] for fault in problem["errors"]]
    assert len(pointers) >= 3
    assert any(pointer.startswith("/workshop/technicians/0") for pointer in pointers)
    assert any(pointer.startswith("/workshop/technicians/1") for pointer in pointers)
    assert any(pointer.startswith("/visits/1") for pointer in pointers)
    assert all(fault["message"] and fault["remedy"] and fault["code"] for fault in problem["errors"])
    assert client.http.get("/v1/plans").json()["items"] == []


def test_text_that_is_no_json_is_refused(client: Client) -> None:
    answer = client.http.post("/v1/plans", content=b"{", headers={"Content-Type": "application/json"})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["code"] == "not_json"


def test_only_json_is_read(client: Client) -> None:
    # What a form of a foreign page can send without asking.
    answer = client.http.post("/v1/plans", content=day_bytes(toy_day(1)), headers={"Content-Type": "text/plain"})
    assert answer.status_code == 415
    assert answer.json()["status"] == 415


def test_a_parameter_out_of_range_or_unknown_is_refused(client: Client) -> None:
    for options in ({"time_limit_s": 0}, {"time_limit_s": "nan"}, {"seed": -1}, {"time_limit": 5}):
        answer = client.send(toy_day(1), **options)
        assert answer.status_code == 422, options
        assert answer.json()["errors"][0]["pointer"] == f"/query/{next(iter(options))}"


def test_a_large_body_is_refused_whether_or_not_it_says_its_length(tmp_path: Path) -> None:
    settings = replace(quick(tmp_path), max_body_bytes=1000)
    with served(settings) as client:
        told = client.send(toy_day(1))
        pieces = client.http.post(
            "/v1/plans", content=iter([b" " * 600] * 2), headers={"Content-Type": "application/json"}
        )
    assert (told.status_code, pieces.status_code) == (413, 413)
    assert told.json()["type"] == "urn:heijunka:problem:too_large"


def test_a_foreign_name_for_the_host_is_refused(client: Client) -> None:
    # A page elsewhere may point its own name at loopback; its calls carry that name.
    answer = client.http.get("/v1/plans", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    named = client.http.get("/v1/plans", headers={"Host": "localhost:8000"})
    assert named.status_code == 200
    bracketed = client.http.get("/v1/plans", headers={"Host": "[::1]:8000"})
    assert bracketed.status_code == 200


def test_every_answer_forbids_what_pages_do_not_need(client: Client) -> None:
    answers: list[httpx.Response] = [client.http.get(path) for path in ("/", "/v1/plans", "/no", "/static/board.js")]
    for answer in answers:
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_unknown_addresses_are_problems_too(client: Client) -> None:
    for method, path, status in (("GET", "/v2", 404), ("PUT", "/v1/plans", 405), ("GET", "/v1/plans/run_x", 404)):
        answer = client.http.request(method, path)
        assert answer.status_code == status
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["status"] == status
