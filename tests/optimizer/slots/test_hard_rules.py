"""What an offer must keep beyond the rules of a plan; each limit once kept exactly and once missed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from optimizer.calendar import Span
from optimizer.policy import PriorityClass
from optimizer.slots.book import Book
from optimizer.workshop import Delivery, PartNeed, PartStock
from tests.optimizer.slots.books import NOW, arrivals, book, desk, offered, request
from tests.shops import OPERATIONS, advisor, at, operation, shop, spans, technician

MONDAY = spans("8:00-17:00")
TONIGHT = at("17:00")


def test_reception_begins_when_the_car_arrives() -> None:
    for offer in book().search(request("v", "OIL"), NOW):
        assert offer.assignments[0].start == offer.visit.arrival


def test_arrivals_lie_on_the_clock_in_the_windows() -> None:
    windows = (*spans("9:05-9:40"), Span(at("10:00"), at("10:15")))
    offers = book().search(request("v", "OIL", windows=windows), NOW)
    assert arrivals(offers) == [at("9:15"), at("9:30"), at("10:00")]
    halves = book().search(request("v", "OIL", windows=windows, arrival_step_minutes=30), NOW)
    assert arrivals(halves) == [at("9:30"), at("10:00")]


def test_lead_is_counted_from_now() -> None:
    wish = request("v", "OIL", windows=MONDAY, lead=timedelta(minutes=150))
    assert arrivals(book().search(wish, at("7:30")))[0] == at("10:00")
    assert arrivals(book().search(wish, at("7:31")))[0] == at("10:15")


def test_promise_is_ready_and_slack_on_the_promise_grid() -> None:
    """Reception 8:00-8:10, oil to 9:10, inspection to 9:20; 15 minutes of slack, then the next quarter."""
    offer = offered(book(), request("v", "OIL"), "8:00")
    assert offer.ready == at("9:20")
    assert offer.visit.promised == at("9:45")
    assert offer.assignments[-1].start == at("9:45")


def test_who_waits_gets_the_car_when_it_is_ready() -> None:
    offer = offered(book(), request("v", "OIL", waits=True), "8:00")
    assert offer.assignments[-1].start == offer.ready == at("9:20")
    assert offer.visit.promised == at("9:45")


def test_hand_over_has_an_advisor_at_the_promised_time() -> None:
    """Nobody hands over between 9:30 and 10:30: the promise waits for them."""
    workshop = shop(policy=desk(), advisors=(advisor("eve", breaks="9:30-10:30 9:30+1-10:30+1"),))
    offer = offered(book(workshop=workshop), request("v", "OIL"), "8:00")
    assert offer.visit.promised == offer.assignments[-1].start == at("10:30")


def test_promise_after_closing_is_for_the_next_morning() -> None:
    """Ready at 16:50 with a hand-over until 17:00 would do, with the slack it would not."""
    offer = offered(book(), request("v", "OIL"), "15:30")
    assert offer.ready == at("16:50")
    assert offer.visit.promised == offer.assignments[-1].start == at("8:00+1")


def test_who_waits_does_not_wait_overnight() -> None:
    wish = request("v", "OIL", waits=True, windows=MONDAY)
    assert arrivals(book().search(wish, NOW))[-1] == at("15:30")
    assert arrivals(book().search(replace(wish, waits=False), NOW))[-1] == at("16:45")


def test_ready_by_is_kept_by_the_promise() -> None:
    wish = request("v", "OIL", windows=MONDAY)
    assert arrivals(book().search(replace(wish, ready_by=at("9:45")), NOW)) == [at("8:00")]
    assert book().search(replace(wish, ready_by=at("9:44")), NOW) == ()


def test_max_stay_is_from_arrival_to_promise() -> None:
    wish = request("v", "OIL", windows=spans("8:00-8:15"))
    assert len(book().search(replace(wish, max_stay=timedelta(minutes=105)), NOW)) == 1
    assert book().search(replace(wish, max_stay=timedelta(minutes=104)), NOW) == ()


def test_reserve_is_kept_from_those_who_may_not_open_it() -> None:
    """Two technicians, eight hours each: half of their Monday is booked by eight cars."""
    workshop = shop(policy=desk(reserve_share=0.5))
    where = book(workshop=workshop)
    for n in range(8):
        where.accept(where.search(request(f"v{n}", "OIL", ready_by=TONIGHT), NOW)[0])
    wish = request("v", "TYRES", ready_by=TONIGHT)
    assert where.search(wish, NOW) == ()
    assert where.search(replace(wish, priority_class=PriorityClass.VIC), NOW)
    assert where.search(replace(wish, booked=False), NOW)
    where.remove("v0")
    assert where.search(wish, NOW)[0].reserve_left == 30


def test_bookable_hours_are_a_limit_of_their_own() -> None:
    """Productivity 0.5 and a booking rate of 0.25 leave two of sixteen hours."""
    where = book(workshop=shop(policy=desk(productivity=0.5, booking_rate=0.25)))
    for n in range(2):
        where.accept(where.search(request(f"v{n}", "OIL", ready_by=TONIGHT), NOW)[0])
    assert where.search(request("v", "TYRES", ready_by=TONIGHT), NOW) == ()


def test_overtime_is_not_offered() -> None:
    late = (technician("ann", "engine", overtime="17:00-20:00"),)
    workshop = shop(technicians=late, policy=replace(desk(), overtime_allowed=True))
    steps = [step for offer in book(workshop=workshop).search(request("v", "OIL"), NOW) for step in offer.assignments]
    assert max(one.end for one in steps if one.end < at("0:00+1")) <= TONIGHT
    assert not any(one.overtime for one in steps)


def test_loan_car_is_there_for_the_whole_stay() -> None:
    where = book(workshop=shop(policy=desk(), loan_cars=1))
    first = offered(where, request("v1", "OIL", loan_car=True), "9:00")
    where.accept(first)
    wish = request("v", "OIL", loan_car=True, windows=MONDAY)
    found = arrivals(where.search(wish, NOW))
    assert found[0] == at("11:00")  # the first one's hand-over ends at 10:55
    assert len(arrivals(where.search(replace(wish, loan_car=False), NOW))) > len(found)


def test_parts_are_there_when_the_work_begins() -> None:
    """One filter on the shelf, promised to another car; the next comes on Tuesday at ten."""
    filters = operation("FILTER", 1.0, "LIFT", parts=(PartNeed(part_number="F"),))
    workshop = shop(
        policy=desk(),
        operations=(*OPERATIONS, filters),
        stock=(PartStock(part_number="F", on_hand=1),),
        deliveries=(Delivery(part_number="F", quantity=1, eta=at("10:00+1")),),
    )
    where = book(workshop=workshop)
    first = where.search(request("v1", "FILTER", windows=MONDAY), NOW)[0]
    assert (first.parts[0].free, first.parts[0].available_from) == (1, None)
    where.accept(first)
    offers = where.search(request("v2", "FILTER"), NOW)
    assert offers
    assert min(offer.assignments[1].start for offer in offers) == at("10:00+1")
    assert {(offer.parts[0].free, offer.parts[0].available_from) for offer in offers} == {(0, at("10:00+1"))}


def test_part_that_nobody_knows_is_never_there() -> None:
    wish = request("v", "OIL")
    missing = replace(wish.jobs[0], parts=(PartNeed(part_number="X"),))
    assert book().search(replace(wish, jobs=(missing,)), NOW) == ()


def test_advisor_asked_for_receives_the_car() -> None:
    offers = book().search(request("v", "OIL", advisor_id="fay"), NOW)
    assert {offer.visit.advisor_id for offer in offers} == {"fay"}
    assert {offer.assignments[0].unit_id for offer in offers} == {"fay"}


def test_nobody_arrives_on_the_days_kept_for_carried_over_work() -> None:
    where = Book.build(shop(policy=desk()), NOW, (), booked_days=1, carry_over_days=1)
    offers = where.search(request("v", "OIL"), NOW)
    assert arrivals(offers)[-1] < at("0:00+1")
    assert max(offer.ready for offer in offers) > at("0:00+1")
