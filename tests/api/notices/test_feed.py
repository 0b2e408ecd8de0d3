"""The feed of a workshop: live, after a reconnect, and by polling."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from api.notices import feed
from api.security.principal import Role
from tests.api.desk.desks import DeskClient, Json
from tests.api.notices.floors import booked, workshop_of
from tests.api.served import asking, new_key


@contextmanager
def following(desk: DeskClient, last: str | None = None, **params: str) -> Iterator[Iterator[Json]]:
    """The events of a stream as they come, each with its ``name``, ``id`` and ``data``."""
    headers = {} if last is None else {"Last-Event-ID": last}
    with desk.http.stream("GET", f"{desk.path}/events/stream", headers=headers, params=params) as answer:
        answer.raise_for_status()
        assert answer.headers["content-type"].startswith("text/event-stream")
        yield _events(answer)


def _events(answer: httpx.Response) -> Iterator[Json]:
    fields: dict[str, str] = {}
    for line in answer.iter_lines():
        if line and not line.startswith(":"):
            name, _, value = line.partition(": ")
            fields[name] = value
        elif fields:
            yield {"name": fields["event"], "id": fields["id"], "data": json.loads(fields["data"])}
            fields = {}


def polled(desk: DeskClient, after: int, **params: int) -> Json:
    """An answer of the journal."""
    found: Json = desk.get("/journal", after=after, **params).raise_for_status().json()
    return found


def test_what_happens_is_told_while_it_happens(desk: DeskClient) -> None:
    with following(desk) as events:
        assert next(events)["name"] == "feed.opened"
        one = booked(desk)
        told = next(events)
        assert (told["name"], told["data"]["subject_id"]) == ("appointment.booked", one["id"])
        assert told["data"]["payload"]["state"] == "booked"
        desk.post(f"/appointments/{one['id']}:cancel", {}, etag="*")
        assert next(events)["name"] == "appointment.cancelled"


def test_nothing_is_missed_after_a_reconnect(desk: DeskClient) -> None:
    with following(desk) as events:
        next(events)
        booked(desk)
        seen = next(events)
    missed = [booked(desk)["id"] for _ in range(3)]
    with following(desk, seen["id"]) as events:
        assert next(events) == {"name": "feed.opened", "id": seen["id"], "data": {"seq": int(seen["id"])}}
        assert [next(events)["data"]["subject_id"] for _ in missed] == missed
    with following(desk, after=seen["id"]) as events:  # for who cannot set headers
        next(events)
        assert next(events)["data"]["subject_id"] == missed[0]


def test_a_place_that_is_not_there_yet_means_that_all_is_to_be_read_anew(desk: DeskClient) -> None:
    booked(desk)
    with following(desk, str(2**60)) as events:
        first = next(events)
    assert (first["name"], int(first["id"])) == ("feed.reset", polled(desk, 0)["next_after"])


def test_a_stream_ends_and_the_client_comes_back(desk: DeskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "LASTS_S", 0.05)
    with following(desk) as events:
        assert [event["name"] for event in events] == ["feed.opened"]


def test_polling_tells_the_same(desk: DeskClient) -> None:
    start = desk.get("/journal").json()
    assert (start["items"], start["more"]) == ([], False)
    made = [booked(desk)["id"] for _ in range(3)]
    first = polled(desk, start["next_after"], limit=2)
    assert ([one["subject_id"] for one in first["items"]], first["more"]) == (made[:2], True)
    second = polled(desk, first["next_after"], limit=2)
    assert ([one["subject_id"] for one in second["items"]], second["more"]) == (made[2:], False)
    again = polled(desk, second["next_after"])
    assert (again["items"], again["next_after"]) == ([], second["next_after"])
    with following(desk, str(start["next_after"])) as events:
        next(events)
        streamed = [next(events)["data"] for _ in made]
    assert [one["seq"] for one in streamed] == [one["seq"] for one in (*first["items"], *second["items"])]


def test_customers_keys_and_runs_are_not_in_it(desk: DeskClient) -> None:
    desk.http.put(f"{desk.path}/customers/C-881", json={"name": "王小明"}, headers={"If-Match": "*"})
    desk.post("/keys", {"name": "of the board", "role": "foreman"})
    booked(desk, vehicle={"plate": "粤A12345"})
    found = polled(desk, 0)["items"]
    assert [one["type"] for one in found] == ["workshop.created", "appointment.booked"]
    assert not any(word in json.dumps(found, ensure_ascii=False) for word in ("王小明", "C-881", "12345"))


def test_another_workshop_hears_nothing_of_it(desk: DeskClient) -> None:
    key = new_key(desk.services.security, Role.FOREMAN, "another")
    with asking(str(desk.http.base_url), key) as other:
        for path in ("journal", "events/stream"):
            assert other.get(f"{desk.path}/{path}").status_code == 404
    mine = new_key(desk.services.security, Role.PARTS, workshop_of(desk))
    with asking(str(desk.http.base_url), mine) as parts:
        assert parts.get(f"{desk.path}/journal").status_code == 200


def test_a_place_that_is_no_number_is_refused(desk: DeskClient) -> None:
    assert desk.get("/journal", after="x").status_code == 422
    assert desk.http.get(f"{desk.path}/events/stream", headers={"Last-Event-ID": "x"}).status_code == 422
