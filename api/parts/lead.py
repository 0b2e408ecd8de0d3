"""How long a part takes to come, by the kind of its order."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from scenarios.setup.calendar import ShopCalendar
from scenarios.setup.hours import instant_at
from scenarios.setup.records import Part, Setup


class OrderKind(StrEnum):
    """Kinds of order, the slowest and cheapest first."""

    REGULAR = "regular"  # 定期: goes out when the order cycle comes round
    URGENT = "urgent"  # 紧急
    EXTRA_URGENT = "extra_urgent"  # 火急


def lead_days(part: Part, kind: OrderKind) -> int:
    """Days from an order to its arrival: order cycle + transport; an urgent order does not wait for the cycle.

    A regular order waits for the whole cycle at worst, which is what may be promised.
    """
    days = part.transport_days
    lead = {
        OrderKind.REGULAR: part.order_cycle_days + days.regular,
        OrderKind.URGENT: days.urgent,
        OrderKind.EXTRA_URGENT: days.extra_urgent,
    }
    return lead[kind]


def eta_of(part: Part, kind: OrderKind, ordered_at: datetime, setup: Setup) -> datetime | None:
    """When the pieces of an order can be used: when the shop opens on the first open date after the lead time.

    None when the shop is not open in the 120 days from then.
    """
    zone = ZoneInfo(setup.time_zone)
    arrives = ordered_at.astimezone(zone).date() + timedelta(days=lead_days(part, kind))
    for day in ShopCalendar.of(setup).open_days(arrives, 2):
        opens = instant_at(zone, day.date, min(one.start for one in day.hours))
        if opens > ordered_at:
            return opens
    return None
