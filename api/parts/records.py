"""Orders of parts and what lies aside, as the store keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from api.parts.lead import OrderKind
from api.parts.life import OrderState
from optimizer.workshop import Delivery

# B/O 一个月以上, counted from the day the order was placed, may be cancelled with the supplier.
CANCELLABLE_AFTER = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartOrder:
    """An order of one part. ``eta``: when the rest of it can be used. ``appointment_id``: for whom, if for anybody."""

    seq: int = 0
    workshop_id: str
    order_id: str
    version: int
    part_number: str
    kind: OrderKind
    quantity: int
    arrived: int = 0
    state: OrderState
    appointment_id: str | None = None
    eta: datetime
    ordered_at: datetime
    closed_at: datetime | None = None
    note: str = ""

    @property
    def missing(self) -> int:
        """Pieces that are still to come; none of an order that is closed."""
        return self.quantity - self.arrived if self.state.is_open else 0

    @property
    def delivery(self) -> Delivery | None:
        """What the workshop can expect of it."""
        if not self.missing:
            return None
        return Delivery(part_number=self.part_number, quantity=self.missing, eta=self.eta)

    def is_overdue(self, now: datetime) -> bool:
        """Whether it should have come by now."""
        return self.state.is_open and self.eta < now

    def may_be_cancelled(self, now: datetime) -> bool:
        """Whether it is open for more than a month, so that the supplier takes it back."""
        return self.state.is_open and now - self.ordered_at > CANCELLABLE_AFTER


@dataclass(frozen=True, slots=True, kw_only=True)
class Picks:
    """What lies aside for an appointment: part number → pieces. ``version`` 0: nothing ever did."""

    version: int = 0
    parts: Mapping[str, int]
    picked_at: datetime | None = None
    returned_at: datetime | None = None
    actor: str = ""
