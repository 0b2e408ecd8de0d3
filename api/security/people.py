"""Persons who log in by a provider: each has an entry among the keys, by which they are listed, narrowed and ended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError

from api.security.keys import ApiKey, Keys
from api.security.oidc.person import Person
from api.security.secret import digest_of, new_key_text
from api.store.database import Database
from api.store.journal import note
from api.store.security_tables import api_keys


class People:
    """Persons of one database. What somebody may do follows from their groups at each login."""

    def __init__(self, database: Database, keys: Keys, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._keys = keys
        self._clock = clock

    def enter(self, person: Person) -> ApiKey:
        """The entry of a person: a new one for who has none, or whose entry was ended."""
        try:
            key_id = self._entered(person)
        except IntegrityError:  # they came in twice at once
            key_id = self._entered(person)
        found = self._keys.find(key_id)
        assert found is not None
        return found

    def _entered(self, person: Person) -> str:
        mine = (api_keys.c.person == person.person_id) & api_keys.c.revoked_at.is_(None)
        with self._database.write() as connection:
            row = connection.execute(select(api_keys).where(mine).with_for_update()).one_or_none()
            values = _values(person)
            if row is None:
                return self._add(connection, person, values)
            if any(getattr(row, name) != value for name, value in values.items()):
                # A narrower choice of the former role says nothing of the new one.
                kept = row.scopes if row.role == values["role"] else []
                values |= {"scopes": kept, "version": row.version + 1}
                connection.execute(update(api_keys).where(api_keys.c.key_id == row.key_id).values(**values))
                self._note(connection, str(row.key_id), person, "key.changed")
            return str(row.key_id)

    def _add(self, connection: Connection, person: Person, values: dict[str, object]) -> str:
        text = new_key_text()
        fresh = {
            "key_id": text.key_id,
            "scopes": [],
            "version": 1,
            "digest": digest_of(text.secret),  # of a secret that is told to nobody
            "created_at": self._clock(),
            "created_by": f"person:{person.person_id}",
            "person": person.person_id,
        }
        connection.execute(insert(api_keys).values(**fresh, **values))
        self._note(connection, text.key_id, person, "key.created")
        return text.key_id

    def _note(self, connection: Connection, key_id: str, person: Person, event: str) -> None:
        payload = {"name": person.name, "role": person.grant.role, "person": person.person_id}
        note(
            connection,
            workshop_id=person.grant.workshop_id or "",
            subject_id=f"key:{key_id}",
            type_=event,
            payload=payload,
            at=self._clock(),
            actor=f"person:{person.person_id}",
        )


def _values(person: Person) -> dict[str, object]:
    return {"name": person.name, "role": person.grant.role.value, "workshop_id": person.grant.workshop_id}
