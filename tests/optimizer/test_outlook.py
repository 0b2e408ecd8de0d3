"""How late cars may become: exact without uncertainty, the known distribution with it."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import timedelta
from statistics import NormalDist

import pytest

from optimizer.day import Day
from optimizer.decisions import NO_DECISIONS
from optimizer.engine.shift import shift_right
from optimizer.errors import InvalidDayError
from optimizer.keeping import wanted_of
from optimizer.outlook import CarOutlook, Uncertainty, outlook
from optimizer.plan import Published
from optimizer.problem import build_problem
from scenarios.advance import advance
from scenarios.odd import odd_day
from tests.boards import assignments
from tests.planned import planned
from tests.shops import at, day, running, shop, technician, visit

# ann works on two cars one after the other.
PUBLISHED = """
v1 reception   8:00-8:10   eve
v1 work/1      8:10-9:10   ann b1
v1 inspection  9:10-9:20   inspection-1
v1 hand_over   9:20-9:30   eve
v2 reception   8:15-8:25   eve
v2 work/1      9:10-10:10  ann b1
v2 inspection  10:10-10:20 inspection-1
v2 hand_over   10:20-10:30 eve
"""
CERTAIN = Uncertainty(work=0.0, diagnosis=0.0)


def under_way(left: int, *, now: str = "9:00", first: str = "9:30", second: str = "10:30") -> Day:
    """The first car has been worked on since 8:10 and needs so many minutes more; the second waits for ann."""
    workshop = shop()
    work = running("v1/work/1", "8:10", left, who="ann", bay_id="b1")
    cars = (
        visit("v1", "OIL", promised=first, waits=True, progress=("reception 8:00-8:10", work)),
        visit("v2", "OIL", arrival="8:15", promised=second, waits=True, progress=("reception 8:15-8:25",)),
    )
    return day(*cars, now=now, workshop=workshop, published=Published(assignments=assignments(workshop, PUBLISHED)))


def of(found: tuple[CarOutlook, ...], visit_id: str) -> CarOutlook:
    """One car."""
    return next(one for one in found if one.visit_id == visit_id)


def test_without_uncertainty_every_draw_is_the_plan_carried_on() -> None:
    """Twenty minutes more: ready at 9:40 and 10:40 in every draw, ten minutes late each."""
    found = outlook(under_way(30), draws=20, uncertainty=CERTAIN)
    first, second = found.cars
    assert (first.planned, first.p50, first.p90, first.late) == (at("9:40"), at("9:40"), at("9:40"), 1.0)
    assert (second.planned, second.p90, second.late) == (at("10:40"), at("10:40"), 1.0)
    assert first.is_late
    assert not first.at_risk
    assert (found.draws, found.late_cars, found.late_minutes) == (20, (2.0, 2.0, 2.0), (20.0, 20.0, 20.0))


def test_a_car_is_at_risk_before_it_is_late() -> None:
    """Ready at 9:20 for 9:30 by the plan; in more than one draw of five the work takes ten minutes longer."""
    found = outlook(under_way(10), draws=400, uncertainty=Uncertainty(work=0.25))
    first = of(found.cars, "v1")
    assert (first.planned, first.is_late, first.at_risk) == (at("9:20"), False, True)
    assert first.p90 is not None
    assert first.p90 > first.promised
    calm = outlook(under_way(10, first="12:00", second="16:00"), draws=400, uncertainty=Uncertainty(work=0.25))
    assert [(one.late, one.at_risk) for one in calm.cars] == [(0.0, False), (0.0, False)]


def test_who_is_only_pushed_by_others_is_not_at_risk() -> None:
    """The second car, ready at 10:20 for 10:30, waits for ann, who is delayed in every third draw or so."""
    pushed = of(outlook(under_way(10), draws=400, uncertainty=Uncertainty(work=0.1)).cars, "v2")
    assert pushed.late > pushed.alone
    assert pushed.alone < 0.2
    assert not pushed.at_risk


@pytest.mark.parametrize("slack", [0, 5, 10, 20])
def test_the_share_of_late_draws_is_that_of_the_distribution(slack: int) -> None:
    """One car, an hour of work planned from 9:00, ready 10 minutes after it: late when the hour takes longer than the
    slack allows, which is to half a minute P(60 F > 60 + slack).
    """
    workshop = shop()
    board = """
    v reception  8:00-8:10   eve
    v work/1     9:00-10:00  ann b1
    v inspection 10:00-10:10 inspection-1
    v hand_over  10:10-10:20 eve
    """
    promised = at("10:10") + timedelta(minutes=slack)
    car = replace(visit("v", "OIL", waits=True, progress=("reception 8:00-8:10",)), promised=promised)
    one = day(car, now="9:00", workshop=workshop, published=Published(assignments=assignments(workshop, board)))
    found = outlook(one, draws=3000, uncertainty=Uncertainty(work=0.25)).cars[0]
    expected = 1 - NormalDist().cdf(math.log((60.5 + slack) / 60) / 0.25)
    assert found.late == pytest.approx(expected, abs=0.03)
    alone = 1 - NormalDist().cdf(math.log((60 + slack) / 60) / 0.25)  # not rounded to minutes
    assert found.alone == pytest.approx(alone, abs=0.03)
    assert found.at_risk == (found.alone >= 0.2)


def test_work_that_is_overdue_is_expected_to_take_longer_still() -> None:
    """At 11:00 a job of an hour has run since 8:10, and one minute is said to be left: whoever believes that waits."""
    found = outlook(under_way(1, now="11:00"), draws=400, uncertainty=Uncertainty(work=0.25))
    first = of(found.cars, "v1")
    assert first.planned == at("11:11")
    assert first.p50 is not None
    assert first.p50 > at("11:20")


def test_equal_arguments_equal_outlook() -> None:
    one = under_way(10)
    assert outlook(one, seed=3) == outlook(one, seed=3)
    assert outlook(one, seed=3).cars != outlook(one, seed=4).cars


def test_who_is_ready_or_has_no_promise_is_not_in_it() -> None:
    workshop = shop()
    ready = visit(
        "v1",
        "OIL",
        promised="9:30",
        waits=True,
        progress=("reception 8:00-8:10", "work/1 8:10-9:10 ann", "inspection 9:10-9:20"),
    )
    other = visit("v2", "OIL", arrival="8:15", waits=True, progress=("reception 8:15-8:25",))
    published = Published(assignments=assignments(workshop, PUBLISHED))
    assert outlook(day(ready, other, now="9:20", workshop=workshop, published=published)).cars == ()


def test_a_car_without_a_place_is_late_until_the_end() -> None:
    """An engine needs cat, who is away on both days."""
    one = under_way(10)
    cat = technician("cat", "engine", absences="8:00-17:00 8:00+1-17:00+1")
    away = replace(one.workshop, technicians=(technician("ann"), technician("bob"), cat))
    engine = visit("v3", "ENGINE", arrival="8:30", promised="16:00", progress=("reception 8:30-8:40",))
    found = outlook(replace(one, workshop=away, visits=(*one.visits, engine)), draws=5, uncertainty=CERTAIN)
    car = of(found.cars, "v3")
    assert (car.planned, car.p50, car.p90, car.late) == (None, None, None, 1.0)
    assert found.late_minutes[0] == (24 - 16 + 24) * 60  # to the midnight after Tuesday


def test_nothing_to_look_ahead_by_and_no_day() -> None:
    one = under_way(10)
    with pytest.raises(ValueError, match="no plan"):
        outlook(replace(one, published=None))
    with pytest.raises(InvalidDayError):
        outlook(replace(one, visits=(*one.visits, one.visits[0])))


@pytest.mark.parametrize("seed", range(12))
def test_any_day_looks_ahead_as_it_is_carried_on(seed: int) -> None:
    """The plan shifted right, every time from the beginning."""
    whole = odd_day(seed, most_visits=6)
    later = advance(whole, planned(whole), whole.now + timedelta(hours=2), seed)
    assert later.published is not None
    everything = frozenset(one.step_id for one in later.published.assignments)
    released = replace(later, published=replace(later.published, released=everything), decisions=NO_DECISIONS)
    problem = build_problem(released)
    shifted = shift_right(problem.arrays, wanted_of(problem, later.published.assignments))
    found = outlook(later, draws=3, seed=seed, uncertainty=CERTAIN)
    for car in found.cars:
        assert (car.planned, car.planned) == (car.p50, car.p90)  # each draw begins as the first one did
        n = next(n for n, one in enumerate(problem.index.visits) if one.visit.visit_id == car.visit_id)
        end = int(shifted.end[problem.arrays.visit_first[n + 1] - 2])
        assert car.planned == (problem.index.grid.instant(end) if shifted.planned[n] else None)
