"""Why a wished arrival does not go: each reason alone, together, and none too many."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from optimizer.plan import Reason
from optimizer.policy import PriorityClass
from optimizer.slots.book import Book
from optimizer.slots.records import SlotRequest
from optimizer.workshop import Delivery, PartNeed, PartStock, Workshop
from tests.optimizer.slots.books import NOW, book, desk, offered, request, rules
from tests.shops import OPERATIONS, advisor, at, bay, operation, shop, technician


def why(where: Book, wish: SlotRequest, time: str) -> tuple[Reason, ...]:
    """The reasons against an arrival."""
    return where.why_not(wish, at(time), NOW).reasons


def until(reasons: tuple[Reason, ...]) -> list[datetime | None]:
    """When they end."""
    return [one.until for one in reasons]


def waiter(visit_id: str, *codes: str) -> SlotRequest:
    """Somebody who waits, for two hours at most."""
    return request(visit_id, *codes, waits=True, max_stay=timedelta(hours=2))


def test_no_reason_when_it_goes() -> None:
    found = book().why_not(request("v", "OIL"), at("8:10"), NOW)
    assert found.reasons == ()
    assert found.nearest is not None
    assert found.nearest.visit.arrival == at("8:10")


def test_rack_taken() -> None:
    """The one rack is taken from 8:10 to 9:10; a third technician would be free."""
    crew = (technician("ann", "engine"), technician("bob"), technician("cid"))
    where = book(workshop=shop(policy=desk(), technicians=crew))
    where.accept(offered(where, request("v1", "ALIGN"), "8:00"))
    wish = replace(waiter("v", "ALIGN"), max_stay=timedelta(minutes=110))
    found = where.why_not(wish, at("8:15"), NOW)
    assert [(one.rule, one.subject, one.until) for one in found.reasons] == [("bay_overlap", "RACK", at("9:00"))]
    assert found.reasons[0].text_en == "bays with RACK taken by other cars until 09:00"
    assert found.reasons[0].text_zh == "RACK工位被其他车辆占用至09:00"
    assert found.nearest is not None
    assert found.nearest.visit.arrival == at("9:00")


def test_technicians_busy() -> None:
    """Both technicians have an hour's work from 8:10 on; bays there are enough."""
    bays = tuple(bay(f"b{n}", "LIFT") for n in range(4))
    where = book(
        workshop=shop(policy=desk(), bays=bays, operations=(OPERATIONS[0],), advisors=tuple(map(advisor, "abc")))
    )
    for n in range(2):
        where.accept(offered(where, request(f"v{n}", "OIL"), "8:00"))
    wish = replace(waiter("v", "OIL"), max_stay=timedelta(minutes=110))
    assert rules(why(where, wish, "8:00")) == ["technician_overlap"]
    assert why(where, wish, "8:00")[0].text_en.startswith("technicians busy with other cars until")


def parts_shop() -> Workshop:
    """No filter on the shelf, one on Tuesday at ten."""
    filters = operation("FILTER", 1.0, "LIFT", parts=(PartNeed(part_number="45022"),))
    return shop(
        policy=desk(),
        operations=(*OPERATIONS, filters),
        stock=(PartStock(part_number="45022", on_hand=0),),
        deliveries=(Delivery(part_number="45022", quantity=1, eta=at("10:00+1")),),
    )


def test_part_to_come() -> None:
    found = why(book(workshop=parts_shop()), waiter("v", "FILTER"), "8:00")
    assert [(one.rule, one.subject, one.until) for one in found] == [("parts", "45022", at("10:00+1"))]
    assert found[0].text_en == "part 45022 arrives Tuesday 10:00"


def test_one_lift_taken_and_one_out_of_use_are_two_reasons() -> None:
    """Either lift would do; neither reason can be left out."""
    bays = (bay("b1", "LIFT"), bay("b2", "LIFT", outages="8:00-12:00"))
    where = book(workshop=shop(policy=desk(), bays=bays))
    where.accept(offered(where, request("v1", "ENGINE"), "8:00"))
    found = why(where, waiter("v", "OIL"), "8:00")
    assert [(one.rule, one.subject) for one in found] == [("bay_overlap", "LIFT"), ("bay_outage", "b2")]


def test_closed() -> None:
    found = why(book(), request("v", "OIL"), "20:00")
    assert [(one.rule, one.until) for one in found] == [("working_time", at("8:00+1"))]


def test_absence() -> None:
    """Ann alone knows engines; she is away until ten."""
    crew = (technician("ann", "engine", absences="8:00-10:00"), technician("bob"))
    where = book(workshop=shop(policy=desk(), technicians=crew))
    wish = request("v", "ENGINE", waits=True, max_stay=timedelta(hours=3))
    found = why(where, wish, "8:00")
    assert [(one.rule, one.subject) for one in found] == [("working_time", "ann")]
    assert found[0].until is not None
    assert found[0].until > at("8:00")


def test_outage() -> None:
    where = book(workshop=shop(policy=desk(), bays=(bay("b1", "LIFT", outages="8:00-12:00"),)))
    assert [(one.rule, one.subject) for one in why(where, waiter("v", "OIL"), "8:00")] == [("bay_outage", "b1")]


def test_arrival_spacing() -> None:
    """One advisor, receptions of ten minutes and a quarter of an hour apart: the first second is too soon."""
    where = book(workshop=shop(policy=desk(), advisors=(advisor("eve"),)))
    where.accept(offered(where, request("v1", "OIL"), "8:00"))
    assert [(one.rule, one.until) for one in why(where, request("v", "OIL"), "8:12")] == [
        ("arrival_spacing", at("8:15"))
    ]


def test_loan_car() -> None:
    where = book(workshop=shop(policy=desk(), loan_cars=1))
    where.accept(offered(where, request("v1", "OIL", loan_car=True), "8:00"))
    assert rules(why(where, request("v", "OIL", loan_car=True), "9:00")) == ["loan_cars"]
    none = book(workshop=shop(policy=desk(), loan_cars=0))
    assert rules(why(none, request("v", "OIL", loan_car=True), "9:00")) == ["loan_cars"]


def test_reserve() -> None:
    where = book(workshop=shop(policy=desk(reserve_share=0.9375)))
    where.accept(offered(where, request("v1", "OIL"), "8:00"))
    wish = waiter("v", "OIL")
    found = where.why_not(wish, at("10:00"), NOW)
    assert [(one.rule, one.until) for one in found.reasons] == [("reserve", at("8:00+1"))]
    assert found.nearest is not None
    assert found.nearest.visit.arrival == at("8:00+1")
    assert why(where, replace(wish, priority_class=PriorityClass.COMPLAINT), "10:00") == ()


def test_work_itself_takes_too_long() -> None:
    found = book().why_not(request("v", "ENGINE", max_stay=timedelta(hours=1)), at("8:00"), NOW)
    assert [(one.rule, one.text_en) for one in found.reasons] == [("duration", "the work itself takes 2.0 h")]
    assert found.nearest is None


def test_nobody_has_the_skill() -> None:
    where = book(workshop=shop(policy=desk(), technicians=(technician("bob"),)))
    assert rules(why(where, request("v", "ENGINE"), "8:00")) == ["skill"]


def test_too_soon_and_too_far() -> None:
    where = Book.build(shop(policy=desk()), NOW, (), booked_days=1)
    wish = request("v", "OIL", lead=timedelta(hours=2))
    soon, far = why(where, wish, "8:45"), why(where, wish, "8:00+1")
    assert [(one.rule, one.until, one.text_en) for one in soon] == [
        ("not_before_now", at("9:00"), "cars are taken from 09:00 on")
    ]
    assert [(one.rule, one.until) for one in far] == [("horizon", at("0:00+1"))]


@pytest.mark.parametrize("time", ["8:00", "9:07", "12:30", "16:45", "8:00+1"])
def test_book_is_as_before(time: str) -> None:
    where = book(workshop=parts_shop())
    where.accept(offered(where, request("v1", "OIL"), "8:00"))
    before = where.search(request("v", "TYRES"), NOW)
    where.why_not(waiter("w", "FILTER", "ALIGN"), at(time), NOW)
    assert where.search(request("v", "TYRES"), NOW) == before
