"""The preparation list over HTTP: parts to pick, calls to make, cars to fetch, for the dates ahead."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from pydantic import JsonValue
from sqlalchemy import insert

from api.desk import rows
from api.desk.life import LifeAction, State
from api.desk.records import Transition
from api.security.principal import Role
from api.store.security_tables import customers
from optimizer.policy import Policy
from scenarios.setup.records import DatedException, ExceptionKind
from tests.api.parts.shop import Counter, House, at, car, day, shop

DRIVEN: dict[str, JsonValue] = {
    "wish": {"jobs": [{"operation_code": "OIL"}], "collect": {"minutes": 25}, "bring_back": {}},
    "note": "2nd key",
}
CARS = (
    car("v1", "OIL", at("09:00", 1), state=State.CONFIRMED_ONCE, details=DRIVEN),
    car("v2", "PADS", at("13:00", 1), technician="bob"),
    car("v3", "BOTH", at("09:00", 2), state=State.TENTATIVE),
    car("v4", "OIL", at("09:00", 4)),
    car("v5", "OIL", at("13:00", 2), state=State.CANCELLED),
    replace(car("v6", "OIL", at("15:00", 1), state=State.HELD), expires_at=at("20:00")),
)


@pytest.fixture
def desk(service: House) -> Counter:
    """Monday: two cars and a hold for Tuesday, a tentative one for Wednesday, one for Friday; nine filters, no pads."""
    return service.open(shop(), *CARS)


def confirmed(desk: Counter, appointment_id: str, version: int, state: State) -> None:
    """A confirmation in the life of an appointment, as the desk writes it."""
    step = Transition(
        version=version,
        action=LifeAction.CONFIRM,
        state_before=State.BOOKED,
        state_after=state,
        at=at("16:30", -3),
        actor="key:desk-1",
        note="",
    )
    with desk.database.write() as connection:
        rows.insert_transition(connection, desk.workshop_id, appointment_id, step)


def appointments(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """All appointments of the list by id."""
    return {one["appointment_id"]: one for date in found["dates"] for one in date["appointments"]}


def test_without_a_date_it_is_the_next_two_open_dates(desk: Counter) -> None:
    found = desk.get("preparation")
    listed = [(one["date"], [each["appointment_id"] for each in one["appointments"]]) for one in found["dates"]]
    assert listed == [("2026-03-03", ["v1", "v2"]), ("2026-03-04", ["v3"])]
    desk.clock.now = at("16:00", 4)
    assert [one["date"] for one in desk.get("preparation")["dates"]] == ["2026-03-09", "2026-03-10"]
    friday = desk.get("preparation", date="2026-03-06", dates="1")["dates"]
    assert [(one["date"], len(one["appointments"])) for one in friday] == [("2026-03-06", 1)]


def test_an_appointment_tells_who_does_what_where(desk: Counter) -> None:
    one = appointments(desk.get("preparation"))["v1"]
    assert (one["arrival"], one["promised"]) == ("2026-03-03T09:00:00+08:00", "2026-03-03T10:45:00+08:00")
    assert (one["plate"], one["customer_ref"], one["note"]) == ("粤Av1", "C-v1", "2nd key")
    assert (one["state_en"], one["state_zh"]) == ("confirmed once", "已首次确认")
    assert one["technicians"] == [{"id": "ann", "name": ""}]
    assert (one["bay_ids"], one["advisor"]) == (["b1"], {"id": "eve", "name": ""})
    assert one["jobs"] == [{"job_id": "1", "operation_code": "OIL", "name": "", "frt_hours": 1.0}]
    group = appointments(desk.get("preparation"))["v3"]
    assert group["jobs"][0]["frt_hours"] == 3.0, "the hours of both operations"


def test_parts_to_pick_and_back_orders_with_their_eta(desk: Counter) -> None:
    desk.order(kind="extra_urgent", eta="2026-03-03T13:30")
    tuesday = desk.get("preparation")["dates"][0]
    parts = {one["appointment_id"]: one["parts"][0] for one in tuesday["appointments"]}
    assert (parts["v1"]["status"], parts["v1"]["bin"]) == ("on_shelf", "A-1")
    assert (parts["v2"]["status"], parts["v2"]["there_from"]) == ("comes_late", "2026-03-03T13:30:00+08:00")
    assert parts["v2"]["text_zh"] == "缺件，2026-03-03 13:30到货，晚于开工"
    picks = [(one["part_number"], one["quantity"], one["to_pick"], one["missing"]) for one in tuesday["pick_list"]]
    assert picks == [("FILTER", 1, 1, 0), ("PAD", 2, 0, 2)]


def test_what_has_been_picked_needs_no_picking(desk: Counter) -> None:
    version = appointments(desk.get("preparation"))["v1"]["parts_version"]
    desk.post("appointments/v1/parts:pick", seen=version).raise_for_status()
    found = desk.get("preparation")
    line = found["dates"][0]["pick_list"][0]
    assert (line["picked"], line["to_pick"]) == (1, 0)
    assert appointments(found)["v1"]["parts"][0]["text_en"] == "picked, lies aside"
    assert appointments(found)["v1"]["parts_version"] == version + 1


def test_calls_are_due_so_many_open_dates_before_the_arrival(desk: Counter) -> None:
    """First calls three open dates before, second one before. On Monday all of Tuesday's are due, Friday's are not."""
    confirmed(desk, "v1", 2, State.CONFIRMED_ONCE)
    found = appointments(desk.get("preparation"))
    assert [(one["kind"], one["due_on"], one["is_due"]) for one in found["v1"]["calls"]] == [
        ("first_confirmation", "2026-02-26", False),
        ("second_confirmation", "2026-03-02", True),
    ]
    first = found["v1"]["calls"][0]
    assert (first["done_at"], first["done_by"]) == ("2026-02-27T16:30:00+08:00", "key:desk-1")
    assert first["text_en"] == "first confirmation: done 2026-02-27 16:30"
    due = [(one["appointment_id"], one["kind"], one["text_en"]) for one in desk.get("preparation")["calls_due"]]
    assert due == [
        ("v1", "second_confirmation", "second confirmation: due today"),
        ("v2", "first_confirmation", "first confirmation: overdue since 2026-02-26"),
        ("v3", "follow_up", "ask again whether the customer comes: overdue since 2026-02-27"),
    ]
    desk.clock.now = at("08:00", 1)
    assert [one["appointment_id"] for one in desk.get("preparation")["calls_due"]] == ["v1", "v2", "v3", "v4"]


def test_closed_dates_move_calls_forward_and_the_policy_says_how_many(service: House) -> None:
    """Monday the 9th; Friday is a holiday: the first call is due on Wednesday, two open dates before."""
    holiday = DatedException(date=day(4), kind=ExceptionKind.CLOSED, name="holiday")
    policy = Policy(first_confirmation_days=2, second_confirmation_days=0)
    setup = replace(shop(), exceptions=(holiday,), policy=policy)
    desk = service.open(setup, car("v1", "OIL", at("09:00", 7)))
    calls = desk.get("preparation", date="2026-03-09", dates="1")["dates"][0]["appointments"][0]["calls"]
    assert [one["due_on"] for one in calls] == ["2026-03-04", "2026-03-09"]


def test_a_move_asks_for_confirmation_anew(service: House) -> None:
    desk = service.open(shop(), car("v1", "OIL", at("09:00", 1)))
    confirmed(desk, "v1", 2, State.CONFIRMED_ONCE)
    calls = desk.get("preparation")["dates"][0]["appointments"][0]["calls"]
    assert [one["done_at"] for one in calls] == [None, None], "what was confirmed was the time before"


def test_cars_that_we_fetch_and_bring_back(desk: Counter) -> None:
    collect, bring_back = appointments(desk.get("preparation"))["v1"]["drives"]
    assert (collect["leaves_at"], collect["at_customer"], collect["back_at"]) == (
        "2026-03-03T08:10:00+08:00",
        "2026-03-03T08:35:00+08:00",
        "2026-03-03T09:00:00+08:00",
    )
    assert (bring_back["kind"], bring_back["leaves_at"], bring_back["at_customer"]) == (
        "bring_back",
        "2026-03-03T10:45:00+08:00",
        "2026-03-03T11:15:00+08:00",
    )
    assert collect["text_zh"] == "司机2026-03-03 08:10出发，2026-03-03 08:35上门取车"


def test_what_lies_aside_for_nobody_is_to_be_put_back(desk: Counter) -> None:
    body: dict[str, JsonValue] = {"parts": [{"part_number": "FILTER", "quantity": 2}]}
    for name in ("v1", "v5"):
        desk.post(f"appointments/{name}/parts:pick", body, seen=0).raise_for_status()
    told = [(one["appointment_id"], one["state"], one["parts"]) for one in desk.get("preparation")["put_back"]]
    assert sorted(told) == [("v1", "confirmed_once", {"FILTER": 1}), ("v5", "cancelled", {"FILTER": 2})]


def test_names_and_phones_are_for_keys_that_may_read_customers(service: House) -> None:
    desk = service.open(shop(), CARS[0])
    stored = {
        "name": "王女士",
        "name_key": "",
        "phone": "138 0000 0000",
        "phone_key": "",
        "call_by": "",
        "language": "",
    }
    of = {"workshop_id": desk.workshop_id, "customer_ref": "C-v1", "version": 1, "notes": ""}
    with desk.database.write() as connection:
        connection.execute(insert(customers).values(**of, **stored, created_at=at("07:00"), updated_at=at("07:00")))
    found = desk.get("preparation")
    customer = {"name": "王女士", "phone": "138 0000 0000"}
    assert appointments(found)["v1"]["customer"] == found["calls_due"][0]["customer"] == customer
    clerk = service.key(Role.PARTS, desk.workshop_id)
    told = desk.http.get(desk.path("preparation"), headers={"Authorization": f"Bearer {clerk}"})
    assert appointments(told.json())["v1"]["customer_ref"] == "C-v1"
    assert "138 0000" not in told.text


def test_an_unknown_workshop_has_nothing_to_prepare(service: House) -> None:
    answer = service.http.get("/v1/workshops/none/preparation")
    assert (answer.status_code, answer.json()["type"]) == (404, "urn:heijunka:problem:unknown_workshop")
    desk = service.open(shop())
    assert desk.http.get(desk.path("preparation"), params={"date": "9999-12-31"}).status_code == 422
