"""The life of an order of parts, as one table: what may follow what."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class OrderState(StrEnum):
    """Where an order is in its life."""

    ORDERED = "ordered"
    CONFIRMED = "confirmed"  # the supplier has told an ETA
    ARRIVED = "arrived"
    CANCELLED = "cancelled"

    @property
    def is_open(self) -> bool:
        """Whether pieces are still to come."""
        return self in (OrderState.ORDERED, OrderState.CONFIRMED)


class OrderAction(StrEnum):
    """What happens to an order."""

    CONFIRM = "confirm"
    SLIP = "slip"  # the supplier tells another ETA
    ARRIVE = "arrive"
    CANCEL = "cancel"


# An arrival of some of the pieces leaves the order open.
TABLE: Mapping[OrderState, Mapping[OrderAction, OrderState]] = MappingProxyType(
    {
        OrderState.ORDERED: {
            OrderAction.CONFIRM: OrderState.CONFIRMED,
            OrderAction.SLIP: OrderState.ORDERED,
            OrderAction.ARRIVE: OrderState.ARRIVED,
            OrderAction.CANCEL: OrderState.CANCELLED,
        },
        OrderState.CONFIRMED: {
            OrderAction.SLIP: OrderState.CONFIRMED,
            OrderAction.ARRIVE: OrderState.ARRIVED,
            OrderAction.CANCEL: OrderState.CANCELLED,
        },
        OrderState.ARRIVED: {},
        OrderState.CANCELLED: {},
    }
)


class OrderTransitionError(ValueError):
    """An action that the state of an order does not allow."""

    def __init__(self, state: OrderState, action: OrderAction) -> None:
        super().__init__(f"{action} is not allowed when {state}")
        self.state = state
        self.action = action
        self.allowed = tuple(TABLE[state])


def after(state: OrderState, action: OrderAction) -> OrderState:
    """The state that an action leads to. Raises ``OrderTransitionError`` when it may not happen now."""
    try:
        return TABLE[state][action]
    except KeyError:
        raise OrderTransitionError(state, action) from None
