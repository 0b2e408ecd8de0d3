"""Customers who stand at the desk without an appointment."""

from __future__ import annotations

from dataclasses import replace

import httpx

from api.store.journal import entries_after
from optimizer.policy import Policy
from tests.api.desk.desks import DeskClient, DeskService, on
from tests.api.desk.test_appointments import problem
from tests.scenarios.setup.shops import tiny

OIL = [{"operation_code": "OIL"}]


def walk_in(desk: DeskClient, **fields: object) -> httpx.Response:
    """A customer with an oil change."""
    return desk.post("/walk-ins", {"jobs": OIL, "waits": True, **fields})


def test_a_walk_in_has_arrived_and_gets_the_next_place_of_today(desk: DeskClient) -> None:
    desk.clock.now = on("09:03")
    answer = walk_in(desk, customer_ref="C-1", vehicle={"plate": "A1"})
    assert answer.status_code == 201, answer.text
    one = answer.json()
    assert (one["state"], one["source"]) == ("arrived", "walk_in")
    assert one["arrival"] == on("09:05").isoformat()
    assert one["arrived_at"] == on("09:03").isoformat()
    assert (one["plate"], one["customer_ref"]) == ("A1", "C-1")
    assert one["steps"]


def test_it_may_use_what_is_not_bookable(service: DeskService) -> None:
    setup = replace(tiny(), policy=Policy(reserve_share=0.95))
    desk = service.client(setup, on("08:00"))
    assert desk.offers(must={"dates": ["2026-03-02"]}) == []
    assert walk_in(desk).status_code == 201


def test_without_a_place_today_it_is_refused_with_reasons_and_offers(desk: DeskClient) -> None:
    desk.clock.now = on("16:30")
    refused = walk_in(desk)
    assert refused.status_code == 409
    assert problem(refused) == "no_place_today"
    assert refused.json()["reasons"]
    offers = refused.json()["offers"]
    assert min(offer["arrival"] for offer in offers) > "2026-03-03"
    assert desk.take(offers[0]).status_code == 201


def test_a_foreman_forces_it_with_a_reason_that_is_kept(desk: DeskClient) -> None:
    desk.clock.now = on("16:30")
    answer = walk_in(desk, forced=True, reason="cannot drive on")
    assert answer.status_code == 201
    one = answer.json()
    assert one["state"] == "arrived"
    assert one["steps"] == []
    assert desk.http.get(one["links"]["life"]).json()["items"][0]["note"] == "cannot drive on"
    assert [entry.type for entry in entries_after(desk.services.database, one["id"], 0)] == ["appointment.walked_in"]
    assert walk_in(desk, forced=True).status_code == 422


def test_the_same_key_lets_one_car_in(desk: DeskClient) -> None:
    body = {"jobs": OIL, "waits": True}
    first = desk.post("/walk-ins", body, idempotency_key="ring")
    again = desk.post("/walk-ins", body, idempotency_key="ring")
    assert first.json() == again.json()
    assert len(desk.get("/appointments").json()["items"]) == 1
