"""The appointment control sheet, counted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from optimizer.capacity import Capacity, CapacityDate, capacity_of
from optimizer.policy import Policy, PriorityClass
from optimizer.slots.records import Commitment
from optimizer.visit import Visit
from optimizer.workshop import Workshop
from tests.boards import assignments
from tests.shops import advisor, bay, policy, shop, spans, technician, visit

MONDAY, TUESDAY, WEDNESDAY = (date(2025, 3, day) for day in (3, 4, 5))
SMALL = shop(
    technicians=(
        technician("ann", pace=1.25, shifts="8:00-12:00 8:00+1-10:00+1", breaks="", overtime="12:00-13:00"),
        technician("bob", shifts="8:00-12:00", breaks="10:00-10:30"),
    ),
    advisors=(advisor("eve", "8:00-12:00"), advisor("fay", "8:30-12:00")),
    bays=(bay("b1", "LIFT"), bay("b2", "LIFT", "RACK", outages="10:00-17:00")),
    open_spans=spans("8:00-12:00 8:00+1-10:00+1"),
    policy=policy(overtime_allowed=True),
)
BOARD = """
v1 reception  8:00-8:10 eve
v1 work/1     8:15-9:15 ann b1
v1 inspection 9:15-9:25 inspection-1
v1 hand_over  9:25-9:35 eve
v2 reception  8:15-8:25 eve
v2 work/1     9:15-11:15 ann b1 keeps
v2 work/2     11:30-12:30 ann b1 overtime
v2 inspection 8:00+1-8:10+1 inspection-1
v2 hand_over  8:10+1-8:20+1 eve
v3 reception  8:45-8:55 fay
v3 work/1     9:00-10:00 bob b2
v3 inspection 10:00-10:10 inspection-1
v3 hand_over  10:10-10:20 fay
"""
CARS = (
    visit("v1", "OIL", promised="9:30"),
    visit("v2", "ENGINE", "TYRES", promised="8:30+1", priority=PriorityClass.VIC),
    visit("v3", "ALIGN", promised="10:30", booked=False),
)


def commitments(*cars: Visit, workshop: Workshop = SMALL, board: str = BOARD) -> tuple[Commitment, ...]:
    """The cars at their places on the board."""
    placed = assignments(workshop, board)
    return tuple(
        Commitment(visit=car, assignments=tuple(one for one in placed if one.visit_id == car.visit_id)) for car in cars
    )


def sheet(last: date = WEDNESDAY, workshop: Workshop = SMALL) -> Capacity:
    """Monday to ``last``."""
    return capacity_of(workshop, commitments(*CARS), MONDAY, last)


def monday() -> CapacityDate:
    """The first date."""
    return sheet().dates[0]


def test_a_row_a_technician_with_clock_hours_available_booked_and_left() -> None:
    """Ann: 60 + 120 min in her shift and 60 in overtime, of 240; bob: 60 of 240 − 30."""
    rows = {row.technician_id: row for row in monday().technicians}
    assert (rows["ann"].clock.available, rows["ann"].clock.booked, rows["ann"].clock.left) == (240, 240, 0)
    assert (rows["bob"].clock.available, rows["bob"].clock.booked, rows["bob"].clock.left) == (210, 60, 150)
    assert (monday().total.available, monday().total.booked, monday().total.left) == (450, 300, 150)


def test_flat_rate_hours_are_clock_hours_times_the_pace() -> None:
    """Ann's 4 h on the clock sell 5 FRT hours at pace 1.25; bob's 2.5 h left make 2.5 at pace 1."""
    rows = {row.technician_id: row for row in monday().technicians}
    assert rows["ann"].frt_booked == pytest.approx(5.0)
    assert rows["ann"].frt_left == 0.0
    assert rows["bob"].frt_booked == pytest.approx(1.0)
    assert rows["bob"].frt_left == pytest.approx(2.5)
    assert monday().frt_booked == pytest.approx(6.0)
    assert monday().frt_left == pytest.approx(2.5)


def test_bookable_hours_of_the_trade_s_example() -> None:
    """Ten technicians, 8 h a day, productivity 100 %, booking rate 80 %: 64 h."""
    ten = tuple(technician(f"t{n}", shifts="8:00-16:00", breaks="") for n in range(10))
    factors = Policy(productivity=1.0, booking_rate=0.8)
    bookable = capacity_of(shop(technicians=ten, policy=factors), (), MONDAY, MONDAY).dates[0].bookable
    assert (bookable.technicians, bookable.hours_each) == (10, 8.0)
    assert (bookable.productivity, bookable.booking_rate) == (1.0, 0.8)
    assert bookable.hours == pytest.approx(64.0)
    assert bookable.most_minutes == bookable.left_minutes == 64 * 60


def test_the_factors_make_the_bookable_hours_of_uneven_shifts() -> None:
    """7.5 h of two technicians at 0.9 × 0.8; the reserve would leave 6 h."""
    uneven = replace(SMALL, policy=replace(SMALL.policy, productivity=0.9))
    bookable = sheet(workshop=uneven).dates[0].bookable
    assert bookable.technicians * bookable.hours_each == pytest.approx(7.5)
    assert bookable.hours == pytest.approx(7.5 * 0.9 * 0.8)
    assert bookable.most_minutes == 324


def test_the_reserve_bounds_what_the_formula_allows() -> None:
    generous = replace(SMALL, policy=replace(SMALL.policy, booking_rate=1.0, reserve_share=0.3))
    bookable = sheet(workshop=generous).dates[0].bookable
    assert bookable.hours == pytest.approx(7.5)
    assert bookable.most_minutes == 315


def test_only_appointments_whose_class_may_not_open_the_reserve_use_up_bookable_hours() -> None:
    """The VIC's 3 h and the walk-in's hour do not count: 60 of 360."""
    bookable = monday().bookable
    assert (bookable.booked_minutes, bookable.most_minutes, bookable.left_minutes) == (60, 360, 300)


def test_the_reserve_is_what_is_kept_and_not_yet_used() -> None:
    """Kept are 90 of 450 min; 150 are still free, so the reserve is whole."""
    reserve = monday().reserve
    assert (reserve.kept, reserve.left, reserve.share) == (90, 90, 0.2)
    assert reserve.opened_by == (PriorityClass.SAFETY_COMEBACK, PriorityClass.COMPLAINT, PriorityClass.VIC)


def test_the_reserve_shrinks_when_work_goes_beyond_the_rest() -> None:
    """Without bob 240 min are there and all booked."""
    alone = replace(SMALL, technicians=SMALL.technicians[:1])
    cars = commitments(*CARS[:2], board="\n".join(line for line in BOARD.splitlines() if "v3" not in line))
    reserve = capacity_of(alone, cars, MONDAY, MONDAY).dates[0].reserve
    assert (reserve.kept, reserve.left) == (48, 0)


def test_arrivals_by_half_hour_and_advisor() -> None:
    """Two at eve's in the first half-hour, which is all that 15 minutes between them allow; fay comes at 8:30."""
    first, second, third, *_ = monday().half_hours
    assert (first.start.hour, first.start.minute) == (8, 0)
    assert first.arrivals == {"eve": 2}
    assert second.arrivals == {"eve": 0, "fay": 1}
    assert third.arrivals == {"eve": 0, "fay": 0}
    assert first.most_arrivals == 2
    assert monday().arrivals == 3


def test_technicians_busy_by_half_hour() -> None:
    """8:00: ann from 8:15; 9:00: both; 10:00: ann, and bob has a break; 12:00: ann in overtime."""
    by_start = {(one.start.hour, one.start.minute): one for one in monday().half_hours}
    assert (by_start[8, 0].technicians_busy, by_start[8, 0].technicians_there) == (1, 2)
    assert (by_start[9, 0].technicians_busy, by_start[9, 0].technicians_there) == (2, 2)
    assert (by_start[10, 0].technicians_busy, by_start[10, 0].technicians_there) == (1, 1)
    assert (by_start[8, 0].clock.booked, by_start[8, 0].clock.available) == (15, 60)
    assert (by_start[12, 0].technicians_busy, by_start[12, 0].technicians_there) == (1, 0)
    assert (12, 30) not in by_start, "nobody is there and nothing happens"


def test_bays_in_use_by_capability() -> None:
    """9:00: b1 and b2; 10:00: b2 is out of order; 11:15 to 11:30 the car stands in b1 without work."""
    by_start = {(one.start.hour, one.start.minute): one for one in monday().half_hours}
    nine, ten = by_start[9, 0], by_start[10, 0]
    assert {name: (use.in_use, use.available) for name, use in nine.bays.items()} == {"LIFT": (2, 2), "RACK": (1, 1)}
    assert {name: (use.in_use, use.available) for name, use in ten.bays.items()} == {"LIFT": (1, 1), "RACK": (0, 0)}
    assert (nine.all_bays.in_use, nine.all_bays.available) == (2, 2)
    assert by_start[8, 0].all_bays.in_use == 1
    assert by_start[11, 0].all_bays.in_use == 1


def test_level_figures_of_a_date_and_over_the_dates() -> None:
    """Technicians 240 of 240 and 60 of 210; days 300 of 450 and none of 120, the closed Wednesday left out."""
    level = monday().level
    mean = (1 + 60 / 210) / 2
    assert level.technicians.peak_to_mean == pytest.approx(1 / mean)
    assert level.reception.shares == (30 / 240, 15 / 210)
    assert sheet().days.shares == (300 / 450, 0.0)
    assert sheet().days.peak_to_mean == pytest.approx(2.0)
    assert sheet().days.variation == pytest.approx(1.0)


def test_dates_that_are_closed_have_a_sheet_with_nothing_on_it() -> None:
    one = sheet().dates[2]
    assert (one.date, one.is_open, one.half_hours, one.total.available) == (WEDNESDAY, False, (), 0)
    assert (one.bookable.hours, one.bookable.left_minutes, one.reserve.left) == (0.0, 0, 0)


def test_every_date_asked_for_is_there_once() -> None:
    dates = capacity_of(SMALL, (), MONDAY - timedelta(days=2), WEDNESDAY).dates
    assert [one.date for one in dates] == [MONDAY + timedelta(days=n) for n in range(-2, 3)]
    assert [one.is_open for one in dates] == [False, False, True, True, False]
    assert dates[2].total.available == 450


def test_a_date_s_figures_do_not_depend_on_what_else_is_asked() -> None:
    alone = capacity_of(SMALL, commitments(*CARS), TUESDAY, TUESDAY).dates[0]
    assert alone == sheet().dates[1]


def test_what_the_workshop_cannot_read_any_more_is_named_and_left_out() -> None:
    """v3 was bob's, who left; v9 has an operation that the catalogue has lost."""
    without_bob = replace(SMALL, technicians=SMALL.technicians[:1])
    lost = Commitment(visit=visit("v9", "GONE"), assignments=())
    found = capacity_of(without_bob, (*commitments(*CARS), lost), MONDAY, MONDAY)
    assert found.not_counted == ("v3", "v9")
    assert found.dates[0].total.booked == 240


def test_dates_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(ValueError, match="before the first"):
        capacity_of(SMALL, (), TUESDAY, MONDAY)
