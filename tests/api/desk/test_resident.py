"""The book in memory is a copy of the store: it sees a new set-up, a new day, another workshop, other processes."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from api.security.principal import Role
from api.setup import rows as setup_rows
from api.setup.change import Author, change
from tests.api.desk.desks import SETTINGS, DeskClient, DeskService, desk_service, on
from tests.api.desk.test_appointments import problem
from tests.api.served import asking, new_key
from tests.scenarios.setup.shops import technician, tiny

NINE = {"spans": [{"start": "2026-03-03T09:00", "end": "2026-03-03T09:01"}]}


def test_a_new_set_up_is_seen_by_the_next_search(desk: DeskClient) -> None:
    assert desk.offers()
    workshop_id = desk.path.rpartition("/")[2]
    with desk.services.database.write() as connection:
        before = setup_rows.stored(connection, workshop_id)
        after = replace(before.setup, technicians=(technician("zoe", "engine"),))
        change(connection, before, after, Author(actor="test", at=desk.clock()))
    assert {name for offer in desk.offers() for name in offer["technician_ids"]} == {"zoe"}


def test_an_offer_made_before_a_change_of_the_set_up_is_checked_again(desk: DeskClient) -> None:
    offer = desk.offers(must=NINE, preferred_technician_ids=["bob"])[0]
    assert offer["technician_ids"] == ["bob"]
    workshop_id = desk.path.rpartition("/")[2]
    with desk.services.database.write() as connection:
        before = setup_rows.stored(connection, workshop_id)
        after = replace(before.setup, technicians=(technician("ann", "engine"),))
        change(connection, before, after, Author(actor="test", at=desk.clock()))
    gone = desk.take(offer)
    assert gone.status_code == 409
    assert problem(gone) == "slot_gone"
    assert desk.take(gone.json()["offers"][0]).json()["technician_ids"] == ["ann"]


def test_the_horizon_moves_with_the_days(desk: DeskClient) -> None:
    far = {"dates": ["2026-03-20"]}
    body = {"jobs": [{"operation_code": "OIL"}], "must": far}
    assert desk.post("/slots:search", body).status_code == 422
    desk.book(must={"dates": ["2026-03-19"]})
    desk.clock.now = on("08:00", 3)
    assert len(desk.offers(must=far)) > 0


def test_a_workshop_that_is_never_open_says_what_is_missing(service: DeskService) -> None:
    desk = service.client(replace(tiny(), opening=()), on("08:00"))
    refused = desk.post("/slots:search", {"jobs": [{"operation_code": "OIL"}]})
    assert refused.status_code == 409
    assert problem(refused) == "setup_incomplete"
    nobody = service.client(replace(tiny(), technicians=()), on("08:00"))
    refused = nobody.post("/slots:search", {"jobs": [{"operation_code": "OIL"}]})
    assert refused.status_code == 409
    assert refused.json()["errors"]


def test_two_services_on_one_database_see_one_another(postgres_url: str) -> None:
    with ExitStack() as stack:
        one, other = (stack.enter_context(desk_service(postgres_url, SETTINGS)) for _ in range(2))
        first = one.client(tiny(), on("08:00"))
        other.clock.now = on("08:00")
        second = replace(first, http=other.http, services=other.services)
        assert len(second.offers(must=NINE)) == 1
        offer = first.offers(must=NINE)[0]
        booked = second.take(offer)  # a token of one is taken by the other
        assert booked.status_code == 201, booked.text
        assert first.offers(must=NINE) == []
        assert first.do(booked, "cancel").status_code == 200
        assert len(second.offers(must=NINE)) == 1


@pytest.mark.parametrize(
    ("role", "status"), [(Role.DESK, 403), (Role.DMS, 403), (Role.FOREMAN, 201), (Role.ADMIN, 201)]
)
def test_only_a_foreman_forces_a_walk_in(desk: DeskClient, role: Role, status: int) -> None:
    workshop_id = desk.path.rpartition("/")[2]
    desk.clock.now = on("16:40")
    body = {"jobs": [{"operation_code": "ENGINE"}], "forced": True, "reason": "towed in"}
    with _as(desk, role, workshop_id) as http:
        assert http.post(f"{desk.path}/walk-ins", json=body).status_code == status


def test_what_comes_from_a_dms_goes_through_the_same_check(desk: DeskClient) -> None:
    offer = desk.offers(must=NINE)[0]
    workshop_id = desk.path.rpartition("/")[2]
    with _as(desk, Role.DMS, workshop_id) as http:
        body = {"offer": offer["token"], "state": "booked"}
        assert http.post(f"{desk.path}/appointments", json=body).json()["source"] == "dms"
        assert http.post(f"{desk.path}/appointments", json=body).status_code == 409
        assert http.get("/v1/workshops/other/appointments").status_code == 404


def _as(desk: DeskClient, role: Role, workshop_id: str) -> httpx.Client:
    """Somebody of a role in the workshop."""
    return asking(str(desk.http.base_url), new_key(desk.services.security, role, workshop_id))


def test_a_workshop_made_again_under_its_id_is_another_one(tmp_path: Path) -> None:
    with desk_service(tmp_path, SETTINGS) as service:
        service.add(tiny(), on("08:00"))
        desk = DeskClient(service.http, service.clock, service.services, "/v1/workshops/tiny")
        offer = desk.offers(must=NINE)[0]
        etag = service.http.get("/v1/workshops/tiny").headers["etag"]
        gone = service.http.delete("/v1/workshops/tiny", headers={"If-Match": etag})
        assert gone.status_code in (200, 204), gone.text
        assert desk.take(offer).status_code == 404
        service.clock.turn(minutes=1)
        service.add(replace(tiny(), technicians=(technician("zoe", "engine"),)), service.clock())
        assert problem(desk.take(offer)) == "slot_gone"
        assert desk.offers(must=NINE)[0]["technician_ids"] == ["zoe"]
