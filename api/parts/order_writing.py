"""From the records of orders to their answers, with times on the workshop's clock."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict
from zoneinfo import ZoneInfo

from api.contract.times import local
from api.desk.life import State
from api.desk.records import Appointment
from api.parts.answers import BrokenResource, InvitationResource, OrderResource, OtherTime
from api.parts.life import TABLE
from api.parts.records import PartOrder
from api.parts.waiting import Broken, Invitation
from optimizer.policy import PriorityClass


class Caller(TypedDict):
    """The fields of whom to call."""

    appointment_id: str
    state: State
    plate: str
    customer_ref: str
    priority_class: PriorityClass
    arrival: datetime


class OrderWriter:
    """Writes answers about the orders of one workshop at one moment, and whom they concern."""

    def __init__(self, zone: ZoneInfo, now: datetime) -> None:
        self.zone = zone
        self.now = now

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
            eta=self.at(one.eta),
            overdue=one.is_overdue(self.now),
            ordered_at=self.at(one.ordered_at),
            closed_at=self.maybe(one.closed_at),
            may_be_cancelled=one.may_be_cancelled(self.now),
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
            **self.caller(one.appointment), quantity=n, there=one.there, text_en=text_en, text_zh=text_zh
        )

    def broken(self, one: Broken, earliest: OtherTime | None) -> BrokenResource:
        """An appointment that a part breaks."""
        start = f"{one.start.astimezone(self.zone):%Y-%m-%d %H:%M}"
        comes_en, comes_zh = "nothing ordered brings the part", "零件尚无到货安排"
        if one.there_from is not None:
            at = f"{one.there_from.astimezone(self.zone):%Y-%m-%d %H:%M}"
            comes_en, comes_zh = f"the part comes {at}", f"零件{at}到货"
        return BrokenResource(
            **self.caller(one.appointment),
            start=self.at(one.start),
            short=one.short,
            there_from=self.maybe(one.there_from),
            newly=one.newly,
            earliest=earliest,
            text_en=f"work starts {start}, {comes_en}",
            text_zh=f"{start}开工，{comes_zh}",
        )

    def other_time(self, arrival: datetime, promised: datetime | None) -> OtherTime:
        """A place to move to."""
        return OtherTime(arrival=self.at(arrival), promised=self.maybe(promised))

    def caller(self, one: Appointment) -> Caller:
        """Whose appointment it is, and when."""
        return Caller(
            appointment_id=one.appointment_id,
            state=one.state,
            plate=one.plate,
            customer_ref=one.customer_ref,
            priority_class=one.visit.priority_class,
            arrival=self.at(one.visit.arrival),
        )

    def at(self, instant: datetime) -> datetime:
        """An instant with the workshop's offset."""
        return local(instant, self.zone)

    def maybe(self, instant: datetime | None) -> datetime | None:
        """The same where there may be none."""
        return None if instant is None else local(instant, self.zone)
