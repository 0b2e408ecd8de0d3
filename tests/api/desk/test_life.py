"""The life of an appointment: what may follow what."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.desk.life import TABLE, LifeAction, State, TransitionError, after, allowed


def live(*actions: LifeAction) -> State:
    """The state after some actions on a new appointment."""
    state: State | None = None
    for action in actions:
        state = after(state, action)
    assert state is not None
    return state


def test_a_life_as_it_should_be() -> None:
    life = (
        LifeAction.HOLD,
        LifeAction.BOOK,
        LifeAction.CONFIRM,
        LifeAction.CONFIRM,
        LifeAction.ARRIVE,
        LifeAction.DELIVER,
    )
    assert live(*life) is State.DELIVERED


def test_two_confirmations_and_no_third() -> None:
    assert live(LifeAction.BOOK, LifeAction.CONFIRM) is State.CONFIRMED_ONCE
    assert live(LifeAction.BOOK, LifeAction.CONFIRM, LifeAction.CONFIRM) is State.CONFIRMED_TWICE
    with pytest.raises(TransitionError) as refused:
        live(LifeAction.BOOK, LifeAction.CONFIRM, LifeAction.CONFIRM, LifeAction.CONFIRM)
    assert refused.value.allowed == (
        LifeAction.MARK_TENTATIVE,
        LifeAction.MOVE,
        LifeAction.CHANGE,
        LifeAction.CANCEL,
        LifeAction.ARRIVE,
        LifeAction.MARK_NO_SHOW,
    )


def test_what_was_confirmed_was_the_time_before_the_move() -> None:
    assert live(LifeAction.BOOK, LifeAction.CONFIRM, LifeAction.CONFIRM, LifeAction.MOVE) is State.BOOKED
    assert live(LifeAction.MARK_TENTATIVE, LifeAction.MOVE) is State.TENTATIVE
    assert live(LifeAction.HOLD, LifeAction.MOVE) is State.HELD


def test_a_hold_expires_and_can_be_booked_late() -> None:
    assert live(LifeAction.HOLD, LifeAction.EXPIRE) is State.EXPIRED
    assert live(LifeAction.HOLD, LifeAction.EXPIRE, LifeAction.BOOK) is State.BOOKED
    with pytest.raises(TransitionError):
        live(LifeAction.BOOK, LifeAction.EXPIRE)


def test_a_walk_in_enters_at_arrived() -> None:
    assert live(LifeAction.WALK_IN) is State.ARRIVED
    with pytest.raises(TransitionError):
        live(LifeAction.BOOK, LifeAction.WALK_IN)


@pytest.mark.parametrize("state", [State.CANCELLED, State.DELIVERED])
def test_nothing_follows_the_end(state: State) -> None:
    assert allowed(state) == ()


def test_only_the_service_lets_expire_and_replans() -> None:
    assert all(not {LifeAction.EXPIRE, LifeAction.REPLAN} & set(allowed(state)) for state in TABLE)


@given(st.lists(st.sampled_from(LifeAction), max_size=12))
def test_whatever_is_done_the_table_knows_the_state(actions: list[LifeAction]) -> None:
    state: State | None = None
    for action in actions:
        try:
            state = after(state, action)
        except TransitionError as error:
            assert action not in error.allowed
        assert state is None or state in TABLE


@given(st.sampled_from(State))
def test_who_keeps_a_place_can_be_replanned_and_nobody_else(state: State) -> None:
    assert (LifeAction.REPLAN in TABLE[state]) == state.in_plan
    if state.in_plan and state is not State.HELD:
        assert TABLE[state][LifeAction.REPLAN] is state
