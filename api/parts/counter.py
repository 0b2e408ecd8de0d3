"""What happens at the parts counter of one workshop for one request."""

from __future__ import annotations

from collections import Counter as Pieces
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from api.contract.base import MAX_PIECES
from api.desk import rows
from api.desk.life import State
from api.desk.records import Appointment
from api.parts import refusals
from api.parts.asks import Arrived, CancelledOrder, Confirmed, NewOrder, Picked, Slipped
from api.parts.changes import cancel, place_order, receive, set_aside, tell_eta
from api.parts.lead import eta_of
from api.parts.life import OrderAction, OrderState
from api.parts.orders import new_order_id, order_of
from api.parts.picks import lying_aside, picks_of
from api.parts.records import PartOrder, Picks
from api.parts.scene import Scene, scene_of
from api.parts.waiting import Broken, Invitation, broken, invitations
from api.security.principal import unknown_workshop
from api.service.errors import ApiError
from api.service.etag import check_seen
from api.setup.rows import stored
from api.store.locks import lock_workshop
from optimizer.errors import Fault
from optimizer.faults import pointer
from scenarios.setup.records import Setup

Seen = frozenset[int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartsCounter:
    """The open transaction, the workshop, who asks, and when."""

    connection: Connection
    workshop_id: str
    actor: str
    now: datetime

    def setup(self) -> Setup:
        """The set-up. Raises ``ApiError`` 404 for an unknown workshop."""
        try:
            return stored(self.connection, self.workshop_id).setup
        except KeyError:
            raise ApiError(unknown_workshop(self.workshop_id)) from None

    def scene(self) -> Scene:
        """All about parts. Raises ``ApiError`` 404 for an unknown workshop."""
        return scene_of(self.connection, self.setup(), self.now)

    def order(self, order_id: str) -> PartOrder:
        """An order. Raises ``ApiError`` 404 for an unknown one."""
        try:
            return order_of(self.connection, self.workshop_id, order_id)
        except KeyError:
            raise refusals.unknown_order(order_id) from None

    def place(self, ask: NewOrder) -> PartOrder:
        """A new order. Raises ``ApiError`` 422 and 409."""
        self._lock()
        setup = self.setup()
        part = {one.part_number: one for one in setup.parts}.get(ask.part_number)
        faults = list(self._faults(ask, is_listed=part is not None))
        if faults or part is None:
            raise refusals.refused(*faults)
        eta = ask.eta or eta_of(part, ask.kind, self.now, setup)
        if eta is None:
            raise refusals.no_open_date()
        new = PartOrder(
            workshop_id=self.workshop_id,
            order_id=new_order_id(),
            version=1,
            part_number=ask.part_number,
            kind=ask.kind,
            quantity=ask.quantity,
            state=OrderState.ORDERED,
            appointment_id=ask.appointment_id,
            eta=eta,
            ordered_at=self.now,
            note=ask.note,
        )
        place_order(self.connection, new, self.actor)
        return new

    def confirm(self, order_id: str, ask: Confirmed, seen: Seen) -> PartOrder:
        """The supplier confirms. Raises ``ApiError``."""
        order = self._seen(order_id, seen)
        with refusals.orders_told():
            return self._tell(order, OrderAction.CONFIRM, ask.eta or order.eta, is_new=ask.eta is not None)

    def slip(self, order_id: str, ask: Slipped, seen: Seen) -> tuple[PartOrder, tuple[Broken, ...]]:
        """The supplier tells another ETA: the order, and what it breaks. Raises ``ApiError``."""
        order = self._seen(order_id, seen)
        before = self.scene()
        with refusals.orders_told():
            changed = self._tell(order, OrderAction.SLIP, ask.eta, is_new=True)
        after = before.with_orders(changed if one.order_id == order_id else one for one in before.orders)
        return changed, broken(before, after, order.part_number)

    def receive(self, order_id: str, ask: Arrived, seen: Seen) -> tuple[PartOrder, int, tuple[Invitation, ...]]:
        """Pieces have come: the order, pieces on the shelf, and whom to invite. Raises ``ApiError``."""
        order = self._seen(order_id, seen)
        quantity = order.missing if ask.quantity is None else ask.quantity
        if order.state.is_open and quantity > order.missing:
            raise refusals.refused(refusals.too_many(quantity, order.missing))
        before = self.scene()
        if order.part_number not in before.parts:
            raise refusals.part_gone(order.part_number)
        if before.parts[order.part_number].on_hand + quantity > MAX_PIECES:
            raise refusals.refused(refusals.shelf_full(order.part_number))
        with refusals.orders_told():
            changed = receive(self.connection, order, quantity, self.now, self.actor)
        after = self.scene()
        linked = self._ordered_for(order)
        on_hand = after.parts[order.part_number].on_hand
        return changed, on_hand, invitations(before, after, order.part_number, linked)

    def cancel(self, order_id: str, ask: CancelledOrder, seen: Seen) -> PartOrder:
        """Nothing more will come. Raises ``ApiError``."""
        order = self._seen(order_id, seen)
        with refusals.orders_told():
            if order.state.is_open and not order.may_be_cancelled(self.now) and not ask.reason.strip():
                raise refusals.refused(refusals.reason_missing())
            return cancel(self.connection, order, self.now, self.actor, ask.reason.strip())

    def pick(self, appointment_id: str, ask: Picked, seen: Seen) -> Picks:
        """Put parts aside for an appointment, in place of what lay aside. Raises ``ApiError``."""
        self._lock()
        self.appointment(appointment_id)
        before = picks_of(self.connection, self.workshop_id, appointment_id)
        check_seen(seen, before.version)
        scene = self.scene()
        wanted = _wanted(scene, appointment_id) if ask.parts is None else _asked(ask)
        if faults := self._not_there(scene, appointment_id, wanted, named=ask.parts is not None):
            raise refusals.refused(*faults)
        now = replace(before, version=before.version + 1, parts=wanted, picked_at=self.now, actor=self.actor)
        set_aside(self.connection, self.workshop_id, appointment_id, now, self.now)
        return now

    def put_back(self, appointment_id: str, seen: Seen) -> Picks:
        """Put back what lies aside for an appointment. Raises ``ApiError``."""
        self._lock()
        self.appointment(appointment_id)
        before = picks_of(self.connection, self.workshop_id, appointment_id)
        check_seen(seen, before.version)
        now = replace(before, version=before.version + 1, parts={}, returned_at=self.now, actor=self.actor)
        set_aside(self.connection, self.workshop_id, appointment_id, now, self.now)
        return now

    def appointment(self, appointment_id: str) -> Appointment:
        """An appointment. Raises ``ApiError`` 404 for an unknown one."""
        try:
            return rows.appointment(self.connection, self.workshop_id, appointment_id)
        except KeyError:
            raise refusals.unknown_appointment(appointment_id) from None

    def _lock(self) -> None:
        try:
            lock_workshop(self.connection, self.workshop_id)
        except KeyError:
            raise ApiError(unknown_workshop(self.workshop_id)) from None

    def _seen(self, order_id: str, seen: Seen) -> PartOrder:
        self._lock()
        order = self.order(order_id)
        check_seen(seen, order.version)
        return order

    def _tell(self, order: PartOrder, action: OrderAction, eta: datetime, *, is_new: bool) -> PartOrder:
        if is_new and eta <= self.now:
            raise refusals.refused(refusals.eta_past(eta, self.now))
        return tell_eta(self.connection, order, action, eta, self.now, self.actor)

    def _faults(self, ask: NewOrder, *, is_listed: bool) -> list[Fault]:
        found = [] if is_listed else [refusals.part_not_listed(ask.part_number)]
        if ask.eta is not None and ask.eta <= self.now:
            found.append(refusals.eta_past(ask.eta, self.now))
        if ask.appointment_id is not None and self._find(ask.appointment_id) is None:
            found.append(refusals.appointment_not_known(ask.appointment_id))
        return found

    def _find(self, appointment_id: str) -> Appointment | None:
        try:
            return rows.appointment(self.connection, self.workshop_id, appointment_id)
        except KeyError:
            return None

    def _ordered_for(self, order: PartOrder) -> list[Appointment]:
        found = None if order.appointment_id is None else self._find(order.appointment_id)
        is_waiting = found is not None and (found.state.in_plan or found.state is State.EXPIRED)
        return [found] if found is not None and is_waiting else []

    def _not_there(self, scene: Scene, appointment_id: str, wanted: Mapping[str, int], *, named: bool) -> list[Fault]:
        aside: Pieces[str] = Pieces()
        for other, picks in lying_aside(self.connection, self.workshop_id).items():
            if other != appointment_id:
                aside.update(picks.parts)
        found = []
        for n, (part, quantity) in enumerate(wanted.items()):
            on_hand = scene.parts[part].on_hand if part in scene.parts else 0
            there = max(0, on_hand - aside[part])
            if quantity > there:
                place = pointer("parts", n) if named else ""
                found.append(refusals.not_there(part, quantity, there, place))
        return found


def _wanted(scene: Scene, appointment_id: str) -> dict[str, int]:
    """All pieces that the open steps of an appointment take."""
    wanted: Pieces[str] = Pieces()
    for one in scene.allotments(appointment_id):
        wanted[one.need.part_number] += one.need.quantity
    return dict(wanted)


def _asked(ask: Picked) -> dict[str, int]:
    wanted: Pieces[str] = Pieces()
    for one in ask.parts or ():
        wanted[one.part_number] += one.quantity
    return dict(wanted)
