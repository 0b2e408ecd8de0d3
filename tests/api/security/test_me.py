"""A key is told what it is worth."""

from __future__ import annotations

from datetime import datetime

import pytest

from api.security.principal import Role
from api.security.roles import SCOPES_OF
from tests.api.security.shop import Shop


@pytest.mark.parametrize(
    ("role", "workshop_id"), [(Role.DESK, "toy"), (Role.FOREMAN, "toy"), (Role.ADMIN, None)], ids=str
)
def test_a_key_is_told_its_role_scopes_and_workshop(shop: Shop, role: Role, workshop_id: str | None) -> None:
    with shop.as_(role, workshop_id) as http:
        me = http.get("/v1/me").raise_for_status().json()
    assert (me["role"], me["workshop_id"]) == (role, workshop_id)
    assert set(me["scopes"]) == SCOPES_OF[role]
    assert me["actor"].startswith("key:")
    assert datetime.fromisoformat(me["at"]) == shop.clock.now


def test_who_asks_sees_what_the_roles_may_do(shop: Shop) -> None:
    with shop.as_(Role.PARTS, "toy") as http:
        items = http.get("/v1/roles").raise_for_status().json()["items"]
    assert {one["role"]: set(one["scopes"]) for one in items} == {role: set(SCOPES_OF[role]) for role in Role}
