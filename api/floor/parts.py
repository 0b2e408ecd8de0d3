"""Parts on the floor: issued with the step that needs them, and what is told of orders and of the shelf."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from api.floor import shop_asks
from api.parts.asks import Arrived, Slipped
from api.parts.changes import set_aside
from api.parts.counter import PartsCounter
from api.parts.order_writing import OrderWriter
from api.parts.picks import picks_of
from api.parts.shelf import add_on_hand, take_off_hand
from api.service.errors import ApiError
from optimizer.visit import Step
from scenarios.events import records
from scenarios.events.records import PartEvent
from scenarios.events.refusals import Caution, EventRefused
from scenarios.setup.records import Setup


@dataclass(frozen=True, slots=True, kw_only=True)
class PartsTold:
    """What became of an event of parts. ``pieces``: those that are not on the shelf any more."""

    event: PartEvent
    pieces: Mapping[str, int]
    cautions: tuple[Caution, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Storeroom:
    """The parts of a workshop that the caller has locked, at ``now``."""

    connection: Connection
    workshop_id: str
    actor: str
    now: datetime

    def tell(self, ask: shop_asks.PartLate | shop_asks.PartShort | shop_asks.PartArrived, setup: Setup) -> PartsTold:
        """An event of parts, by the functions of the parts counter. Raises ``EventRefused``."""
        with _refused():
            if isinstance(ask, shop_asks.PartLate):
                return self._late(ask, setup)
            if isinstance(ask, shop_asks.PartArrived):
                return self._arrived(ask)
            return self._short(ask, setup)

    def issue(self, step: Step, appointment_id: str, setup: Setup) -> tuple[Mapping[str, int], list[Caution]]:
        """The parts of a step go from the shelf to the car (零件出库): the pieces taken, and what was not there."""
        needed = Counter[str]()
        for need in step.parts:
            needed[need.part_number] += need.quantity
        on_hand = {one.part_number: one.on_hand for one in setup.parts}
        there = {part: min(count, on_hand[part]) for part, count in needed.items() if part in on_hand}
        taken = {part: count for part, count in there.items() if count}
        if taken:
            take_off_hand(self.connection, self.workshop_id, taken, self.now, self.actor)
            self._no_longer_aside(appointment_id, taken)
        return taken, [_not_issued(part) for part, count in needed.items() if there.get(part, 0) < count]

    def put_back(self, pieces: Mapping[str, int]) -> None:
        """Pieces were not taken after all."""
        for part, count in sorted(pieces.items()):
            add_on_hand(self.connection, self.workshop_id, part, count, self.now, self.actor)

    def _no_longer_aside(self, appointment_id: str, taken: Mapping[str, int]) -> None:
        before = picks_of(self.connection, self.workshop_id, appointment_id)
        left = {part: count - taken.get(part, 0) for part, count in before.parts.items()}
        parts = {part: count for part, count in left.items() if count > 0}
        if parts != dict(before.parts):
            after = replace(before, version=before.version + 1, parts=parts, actor=self.actor)
            set_aside(self.connection, self.workshop_id, appointment_id, after, self.now)

    def _late(self, ask: shop_asks.PartLate, setup: Setup) -> PartsTold:
        order, breaks = self._counter.slip(ask.order_id, Slipped.model_construct(eta=ask.eta), None)
        writer = OrderWriter(ZoneInfo(setup.time_zone), self.now)
        told = [writer.broken(one, None) for one in breaks]
        return PartsTold(
            event=records.PartLate(order_id=ask.order_id, part_number=order.part_number, eta=ask.eta),
            pieces={},
            cautions=tuple(
                Caution(
                    code="part_breaks",
                    text_en=f"{one.appointment_id}: {one.text_en}",
                    text_zh=f"{one.appointment_id}：{one.text_zh}",
                )
                for one in told
            ),
        )

    def _arrived(self, ask: shop_asks.PartArrived) -> PartsTold:
        before = self._counter.order(ask.order_id)
        order, _, _ = self._counter.receive(ask.order_id, Arrived.model_construct(quantity=ask.quantity), None)
        came = order.arrived - before.arrived
        return PartsTold(
            event=records.PartArrived(order_id=ask.order_id, part_number=order.part_number, quantity=came), pieces={}
        )

    def _short(self, ask: shop_asks.PartShort, setup: Setup) -> PartsTold:
        on_hand = {one.part_number: one.on_hand for one in setup.parts}.get(ask.part_number)
        if on_hand is None:
            message = f"the set-up does not list part {ask.part_number}"
            raise EventRefused("unknown_part", message, "correct the part number", field="part_number")
        taken = min(on_hand, ask.quantity)
        if taken:
            take_off_hand(self.connection, self.workshop_id, {ask.part_number: taken}, self.now, self.actor)
        return PartsTold(
            event=records.PartShort(part_number=ask.part_number, quantity=ask.quantity),
            pieces={ask.part_number: taken} if taken else {},
            cautions=(_fewer(ask.part_number, on_hand),) if taken < ask.quantity else (),
        )

    @property
    def _counter(self) -> PartsCounter:
        return PartsCounter(connection=self.connection, workshop_id=self.workshop_id, actor=self.actor, now=self.now)


@contextmanager
def _refused() -> Iterator[None]:
    """What the parts counter refuses is refused to the floor in the same words."""
    try:
        yield
    except ApiError as error:
        problem = error.problem
        if problem.errors:
            fault = problem.errors[0]
            field = fault.pointer.removeprefix("/")
            raise EventRefused(fault.code, fault.message, fault.remedy, field=field) from None
        words = problem.detail or problem.title
        remedy = "look at the order among those of the parts counter"
        raise EventRefused(problem.code, words, remedy, field="order_id") from None


def _not_issued(part: str) -> Caution:
    text_en = f"part {part} is not on the shelf in the number needed: not all of it was issued"
    return Caution(code="parts_not_issued", text_en=text_en, text_zh=f"零件{part}库存不足：未能全部出库")


def _fewer(part: str, on_hand: int) -> Caution:
    text_en = f"only {on_hand} of part {part} had been counted"
    return Caution(code="fewer_counted", text_en=text_en, text_zh=f"零件{part}账面仅有{on_hand}件")
