"""The three questions of the trade."""

from __future__ import annotations

from datetime import timedelta

from optimizer.slots.book import Book
from optimizer.slots.questions import earliest_ready, earliest_ready_within, in_interval
from tests.optimizer.slots.books import NOW, book, desk, offered, request
from tests.shops import at, shop, spans, technician


def with_ann_until_ten() -> Book:
    """Ann, alone, has work until 10:10."""
    where = book(workshop=shop(policy=desk(), technicians=(technician("ann"),)))
    where.accept(offered(where, request("v1", "OIL", "OIL"), "8:00"))
    return where


def test_fits_an_interval() -> None:
    """An hour of work from 10:10: ready at 11:20, promised at 11:45."""
    where = with_ann_until_ten()
    wish = request("v", "OIL")
    found = in_interval(where, wish, spans("8:00-11:45")[0], NOW)
    assert found is not None
    assert found.visit.promised == at("11:45")
    assert in_interval(where, wish, spans("8:00-11:44")[0], NOW) is None


def test_earliest_ready() -> None:
    """The latest arrival that is ready as early, so that the car does not stand."""
    found = earliest_ready(with_ann_until_ten(), request("v", "OIL"), NOW)
    assert found is not None
    assert (found.visit.arrival, found.ready) == (at("10:00"), at("11:20"))


def test_earliest_ready_when_the_car_can_be_left_so_long() -> None:
    """From arrival to promise at 11:45; an hour and three quarters is what it takes at least."""
    where, wish = with_ann_until_ten(), request("v", "OIL")
    found = earliest_ready_within(where, wish, timedelta(minutes=105), NOW)
    assert found is not None
    assert (found.visit.arrival, found.visit.promised) == (at("10:00"), at("11:45"))
    assert earliest_ready_within(where, wish, timedelta(minutes=90), NOW) is None
