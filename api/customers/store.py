"""Customers in the store. Each method is one transaction; the journal is told that something changed, never what to."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, RowMapping, insert, select, update

from api.customers.problems import customer_erased, customer_exists, unknown_customer
from api.customers.records import CallBy, Customer, Details, name_key, phone_key
from api.security.principal import unknown_workshop
from api.service.errors import ApiError
from api.service.etag import check_seen
from api.store.database import Database
from api.store.desk_tables import appointments
from api.store.journal import note
from api.store.security_tables import customers
from api.store.setup_tables import workshops

Seen = frozenset[int] | None
_DETAILS = ("name", "phone", "notes", "call_by", "language")


class Customers:
    """Customers of one workshop; ``actor`` is who changes them."""

    def __init__(self, database: Database, clock: Callable[[], datetime], workshop_id: str, actor: str) -> None:
        self._database = database
        self._clock = clock
        self._workshop_id = workshop_id
        self._actor = actor

    def create(self, customer_ref: str | None, details: Details) -> Customer:
        """A new customer. Raises ``ApiError`` 404 without the workshop and 409 for a reference that is taken."""
        ref = customer_ref or f"cus_{secrets.token_hex(8)}"

        def add(connection: Connection) -> Customer:
            self._check_workshop(connection)
            if self._found(connection, ref) is not None:
                raise ApiError(customer_exists(ref))
            return self._add(connection, ref, details)

        return self._database.transact(add)

    def put(self, customer_ref: str, details: Details, seen: Seen) -> tuple[Customer, bool]:
        """Bring a customer to these details; True when new. Raises ``ApiError`` 404, 409 when erased, and 412."""

        def put(connection: Connection) -> tuple[Customer, bool]:
            self._check_workshop(connection)
            before = self._found(connection, customer_ref, lock=True)
            if before is None:
                check_seen(seen, 0)
                return self._add(connection, customer_ref, details), True
            return self._change(connection, before, asdict(details), seen), False

        return self._database.transact(put)

    def get(self, customer_ref: str) -> Customer:
        """A customer. Raises ``ApiError`` 404."""
        with self._database.read() as connection:
            return self._known(connection, customer_ref)

    def change(self, customer_ref: str, values: Mapping[str, object], seen: Seen) -> Customer:
        """Change some details. Raises ``ApiError`` 404, 409 when erased, and 412."""

        def change(connection: Connection) -> Customer:
            return self._change(connection, self._known(connection, customer_ref, lock=True), values, seen)

        return self._database.transact(change)

    def erase(self, customer_ref: str, seen: Seen) -> Customer:
        """Leave nothing but the reference, for good. Raises ``ApiError`` 404 and 412; twice does no harm."""

        def erase(connection: Connection) -> Customer:
            before = self._known(connection, customer_ref, lock=True)
            check_seen(seen, before.version)
            if before.erased_at is not None:
                return before
            values = {**_columns(asdict(Details())), "erased_at": self._clock()}
            return self._write(connection, before, values, "customer.erased", {})

        return self._database.transact(erase)

    def find(self, *, phone: str | None, name: str | None, plate: str | None, limit: int) -> Sequence[Customer]:
        """Customers with this phone, whose name begins so, who came with this plate; all that is given must hold."""
        wanted: list[ColumnElement[bool]] = [customers.c.workshop_id == self._workshop_id]
        if phone is not None:
            wanted += [customers.c.phone_key == phone_key(phone), customers.c.phone_key != ""]
        if name is not None:
            wanted.append(customers.c.name_key.startswith(name_key(name), autoescape=True))
        if plate is not None:
            mine = (appointments.c.workshop_id == self._workshop_id) & (appointments.c.plate == plate)
            wanted.append(customers.c.customer_ref.in_(select(appointments.c.customer_ref).where(mine)))
        query = select(customers).where(*wanted, customers.c.erased_at.is_(None))
        with self._database.read() as connection:
            rows = connection.execute(query.order_by(customers.c.name_key, customers.c.customer_ref).limit(limit))
            return [_customer_of(row) for row in rows.mappings()]

    def _add(self, connection: Connection, ref: str, details: Details) -> Customer:
        now = self._clock()
        key = {"workshop_id": self._workshop_id, "customer_ref": ref}
        values = {**_columns(asdict(details)), "version": 1, "created_at": now, "updated_at": now}
        connection.execute(insert(customers).values(**key, **values))
        self._note(connection, ref, "customer.created", {"version": 1})
        return self._known(connection, ref)

    def _change(self, connection: Connection, before: Customer, values: Mapping[str, object], seen: Seen) -> Customer:
        check_seen(seen, before.version)
        if before.erased_at is not None:
            raise ApiError(customer_erased(before.customer_ref))
        return self._write(connection, before, _columns(values), "customer.changed", {"fields": sorted(values)})

    def _write(
        self,
        connection: Connection,
        before: Customer,
        values: Mapping[str, object],
        event: str,
        payload: Mapping[str, object],
    ) -> Customer:
        version = before.version + 1
        stamped = {**values, "version": version, "updated_at": self._clock()}
        connection.execute(update(customers).where(self._is(before.customer_ref)).values(**stamped))
        self._note(connection, before.customer_ref, event, {"version": version, **payload})
        return self._known(connection, before.customer_ref)

    def _note(self, connection: Connection, ref: str, event: str, payload: Mapping[str, object]) -> None:
        note(
            connection,
            workshop_id=self._workshop_id,
            subject_id=ref,
            type_=event,
            payload=payload,
            at=self._clock(),
            actor=self._actor,
        )

    def _is(self, ref: str) -> ColumnElement[bool]:
        return (customers.c.workshop_id == self._workshop_id) & (customers.c.customer_ref == ref)

    def _found(self, connection: Connection, ref: str, *, lock: bool = False) -> Customer | None:
        query = select(customers).where(self._is(ref))
        row = connection.execute(query.with_for_update() if lock else query).mappings().one_or_none()
        return None if row is None else _customer_of(row)

    def _known(self, connection: Connection, ref: str, *, lock: bool = False) -> Customer:
        found = self._found(connection, ref, lock=lock)
        if found is None:
            raise ApiError(unknown_customer(ref))
        return found

    def _check_workshop(self, connection: Connection) -> None:
        # Locked, so that two who bring the same new customer do so one after the other.
        query = select(workshops.c.workshop_id).where(workshops.c.workshop_id == self._workshop_id).with_for_update()
        if connection.execute(query).one_or_none() is None:
            raise ApiError(unknown_workshop(self._workshop_id))


def _columns(details: Mapping[str, object]) -> dict[str, object]:
    """Details as columns, with what they are found by."""
    found = {name: details[name] for name in _DETAILS if name in details}
    if "name" in found:
        found["name_key"] = name_key(str(found["name"]))
    if "phone" in found:
        found["phone_key"] = phone_key(str(found["phone"]))
    return found


def _customer_of(row: RowMapping) -> Customer:
    values: Iterable[tuple[str, object]] = ((name, row[name]) for name in _DETAILS if name != "call_by")
    return Customer(
        workshop_id=row["workshop_id"],
        customer_ref=row["customer_ref"],
        version=row["version"],
        details=Details(call_by=CallBy(row["call_by"]), **{name: str(value) for name, value in values}),
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        erased_at=row["erased_at"],
    )
