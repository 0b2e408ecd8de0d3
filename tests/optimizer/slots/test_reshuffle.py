"""Slots that insertion misses: others change technicians, bays or times, and keep their promises."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from optimizer.slots.book import Book
from optimizer.slots.records import FoundBy, Offer, SlotRequest
from optimizer.workshop import Workshop
from tests.optimizer.slots.books import NOW, book, desk, moment, offered, refereed, request, rules
from tests.shops import at, bay, shop, technician

SHOP = shop(policy=desk(frozen_window_minutes=30))


def ann_does_oil(workshop: Workshop = SHOP) -> Book:
    """Ann, the only one for engines, changes oil from 8:10 to 9:10, which bob could do."""
    where = book(workshop=workshop)
    wish = request("oil", "OIL", preferred_technician_ids=("ann",))
    offer = offered(where, wish, "8:00")
    assert offer.assignments[1].technician_ids == ("ann",)
    where.accept(offer)
    return where


def engine(visit_id: str = "engine") -> SlotRequest:
    """Two hours on the engine, at eight, to be had by eleven."""
    return request(visit_id, "ENGINE", windows=(moment("8:00"),), ready_by=at("10:45"))


def test_another_visit_changes_its_technician() -> None:
    where = ann_does_oil()
    assert where.search(engine(), NOW) == ()
    (offer,) = where.reshuffle(engine(), NOW, seconds=20)
    assert offer.found_by is FoundBy.RUIN_AND_RECREATE
    assert (offer.visit.arrival, offer.visit.promised) == (at("8:00"), at("10:45"))
    (moved,) = offer.moved
    assert moved.assignments[1].technician_ids == ("bob",)
    where.accept(offer)
    assert refereed(where, SHOP) == []


def test_the_book_is_as_before() -> None:
    where = ann_does_oil()
    before = dict(where.commitments)
    offers = where.search(request("v", "OIL"), NOW)
    where.reshuffle(engine(), NOW, seconds=20)
    assert where.commitments == before
    assert where.search(request("v", "OIL"), NOW) == offers


def test_nobody_moves_when_insertion_suffices() -> None:
    where = ann_does_oil()
    wish = replace(request("v", "OIL"), count=3)
    assert where.reshuffle(wish, NOW) == where.search(wish, NOW)


def test_who_begins_within_the_frozen_window_stays() -> None:
    where = ann_does_oil()
    assert where.reshuffle(engine(), at("7:31"), seconds=0.2) == ()
    assert len(where.reshuffle(engine(), at("7:30"), seconds=20)) == 1


def test_arrival_and_promise_of_others_are_kept() -> None:
    where = ann_does_oil()
    (offer,) = where.reshuffle(engine(), NOW, seconds=20)
    (moved,) = offer.moved
    before = where.commitments["oil"]
    assert moved.visit == before.visit
    assert moved.assignments[0] == before.assignments[0]
    assert moved.assignments[-1].start <= before.assignments[-1].start


def test_nothing_when_a_promise_would_break() -> None:
    """Bob is away: ann would have to make one of the two wait."""
    alone = shop(
        policy=SHOP.policy, technicians=(technician("ann", "engine"), technician("bob", absences="8:00-17:00"))
    )
    assert ann_does_oil(alone).reshuffle(engine(), NOW, seconds=0.5) == ()


def test_others_may_be_later_inside_their_promise() -> None:
    """The oil customer has left the car until two: the one lift is free for the engine until ten."""
    one_lift = shop(policy=SHOP.policy, bays=(bay("b1", "LIFT"),))
    where = book(workshop=one_lift)
    early = offered(where, request("oil", "OIL"), "8:00")
    late = replace(early.visit, promised=at("14:00"))
    waits = replace(early.assignments[-1], start=at("14:00"), end=at("14:10"))
    where.add(replace(early.commitment, visit=late, assignments=(*early.assignments[:-1], waits)))
    (offer,) = where.reshuffle(engine(), NOW, seconds=20)
    assert [one.visit.visit_id for one in offer.moved] == ["oil"]
    where.accept(offer)
    assert refereed(where, one_lift) == []


@pytest.fixture
def by_solver_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """No time for ruin-and-recreate."""
    monkeypatch.setattr("optimizer.slots.reshuffle._SEARCH_SHARE", 0.0)


@pytest.mark.usefixtures("by_solver_only")
def test_the_solver_finds_it_too() -> None:
    where = ann_does_oil()
    (offer,) = where.reshuffle(engine(), NOW, seconds=20)
    assert offer.found_by is FoundBy.NEIGHBOURHOOD
    where.accept(offer)
    assert refereed(where, SHOP) == []


def test_an_offer_that_moves_others_is_checked_with_them() -> None:
    """Once the other visit is gone or has changed, the offer stands no more."""
    where = ann_does_oil()
    offer: Offer = where.reshuffle(engine(), NOW, seconds=20)[0]
    assert where.fits(offer.commitment, offer.moved) == ()
    assert "technician_overlap" in rules(where.fits(offer.commitment))
    where.remove("oil")
    assert [(one.rule, one.subject) for one in where.fits(offer.commitment, offer.moved)] == [("known", "oil")]


class Stopped:
    """A stop signal that is set."""

    def is_set(self) -> bool:
        """It is."""
        return True


def test_stop_ends_it() -> None:
    wish = replace(engine(), ready_by=at("10:45"), max_stay=timedelta(hours=3))
    assert ann_does_oil().reshuffle(wish, NOW, seconds=20, stop=Stopped()) == ()
