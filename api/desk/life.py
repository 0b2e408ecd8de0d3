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


class Action(StrEnum):
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
_BY_SERVICE = frozenset({Action.EXPIRE, Action.REPLAN})


def _kept(state: State) -> dict[Action, State]:
    return {Action.CHANGE: state, Action.REPLAN: state}


def _booked(state: State) -> dict[Action, State]:
    return _kept(state) | {
        Action.MARK_TENTATIVE: State.TENTATIVE,
        Action.MOVE: State.BOOKED,  # what was confirmed was the time before
        Action.CANCEL: State.CANCELLED,
        Action.ARRIVE: State.ARRIVED,
        Action.MARK_NO_SHOW: State.NO_SHOW,
    }


# Steps of the work (in work, interrupted, inspected, washed, ready) belong between arrived and delivered.
TABLE: Mapping[State | None, Mapping[Action, State]] = MappingProxyType(
    {
        None: {
            Action.HOLD: State.HELD,
            Action.BOOK: State.BOOKED,
            Action.MARK_TENTATIVE: State.TENTATIVE,
            Action.WALK_IN: State.ARRIVED,
        },
        State.HELD: _kept(State.HELD)
        | {
            Action.BOOK: State.BOOKED,
            Action.MARK_TENTATIVE: State.TENTATIVE,
            Action.MOVE: State.HELD,
            Action.CANCEL: State.CANCELLED,
            Action.EXPIRE: State.EXPIRED,
        },
        State.EXPIRED: {
            Action.BOOK: State.BOOKED,  # when the place is still free
            Action.MARK_TENTATIVE: State.TENTATIVE,
            Action.MOVE: State.BOOKED,
        },
        State.TENTATIVE: _booked(State.TENTATIVE) | {Action.BOOK: State.BOOKED, Action.MOVE: State.TENTATIVE},
        State.BOOKED: _booked(State.BOOKED) | {Action.CONFIRM: State.CONFIRMED_ONCE},
        State.CONFIRMED_ONCE: _booked(State.CONFIRMED_ONCE) | {Action.CONFIRM: State.CONFIRMED_TWICE},
        State.CONFIRMED_TWICE: _booked(State.CONFIRMED_TWICE),
        State.ARRIVED: _kept(State.ARRIVED) | {Action.DELIVER: State.DELIVERED, Action.CANCEL: State.CANCELLED},
        State.NO_SHOW: {Action.MOVE: State.BOOKED},  # the customer calls and takes another time
        State.CANCELLED: {},
        State.DELIVERED: {},
    }
)


class TransitionError(ValueError):
    """An action that the state does not allow. ``allowed``: those it does."""

    def __init__(self, state: State | None, action: Action) -> None:
        super().__init__(f"{action} is not allowed when {state or 'new'}")
        self.state = state
        self.action = action
        self.allowed = allowed(state)


def allowed(state: State | None) -> tuple[Action, ...]:
    """What people may do next, in the order of a life; None: to an appointment that is not there yet."""
    return tuple(action for action in Action if action in TABLE[state] and action not in _BY_SERVICE)


def after(state: State | None, action: Action) -> State:
    """The state that an action leads to. Raises ``TransitionError`` when it may not happen now."""
    try:
        return TABLE[state][action]
    except KeyError:
        raise TransitionError(state, action) from None
