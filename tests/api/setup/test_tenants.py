"""A key of one workshop sees and changes the set-up of that workshop."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from api.security.principal import Role
from api.service.services import Services
from tests.api.served import Client, asking, new_key
from tests.api.setup.http import Admin, problem_of
from tests.scenarios.setup.shops import tiny


@contextmanager
def keyed(admin: Admin, services: Services, role: Role) -> Iterator[Admin]:
    """The same workshop under a key of its own."""
    key = new_key(services.security, role, admin.workshop_id)
    with asking(str(admin.client.http.base_url), key) as http:
        yield Admin(Client(http, key), admin.workshop_id)


def test_a_key_of_a_workshop_sees_that_one(admin: Admin, services: Services) -> None:
    other = replace(tiny(), workshop_id=f"{admin.workshop_id}-other")
    assert admin.create(other).status_code == 201
    with keyed(admin, services, Role.ADMIN) as own:
        listed = own.client.http.get("/v1/workshops").json()
        assert [one["workshop_id"] for one in listed["items"]] == [admin.workshop_id]
        assert own.put("/setup/bays/b2", {"bay_id": "b2", "capabilities": []}).status_code == 201
        foreign = Admin(own.client, other.workshop_id)
        for answer in (foreign.get(), foreign.get("/setup"), foreign.put("/setup", {}, "*"), foreign.delete()):
            assert problem_of(answer) == (404, "unknown_workshop")


def test_workshops_are_made_and_removed_with_a_key_of_the_installation(admin: Admin, services: Services) -> None:
    with keyed(admin, services, Role.ADMIN) as own:
        assert problem_of(own.create(replace(tiny(), workshop_id="mine"))) == (403, "not_allowed")
        assert problem_of(own.delete()) == (403, "not_allowed")


def test_who_may_not_write_may_read(admin: Admin, services: Services) -> None:
    with keyed(admin, services, Role.DESK) as desk:
        assert desk.get("/setup").status_code == 200
        assert desk.get("/setup/technicians").status_code == 200
        for answer in (desk.put("/setup", {}, "*"), desk.put("/setup/policy", {}, "*"), desk.delete("/setup/bays/b1")):
            assert problem_of(answer) == (403, "not_allowed")


def test_the_journal_names_the_key_that_changed_it(admin: Admin, services: Services) -> None:
    with keyed(admin, services, Role.ADMIN) as own:
        own.put("/setup/policy", {"wash_minutes": 25}, "*")
        actor = own.get("/setup/policy").json()["actor"]
    assert actor.startswith("key:")
