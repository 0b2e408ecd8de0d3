"""The book as a memory: what goes in comes out, what is offered can be booked, and the referee has nothing to say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from optimizer.day import Day
from optimizer.policy import PriorityClass
from optimizer.slots.book import Book
from optimizer.slots.records import Goal, SlotRequest
from optimizer.visit import Visit
from scenarios.generator import SHOPS, generate_day
from tests.optimizer.slots.books import NOW, book, desk, offered, refereed, request, rules
from tests.shops import at, shop, spans

TUESDAY = date(2026, 11, 24)
DAYS = 4


def state_of(where: Book) -> list[object]:
    """Everything that a book occupies, not by which row; withdrawals of parts at one moment in any order."""
    state = where.occupancy.arrays
    busy = [state.busy[n, :count][["start", "end"]].tolist() for n, count in enumerate(state.busy_count)]
    taken = [sorted(state.taken[n, :count].tolist()) for n, count in enumerate(state.taken_count)]
    loads = [state.load.tolist(), state.half_hour_load.tolist(), state.dates.tolist(), state.cars.tolist()]
    return [busy, taken, *loads]


def test_what_is_added_and_removed_leaves_no_trace() -> None:
    where = book()
    empty = state_of(where)
    for offer in where.search(request("v", "ENGINE", "ALIGN", "PAINT", loan_car=True), NOW):
        where.add(offer.commitment)
        assert state_of(where) != empty
        assert where.remove("v") == offer.commitment
        assert state_of(where) == empty


def test_a_visit_is_in_the_book_once() -> None:
    where = book()
    where.accept(offered(where, request("v", "OIL"), "8:00"))
    with pytest.raises(ValueError, match="visit v is in the book already"):
        where.accept(offered(where, request("v", "OIL"), "9:00"))


def test_an_offer_that_was_taken_fits_no_more() -> None:
    where = book()
    first = offered(where, request("v1", "OIL"), "8:00")
    second = offered(where, request("v2", "OIL"), "8:00")
    assert where.fits(first.commitment) == ()
    where.accept(first)
    found = where.fits(second.commitment)
    assert "technician_overlap" in rules(found)
    assert {one.subject for one in found} & {"ann", "bob"}
    assert where.fits(second.commitment, now=at("8:01"))[0].rule == "not_before_now"


def test_facts_that_clash_are_taken_as_they_are() -> None:
    """Two cars at one place and time, as after a delay: both are there, and when one is gone the other is."""
    where = book()
    first, second = (offered(where, request(one, "OIL"), "8:00") for one in ("v1", "v2"))
    where.accept(first)
    alone = state_of(where)
    where.accept(second)
    offers = where.search(request("v", "OIL", advisor_id=first.visit.advisor_id), NOW)
    assert min(one.visit.arrival for one in offers) == at("8:15")
    assert state_of(book(first.commitment, second.commitment)) == state_of(where)
    where.remove("v2")
    assert state_of(where) == alone
    where.remove("v1")
    assert state_of(where) == state_of(book())


def test_last_bookable_minutes_are_sold_once() -> None:
    workshop = shop(policy=desk(reserve_share=0.875))
    where = book(workshop=workshop)
    first, second = (offered(where, request(v, "OIL", "OIL"), text) for v, text in (("v1", "8:00"), ("v2", "13:00")))
    where.accept(first)
    assert [(one.rule, one.subject) for one in where.fits(second.commitment)] == [("reserve", "2025-03-03")]


def test_a_plan_of_other_jobs_is_not_known() -> None:
    where = book()
    offer = offered(where, request("v", "OIL"), "8:00")
    changed = replace(offer.commitment, visit=replace(offer.visit, jobs=request("v", "OIL", "TYRES").jobs))
    assert rules(where.fits(changed)) == ["known"]


def test_a_promise_before_ready_is_refused() -> None:
    where = book()
    offer = offered(where, request("v", "OIL"), "8:00")
    hasty = replace(offer.commitment, visit=replace(offer.visit, promised=at("9:19")))
    assert rules(where.fits(hasty)) == ["promise"]


def orders(seed: int) -> tuple[Day, list[Visit]]:
    """A small shop for some days, and the cars of three days, in any order."""
    spec = replace(SHOPS["small"], horizon_days=DAYS)
    days = [generate_day(spec, seed=10 * seed + n, date=TUESDAY, load=1.0) for n in range(3)]
    visits = [visit for day in days for visit in day.visits]
    Random(seed).shuffle(visits)
    return days[0], visits


def drawn(pick: Random, visit: Visit, visit_id: str, day: Day) -> SlotRequest:
    """A request with wishes and musts at random."""
    opened = pick.choice(day.workshop.open_spans[:DAYS])
    advisors = [one.advisor_id for one in day.workshop.advisors]
    technicians = [one.technician_id for one in day.workshop.technicians]
    return SlotRequest(
        visit_id=visit_id,
        jobs=visit.jobs,
        priority_class=pick.choice(list(PriorityClass)),
        waits=visit.waits,
        wash=visit.wash,
        loan_car=visit.loan_car or pick.random() < 0.1,
        booked=pick.random() < 0.8,
        advisor_id=pick.choice(advisors) if pick.random() < 0.2 else None,
        preferred_advisor_ids=tuple(pick.sample(advisors, 1)) if pick.random() < 0.2 else (),
        preferred_technician_ids=tuple(pick.sample(technicians, 2)) if pick.random() < 0.2 else (),
        windows=(opened,) if pick.random() < 0.4 else (),
        preferred=(opened,) if pick.random() < 0.3 else (),
        ready_by=opened.end if pick.random() < 0.2 else None,
        max_stay=timedelta(hours=pick.choice([3, 8, 30])) if pick.random() < 0.2 else None,
        goal=pick.choice(list(Goal)),
        arrival_step_minutes=pick.choice([15, 30, 10]),
    )


@pytest.mark.parametrize("seed", range(4))
def test_random_bookings(seed: int) -> None:
    """After bookings and cancellations a book built anew is the same and offers the same; the referee is content."""
    pick = Random(seed)
    day, visits = orders(seed)
    where = Book.build(day.workshop, day.now, (), booked_days=DAYS - 1, carry_over_days=1)
    for n, visit in enumerate(visits):
        wish = drawn(pick, visit, f"W{n:03d}", day)
        before = state_of(where)
        offers = where.search(wish, day.now)
        assert state_of(where) == before
        if offers:
            chosen = pick.choice(offers)
            assert where.fits(chosen.commitment) == ()
            assert state_of(where) == before
            assert sum(term.cost for term in chosen.terms) == chosen.rank
            where.accept(chosen)
        if where.commitments and pick.random() < 0.2:
            where.remove(pick.choice(sorted(where.commitments)))
        if n % 12 == 11:
            anew = Book.build(
                day.workshop, day.now, where.commitments.values(), booked_days=DAYS - 1, carry_over_days=1
            )
            assert state_of(anew) == state_of(where)
            again = replace(wish, visit_id="again")
            assert anew.search(again, day.now) == where.search(again, day.now)
            assert refereed(where, day.workshop, DAYS, now=day.now) == []
    assert len(where.commitments) > 10


def test_booked_over_night() -> None:
    """An engine is begun on Monday and done on Tuesday, the car keeps its bay, and the book knows it on both days."""
    workshop = shop(policy=desk())
    where = book(workshop=workshop)
    offers = where.search(request("v", "ENGINE", windows=spans("15:30-15:45")), NOW)
    where.accept(offers[0])
    assert offers[0].ready > at("8:00+1")
    assert refereed(where, workshop) == []
