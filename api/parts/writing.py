"""From the records of parts to their answers, with times on the workshop's clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TypedDict
from zoneinfo import ZoneInfo

from api.contract.times import local
from api.desk.life import State
from api.desk.records import Appointment
from api.parts.answers import (
    AppointmentParts,
    BrokenResource,
    ExpectedResource,
    InvitationResource,
    LeadResource,
    OrderResource,
    OtherTime,
    PartLineResource,
    PartStanding,
    ReservedResource,
    ShortageResource,
    Shortages,
    ShortAppointment,
)
from api.parts.lead import lead_days
from api.parts.life import TABLE
from api.parts.records import PartOrder, Picks
from api.parts.scene import Scene
from api.parts.standing import PartLine, Shortage, kind_etas, part_lines, reserved_for, shortages
from api.parts.waiting import Broken, Invitation
from api.parts.words import words_of
from optimizer.balance import balances_of
from optimizer.policy import PriorityClass
from optimizer.workshop import PartStock
from scenarios.setup.records import Part


class _Caller(TypedDict):
    appointment_id: str
    state: State
    plate: str
    customer_ref: str
    priority_class: PriorityClass
    arrival: datetime


class PartsWriter:
    """Writes answers about the parts of one workshop at one moment."""

    def __init__(self, zone: ZoneInfo, now: datetime) -> None:
        self._zone = zone
        self._now = now

    def order(self, one: PartOrder) -> OrderResource:
        """An order."""
        return OrderResource(
            order_id=one.order_id,
            version=one.version,
            part_number=one.part_number,
            kind=one.kind,
            quantity=one.quantity,
            arrived=one.arrived,
            missing=one.missing,
            state=one.state,
            appointment_id=one.appointment_id,
            eta=self._at(one.eta),
            overdue=one.is_overdue(self._now),
            ordered_at=self._at(one.ordered_at),
            closed_at=self._maybe(one.closed_at),
            may_be_cancelled=one.may_be_cancelled(self._now),
            allowed=list(TABLE[one.state]),
            note=one.note,
        )

    def invitation(self, one: Invitation, part_number: str) -> InvitationResource:
        """A customer to invite, or to keep waiting."""
        n = one.quantity
        there = (f"{n} of part {part_number} is here: invite the customer", f"零件{part_number}已到{n}件：请邀约客户")
        not_yet = (
            f"{n} of part {part_number} needed, not all of it is here yet",
            f"零件{part_number}需{n}件，尚未到齐",
        )
        text_en, text_zh = there if one.there else not_yet
        return InvitationResource(
            **self._caller(one.appointment), quantity=n, there=one.there, text_en=text_en, text_zh=text_zh
        )

    def broken(self, one: Broken, earliest: OtherTime | None) -> BrokenResource:
        """An appointment that a part breaks."""
        start = f"{one.start.astimezone(self._zone):%Y-%m-%d %H:%M}"
        comes_en, comes_zh = "nothing ordered brings the part", "零件尚无到货安排"
        if one.there_from is not None:
            at = f"{one.there_from.astimezone(self._zone):%Y-%m-%d %H:%M}"
            comes_en, comes_zh = f"the part comes {at}", f"零件{at}到货"
        return BrokenResource(
            **self._caller(one.appointment),
            start=self._at(one.start),
            short=one.short,
            there_from=self._maybe(one.there_from),
            newly=one.newly,
            earliest=earliest,
            text_en=f"work starts {start}, {comes_en}",
            text_zh=f"{start}开工，{comes_zh}",
        )

    def other_time(self, arrival: datetime, promised: datetime | None) -> OtherTime:
        """A place to move to."""
        return OtherTime(arrival=self._at(arrival), promised=self._maybe(promised))

    def line(self, one: PartLine, parts: Mapping[str, Part]) -> PartLineResource:
        """A part of an appointment. ``parts``: of the set-up; one that it lacks has neither name nor bin."""
        part = parts.get(one.part_number)
        words = words_of(one.status, one.there_from, self._zone)
        return PartLineResource(
            part_number=one.part_number,
            name="" if part is None else part.name,
            bin="" if part is None else part.bin,
            quantity=one.quantity,
            picked=one.picked,
            start=self._at(one.start),
            status=one.status,
            there_from=self._maybe(one.there_from),
            order_ids=[order.order_id for order in one.orders],
            text_en=words.en,
            text_zh=words.zh,
        )

    def appointment_parts(self, scene: Scene, appointment_id: str, picks: Picks) -> AppointmentParts:
        """The parts of an appointment."""
        lines = part_lines(scene, appointment_id, picks)
        return AppointmentParts(
            appointment_id=appointment_id,
            version=picks.version,
            parts=[self.line(one, scene.parts) for one in lines],
            put_back=superfluous(lines, picks),
            picked_at=self._maybe(picks.picked_at),
            returned_at=self._maybe(picks.returned_at),
            actor=picks.actor,
        )

    def standing(self, scene: Scene, part: Part, picked: int) -> PartStanding:
        """A part of the set-up. ``picked``: pieces that lie aside for anybody."""
        stock = PartStock(part_number=part.part_number, on_hand=part.on_hand)
        balance = scene.balances.get(part.part_number) or balances_of((stock,), (), ())[part.part_number]
        free = balance.free_at(self._now)
        return PartStanding(
            part_number=part.part_number,
            name=part.name,
            bin=part.bin,
            on_hand=part.on_hand,
            safety_stock=part.safety_stock,
            picked=picked,
            free=max(0, free),
            free_from=self._maybe(balance.free_from(1, self._now)),
            below_safety_stock=part.on_hand < part.safety_stock,
            reserved=list(self._reserved(scene, part.part_number)),
            expected=list(self._expected(scene, part.part_number)),
            leads=[
                LeadResource(kind=kind, days=lead_days(part, kind), eta=self._at(eta))
                for kind, eta in kind_etas(scene, part.part_number).items()
            ],
        )

    def shortages(self, scene: Scene) -> Shortages:
        """Which parts hold up which cars."""
        return Shortages(parts=[self._shortage(scene, one) for one in shortages(scene)])

    def _shortage(self, scene: Scene, one: Shortage) -> ShortageResource:
        part = scene.parts.get(one.part_number)
        kind, eta = one.slowest_in_time or (None, None)
        return ShortageResource(
            part_number=one.part_number,
            name="" if part is None else part.name,
            to_order=one.to_order,
            order_as=kind,
            eta=self._maybe(eta),
            appointments=[
                ShortAppointment(
                    **self._caller(scene.appointments[late.need.visit_id]),
                    start=self._at(late.need.start),
                    short=late.short,
                    there_from=self._maybe(late.there_from),
                )
                for late in one.late
            ],
        )

    def _reserved(self, scene: Scene, part_number: str) -> Iterable[ReservedResource]:
        for appointment, one in reserved_for(scene, part_number):
            yield ReservedResource(
                appointment_id=appointment.appointment_id,
                plate=appointment.plate,
                state=appointment.state,
                start=self._at(one.need.start),
                quantity=one.need.quantity,
                on_shelf=one.on_shelf,
                there_from=self._maybe(one.there_from),
                in_time=one.in_time,
            )

    def _expected(self, scene: Scene, part_number: str) -> Iterable[ExpectedResource]:
        orders = ((one.order_id, None, one.missing, one.eta) for one in scene.orders if one.part_number == part_number)
        own = (
            (None, one.delivery_id, one.quantity, one.eta)
            for one in scene.setup.deliveries
            if one.part_number == part_number
        )
        for order_id, delivery_id, quantity, eta in sorted([*orders, *own], key=lambda one: one[3]):
            yield ExpectedResource(
                order_id=order_id,
                delivery_id=delivery_id,
                quantity=quantity,
                eta=self._at(eta),
                counted=eta >= scene.today,
            )

    def _caller(self, one: Appointment) -> _Caller:
        return _Caller(
            appointment_id=one.appointment_id,
            state=one.state,
            plate=one.plate,
            customer_ref=one.customer_ref,
            priority_class=one.visit.priority_class,
            arrival=self._at(one.visit.arrival),
        )

    def _at(self, instant: datetime) -> datetime:
        return local(instant, self._zone)

    def _maybe(self, instant: datetime | None) -> datetime | None:
        return None if instant is None else local(instant, self._zone)


def superfluous(lines: Iterable[PartLine], picks: Picks) -> dict[str, int]:
    """Pieces that lie aside and that no open step of the appointment takes."""
    needed = {one.part_number: one.quantity for one in lines}
    over = {part: pieces - needed.get(part, 0) for part, pieces in picks.parts.items()}
    return {part: pieces for part, pieces in over.items() if pieces > 0}
