"""From the records of parts to their answers, with times on the workshop's clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from api.parts.answers import (
    AppointmentParts,
    ExpectedResource,
    LeadResource,
    PartLineResource,
    PartStanding,
    ReservedResource,
    ShortageResource,
    Shortages,
    ShortAppointment,
)
from api.parts.lead import lead_days
from api.parts.order_writing import OrderWriter
from api.parts.records import Picks
from api.parts.scene import Scene
from api.parts.standing import PartLine, Shortage, kind_etas, part_lines, reserved_for, shortages
from api.parts.words import words_of
from optimizer.balance import balances_of
from optimizer.workshop import PartStock
from scenarios.setup.records import Part


class PartsWriter(OrderWriter):
    """Writes answers about the parts of one workshop at one moment, and about their orders."""

    def line(self, one: PartLine, parts: Mapping[str, Part]) -> PartLineResource:
        """A part of an appointment. ``parts``: of the set-up; one that it lacks has neither name nor bin."""
        part = parts.get(one.part_number)
        words = words_of(one.status, one.there_from, self.zone)
        return PartLineResource(
            part_number=one.part_number,
            name="" if part is None else part.name,
            bin="" if part is None else part.bin,
            quantity=one.quantity,
            picked=one.picked,
            start=self.at(one.start),
            status=one.status,
            there_from=self.maybe(one.there_from),
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
            picked_at=self.maybe(picks.picked_at),
            returned_at=self.maybe(picks.returned_at),
            actor=picks.actor,
        )

    def standing(self, scene: Scene, part: Part, picked: int) -> PartStanding:
        """A part of the set-up. ``picked``: pieces that lie aside for anybody."""
        stock = PartStock(part_number=part.part_number, on_hand=part.on_hand)
        balance = scene.balances.get(part.part_number) or balances_of((stock,), (), ())[part.part_number]
        free = balance.free_at(self.now)
        return PartStanding(
            part_number=part.part_number,
            name=part.name,
            bin=part.bin,
            on_hand=part.on_hand,
            safety_stock=part.safety_stock,
            picked=picked,
            free=max(0, free),
            free_from=self.maybe(balance.free_from(1, self.now)),
            below_safety_stock=part.on_hand < part.safety_stock,
            reserved=list(self._reserved(scene, part.part_number)),
            expected=list(self._expected(scene, part.part_number)),
            leads=[
                LeadResource(kind=kind, days=lead_days(part, kind), eta=self.at(eta))
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
            eta=self.maybe(eta),
            appointments=[
                ShortAppointment(
                    **self.caller(scene.appointments[late.need.visit_id]),
                    start=self.at(late.need.start),
                    short=late.short,
                    there_from=self.maybe(late.there_from),
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
                start=self.at(one.need.start),
                quantity=one.need.quantity,
                on_shelf=one.on_shelf,
                there_from=self.maybe(one.there_from),
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
                eta=self.at(eta),
                counted=eta >= scene.today,
            )


def superfluous(lines: Iterable[PartLine], picks: Picks) -> dict[str, int]:
    """Pieces that lie aside and that no open step of the appointment takes."""
    needed = {one.part_number: one.quantity for one in lines}
    over = {part: pieces - needed.get(part, 0) for part, pieces in picks.parts.items()}
    return {part: pieces for part, pieces in over.items() if pieces > 0}
