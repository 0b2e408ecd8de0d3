"""Actors by name: who decided something is told as people know them."""

from __future__ import annotations

from api.security.actors import names_of
from api.security.keys import NewKey
from api.security.oidc.person import Person
from api.security.oidc.settings import Grant
from api.security.principal import OPERATOR, Role
from tests.api.security.shop import Shop


def person(name: str) -> Person:
    """One and the same person under a name."""
    return Person(person_id="7f" * 16, name=name, grant=Grant(value="foremen", role=Role.FOREMAN, workshop_id="toy"))


def test_keys_are_named_also_when_they_have_ended_and_who_has_no_name_is_not(shop: Shop) -> None:
    keys = shop.services.security.keys
    front, blank = (
        keys.create(NewKey(name=name, role=Role.DESK, workshop_id="toy"), OPERATOR)[0] for name in ("front desk", "")
    )
    keys.revoke(front.key_id, None, seen=None, by=OPERATOR)
    asked = [front.principal().actor, blank.principal().actor, "key:none", "operator", "service"]
    with shop.services.database.read() as connection:
        assert names_of(connection, asked) == {f"key:{front.key_id}": "front desk"}
        assert names_of(connection, ["service"]) == {}


def test_a_person_is_called_as_the_provider_called_them_last(shop: Shop) -> None:
    security = shop.services.security
    first = security.people.enter(person("Li Gong"))
    security.keys.revoke(first.key_id, None, seen=None, by=OPERATOR)
    again = security.people.enter(person("李工"))
    assert again.key_id != first.key_id
    with shop.services.database.read() as connection:
        assert names_of(connection, [again.principal().actor]) == {f"person:{'7f' * 16}": "李工"}
