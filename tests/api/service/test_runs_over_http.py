"""The life of a run as a client sees it: followed, cancelled, listed."""

from __future__ import annotations

import json
from contextlib import ExitStack
from pathlib import Path

from optimizer.day import Day
from optimizer.plan import Plan
from tests.api.served import Client, asking, quick, served
from tests.api.toy import toy_day

LONG = 60.0


def events(text: str) -> list[dict[str, str]]:
    """Events of a stream, each as its fields."""
    blocks = [block for block in text.split("\n\n") if block.strip() and not block.startswith(":")]
    return [dict(line.split(": ", 1) for line in block.splitlines()) for block in blocks]


def test_cancelling_a_running_run_keeps_its_best_plan(client: Client) -> None:
    run_id = client.send(toy_day(2), time_limit_s=LONG).json()["id"]
    client.wait_for(run_id, "running")
    answer = client.http.delete(f"/v1/plans/{run_id}")
    assert answer.status_code in (200, 202)
    ended = client.wait_for(run_id, "cancelled")
    assert ended["ended_by"] == "cancel"
    assert client.http.get(f"/v1/plans/{run_id}/plan").status_code == 200


def test_cancelling_a_queued_run_ends_it_without_a_plan(client: Client) -> None:
    first = client.send(toy_day(2), time_limit_s=LONG).json()["id"]
    client.wait_for(first, "running")
    second = client.send(toy_day(2), time_limit_s=LONG).json()["id"]
    answer = client.http.delete(f"/v1/plans/{second}")
    assert (answer.status_code, answer.json()["status"]) == (200, "cancelled")
    plan = client.http.get(f"/v1/plans/{second}/plan")
    assert plan.status_code == 409
    assert plan.json()["type"] == "urn:heijunka:problem:no_plan"
    client.http.delete(f"/v1/plans/{first}")
    client.wait_for(first, "cancelled")


def test_cancelling_what_has_ended_changes_nothing(client: Client) -> None:
    run_id = client.send(toy_day(2), deterministic="true").json()["id"]
    before = client.wait_for(run_id, "succeeded")
    answer = client.http.delete(f"/v1/plans/{run_id}")
    assert answer.status_code == 200
    assert answer.json() == before


def test_a_plan_that_is_not_ready_says_when_to_ask_again(client: Client) -> None:
    run_id = client.send(toy_day(2), time_limit_s=LONG).json()["id"]
    answer = client.http.get(f"/v1/plans/{run_id}/plan")
    assert answer.status_code == 409
    assert answer.json()["type"] == "urn:heijunka:problem:plan_not_ready"
    assert int(answer.headers["retry-after"]) >= 1


def test_waiting_for_a_run_with_get(client: Client) -> None:
    run_id = client.send(toy_day(2), time_limit_s=0.3).json()["id"]
    answer = client.http.get(f"/v1/plans/{run_id}", headers={"Prefer": "wait=20"})
    assert answer.status_code == 200
    assert answer.json()["status"] == "succeeded"


def test_events_tell_the_whole_life_and_end(client: Client) -> None:
    run_id = client.send(toy_day(2), time_limit_s=0.3).json()["id"]
    stream = client.http.get(f"/v1/plans/{run_id}/events")
    assert stream.headers["content-type"].startswith("text/event-stream")
    told = events(stream.text)
    names = [event["event"] for event in told]
    assert names[:2] == ["run.queued", "run.running"]
    assert names[-1] == "run.succeeded"
    assert "run.progress" in names
    numbers = [int(event["id"]) for event in told]
    assert numbers == sorted(set(numbers))
    progress = json.loads(told[names.index("run.progress")]["data"])
    assert progress["promise"] == progress["unavoidable"] + progress["avoidable"]


def test_events_go_on_after_the_last_one_seen(client: Client) -> None:
    run_id = client.send(toy_day(2), deterministic="true").json()["id"]
    client.wait_for(run_id, "succeeded")
    told = events(client.http.get(f"/v1/plans/{run_id}/events").text)
    rest = client.http.get(f"/v1/plans/{run_id}/events", headers={"Last-Event-ID": told[1]["id"]})
    assert events(rest.text) == told[2:]
    nothing = client.http.get(f"/v1/plans/{run_id}/events", headers={"Last-Event-ID": told[-1]["id"]})
    assert nothing.status_code == 204


def test_events_of_an_unknown_run_are_no_stream(client: Client) -> None:
    assert client.http.get("/v1/plans/run_x/events").status_code == 404


def test_the_list_comes_in_pages_newest_first(client: Client) -> None:
    sent = [client.send(toy_day(1), deterministic="true", seed=n).json()["id"] for n in range(5)]
    seen: list[str] = []
    cursor: str | None = None
    while True:
        page = client.http.get("/v1/plans", params={"limit": 2, **({"cursor": cursor} if cursor else {})}).json()
        assert len(page["items"]) <= 2
        seen += [run["id"] for run in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert seen == sent[::-1]


def test_a_made_up_cursor_is_refused(client: Client) -> None:
    for cursor in ("abc", "r1", "é", "cjF4"):
        answer = client.http.get("/v1/plans", params={"cursor": cursor})
        assert answer.status_code == 422, cursor
        assert answer.json()["errors"][0]["pointer"] == "/query/cursor"


def test_a_planner_that_breaks_fails_its_run_and_nothing_else(tmp_path: Path) -> None:
    def broken(day: Day, **options: object) -> Plan:
        del day, options
        raise ZeroDivisionError("as a bug would")

    with served(quick(tmp_path), broken) as client:
        answer = client.send(toy_day(1), {"Prefer": "wait=20"})
        run = answer.json()
        assert (answer.status_code, run["status"], run["ended_by"]) == (201, "failed", "error")
        assert run["problem"]["type"] == "urn:heijunka:problem:planning_failed"
        assert "ZeroDivisionError" not in answer.text
        assert client.http.get("/healthz").json()["status"] == "ok"


def test_the_end_of_the_service_ends_searches_with_their_best_plans(tmp_path: Path) -> None:
    with ExitStack() as open_streams:
        with served(quick(tmp_path)) as client:
            running_id = client.send(toy_day(2), time_limit_s=LONG).json()["id"]
            queued_id = client.send(toy_day(3), deterministic="true").json()["id"]
            client.wait_for(running_id, "running")
            # On a connection that outlives the client.
            http = open_streams.enter_context(asking(str(client.http.base_url), client.key))
            stream = open_streams.enter_context(http.stream("GET", f"/v1/plans/{running_id}/events"))
            lines = stream.iter_lines()
            assert next(lines) == "event: run.queued"
        assert "event: run.succeeded" in list(lines)

    with served(quick(tmp_path)) as client:
        kept = client.run(running_id)
        assert (kept["status"], kept["ended_by"]) == ("succeeded", "shutdown")
        assert client.http.get(f"/v1/plans/{running_id}/plan").status_code == 200
        assert client.wait_for(queued_id, "succeeded")["attempts"] == 1
