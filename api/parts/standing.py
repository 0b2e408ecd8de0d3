"""How a part stands for an appointment, and what would bring the pieces that are short."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from api.desk.records import Appointment
from api.parts.lead import OrderKind, eta_of
from api.parts.records import PartOrder, Picks
from api.parts.scene import Scene
from api.parts.words import PartStatus
from optimizer.balance import Allotment, PartBalance


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLine:
    """A part that an appointment needs. ``start``: of the first step that takes it; ``picked``: pieces that lie aside.

    ``there_from``: when the last piece comes, None when it is on the shelf or nobody brings it; with status overdue
    the ETA that has passed. ``orders``: open ones of this part that bring some or were placed for this appointment.
    """

    part_number: str
    quantity: int
    picked: int
    start: datetime
    short: int
    status: PartStatus
    there_from: datetime | None
    orders: tuple[PartOrder, ...]


def part_lines(scene: Scene, appointment_id: str, picks: Picks) -> tuple[PartLine, ...]:
    """The parts of one appointment, by the start of the steps that take them."""
    by_part: dict[str, list[Allotment]] = {}
    for one in scene.allotments(appointment_id):
        by_part.setdefault(one.need.part_number, []).append(one)
    return tuple(_line(scene, appointment_id, part, some, picks) for part, some in by_part.items())


def _line(scene: Scene, appointment_id: str, part: str, some: Sequence[Allotment], picks: Picks) -> PartLine:
    quantity = sum(one.need.quantity for one in some)
    picked = picks.parts.get(part, 0)
    orders = tuple(one for one in scene.orders if one.part_number == part)
    overdue = next((one.eta for one in orders if one.is_overdue(scene.now)), None)
    status, at = _status(some, quantity <= picked, scene.now, overdue)
    return PartLine(
        part_number=part,
        quantity=quantity,
        picked=picked,
        start=some[0].need.start,
        short=sum(one.short for one in some),
        status=status,
        there_from=at,
        orders=tuple(one for one in orders if at is not None or one.appointment_id == appointment_id),
    )


def _status(
    some: Sequence[Allotment], is_picked: bool, now: datetime, overdue: datetime | None
) -> tuple[PartStatus, datetime | None]:
    if is_picked:
        return PartStatus.PICKED, None
    if all(one.on_shelf for one in some):
        return PartStatus.ON_SHELF, None
    at = some[-1].there_from  # pieces are given in this order: nobody later is served earlier
    if at is None:
        return (PartStatus.NOT_ORDERED, None) if overdue is None else (PartStatus.OVERDUE, overdue)
    if at < now:
        return PartStatus.OVERDUE, at
    return (PartStatus.COMES_IN_TIME if all(one.in_time for one in some) else PartStatus.COMES_LATE), at


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortage:
    """A part of which pieces are missing. ``late``: what starts before its pieces are there, first start first.

    ``to_order``: pieces beyond all that is on the shelf and expected. ``slowest_in_time``: the cheapest kind of order
    that, placed now, comes before the first of these starts, and its ETA; None when none does.
    """

    part_number: str
    late: tuple[Allotment, ...]
    to_order: int
    slowest_in_time: tuple[OrderKind, datetime] | None


def shortages(scene: Scene) -> tuple[Shortage, ...]:
    """Every part that holds up an appointment, the earliest first."""
    found = (_shortage(scene, balance) for balance in scene.balances.values())
    return tuple(sorted((one for one in found if one is not None), key=lambda one: one.late[0].need.start))


def _shortage(scene: Scene, balance: PartBalance) -> Shortage | None:
    late = tuple(one for one in balance.allotments if not one.in_time)
    if not late:
        return None
    needed = sum(one.need.quantity for one in balance.allotments)
    coming = balance.on_hand + sum(one.quantity for one in balance.deliveries)
    etas = kind_etas(scene, balance.part_number)
    in_time = [(kind, eta) for kind, eta in etas.items() if eta <= late[0].need.start]
    return Shortage(
        part_number=balance.part_number,
        late=late,
        to_order=max(0, needed - coming),
        slowest_in_time=in_time[0] if in_time else None,
    )


def kind_etas(scene: Scene, part_number: str) -> Mapping[OrderKind, datetime]:
    """When a part ordered now could be used, by kind of order; empty for a part that the set-up does not list."""
    part = scene.parts.get(part_number)
    if part is None:
        return {}
    etas = {kind: eta_of(part, kind, scene.now, scene.setup) for kind in OrderKind}
    return {kind: eta for kind, eta in etas.items() if eta is not None}


def reserved_for(scene: Scene, part_number: str) -> Iterator[tuple[Appointment, Allotment]]:
    """Who takes pieces of a part, by the start of their steps."""
    balance = scene.balances.get(part_number)
    for one in () if balance is None else balance.allotments:
        yield scene.appointments[one.need.visit_id], one
