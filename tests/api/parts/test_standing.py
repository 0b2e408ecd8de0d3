"""How a part stands, which hold up cars, and what lies aside for an appointment, over HTTP."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from api.desk.life import State
from api.setup.standing import setup_of, setup_version_of
from api.store.journal import entries_of_workshop
from optimizer.workshop import Delivery
from scenarios.setup.records import SetupDelivery
from scenarios.setup.resolve import resolved_workshop
from tests.api.parts.shop import Counter, House, at, car, day, shop

CARS = (
    car("v1", "PADS", at("09:00", 1)),
    car("v2", "PADS", at("09:00", 2)),
    car("v3", "OIL", at("13:00", 2)),
    car("v4", "PADS", at("09:00", 3), state=State.CANCELLED),
)
DELIVERIES = (
    SetupDelivery(delivery_id="late", part_number="PAD", quantity=5, eta=at("16:00", -3)),
    SetupDelivery(delivery_id="D1", part_number="PAD", quantity=2, eta=at("10:00", 2)),
)


@pytest.fixture
def desk(service: House) -> Counter:
    """Three pads on the shelf for two cars of two; two more come on Wednesday, after the second has begun."""
    return service.open(replace(shop(pads=3), deliveries=DELIVERIES), *CARS)


def lines(found: dict[str, Any]) -> list[tuple[str, int, int, str]]:
    """Part, pieces, pieces that lie aside, status."""
    return [(one["part_number"], one["quantity"], one["picked"], one["status"]) for one in found["parts"]]


def test_a_part_s_standing(desk: Counter) -> None:
    order = desk.order(quantity=4)
    found = desk.get("parts/PAD/standing")
    assert (found["name"], found["bin"], found["on_hand"], found["picked"]) == ("Brake pad 刹车片", "B-2", 3, 0)
    assert (found["free"], found["free_from"]) == (0, "2026-03-04T10:00:00+08:00")
    reserved = [(one["appointment_id"], one["quantity"], one["on_shelf"], one["in_time"]) for one in found["reserved"]]
    assert reserved == [("v1", 2, True, True), ("v2", 2, False, False)]
    assert found["expected"] == [
        {
            "order_id": None,
            "delivery_id": "late",
            "quantity": 5,
            "eta": "2026-02-27T16:00:00+08:00",
            "counted": False,
        },
        {"order_id": None, "delivery_id": "D1", "quantity": 2, "eta": "2026-03-04T10:00:00+08:00", "counted": True},
        {
            "order_id": order["order_id"],
            "delivery_id": None,
            "quantity": 4,
            "eta": "2026-03-05T08:00:00+08:00",
            "counted": True,
        },
    ]
    assert [(one["kind"], one["days"]) for one in found["leads"]] == [
        ("regular", 14),
        ("urgent", 3),
        ("extra_urgent", 1),
    ]
    assert desk.get("parts/FILTER/standing")["below_safety_stock"] is False
    assert desk.http.get(desk.path("parts/NUT/standing")).status_code == 404


def test_shortages_say_what_to_order_and_how(service: House) -> None:
    """Nothing comes: two pads are missing on Wednesday, which only an extra urgent order brings in time."""
    desk = service.open(shop(pads=2), *CARS)
    (short,) = desk.get("part-shortages")["parts"]
    assert (short["part_number"], short["to_order"]) == ("PAD", 2)
    assert (short["order_as"], short["eta"]) == ("extra_urgent", "2026-03-03T08:00:00+08:00")
    (waiting,) = short["appointments"]
    assert (waiting["appointment_id"], waiting["short"], waiting["there_from"]) == ("v2", 2, None)
    desk.order(quantity=2, kind="extra_urgent")
    assert desk.get("part-shortages") == {"parts": []}


def test_an_order_that_did_not_come_on_its_day_counts_no_more(service: House) -> None:
    desk = service.open(shop(), CARS[1])
    desk.order(quantity=2, kind="extra_urgent")
    desk.clock.now = at("20:00", 1)
    assert desk.get("part-shortages") == {"parts": []}
    desk.clock.now = at("00:00", 2)
    (short,) = desk.get("part-shortages")["parts"]
    assert short["to_order"] == 2
    assert lines(desk.get("appointments/v2/parts")) == [("PAD", 2, 0, "overdue")]


def test_parts_of_an_appointment_are_picked_and_put_back(desk: Counter) -> None:
    path = "appointments/v1/parts"
    assert lines(desk.get(path)) == [("PAD", 2, 0, "on_shelf")]
    picked = desk.post(f"{path}:pick", seen=0).raise_for_status()
    assert (lines(picked.json()), picked.headers["etag"]) == ([("PAD", 2, 2, "picked")], '"1"')
    assert picked.json()["picked_at"] == "2026-03-02T08:00:00+08:00"
    assert desk.get("parts/PAD/standing")["picked"] == 2
    back = desk.post(f"{path}:return", seen=1).raise_for_status().json()
    assert (lines(back), back["version"], back["returned_at"]) == (
        [("PAD", 2, 0, "on_shelf")],
        2,
        "2026-03-02T08:00:00+08:00",
    )
    assert desk.get("parts/PAD/standing")["picked"] == 0


def test_what_is_not_on_the_shelf_or_lies_aside_for_others_cannot_be_picked(desk: Counter) -> None:
    desk.post("appointments/v1/parts:pick", seen=0).raise_for_status()
    answer = desk.post("appointments/v2/parts:pick", {"parts": [{"part_number": "PAD", "quantity": 2}]}, seen=0)
    assert answer.status_code == 422
    assert answer.json()["errors"] == [
        {
            "pointer": "/parts/0",
            "code": "not_on_shelf",
            "message": "2 of part PAD wanted, 1 on the shelf and not put aside for others",
            "remedy": "pick what is there, or put back what lies aside for somebody else",
        }
    ]
    some = desk.post("appointments/v2/parts:pick", {"parts": [{"part_number": "PAD"}]}, seen=0).json()
    assert lines(some) == [("PAD", 2, 1, "comes_late")]


def test_a_back_order_tells_its_eta_and_its_orders(desk: Counter) -> None:
    order = desk.order(quantity=2, eta="2026-03-04T09:15", appointment_id="v2")
    (line,) = desk.get("appointments/v2/parts")["parts"]
    assert (line["status"], line["there_from"]) == ("comes_in_time", "2026-03-04T09:15:00+08:00")
    assert line["order_ids"] == [order["order_id"]]
    assert line["text_en"] == "back order, comes 2026-03-04 09:15, in time"
    assert line["text_zh"] == "缺件，2026-03-04 09:15到货，赶得上开工"


def test_a_cancelled_appointment_needs_nothing_and_what_lay_aside_goes_back(service: House) -> None:
    desk = service.open(shop(pads=3), *CARS)
    desk.post("appointments/v4/parts:pick", {"parts": [{"part_number": "PAD", "quantity": 2}]}, seen=0)
    found = desk.get("appointments/v4/parts")
    assert (found["parts"], found["put_back"]) == ([], {"PAD": 2})


def test_pickers_must_have_seen_what_lies_aside(desk: Counter) -> None:
    path = "appointments/v1/parts:pick"
    assert desk.post(path).status_code == 428
    assert desk.post(path, seen=1).status_code == 412
    answer = desk.post("appointments/nobody/parts:pick", seen=0)
    assert (answer.status_code, answer.json()["type"]) == (404, "urn:heijunka:problem:unknown_appointment")


def test_every_change_is_told_in_the_journal_without_customers(service: House) -> None:
    desk = service.open(shop(pads=3), *CARS)
    order = desk.order(appointment_id="v2")
    desk.post(f"part-orders/{order['order_id']}:slip", {"eta": "2026-03-09T08:00"}, seen=1).raise_for_status()
    desk.post(f"part-orders/{order['order_id']}:arrive", seen=2).raise_for_status()
    desk.post("appointments/v1/parts:pick", seen=0).raise_for_status()
    entries = entries_of_workshop(desk.database, desk.workshop_id, 0)
    with desk.database.read() as connection:
        version = setup_version_of(connection, desk.workshop_id)
    assert [entry.type for entry in entries if entry.type.startswith("part")] == [
        "part_order.ordered",
        "part_order.slipped",
        "part_order.arrived",
        "parts.picked",
    ]
    assert "C-v2" not in repr(entries)
    assert version == 1 + 3, "each change of stock or of what is expected"


def test_what_is_ordered_is_planned_by(service: House) -> None:
    desk = service.open(shop(), *CARS)
    desk.order(quantity=4)
    with desk.database.read() as connection:
        setup = setup_of(connection, desk.workshop_id)
    ordered = resolved_workshop(setup, day(0), 3).deliveries
    assert ordered == (Delivery(part_number="PAD", quantity=4, eta=at("08:00", 3)),)
    assert resolved_workshop(setup, day(4), 3).deliveries == (), "an ETA of a day that is over brought nothing"
