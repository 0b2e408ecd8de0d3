"""The life of an appointment, from held to delivered, as one table: what may follow what."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class State(StrEnum):
    """Where an appointment is in its life."""

    HELD = "held"  # offered to the customer; expires
    TENTATIVE = "tentative"  # the customer is not sure yet; the place is kept
    BOOKED = "booked"
    CONFIRMED_ONCE = "confirmed_once"
    CONFIRMED_TWICE = "confirmed_twice"
    ARRIVED = "arrived"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"
    EXPIRED = "expired"

    @property
    def in_plan(self) -> bool:
        """Whether an appointment in this state keeps its place in the plan."""
        return self in _IN_PLAN


class LifeAction(StrEnum):
    """What people, and the service itself, do to an appointment."""

    HOLD = "hold"
    BOOK = "book"
    MARK_TENTATIVE = "mark_tentative"
    CONFIRM = "confirm"
    MOVE = "move"
    CHANGE = "change"
    CANCEL = "cancel"
    ARRIVE = "arrive"
    WALK_IN = "walk_in"
    DELIVER = "deliver"
    MARK_NO_SHOW = "mark_no_show"
    EXPIRE = "expire"  # by the service
    REPLAN = "replan"  # by the service: other technicians or bays, the same times for the customer
    PROMISE = "promise"  # by the service: the customer has agreed to another time
    REPORT = "report"  # by the floor: how far the car is, what more is to be done
    ARRIVE_AFTER_ALL = "arrive_after_all"  # by the floor: a car given up as a no-show; its place is gone
    TAKE_BACK = "take_back"  # by the floor: an arrival or a no-show that was told by mistake


_IN_PLAN = frozenset(
    {
        State.HELD,
        State.TENTATIVE,
        State.BOOKED,
        State.CONFIRMED_ONCE,
        State.CONFIRMED_TWICE,
        State.ARRIVED,
    }
)
_BY_SERVICE = frozenset(
    {
        LifeAction.EXPIRE,
        LifeAction.REPLAN,
        LifeAction.PROMISE,
        LifeAction.REPORT,
        LifeAction.ARRIVE_AFTER_ALL,
        LifeAction.TAKE_BACK,
    }
)


def _kept(state: State) -> dict[LifeAction, State]:
    kept = (LifeAction.CHANGE, LifeAction.REPLAN, LifeAction.PROMISE, LifeAction.REPORT)
    return dict.fromkeys(kept, state)


def _booked(state: State) -> dict[LifeAction, State]:
    return _kept(state) | {
        LifeAction.MARK_TENTATIVE: State.TENTATIVE,
        LifeAction.MOVE: State.BOOKED,  # what was confirmed was the time before
        LifeAction.CANCEL: State.CANCELLED,
        LifeAction.ARRIVE: State.ARRIVED,
        LifeAction.MARK_NO_SHOW: State.NO_SHOW,
    }


# Steps of the work (in work, interrupted, inspected, washed, ready) belong between arrived and delivered.
TABLE: Mapping[State | None, Mapping[LifeAction, State]] = MappingProxyType(
    {
        None: {
            LifeAction.HOLD: State.HELD,
            LifeAction.BOOK: State.BOOKED,
            LifeAction.MARK_TENTATIVE: State.TENTATIVE,
            LifeAction.WALK_IN: State.ARRIVED,
        },
        State.HELD: _kept(State.HELD)
        | {
            LifeAction.BOOK: State.BOOKED,
            LifeAction.MARK_TENTATIVE: State.TENTATIVE,
            LifeAction.MOVE: State.HELD,
            LifeAction.CANCEL: State.CANCELLED,
            LifeAction.EXPIRE: State.EXPIRED,
        },
        State.EXPIRED: {
            LifeAction.BOOK: State.BOOKED,  # when the place is still free
            LifeAction.MARK_TENTATIVE: State.TENTATIVE,
            LifeAction.MOVE: State.BOOKED,
        },
        State.TENTATIVE: _booked(State.TENTATIVE) | {LifeAction.BOOK: State.BOOKED, LifeAction.MOVE: State.TENTATIVE},
        State.BOOKED: _booked(State.BOOKED) | {LifeAction.CONFIRM: State.CONFIRMED_ONCE},
        State.CONFIRMED_ONCE: _booked(State.CONFIRMED_ONCE) | {LifeAction.CONFIRM: State.CONFIRMED_TWICE},
        State.CONFIRMED_TWICE: _booked(State.CONFIRMED_TWICE),
        State.ARRIVED: _kept(State.ARRIVED)
        | {
            LifeAction.DELIVER: State.DELIVERED,
            LifeAction.CANCEL: State.CANCELLED,
            LifeAction.TAKE_BACK: State.BOOKED,
        },
        State.NO_SHOW: {
            LifeAction.MOVE: State.BOOKED,  # the customer calls and takes another time
            LifeAction.ARRIVE_AFTER_ALL: State.ARRIVED,
            LifeAction.TAKE_BACK: State.BOOKED,
        },
        State.CANCELLED: {},
        State.DELIVERED: {},
    }
)


class TransitionError(ValueError):
    """An action that the state does not allow. ``allowed``: those it does."""

    def __init__(self, state: State | None, action: LifeAction) -> None:
        super().__init__(f"{action} is not allowed when {state or 'new'}")
        self.state = state
        self.action = action
        self.allowed = allowed(state)


def allowed(state: State | None) -> tuple[LifeAction, ...]:
    """What people may do next, in the order of a life; None: to an appointment that is not there yet."""
    return tuple(action for action in LifeAction if action in TABLE[state] and action not in _BY_SERVICE)


def after(state: State | None, action: LifeAction) -> State:
    """The state that an action leads to. Raises ``TransitionError`` when it may not happen now."""
    try:
        return TABLE[state][action]
    except KeyError:
        raise TransitionError(state, action) from None
