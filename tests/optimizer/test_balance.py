"""Parts: who gets which piece, and from when one is free. Times are those of ``tests.shops``."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer.balance import Need, PartBalance, balances_of, needs_of
from optimizer.steps import Catalogue
from optimizer.workshop import Delivery, PartNeed, PartStock
from tests.boards import assignments, broken
from tests.shops import at, day, finished, operation, shop, visit

HOURS = st.integers(0, 12)
PIECES = st.integers(1, 3)


def need(visit_id: str, start: str, quantity: int = 1) -> Need:
    """A need of brake pads."""
    return Need(part_number="PAD", quantity=quantity, start=at(start), visit_id=visit_id, step_id=f"{visit_id}/work/1")


def delivery(eta: str, quantity: int = 1) -> Delivery:
    """Brake pads that come."""
    return Delivery(part_number="PAD", quantity=quantity, eta=at(eta))


def pads(on_hand: int, deliveries: tuple[Delivery, ...], *needs: Need) -> PartBalance:
    """The balance of brake pads."""
    return balances_of((PartStock(part_number="PAD", on_hand=on_hand),), deliveries, needs)["PAD"]


def told(balance: PartBalance) -> list[tuple[str, bool, datetime | None, int]]:
    """Visit, on the shelf, there from, short."""
    return [(one.need.visit_id, one.on_shelf, one.there_from, one.short) for one in balance.allotments]


def test_the_shelf_serves_whoever_starts_first_and_deliveries_the_rest() -> None:
    balance = pads(1, (delivery("12:00"), delivery("15:00")), need("b", "13:00"), need("a", "9:00"), need("c", "14:00"))
    assert told(balance) == [("a", True, None, 0), ("b", False, at("12:00"), 0), ("c", False, at("15:00"), 1)]
    assert [one.in_time for one in balance.allotments] == [True, True, False]


def test_a_piece_that_comes_at_the_start_is_in_time() -> None:
    assert told(pads(0, (delivery("9:00"),), need("a", "9:00"))) == [("a", False, at("9:00"), 0)]
    assert told(pads(0, (delivery("9:01"),), need("a", "9:00"))) == [("a", False, at("9:01"), 1)]


def test_what_nobody_brings_has_no_date() -> None:
    assert told(pads(0, (delivery("8:00"),), need("a", "9:00", 2))) == [("a", False, None, 1)]
    assert told(balances_of((), (), (need("a", "9:00"),))["PAD"]) == [("a", False, None, 1)]


def test_a_slip_breaks_those_who_start_before_the_new_date() -> None:
    """The two pieces of noon come at 17:00: the cars of the afternoon stand still, the evening's does not get any."""
    needs = (need("a", "9:00"), need("b", "13:00"), need("c", "14:00"), need("d", "18:00"))
    before = pads(2, (delivery("12:00", 2),), *needs)
    after = pads(2, (delivery("17:00", 2),), *needs)
    assert all(one.in_time for one in before.allotments)
    assert [one.need.visit_id for one in after.allotments if not one.in_time] == ["c"]


def test_pieces_are_free_when_no_later_need_is_made_short() -> None:
    """Two on the shelf, one taken at noon, one more comes at 14:00 and is taken at 15:00."""
    balance = pads(2, (delivery("14:00"),), need("a", "12:00"), need("b", "15:00"))
    assert [balance.free_at(at(moment)) for moment in ("8:00", "12:00", "14:00", "15:00")] == [1, 1, 1, 1]
    assert balance.free_from(1, at("8:00")) == at("8:00")
    assert balance.free_from(2, at("8:00")) is None
    assert pads(0, (delivery("14:00"),), need("a", "15:00")).free_from(1, at("8:00")) is None


def test_a_need_that_nobody_serves_leaves_less_than_nothing() -> None:
    assert pads(1, (), need("a", "9:00", 3)).free_at(at("8:00")) == -2


def test_needs_are_those_of_steps_that_have_a_place_and_have_not_started() -> None:
    """The first job has been done and had its parts; the third has no place yet."""
    pad, oil = PartNeed(part_number="PAD", quantity=2), PartNeed(part_number="OIL")
    own = shop(operations=(operation("FIT", 1.0, "LIFT", parts=(pad, oil)),))
    car = visit("v1", "FIT", "FIT", "FIT", progress=(finished("v1", "work/1 8:10-9:10 ann"),))
    placed = assignments(own, "v1 work/1 8:10-9:10 ann b1\nv1 work/2 9:10-10:10 ann b1")
    found = needs_of(car, placed, Catalogue.of(own))
    assert [(one.part_number, one.quantity, one.start, one.step_id) for one in found] == [
        ("PAD", 2, at("9:10"), "v1/work/2"),
        ("OIL", 1, at("9:10"), "v1/work/2"),
    ]


@st.composite
def balances(draw: st.DrawFn) -> PartBalance:
    """Some pads, some deliveries, some cars."""
    coming = draw(st.lists(st.tuples(HOURS, PIECES), max_size=4))
    wanted = draw(st.lists(st.tuples(HOURS, PIECES), max_size=5))
    deliveries = tuple(delivery(f"{hour + 6}:00", pieces) for hour, pieces in coming)
    needs = (need(f"v{n}", f"{hour + 6}:00", pieces) for n, (hour, pieces) in enumerate(wanted))
    return pads(draw(st.integers(0, 4)), deliveries, *needs)


def with_one_more(balance: PartBalance, quantity: int, start: datetime) -> PartBalance:
    """The balance when another car takes some."""
    more = replace(need("x", "6:00", quantity), start=start)
    return pads(balance.on_hand, balance.deliveries, *(one.need for one in balance.allotments), more)


def ever_short(balance: PartBalance) -> bool:
    """Counted as the rule of the model says it: at some moment more is taken than was there."""
    return any(
        sum(one.need.quantity for one in balance.allotments if one.need.start <= moment)
        > balance.on_hand + sum(one.quantity for one in balance.deliveries if one.eta <= moment)
        for moment in (one.need.start for one in balance.allotments)
    )


@given(balances())
def test_all_are_in_time_exactly_when_the_rule_is_kept(balance: PartBalance) -> None:
    assert all(one.in_time for one in balance.allotments) is not ever_short(balance)


@given(balances(), PIECES)
def test_what_is_free_can_be_taken_and_nothing_is_free_before(balance: PartBalance, quantity: int) -> None:
    if ever_short(balance):
        return
    found = balance.free_from(quantity, at("6:00"))
    if found is not None:
        assert not ever_short(with_one_more(balance, quantity, found))
    earlier = (at(f"{hour}:00") for hour in range(6, 20))
    assert all(
        ever_short(with_one_more(balance, quantity, moment)) for moment in earlier if found is None or moment < found
    )


ONE_AFTER_THE_OTHER = """
v1 reception  8:00-8:10   eve
v1 work/1     8:10-9:10   ann b1
v1 inspection 9:10-9:20   inspection-1
v1 hand_over  9:20-9:30   eve
v2 reception  8:00-8:10   fay
v2 work/1     10:30-11:30 ann b1
v2 inspection 11:30-11:40 inspection-1
v2 hand_over  11:40-11:50 eve
"""


@pytest.mark.parametrize(("eta", "rules"), [("10:31", ["parts"]), ("10:30", [])])
def test_the_referee_says_the_same(eta: str, rules: list[str]) -> None:
    """One pad for two cars, and a delivery: late for the second car, or just in time."""
    own = shop(
        operations=(operation("FIT", 1.0, "LIFT", parts=(PartNeed(part_number="PAD"),)),),
        stock=(PartStock(part_number="PAD", on_hand=1),),
        deliveries=(delivery(eta),),
    )
    cars = (visit("v1", "FIT"), visit("v2", "FIT"))
    placed, catalogue = assignments(own, ONE_AFTER_THE_OTHER), Catalogue.of(own)
    needs = [one for car in cars for one in needs_of(car, placed, catalogue)]
    balance = balances_of(own.stock, own.deliveries, needs)["PAD"]
    assert broken(day(*cars, workshop=own), ONE_AFTER_THE_OTHER) == rules
    assert all(one.in_time for one in balance.allotments) is (not rules)
