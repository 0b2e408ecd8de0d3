"""Load figures and the capacity sheet, counted by hand."""

from __future__ import annotations

from datetime import date

import pytest

from optimizer.day import Day
from optimizer.load import LoadFigures, load_figures
from tests.boards import assignments
from tests.shops import advisor, bay, day, policy, shop, technician, visit

# Ann has 2 h, bob 1 h today; the bays are open for 9 h.
SMALL = shop(
    technicians=(technician("ann", shifts="8:00-10:00"), technician("bob", shifts="8:00-9:00", overtime="9:00-11:00")),
    advisors=(advisor("eve", "8:00-10:00"), advisor("fay", "8:00-9:00"), advisor("gus", "8:00+1-9:00+1")),
    bays=(bay("b1", "LIFT"), bay("b2", "LIFT"), bay("b3", outages="8:00-17:00")),
    policy=policy(overtime_allowed=True),
)
BOARD = """
v1 reception  8:00-8:10 eve
v1 work/1     8:15-9:15 ann b1
v1 inspection 9:15-9:25 inspection-1
v1 hand_over  9:25-9:35 eve
v2 reception  8:00-8:10 fay
v2 work/1     8:30-9:30 bob overtime
v2 inspection 9:30-9:40 inspection-1
v2 hand_over  9:40-9:50 eve
v3 reception  8:15-8:25 fay
v3 hand_over  9:00+1-9:10+1 gus
"""


def monday(v1_promise: str = "9:10", v2_promise: str = "9:24") -> Day:
    cars = (
        visit("v1", "OIL", promised=v1_promise),
        visit("v2", "WIRING", promised=v2_promise),
        visit("v3"),
        visit("v4", "OIL", promised="9:00", arrival="23:59"),
        visit("v5", "OIL", arrival="16:00+-1", progress=("reception 16:00+-1-16:10+-1 eve",)),
    )
    return day(*cars, workshop=SMALL)


def figures(of: Day | None = None) -> LoadFigures:
    return load_figures(of or monday(), assignments(SMALL, BOARD))


def test_the_date_is_that_of_now() -> None:
    assert figures().date == date(2025, 3, 3)


def test_technicians() -> None:
    """60 of 120 min, and 60 of 60."""
    spread = figures().technicians
    assert spread.shares == (0.5, 1.0)
    assert spread.peak_to_mean == pytest.approx(1 / 0.75)
    assert spread.variation == pytest.approx(0.25 / 0.75)


def test_half_hours_in_which_somebody_is_there() -> None:
    """8:00 15 of 60, 8:30 30 + 30 of 60, 9:00 15 + 30 of 30, 9:30 none of 30."""
    spread = figures().half_hours
    assert spread.shares == (0.25, 1.0, 1.5, 0.0)
    assert spread.peak_to_mean == pytest.approx(1.5 / 0.6875)


def test_reception() -> None:
    """15 of 120 min, 30 of 60; the third advisor is not there today."""
    spread = figures().reception
    assert spread.shares == (0.125, 0.5)
    assert spread.variation == pytest.approx(0.1875 / 0.3125)


def test_bays() -> None:
    """60 of 540 min, none of 540; the third is out of order all day."""
    spread = figures().bays
    assert spread.shares == (60 / 540, 0.0)
    assert spread.peak_to_mean == pytest.approx(2.0)
    assert spread.variation == pytest.approx(1.0)


def test_an_empty_day_is_neither_level_nor_not() -> None:
    spread = load_figures(day(), ()).technicians
    assert (spread.shares, spread.peak_to_mean, spread.variation) == ((0.0, 0.0), 0.0, 0.0)
    nobody = load_figures(day(workshop=shop(technicians=())), ()).technicians
    assert (nobody.shares, nobody.peak_to_mean, nobody.variation) == ((), 0.0, 0.0)


def test_sheet() -> None:
    ann, bob = figures().sheet
    assert (ann.technician_id, ann.available_hours, ann.booked_hours, ann.left_hours) == ("ann", 2.0, 1.0, 1.0)
    assert ann.booked_minutes == (45, 15, 0, 0, 0, 0, 0, 0, 0, 0)
    assert (bob.technician_id, bob.available_hours, bob.booked_hours, bob.left_hours) == ("bob", 1.0, 1.0, 0.0)
    assert bob.booked_minutes == (30, 30, 0, 0, 0, 0, 0, 0, 0, 0)


def test_sheet_ends_at_eighteen() -> None:
    workshop = shop(technicians=(technician("ann", shifts="7:00-19:00"),), policy=policy())
    of = day(visit("v1", "WIRING", "WIRING"), now="7:00", workshop=workshop)
    (row,) = load_figures(of, assignments(workshop, "v1 work/1 7:30-8:30 ann\nv1 work/2 17:30-18:30 ann")).sheet
    assert row.booked_minutes == (30, 0, 0, 0, 0, 0, 0, 0, 0, 30)
    assert row.booked_hours == 2.0


def test_hours_left_may_be_negative() -> None:
    workshop = shop(
        technicians=(technician("ann", shifts="8:00-8:30", overtime="8:30-12:00"),),
        policy=policy(overtime_allowed=True),
    )
    of = day(visit("v1", "WIRING"), workshop=workshop)
    (row,) = load_figures(of, assignments(workshop, "v1 work/1 8:00-9:00 ann overtime")).sheet
    assert row.left_hours == -0.5


@pytest.mark.parametrize(("v1", "v2", "count"), [("9:10", "9:25", 2), ("9:10", "9:24", 1), ("9:09", "9:25", 1)])
def test_on_time_within_a_quarter_of_an_hour(v1: str, v2: str, count: int) -> None:
    """Ready at 9:25 and 9:40; the third promise is of a visit that is not planned."""
    share = figures(monday(v1, v2)).on_time
    assert (share.count, share.of) == (count, 3)
    assert share.value == pytest.approx(count / 3)


def test_same_day() -> None:
    """v1 and v2 of the four that arrive today: v3 goes tomorrow, v4 is not planned; v5 came yesterday."""
    assert (figures().same_day.count, figures().same_day.of) == (2, 4)


def test_shares_of_nothing() -> None:
    assert load_figures(day(), ()).on_time.value is None


def test_a_visit_that_is_over_was_on_time_when_it_was_ready() -> None:
    """Not when its customer came for it."""
    progress = ("reception 8:00-8:10 eve", "diagnosis/1 8:10-8:40 ann", "hand_over 10:00-10:10 eve")
    for promise, count in (("8:25", 1), ("8:24", 0)):
        share = load_figures(day(visit("v1", "TEST", promised=promise, progress=progress), now="11:00"), ()).on_time
        assert (share.count, share.of) == (count, 1)


@pytest.mark.parametrize(("arrival", "count"), [("0:00", 1), ("23:59+-1", 0), ("23:59", 1), ("0:00+1", 0)])
def test_today_is_from_midnight_to_midnight(arrival: str, count: int) -> None:
    assert load_figures(day(visit("v1", arrival=arrival)), ()).same_day.of == count
