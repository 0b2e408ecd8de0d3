"""Customers: noted, found, erased; seen by those who call them only; in no log, journal or error."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, text

from api.customers.records import Details, name_key, phone_key
from api.ops import logs
from api.security.principal import Role
from api.store.desk_tables import appointments
from api.store.setup_tables import workshops
from tests.api.security.shop import Shop, shop_on

NAME, PHONE, NOTES = "王小明 Wang", "+86 138-0013-8000", "calls from his mother's phone"
LI = {"name": NAME, "phone": PHONE, "notes": NOTES, "language": "zh"}
ANY = {"If-Match": "*"}
_NUMBERS = count(1)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shop(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """A service on each kind of database."""
    place: Path | str = tmp_path_factory.mktemp("store")
    if request.param == "postgresql":
        place = request.getfixturevalue("postgres").database()
    with shop_on(place) as found:
        yield found


@pytest.fixture
def workshop(shop: Shop) -> str:
    """A workshop of a test's own."""
    return new_workshop(shop)


@pytest.fixture
def desk(shop: Shop, workshop: str) -> Iterator[httpx.Client]:
    """Its desk."""
    with shop.as_(Role.DESK, workshop) as http:
        http.base_url = httpx.URL(f"{shop.address}/v1/workshops/{workshop}")
        yield http


def new_workshop(shop: Shop) -> str:
    """A workshop without a set-up."""
    found = f"shop-{next(_NUMBERS)}"
    values = {"name": found, "time_zone": "Asia/Shanghai", "setup_version": 1, "plan_version": 1}
    with shop.services.database.write() as connection:
        connection.execute(insert(workshops).values(workshop_id=found, created_at=shop.clock.now, **values))
    return found


def refs(answer: httpx.Response) -> list[str]:
    """Who was found."""
    assert answer.status_code == 200, answer.text
    return [item["customer_ref"] for item in answer.json()["items"]]


@pytest.mark.parametrize("phone", ["138 0013 8000", "+86 138-0013-8000", "0086 13800138000", "138 0013 8000"])
def test_one_phone_is_written_in_many_ways(phone: str) -> None:
    assert phone_key(phone) == "13800138000"


@given(st.text(max_size=60))
def test_keys_of_a_key_are_itself(words: str) -> None:
    assert phone_key(phone_key(words)) == phone_key(words)
    assert name_key(name_key(words)) == name_key(words)


def test_details_are_not_printed_by_accident() -> None:
    shown = repr(Details(name=NAME, phone=PHONE, notes=NOTES))
    assert not any(part in shown for part in (NAME, PHONE, NOTES))


def test_a_customer_is_noted_shown_and_changed(desk: httpx.Client) -> None:
    made = desk.post("customers", json={**LI, "customer_ref": "C-1"})
    assert (made.status_code, made.headers["etag"]) == (201, '"1"')
    shown = desk.get("customers/C-1")
    assert made.headers["location"] == shown.url.path
    assert shown.json() == made.json()
    assert {name: shown.json()[name] for name in LI} == LI
    assert desk.patch("customers/C-1", json={"call_by": "message"}).status_code == 428
    assert desk.patch("customers/C-1", json={"call_by": "message"}, headers={"If-Match": '"9"'}).status_code == 412
    changed = desk.patch("customers/C-1", json={"call_by": "message"}, headers={"If-Match": '"1"'})
    assert (changed.json()["call_by"], changed.json()["name"], changed.headers["etag"]) == ("message", NAME, '"2"')
    taken = desk.post("customers", json={"customer_ref": "C-1"})
    assert (taken.status_code, taken.json()["type"]) == (409, "urn:heijunka:problem:customer_exists")
    assert desk.post("customers", json={}).json()["customer_ref"].startswith("cus_")
    assert desk.get("customers/nobody").status_code == 404


def test_customers_are_found_by_phone_name_and_plate(shop: Shop, workshop: str, desk: httpx.Client) -> None:
    for ref, name, phone in (("A", "Wang Min", "1"), ("B", "WANG Lei", "+86 13900000000"), ("C", "100% Li", "")):
        desk.post("customers", json={"customer_ref": ref, "name": name, "phone": phone})
    add_appointment(shop, workshop, "B", "粤A12345")
    search = "/customers:search"
    assert refs(desk.post(search, json={"name": "wang"})) == ["B", "A"], "by name"
    assert refs(desk.post(search, json={"name": "100%"})) == ["C"]
    assert refs(desk.post(search, json={"name": "%"})) == []
    assert refs(desk.post(search, json={"phone": "139 0000 0000"})) == ["B"]
    assert refs(desk.post(search, json={"phone": ""})) == [], "no phone is no phone to be found by"
    assert refs(desk.post(search, json={"plate": "粤A12345"})) == ["B"]
    assert refs(desk.post(search, json={"plate": "粤A12345", "name": "min"})) == []
    limited = desk.post(search, json={"name": "wang", "limit": 1}).json()
    assert (len(limited["items"]), limited["more"]) == (1, True)
    assert desk.post(search, json={}).status_code == 422


def add_appointment(shop: Shop, workshop: str, ref: str, plate: str) -> None:
    """An appointment of a customer."""
    at = datetime(2026, 3, 17, tzinfo=UTC)
    values: dict[str, Any] = {
        "workshop_id": workshop,
        "appointment_id": f"apt-{ref}",
        "version": 1,
        "state": "booked",
        "in_plan": False,
        "plan_version": 1,
        "source": "phone",
        "arrival": at,
        "ends": at,
        "customer_ref": ref,
        "plate": plate,
        "visit": {},
        "assignments": [],
        "details": {},
        "created_at": at,
        "updated_at": at,
    }
    with shop.services.database.write() as connection:
        connection.execute(insert(appointments).values(**values))


def test_erasing_leaves_the_reference_alone(shop: Shop, workshop: str, desk: httpx.Client) -> None:
    desk.post("customers", json={**LI, "customer_ref": "C-1"})
    add_appointment(shop, workshop, "C-1", "粤B1")
    erased = desk.post("customers/C-1:erase", headers={"If-Match": '"1"'})
    assert erased.status_code == 200
    left = erased.json()
    assert [left[name] for name in ("name", "phone", "notes", "language")] == [""] * 4
    assert left["erased"] is True
    for refused in (
        desk.put("customers/C-1", json=LI, headers=ANY),
        desk.patch("customers/C-1", json=LI, headers=ANY),
    ):
        assert (refused.status_code, refused.json()["type"]) == (409, "urn:heijunka:problem:customer_erased")
    assert refs(desk.post("/customers:search", json={"phone": PHONE})) == []
    assert refs(desk.post("/customers:search", json={"plate": "粤B1"})) == []
    again = desk.post("customers/C-1:erase", headers=ANY)
    assert (again.status_code, again.headers["etag"]) == (200, '"2"')
    with shop.services.database.read() as connection:
        kept = connection.execute(text("SELECT count(*) FROM appointments WHERE customer_ref = 'C-1'")).scalar_one()
    assert kept == 1, "the history stays"


def test_erased_is_erased_from_the_file_too(tmp_path: Path) -> None:
    with shop_on(tmp_path) as shop:
        place = f"/v1/workshops/{new_workshop(shop)}/customers"
        with shop.as_(Role.ADMIN, None) as admin:
            for n in range(20):
                admin.post(place, json={**LI, "customer_ref": f"C-{n}"})
            for n in range(20):
                admin.post(f"{place}/C-{n}:erase", headers=ANY)
    for path in tmp_path.iterdir():
        content = path.read_bytes()
        for word in (NAME, PHONE, NOTES, phone_key(PHONE), name_key(NAME)):
            assert word.encode() not in content, path.name


def test_a_dealer_system_brings_customers_and_reads_none(shop: Shop, workshop: str, desk: httpx.Client) -> None:
    with shop.as_(Role.DMS, workshop) as dms:
        place = f"/v1/workshops/{workshop}/customers/D-1"
        assert dms.put(place, json=LI).status_code == 428
        assert dms.put(place, json=LI, headers={"If-Match": '"1"'}).status_code == 412
        new, again = (dms.put(place, json=LI, headers=ANY) for _ in range(2))
        assert (new.status_code, again.status_code) == (201, 204)
        assert (new.content, again.content) == (b"", b"")
        assert new.headers["location"] == place
        assert dms.get(place).status_code == 403
        assert dms.patch(place, json={}, headers=ANY).status_code == 403
    assert desk.get("customers/D-1").json()["phone"] == PHONE


@pytest.mark.parametrize("role", [Role.FOREMAN, Role.PARTS, Role.DMS])
def test_who_does_not_call_sees_no_phones(shop: Shop, workshop: str, desk: httpx.Client, role: Role) -> None:
    desk.post("customers", json={**LI, "customer_ref": "C-1"})
    with shop.as_(role, workshop) as http:
        place = f"/v1/workshops/{workshop}/customers"
        assert http.get(f"{place}/C-1").status_code == 403
        assert http.post(f"{place}:search", json={"name": "W"}).status_code == 403


def test_customers_of_another_workshop_are_none(shop: Shop, desk: httpx.Client) -> None:
    desk.post("customers", json={**LI, "customer_ref": "C-1"})
    other = new_workshop(shop)
    with shop.as_(Role.DESK, other) as http:
        assert http.get(f"{desk.base_url}customers/C-1").status_code == 404
        assert http.get(f"/v1/workshops/{other}/customers/C-1").status_code == 404
        assert refs(http.post(f"/v1/workshops/{other}/customers:search", json={"name": "王"})) == []
    with shop.as_(Role.ADMIN, None) as installation:
        assert installation.post("/v1/workshops/none/customers", json={}).status_code == 404
        assert installation.put("/v1/workshops/none/customers/x", json={}, headers=ANY).status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        b'{"name": "13800138000", ',
        b'{"13800138000": 1}',
        b'{"name": 13800138000}',
        b'{"name": "13800138000\\u0000"}',
        b'{"phone": "13800138000\\ud800"}',
        b'{"call_by": "13800138000"}',
        b'{"name": "13800138000", "name": "13800138000"}',
        b'{"notes": ["13800138000"]}',
        b'{"phone": "' + b"13800138000" * 10 + b'"}',
        b'"13800138000"',
        b'{"customer_ref": "13800138000", "phone": "138 0013 8000"}',
    ],
)
def test_a_refusal_repeats_nothing_of_what_was_sent(desk: httpx.Client, body: bytes) -> None:
    answer = desk.post("customers", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422, answer.text
    assert "13800138000" not in answer.text
    assert answer.json()["errors"][0]["remedy"]


def test_names_and_phones_reach_no_log_and_no_journal(shop: Shop, workshop: str, desk: httpx.Client) -> None:
    root = logging.getLogger()
    handlers, level, found = root.handlers[:], root.level, io.StringIO()
    logs.configure(level="debug", layout="json", stream=found)
    try:
        storm(shop, workshop, desk)
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
    with shop.services.database.read() as connection:
        journal = str(connection.execute(text("SELECT * FROM journal")).all())
        kept = str(connection.execute(text("SELECT * FROM kept_answers")).all())
    with shop.by(None) as nobody:
        figures = nobody.get("/metrics").text
    assert "customer.erased" in journal
    assert "unexpected error" in found.getvalue(), "the failure was logged"
    for place, told in (("log", found.getvalue()), ("journal", journal), ("answers", kept), ("figures", figures)):
        for word in ("王小明", "13800138000", "138-0013-8000", "mother"):
            assert word not in told, (place, word)
        assert "\\u738b" not in told, place


def storm(shop: Shop, workshop: str, desk: httpx.Client) -> None:
    """All that can be asked of customers, well and badly, and with a store that fails."""
    for n in range(3):
        desk.post("customers", json={**LI, "customer_ref": f"S-{n}"}, headers={"Idempotency-Key": f"k{n}"})
        desk.post("customers", json={**LI, "customer_ref": f"S-{n}"})
        desk.patch(f"customers/S-{n}", json=LI, headers=ANY)
        desk.post("/customers:search", json={"name": "王小明", "phone": PHONE})
        desk.post("/customers:search", json={"name": ["王小明", PHONE]})
        desk.get("customers", params={"phone": PHONE})
        desk.post("customers", content=f'{{"name": "{NAME}'.encode(), headers={"Content-Type": "application/json"})
        desk.put(f"customers/S-{n}", json={"name": NAME * 100}, headers=ANY)
    with shop.as_(Role.FOREMAN, workshop) as foreman:
        foreman.post(f"/v1/workshops/{workshop}/customers:search", json={"phone": PHONE})
    desk.post("customers/S-1:erase", headers=ANY)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("api.customers.store._columns", _broken)
        assert desk.post("customers", json=LI).status_code == 500


def _broken(details: dict[str, object]) -> dict[str, object]:
    # Nothing where something must be, so that the store itself refuses what it was given.
    return {**details, "name_key": None, "phone_key": details["phone"]}
