"""What every question about parts is answered from: the shelf, what comes, and who takes what when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time
from functools import cached_property
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from api.contract.base import MAX_VISITS
from api.desk import rows
from api.desk.life import State
from api.desk.records import Appointment
from api.parts.orders import open_orders
from api.parts.records import PartOrder
from optimizer.balance import Allotment, Need, PartBalance, balances_of, needs_of
from optimizer.steps import Catalogue
from optimizer.workshop import Delivery, PartStock
from scenarios.setup.records import Part, Setup


@dataclass(frozen=True, kw_only=True)
class Scene:
    """The parts of a workshop at ``now``. ``orders``: those open, by ETA. ``appointments``: those with a place, by id.

    Deliveries and orders with an ETA before today do not count: what had come would be on the shelf, and an ETA that
    brought nothing is none.
    """

    setup: Setup
    now: datetime
    orders: tuple[PartOrder, ...]
    appointments: Mapping[str, Appointment]

    @cached_property
    def catalogue(self) -> Catalogue:
        """Operations and group jobs by code."""
        return Catalogue(
            {one.operation_code: one for one in self.setup.operations},
            {one.group_code: one for one in self.setup.group_jobs},
        )

    @cached_property
    def parts(self) -> Mapping[str, Part]:
        """Parts of the set-up by number."""
        return {one.part_number: one for one in self.setup.parts}

    @cached_property
    def needs(self) -> tuple[Need, ...]:
        """What all appointments take."""
        return tuple(need for one in self.appointments.values() for need in self._needs(one))

    @cached_property
    def unreadable(self) -> tuple[str, ...]:
        """Appointments with an operation that the catalogue has lost; they take nothing here."""
        return tuple(sorted(key for key, one in self.appointments.items() if not self.reads(one)))

    @cached_property
    def balances(self) -> Mapping[str, PartBalance]:
        """The balance of every part, by number."""
        own = (Delivery(part_number=d.part_number, quantity=d.quantity, eta=d.eta) for d in self.setup.deliveries)
        ordered = (one.delivery for one in self.orders)
        coming = [one for one in (*own, *ordered) if one is not None and one.eta >= self.today]
        shelf = (PartStock(part_number=one.part_number, on_hand=one.on_hand) for one in self.setup.parts)
        return balances_of(shelf, coming, self.needs)

    @cached_property
    def today(self) -> datetime:
        """Local midnight at the beginning of the date of ``now``."""
        return midnight_before(self.now, self.setup)

    def allotments(self, appointment_id: str) -> tuple[Allotment, ...]:
        """What one appointment gets, by the start of its steps."""
        return self._by_appointment.get(appointment_id, ())

    def reads(self, one: Appointment) -> bool:
        """Whether the catalogue has every operation of an appointment."""
        codes = self.catalogue.operations.keys() | self.catalogue.groups.keys()
        return all(job.operation_code in codes for job in one.visit.jobs)

    def with_orders(self, orders: Iterable[PartOrder]) -> Scene:
        """The scene when the open orders are others."""
        return replace(self, orders=tuple(orders))

    @cached_property
    def _by_appointment(self) -> Mapping[str, tuple[Allotment, ...]]:
        found: dict[str, list[Allotment]] = {}
        for balance in self.balances.values():
            for one in balance.allotments:
                found.setdefault(one.need.visit_id, []).append(one)
        return {key: tuple(sorted(some, key=lambda one: one.need.start)) for key, some in found.items()}

    def _needs(self, one: Appointment) -> tuple[Need, ...]:
        return needs_of(one.visit, one.assignments, self.catalogue) if self.reads(one) else ()


def scene_of(connection: Connection, setup: Setup, now: datetime) -> Scene:
    """The parts as the store has them. Cars of earlier dates count as long as they are in the house."""
    today = midnight_before(now, setup)
    booked = [
        *rows.in_plan(connection, setup.workshop_id, today),
        *rows.page(connection, setup.workshop_id, states=(State.ARRIVED,), end=today, limit=MAX_VISITS),
    ]
    return Scene(
        setup=setup,
        now=now,
        orders=tuple(open_orders(connection, setup.workshop_id)),
        appointments={one.appointment_id: one for one in booked},
    )


def midnight_before(now: datetime, setup: Setup) -> datetime:
    """Local midnight at the beginning of the date of an instant."""
    zone = ZoneInfo(setup.time_zone)
    return datetime.combine(now.astimezone(zone).date(), time(), tzinfo=zone)
