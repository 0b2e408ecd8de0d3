"""Who stands behind an actor: the id of a key says nothing to a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, or_, select

from api.store.security_tables import api_keys

ACTOR_NAME = "What the key or the person is called; empty: neither, or without a name."


def names_of(connection: Connection, actors: Iterable[str]) -> Mapping[str, str]:
    """What keys and persons are called, by actor (``Principal.actor``), also those that have ended.

    Actors that are neither, such as the service itself, and those without a name are not in it.
    """
    asked = frozenset(actors)
    keys, people = _ids(asked, "key:"), _ids(asked, "person:")
    if not keys and not people:
        return {}
    at = api_keys.c
    chosen = or_(at.key_id.in_(keys), at.person.in_(people))
    found: dict[str, str] = {}
    for key_id, person, name in connection.execute(
        select(at.key_id, at.person, at.name).where(chosen).order_by(at.seq)
    ):
        # Somebody whose entry was ended has a new one: the name they have now.
        found |= {f"key:{key_id}": name, f"person:{person}": name}
    return {actor: name for actor, name in found.items() if actor in asked and name}


def _ids(actors: Iterable[str], kind: str) -> list[str]:
    return sorted(one.removeprefix(kind) for one in actors if one.startswith(kind))
