"""Days that were: work orders become visits, and what the file lacks is said."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from optimizer.day import Day
from optimizer.faults import faults_of
from optimizer.policy import PriorityClass
from optimizer.visit import Job
from scenarios.calibration import Calibration
from scenarios.errors import ScenarioError
from scenarios.history import History, history_day, working_dates
from tests.scenarios.shared import shared_file
from tests.scenarios.test_orders import write

DAY = date(2017, 3, 14)
ROWS = (
    "w1,2017-03-14,SHOP,car1,PM,,0.7",
    "w2,2017-03-14,SHOP,car2,REPAIR,X,6.0",
    "w3,2017-03-14,SHOP,car1,REPAIR,N,0.03",
    "w4,2017-03-14,SHOP,car3,REPAIR,F,",
    "w5,2017-03-14,SHOP,car4,REPAIR,W,28.0",
    "w6,2017-03-17,SHOP,car1,PM,,1.0",
    "w7,2017-03-10,SHOP,car1,PM,,1.0",
)


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    return write(tmp_path, *ROWS)


def small_day(orders: Path, seed: int = 1) -> Day:
    return history_day(orders, DAY, seed=seed, calibration=Calibration.assumed())


def jobs(day: Day) -> dict[str, Job]:
    return {job.job_id: job for visit in day.visits for job in visit.jobs}


def test_orders_of_one_vehicle_are_one_visit(orders: Path) -> None:
    day = small_day(orders)
    assert {visit.visit_id: [job.job_id for job in visit.jobs] for visit in day.visits} == {
        "w1": ["w1", "w3"],
        "w2": ["w2"],
        "w4": ["w4"],
        "w5": ["w5"],
    }
    assert {visit.plate for visit in day.visits} == {"car1", "car2", "car3", "car4"}
    assert faults_of(day) == ()


def test_hours_become_flat_rate_times_and_never_zero(orders: Path) -> None:
    found = jobs(small_day(orders))
    assert [found[name].frt_hours for name in ("w1", "w2", "w3", "w5")] == [0.7, 6.0, 0.1, 28.0]


def test_unknown_hours_are_drawn_anew_with_each_seed(orders: Path) -> None:
    drawn = {jobs(small_day(orders, seed))["w4"].frt_hours for seed in range(20)}
    assert len(drawn) > 5
    assert all(hours is not None and 0.1 <= hours <= 11 for hours in drawn)


def test_long_work_stays_over_night_and_the_longest_is_done_by_two(orders: Path) -> None:
    found = jobs(small_day(orders))
    assert found["w2"].operation_code.endswith("-LONG")
    assert found["w5"].operation_code.endswith("-TEAM")
    assert "-" not in found["w1"].operation_code


def test_rework_comes_first_and_road_calls_without_appointment(orders: Path) -> None:
    visits = {visit.visit_id: visit for visit in small_day(orders).visits}
    assert visits["w2"].priority_class in (PriorityClass.COMPLAINT, PriorityClass.SAFETY_COMEBACK)
    assert [name for name, visit in visits.items() if not visit.booked] == ["w4"]


def test_the_day_is_local_to_the_garage(orders: Path) -> None:
    day = small_day(orders)
    assert day.workshop.time_zone == "America/New_York"
    assert day.now.isoformat() == "2017-03-14T07:30:00-04:00"
    assert all(visit.arrival.date() == DAY and visit.arrival >= day.now for visit in day.visits)


def test_every_assumption_is_listed_with_its_count(orders: Path) -> None:
    text = "\n".join(small_day(orders).assumptions)
    for words in (
        "5 work orders of 2017-03-14",
        "4 visits",
        "(1 orders under a tenth of an hour were raised to it)",
        "Hours unknown in 1 orders",
        "Trade of 4 repair orders",
        "above 4 h may stay over night (2 orders), above 8 h two technicians do it (1 orders)",
        "3 technicians",
        "Arrival times of 4 visits",
        "1 visits for road calls or damage came without appointment",
        "Promised times of",
        "Parts of",
        "assumed: rounded usual figures",
    ):
        assert words in text, words


def test_equal_seeds_give_equal_days(orders: Path) -> None:
    assert small_day(orders) == small_day(orders)
    assert small_day(orders) != small_day(orders, seed=2)


def test_a_date_without_orders_names_the_nearest_with(orders: Path) -> None:
    assert working_dates(orders) == (date(2017, 3, 10), DAY, date(2017, 3, 17))
    with pytest.raises(
        ScenarioError, match="no work orders on 2017-03-15; the nearest dates are 2017-03-14 and 2017-03-17"
    ):
        history_day(orders, date(2017, 3, 15), seed=1, calibration=Calibration.assumed())
    with pytest.raises(ScenarioError, match=r"the nearest dates are 2017-03-17$"):
        history_day(orders, date(2018, 1, 1), seed=1, calibration=Calibration.assumed())


@pytest.fixture(scope="module")
def year() -> History:
    calibration = Calibration.read(shared_file("calibration.json"))
    return History.read(shared_file("cincinnati/light_car_shop_2017.csv"), calibration)


def test_the_year_has_its_orders_and_one_staff(year: History) -> None:
    assert len(year.orders) == 3769
    assert len(year.working_dates) == 337
    sizes = {
        (len(day.workshop.technicians), len(day.workshop.bays), len(day.workshop.advisors))
        for day in (year.day(on, seed=0) for on in year.working_dates[::60])
    }
    assert len(sizes) == 1


def test_a_real_day_has_the_orders_of_the_file(year: History) -> None:
    day = year.day(DAY, seed=7)
    assert len(day.visits) == 11
    assert sum(len(visit.jobs) for visit in day.visits) == 12
    both = next(visit for visit in day.visits if visit.plate == "S51452A")
    assert [job.job_id for job in both.jobs] == ["2017-4101-868", "2017-4101-869"]
    assert "Hours unknown in 1 orders" in "\n".join(day.assumptions)


def test_days_over_the_year_are_valid_weekends_included(year: History) -> None:
    for on in (*year.working_dates[::25], date(2017, 8, 21)):
        day = year.day(on, seed=3)
        assert faults_of(day) == ()
        assert sum(len(visit.jobs) for visit in day.visits) == sum(order.day == on for order in year.orders)


def test_half_the_people_work_at_weekends(year: History) -> None:
    saturday = next(on for on in year.working_dates if on.weekday() == 5)
    day = year.day(saturday, seed=1)
    noon = day.now + timedelta(hours=3)
    absent = [one for one in day.workshop.technicians if any(hole.start <= noon < hole.end for hole in one.absences)]
    assert len(absent) == 1
