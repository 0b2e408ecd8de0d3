"""Writes what happens to orders and to what lies aside: the row, the versions and the journal together.

The caller has locked the workshop. Stock and expected deliveries are part of what is planned by, so each change of
them makes a new version of the set-up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, update

from api.parts.life import OrderAction, after
from api.parts.orders import insert_order, update_order
from api.parts.picks import put_picks
from api.parts.records import PartOrder, Picks
from api.parts.shelf import add_on_hand
from api.store.journal import note
from api.store.setup_tables import workshops

EVENTS: Mapping[OrderAction, str] = {
    OrderAction.CONFIRM: "part_order.confirmed",
    OrderAction.SLIP: "part_order.slipped",
    OrderAction.ARRIVE: "part_order.arrived",
    OrderAction.CANCEL: "part_order.cancelled",
}


def place_order(connection: Connection, new: PartOrder, actor: str) -> None:
    """A new order."""
    insert_order(connection, new)
    _new_setup_version(connection, new.workshop_id)
    _tell(connection, new, "part_order.ordered", new.ordered_at, actor)


def tell_eta(
    connection: Connection, order: PartOrder, action: OrderAction, eta: datetime, at: datetime, actor: str
) -> PartOrder:
    """The supplier confirms an order or lets it slip. Raises ``OrderTransitionError`` when that may not happen now."""
    changed = replace(order, version=order.version + 1, state=after(order.state, action), eta=eta)
    update_order(connection, changed)
    if eta != order.eta:
        _new_setup_version(connection, order.workshop_id)
    _tell(connection, changed, EVENTS[action], at, actor, {"eta_before": order.eta.isoformat()})
    return changed


def receive(connection: Connection, order: PartOrder, quantity: int, at: datetime, actor: str) -> PartOrder:
    """Pieces have come, at most those missing: they go on the shelf. The order ends with the last of them.

    Raises ``OrderTransitionError`` when the order is closed.
    """
    state = after(order.state, OrderAction.ARRIVE)
    is_whole = quantity == order.missing
    changed = replace(
        order,
        version=order.version + 1,
        state=state if is_whole else order.state,
        arrived=order.arrived + quantity,
        closed_at=at if is_whole else None,
    )
    update_order(connection, changed)
    on_hand = add_on_hand(connection, order.workshop_id, order.part_number, quantity, at, actor)
    _tell(connection, changed, EVENTS[OrderAction.ARRIVE], at, actor, {"came": quantity, "on_hand": on_hand})
    return changed


def cancel(connection: Connection, order: PartOrder, at: datetime, actor: str, reason: str) -> PartOrder:
    """Nothing more will come of an order. Raises ``OrderTransitionError`` when it is closed."""
    state = after(order.state, OrderAction.CANCEL)
    words = reason or order.note
    changed = replace(order, version=order.version + 1, state=state, closed_at=at, note=words)
    update_order(connection, changed)
    _new_setup_version(connection, order.workshop_id)
    _tell(connection, changed, EVENTS[OrderAction.CANCEL], at, actor)
    return changed


def set_aside(connection: Connection, workshop_id: str, appointment_id: str, now: Picks, at: datetime) -> None:
    """Parts were picked for an appointment, or put back. The plan stays as it is."""
    put_picks(connection, workshop_id, appointment_id, now)
    note(
        connection,
        workshop_id=workshop_id,
        subject_id=appointment_id,
        type_="parts.picked" if now.parts else "parts.returned",
        payload={"parts": dict(now.parts), "version": now.version},
        at=at,
        actor=now.actor,
    )


def _new_setup_version(connection: Connection, workshop_id: str) -> None:
    chosen = workshops.c.workshop_id == workshop_id
    connection.execute(update(workshops).where(chosen).values(setup_version=workshops.c.setup_version + 1))


def _tell(
    connection: Connection,
    order: PartOrder,
    event: str,
    at: datetime,
    actor: str,
    more: Mapping[str, object] | None = None,
) -> None:
    payload: dict[str, object] = {
        "part_number": order.part_number,
        "kind": order.kind.value,
        "quantity": order.quantity,
        "arrived": order.arrived,
        "state": order.state.value,
        "eta": order.eta.isoformat(),
        "appointment_id": order.appointment_id,
        "version": order.version,
        **(more or {}),
    }
    note(
        connection,
        workshop_id=order.workshop_id,
        subject_id=order.order_id,
        type_=event,
        payload=payload,
        at=at,
        actor=actor,
    )
