"""Between rows of `part_orders` and their records."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import Connection, RowMapping, Select, insert, select, update

from api.parts.lead import OrderKind
from api.parts.life import OrderState
from api.parts.records import PartOrder
from api.store.parts_tables import part_orders
from scenarios.setup.records import SetupDelivery

_OPEN = tuple(state.value for state in OrderState if state.is_open)


def new_order_id() -> str:
    """A fresh id that nobody can guess."""
    return f"po_{secrets.token_hex(8)}"


def insert_order(connection: Connection, new: PartOrder) -> None:
    """A new row."""
    connection.execute(insert(part_orders).values(**_values(new)))


def update_order(connection: Connection, changed: PartOrder) -> None:
    """The row as it is now."""
    chosen = (part_orders.c.workshop_id == changed.workshop_id, part_orders.c.order_id == changed.order_id)
    connection.execute(update(part_orders).where(*chosen).values(**_values(changed)))


def order_of(connection: Connection, workshop_id: str, order_id: str) -> PartOrder:
    """One order. Raises ``KeyError`` when there is none."""
    found = _all(connection, _of(workshop_id).where(part_orders.c.order_id == order_id))
    if not found:
        raise KeyError(order_id)
    return found[0]


def open_orders(connection: Connection, workshop_id: str) -> Sequence[PartOrder]:
    """Orders of which pieces are still to come, by ETA."""
    query = _of(workshop_id).where(part_orders.c.state.in_(_OPEN)).order_by(part_orders.c.eta, part_orders.c.seq)
    return _all(connection, query)


def ordered_deliveries(connection: Connection, workshop_id: str) -> tuple[SetupDelivery, ...]:
    """What open orders bring, as deliveries of the set-up with the ids of the orders."""
    return tuple(
        SetupDelivery(delivery_id=one.order_id, part_number=one.part_number, quantity=one.missing, eta=one.eta)
        for one in open_orders(connection, workshop_id)
        if one.missing
    )


def page_of_orders(
    connection: Connection,
    workshop_id: str,
    *,
    states: Sequence[OrderState] = (),
    part_number: str | None = None,
    before: int | None = None,
    limit: int,
) -> Sequence[PartOrder]:
    """At most ``limit`` orders, newest first, of those older than sequence number ``before``."""
    query = _of(workshop_id).order_by(part_orders.c.seq.desc()).limit(limit)
    if states:
        query = query.where(part_orders.c.state.in_([state.value for state in states]))
    if part_number is not None:
        query = query.where(part_orders.c.part_number == part_number)
    if before is not None:
        query = query.where(part_orders.c.seq < before)
    return _all(connection, query)


def _of(workshop_id: str) -> Select[tuple[object, ...]]:
    return select(part_orders).where(part_orders.c.workshop_id == workshop_id)


def _all(connection: Connection, query: Select[tuple[object, ...]]) -> list[PartOrder]:
    return [_order(row) for row in connection.execute(query).mappings()]


def _order(row: RowMapping) -> PartOrder:
    return PartOrder(**{**row, "kind": OrderKind(row["kind"]), "state": OrderState(row["state"])})


def _values(one: PartOrder) -> dict[str, object]:
    values = asdict(one) | {"kind": one.kind.value, "state": one.state.value}
    del values["seq"]  # given by the database
    return values
