"""The life of an appointment over HTTP."""

from __future__ import annotations

from datetime import datetime, timedelta

import httpx
import pytest

from api.store.journal import entries_after
from tests.api.desk.desks import DeskClient, on


def problem(answer: httpx.Response) -> str:
    """The name of a problem."""
    return str(answer.json()["type"]).rpartition(":")[2]


def test_a_life_from_hold_to_delivery(desk: DeskClient) -> None:
    answer = desk.book("held", must={"dates": ["2026-03-03"]})
    assert answer.json()["expires_at"] == on("08:10").isoformat()
    told = [("book", "booked"), ("confirm", "confirmed_once"), ("confirm", "confirmed_twice")]
    for action, state in told:
        answer = desk.do(answer, action, {"note": f"{action}, said the clerk"})
        assert answer.status_code == 200, answer.text
        assert answer.json()["state"] == state
    assert answer.json()["expires_at"] is None
    desk.clock.now = on("08:05", 3)
    answer = desk.do(answer, "arrive")
    assert answer.json()["arrived_at"] == on("08:05", 3).isoformat()
    answer = desk.do(answer, "deliver")
    assert answer.json()["state"] == "delivered"
    assert answer.json()["allowed"] == []

    life = desk.http.get(answer.json()["links"]["life"]).json()["items"]
    assert [step["action"] for step in life] == ["hold", "book", "confirm", "confirm", "arrive", "deliver"]
    assert life[1]["note"] == "book, said the clerk"
    assert [step["state_before"] for step in life] == [None, *(step["state_after"] for step in life[:-1])]
    assert [step["version"] for step in life] == [1, 2, 3, 4, 5, 6]


def test_the_journal_tells_it_without_names_and_plates(desk: DeskClient) -> None:
    held = desk.take(desk.offers(vehicle={"plate": "粤A12345"})[0], "held", customer_ref="C-881", note="call Mrs Li")
    desk.do(held, "cancel", {"note": "Mrs Li does not want it"})
    entries = entries_after(desk.services.database, held.json()["id"], 0)
    assert [entry.type for entry in entries] == ["appointment.held", "appointment.cancelled"]
    assert datetime.fromisoformat(str(entries[0].payload["arrival"])) == datetime.fromisoformat(held.json()["arrival"])
    assert entries[1].payload["state_before"] == "held"
    for entry in entries:
        assert not any(word in str(entry.payload) for word in ("Li", "C-881", "12345"))


def test_what_the_state_does_not_allow_is_refused_with_what_it_does(desk: DeskClient) -> None:
    held = desk.book("held")
    refused = desk.do(held, "confirm")
    assert refused.status_code == 409
    assert problem(refused) == "transition_not_allowed"
    assert refused.json()["allowed"] == ["book", "mark_tentative", "move", "change", "cancel"]


def test_who_has_not_seen_the_present_version_changes_nothing(desk: DeskClient) -> None:
    held = desk.book("held")
    path = held.json()["links"]["self"]
    assert desk.http.post(f"{path}:book").status_code == 428
    assert desk.http.post(f"{path}:book", headers={"If-Match": '"7"'}).status_code == 412
    assert desk.do(held, "book").status_code == 200
    stale = desk.do(held, "cancel")
    assert stale.status_code == 412
    assert stale.headers["etag"] == '"2"'
    assert desk.http.get(path).headers["etag"] == '"2"'


def test_a_hold_expires_and_never_blocks_its_place(desk: DeskClient) -> None:
    noon = {"spans": [{"start": "2026-03-03T10:00", "end": "2026-03-03T10:01"}]}
    held = desk.book("held", must=noon)
    assert desk.offers(must=noon) == []
    desk.clock.turn(minutes=10)
    assert desk.http.get(held.json()["links"]["self"]).json()["state"] == "expired"
    assert len(desk.offers(must=noon)) == 1


def test_a_hold_that_expired_is_booked_late_while_its_place_is_free(desk: DeskClient) -> None:
    held = desk.book("held", must={"dates": ["2026-03-03"]})
    desk.clock.turn(minutes=30)
    seen = desk.http.get(held.json()["links"]["self"])
    late = desk.do(seen, "book")
    assert late.status_code == 200
    assert late.json()["state"] == "booked"
    assert late.json()["steps"] == held.json()["steps"]


def test_a_hold_that_expired_and_is_gone_is_answered_with_fresh_offers(desk: DeskClient) -> None:
    noon = {"spans": [{"start": "2026-03-03T10:00", "end": "2026-03-03T10:01"}]}
    held = desk.book("held", must=noon)
    desk.clock.turn(minutes=30)
    desk.book(must=noon)
    late = desk.do(desk.http.get(held.json()["links"]["self"]), "book")
    assert late.status_code == 409
    assert problem(late) == "slot_gone"
    assert late.json()["reasons"]
    assert late.json()["offers"] == []  # nothing else was wished for


def test_the_second_of_two_gets_fresh_offers(desk: DeskClient) -> None:
    first, second = desk.offers(count=1)[0], desk.offers(count=1)[0]
    assert first["arrival"] == second["arrival"]
    assert desk.take(first).status_code == 201
    gone = desk.take(second)
    assert gone.status_code == 409
    assert problem(gone) == "slot_gone"
    assert {reason["rule"] for reason in gone.json()["reasons"]} >= {"technician_overlap"}
    fresh = gone.json()["offers"]
    assert fresh
    assert desk.take(fresh[0]).status_code == 201


def test_two_offers_of_one_search_become_two_appointments_and_one_offer_only_one(desk: DeskClient) -> None:
    one, other = desk.offers(count=2, per_date=1)
    booked = desk.take(one)
    again = desk.take(one)
    assert again.status_code == 409
    assert problem(again) == "offer_taken"
    assert again.json()["appointment_id"] == booked.json()["id"]
    assert desk.take(other).status_code == 201


def test_an_offer_expires(desk: DeskClient) -> None:
    offer = desk.offers(must={"dates": ["2026-03-03"]})[0]
    desk.clock.turn(minutes=11)
    refused = desk.take(offer)
    assert refused.status_code == 409
    assert problem(refused) == "offer_expired"
    assert desk.take(refused.json()["offers"][0]).status_code == 201


def test_the_same_key_books_once_however_late(desk: DeskClient) -> None:
    body = {"offer": desk.offers()[0]["token"], "state": "booked"}
    first = desk.post("/appointments", body, idempotency_key="call-1")
    desk.clock.turn(minutes=30)
    again = desk.post("/appointments", body, idempotency_key="call-1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()
    assert len(desk.get("/appointments").json()["items"]) == 1


def test_a_token_of_something_else_is_no_offer(desk: DeskClient) -> None:
    offer = desk.offers()[0]
    for token in ("nonsense", offer["token"][:-8] + "AAAAAAA=", "é"):
        refused = desk.post("/appointments", {"offer": token})
        assert refused.status_code == 422, refused.text
        assert refused.json()["errors"][0]["code"] == "unknown_offer"
    booked = desk.take(offer)
    refused = desk.do(booked, "move", {"offer": desk.offers()[0]["token"]})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["code"] == "other_offer"


def test_a_move_takes_the_new_place_and_frees_the_old(desk: DeskClient) -> None:
    booked = desk.do(desk.book(must={"dates": ["2026-03-03"]}), "confirm")
    one = booked.json()
    offers = desk.offers(appointment_id=one["id"], must={"dates": ["2026-03-04"]})
    moved = desk.do(booked, "move", {"offer": offers[0]["token"]})
    assert moved.status_code == 200, moved.text
    assert moved.json()["id"] == one["id"]
    assert moved.json()["state"] == "booked"  # to be confirmed again
    assert moved.json()["arrival"].startswith("2026-03-04")
    assert desk.get("/plan", date="2026-03-03").json()["visits"] == []


def test_a_move_may_use_the_place_it_leaves(desk: DeskClient) -> None:
    booked = desk.book(must={"spans": [{"start": "2026-03-03T10:00", "end": "2026-03-03T10:01"}]})
    at_the_same_time = {"spans": [{"start": "2026-03-03T10:00", "end": "2026-03-03T10:01"}]}
    assert desk.offers(must=at_the_same_time) == []  # the only advisor is taken then
    offers = desk.offers(must=at_the_same_time, appointment_id=booked.json()["id"])
    assert desk.do(booked, "move", {"offer": offers[0]["token"]}).json()["arrival"] == "2026-03-03T10:00:00+08:00"


def test_no_show_not_before_its_time_and_arrival_on_its_date(desk: DeskClient) -> None:
    booked = desk.book(must={"dates": ["2026-03-03"]})
    assert problem(desk.do(booked, "no-show")) == "too_early"
    assert problem(desk.do(booked, "arrive")) == "another_date"
    desk.clock.now = on("17:00", 3)
    gone = desk.do(booked, "no-show")
    assert gone.json()["state"] == "no_show"
    assert desk.get("/plan", date="2026-03-03").json()["visits"] == []
    desk.clock.now = on("08:00", 4)
    offers = desk.offers(appointment_id=gone.json()["id"])
    back = desk.do(gone, "move", {"offer": offers[0]["token"]})
    assert back.json()["state"] == "booked"


def test_lists_by_date_state_and_plate_page_by_page(desk: DeskClient) -> None:
    for plate in ("A1", "B2", "C3", "A1"):
        desk.take(desk.offers(vehicle={"plate": plate})[0], "held" if plate == "B2" else "booked")
    seen: list[str] = []
    cursor: str | None = None
    while True:
        page = desk.get("/appointments", limit=3, **({"cursor": cursor} if cursor else {})).json()
        seen += [one["arrival"] for one in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert len(seen) == 4
    assert seen == sorted(seen)
    assert len(desk.get("/appointments", plate="A1").json()["items"]) == 2
    assert [one["plate"] for one in desk.get("/appointments", state="held").json()["items"]] == ["B2"]
    assert len(desk.get("/appointments", date=seen[0][:10]).json()["items"]) == sum(
        arrival[:10] == seen[0][:10] for arrival in seen
    )
    assert desk.get("/appointments", cursor="AAAA").status_code == 422


def test_the_plan_of_a_date_has_a_version(desk: DeskClient) -> None:
    booked = desk.book(must={"dates": ["2026-03-03"]}).json()
    plan = desk.get("/plan", date="2026-03-03")
    assert [visit["appointment_id"] for visit in plan.json()["visits"]] == [booked["id"]]
    assert plan.json()["visits"][0]["steps"] == booked["steps"]
    again = desk.http.get(
        f"{desk.path}/plan", params={"date": "2026-03-03"}, headers={"If-None-Match": plan.headers["etag"]}
    )
    assert again.status_code == 304
    desk.book(must={"dates": ["2026-03-03"]})
    assert desk.get("/plan", date="2026-03-03").headers["etag"] != plan.headers["etag"]


def test_an_unknown_appointment_is_not_found(desk: DeskClient) -> None:
    for answer in (
        desk.get("/appointments/apt_none"),
        desk.get("/appointments/apt_none/life"),
        desk.post("/appointments/apt_none:book", etag="*"),
    ):
        assert answer.status_code == 404
        assert problem(answer) == "unknown_appointment"


@pytest.mark.parametrize("body", [{"offer": "x", "state": "arrived"}, {"state": "held"}, {"offer": "x", "hold": 3}])
def test_a_body_with_faults_is_refused(desk: DeskClient, body: dict[str, object]) -> None:
    assert desk.post("/appointments", body).status_code == 422


def test_offers_survive_a_change_of_the_servers_secret(desk: DeskClient) -> None:
    offer = desk.offers()[0]
    desk.services.security.signer.rotate(timedelta(hours=1), "test")
    assert desk.take(offer).status_code == 201
    assert desk.take(desk.offers()[0]).status_code == 201
