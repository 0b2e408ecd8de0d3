"""Orders of parts over HTTP: ETA, arrival and whom to invite, a slip and whom it breaks."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pydantic import JsonValue

from api.desk.life import State
from optimizer.policy import PriorityClass
from tests.api.parts.shop import Counter, House, at, car, shop


@pytest.fixture
def desk(service: House) -> Counter:
    """No pads on the shelf; three cars want two each, on Wednesday, Thursday (VIC) and next Monday (tentative)."""
    cars = (
        car("v1", "PADS", at("09:00", 2)),
        car("v2", "PADS", at("09:00", 3), priority=PriorityClass.VIC),
        car("v3", "PADS", at("09:00", 7), state=State.TENTATIVE),
        car("v4", "OIL", at("13:00", 2)),
    )
    return service.open(shop(), *cars)


def test_the_eta_is_order_cycle_and_transport_to_an_open_date(desk: Counter) -> None:
    """Cycle 7 days, transport 7, 3 and 1: regular Monday 16th, urgent Thursday, extra urgent tomorrow at opening."""
    etas = {kind: desk.order(kind=kind)["eta"] for kind in ("regular", "urgent", "extra_urgent")}
    assert etas == {
        "regular": "2026-03-16T08:00:00+08:00",
        "urgent": "2026-03-05T08:00:00+08:00",
        "extra_urgent": "2026-03-03T08:00:00+08:00",
    }


def test_a_lead_time_that_ends_on_a_closed_date_waits_for_the_next_open_one(desk: Counter) -> None:
    desk.clock.now = at("09:00", 4)  # Friday; Saturday is closed
    assert desk.order(kind="extra_urgent")["eta"] == "2026-03-09T08:00:00+08:00"


def test_the_supplier_s_own_eta_goes_before_the_reckoned_one(desk: Counter) -> None:
    order = desk.order(eta="2026-03-04T08:30")
    assert order["eta"] == "2026-03-04T08:30:00+08:00"
    answer = desk.post(f"part-orders/{order['order_id']}:confirm", {"eta": "2026-03-04T07:30:00+00:00"}, seen=1)
    assert (answer.json()["state"], answer.json()["eta"]) == ("confirmed", "2026-03-04T15:30:00+08:00")
    assert answer.headers["etag"] == '"2"'


def test_an_order_says_what_may_happen_next(desk: Counter) -> None:
    order = desk.order()
    assert order["allowed"] == ["confirm", "slip", "arrive", "cancel"]
    path = f"part-orders/{order['order_id']}"
    desk.post(f"{path}:cancel", {"reason": "customer sold the car"}, seen=1).raise_for_status()
    assert desk.get(path)["allowed"] == []
    answer = desk.post(f"{path}:arrive", seen=2)
    assert (answer.status_code, answer.json()["type"]) == (
        409,
        "urn:heijunka:problem:order_transition_not_allowed",
    )
    assert "allowed: nothing any more" in answer.json()["detail"]


def test_arrival_names_whom_to_invite_by_priority(desk: Counter) -> None:
    """Four pads come for three cars of two: the first two to start have theirs, the VIC is called first."""
    order = desk.order(quantity=4)
    answer = desk.post(f"part-orders/{order['order_id']}:arrive", seen=1).raise_for_status().json()
    assert (answer["order"]["state"], answer["order"]["arrived"], answer["on_hand"]) == ("arrived", 4, 4)
    told = [(one["appointment_id"], one["priority_class"], one["quantity"], one["there"]) for one in answer["invite"]]
    assert told == [("v2", "vic", 2, True), ("v1", "rest", 2, True), ("v3", "rest", 2, False)]
    assert answer["invite"][0]["customer_ref"] == "C-v2"
    assert answer["invite"][0]["text_en"] == "2 of part PAD is here: invite the customer"
    assert answer["invite"][2]["text_zh"] == "零件PAD需2件，尚未到齐"
    assert desk.get("parts/PAD/standing")["on_hand"] == 4


def test_whoever_the_part_was_ordered_for_is_invited_though_the_hold_expired(service: House) -> None:
    waiting = car("v9", "PADS", at("09:00", 1), state=State.EXPIRED)
    desk = service.open(shop(), waiting)
    order = desk.order(appointment_id="v9")
    answer = desk.post(f"part-orders/{order['order_id']}:arrive", seen=1).json()
    assert [(one["appointment_id"], one["there"]) for one in answer["invite"]] == [("v9", True)]


def test_an_order_that_comes_in_pieces_stays_open(desk: Counter) -> None:
    order = desk.order(quantity=3)
    path = f"part-orders/{order['order_id']}"
    first = desk.post(f"{path}:arrive", {"quantity": 1}, seen=1).json()
    assert (first["order"]["state"], first["order"]["missing"], first["on_hand"]) == ("ordered", 2, 1)
    too_many = desk.post(f"{path}:arrive", {"quantity": 3}, seen=2)
    assert too_many.status_code == 422
    assert too_many.json()["errors"][0] == {
        "pointer": "/quantity",
        "code": "more_than_ordered",
        "message": "3 pieces came, 2 were missing",
        "remedy": "give at most what is missing, and correct the stock in the set-up for the rest",
    }
    last = desk.post(f"{path}:arrive", seen=2).json()
    assert (last["order"]["state"], last["order"]["missing"], last["on_hand"]) == ("arrived", 0, 3)


def test_a_slip_names_the_appointments_it_breaks(desk: Counter, compiled: None) -> None:
    """Six pads are to come on Tuesday; on Friday they are too late for Wednesday and Thursday, not for Monday."""
    del compiled
    order = desk.order(quantity=6, kind="extra_urgent")
    answer = desk.post(f"part-orders/{order['order_id']}:slip", {"eta": "2026-03-06T10:00"}, seen=1).json()
    told = [(one["appointment_id"], one["start"], one["short"], one["newly"]) for one in answer["breaks"]]
    assert told == [
        ("v1", "2026-03-04T09:15:00+08:00", 2, True),
        ("v2", "2026-03-05T09:15:00+08:00", 2, True),
    ]
    assert answer["breaks"][0]["there_from"] == "2026-03-06T10:00:00+08:00"
    assert answer["breaks"][0]["text_en"] == "work starts 2026-03-04 09:15, the part comes 2026-03-06 10:00"
    assert answer["breaks"][0]["text_zh"] == "2026-03-04 09:15开工，零件2026-03-06 10:00到货"
    again = desk.post(f"part-orders/{order['order_id']}:slip", {"eta": "2026-03-10T10:00"}, seen=2).json()
    assert [(one["appointment_id"], one["newly"]) for one in again["breaks"]] == [
        ("v1", False),
        ("v2", False),
        ("v3", True),
    ]


def test_a_slip_looks_up_the_earliest_time_that_goes(desk: Counter, compiled: None) -> None:
    """On Friday six pads come at 10:00: the VIC is looked up first and gets the earlier time."""
    del compiled
    order = desk.order(quantity=6, kind="extra_urgent")
    path = f"part-orders/{order['order_id']}"
    answer = desk.post(f"{path}:slip", {"eta": "2026-03-06T10:00"}, seen=1).json()
    earliest = {one["appointment_id"]: one["earliest"] for one in answer["breaks"]}
    assert all(one["arrival"].startswith("2026-03-06") for one in earliest.values())
    never = desk.post(f"{path}:slip", {"eta": "2026-06-01T10:00"}, seen=2).json()
    assert {one["earliest"] for one in never["breaks"]} == {None}, "beyond the dates that are booked"


def test_orders_older_than_a_month_may_be_cancelled_without_a_word(desk: Counter) -> None:
    order = desk.order()
    path = f"part-orders/{order['order_id']}"
    refused = desk.post(f"{path}:cancel", seen=1)
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "reason_missing")
    desk.clock.now += timedelta(days=30, seconds=1)
    assert desk.get(path)["may_be_cancelled"] is True
    assert desk.get(path)["overdue"] is True
    assert desk.post(f"{path}:cancel", seen=1).json()["state"] == "cancelled"


def test_no_shelf_holds_more_than_a_set_up_can_count(service: House) -> None:
    desk = service.open(shop(pads=999_999))
    answer = desk.post(f"part-orders/{desk.order(quantity=2)['order_id']}:arrive", seen=1)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "too_many_pieces")


def test_lists_are_newest_first_and_paged(desk: Counter) -> None:
    ids = [desk.order(quantity=n)["order_id"] for n in (1, 2, 3)]
    desk.post(f"part-orders/{ids[1]}:arrive", seen=1).raise_for_status()
    first = desk.get("part-orders", limit="2")
    assert [one["order_id"] for one in first["items"]] == [ids[2], ids[1]]
    rest = desk.get("part-orders", limit="2", cursor=first["next_cursor"])
    assert ([one["order_id"] for one in rest["items"]], rest["next_cursor"]) == ([ids[0]], None)
    assert [one["order_id"] for one in desk.get("part-orders", state="arrived")["items"]] == [ids[1]]
    assert desk.get("part-orders", part_number="FILTER")["items"] == []


def test_what_cannot_be_ordered_is_said_with_every_fault(desk: Counter) -> None:
    body: dict[str, JsonValue] = {
        "part_number": "NUT",
        "quantity": 1,
        "eta": "2026-02-01T08:00",
        "appointment_id": "nobody",
    }
    answer = desk.post("part-orders", body)
    assert answer.status_code == 422
    assert {one["code"]: one["pointer"] for one in answer.json()["errors"]} == {
        "unknown_appointment": "/appointment_id",
        "eta_past": "/eta",
        "unknown_part": "/part_number",
    }
    answer = desk.post("part-orders", {"part_number": "PAD", "quantity": 0, "kind": "slow", "why": 1})
    assert {one["pointer"] for one in answer.json()["errors"]} == {"/quantity", "/kind", "/why"}


def test_writers_must_have_seen_the_order(desk: Counter) -> None:
    path = f"part-orders/{desk.order()['order_id']}"
    assert desk.post(f"{path}:confirm").status_code == 428
    assert desk.post(f"{path}:confirm", seen=7).status_code == 412
    assert desk.post("part-orders/po_none:confirm", seen=1).json()["type"].endswith("unknown_order")
    assert desk.http.get("/v1/workshops/none/part-orders").json()["type"].endswith("unknown_workshop")


def test_a_key_orders_once(desk: Counter) -> None:
    body = {"part_number": "PAD", "quantity": 1}
    path, headers = desk.path("part-orders"), {"Idempotency-Key": "phone-1"}
    first, second = (desk.http.post(path, json=body, headers=headers) for _ in range(2))
    assert first.status_code == second.status_code == 201
    assert first.json() == second.json()
    assert first.headers["location"] == f"{path}/{first.json()['order_id']}"
    assert len(desk.get("part-orders")["items"]) == 1
