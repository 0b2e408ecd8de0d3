"""Unavoidable lateness: exact on days one can follow with a pencil, never above what a plan costs."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from optimizer.day import Day
from optimizer.engine.bounds import promise_cost, unavoidable
from optimizer.engine.improver import Improver
from optimizer.engine.tables import pack
from optimizer.policy import PriorityClass
from optimizer.problem import build_problem
from optimizer.problem.arrays import NO_TIME
from optimizer.workshop import Delivery, PartNeed, PartStock
from tests.shops import at, bay, day, operation, policy, running, shop, technician, visit
from tests.strategies import days


def ready(of: Day) -> list[str]:
    """Earliest ready of each visit as a clock time of Monday (``8:50``) or Tuesday (``8:50+1``)."""
    found = []
    for minute in unavoidable(build_problem(of)).ready.tolist():
        hours = minute // 60
        found.append(f"{hours % 24}:{minute % 60:02}" + (f"+{hours // 24}" if hours >= 24 else ""))
    return found


def test_reception_work_and_inspection_follow_one_another() -> None:
    # 8:00 reception, 8:10 oil service of an hour, 9:10 inspection
    assert ready(day(visit("v1", "OIL"))) == ["9:20"]


def test_each_visit_has_the_shop_to_itself() -> None:
    assert ready(day(visit("v1", "OIL"), visit("v2", "OIL"), visit("v3", "OIL"))) == ["9:20", "9:20", "9:20"]


@pytest.mark.parametrize(
    ("arrival", "code", "expected"),
    [
        ("11:30", "OIL", "13:50"),  # 11:40-12:00 and 13:00-13:40, inspected until 13:50
        ("16:20", "OIL", "9:10+1"),  # would stretch over closing time: on Tuesday at 8:00
        ("15:30", "ENGINE", "8:50+1"),  # 15:40-17:00, the rest from 8:00 to 8:40
        ("11:30", "EXPRESS", "13:40"),  # half an hour for two without a break: after lunch
        ("15:00", "PAINT", "8:10+1"),  # the work is back at 17:10, the inspection opens at 8:00
    ],
)
def test_breaks_and_nights_count(arrival: str, code: str, expected: str) -> None:
    assert ready(day(visit("v1", code, arrival=arrival))) == [expected]


def test_the_fastest_free_crew_counts() -> None:
    quick = technician("cat", pace=2.0, shifts="10:00-17:00", breaks="")
    fast = shop(technicians=(technician("ann"), quick))
    assert ready(day(visit("v1", "OIL"), workshop=fast)) == ["9:20"]  # waiting for cat would end at 10:40
    assert ready(day(visit("v1", "OIL", arrival="9:50"), workshop=fast)) == ["10:40"]


def test_a_car_moves_only_between_bays_that_differ() -> None:
    # oil in b1 or b2, alignment only in b2: the car starts in b2 and stays
    assert ready(day(visit("v1", "OIL", "ALIGN"))) == ["10:20"]
    apart = shop(bays=(bay("b1", "LIFT"), bay("b2", "RACK")))
    assert ready(day(visit("v1", "OIL", "ALIGN"), workshop=apart)) == ["10:30"]


def test_outages_count() -> None:
    assert ready(day(visit("v1", "ALIGN"), workshop=shop(bays=(bay("b2", "RACK", outages="8:00-14:30"),)))) == ["15:40"]


def test_parts_count_with_the_whole_supply() -> None:
    needs = operation("BRAKES", 1.0, "LIFT", parts=(PartNeed(part_number="45022", quantity=2),))
    supply = shop(
        operations=(needs,),
        stock=(PartStock(part_number="45022", on_hand=1),),
        deliveries=(Delivery(part_number="45022", quantity=5, eta=at("10:05")),),
    )
    assert ready(day(visit("v1", "BRAKES"), visit("v2", "BRAKES"), workshop=supply)) == ["11:15", "11:15"]


def test_running_work_of_others_is_in_the_way() -> None:
    alone = shop(technicians=(technician("ann", "engine"),))
    busy = visit(
        "v0", "OIL", progress=("reception 7:30-7:40", running("v0/work/1", "8:00", 60, who="ann", bay_id="b1"))
    )
    assert ready(day(busy, visit("v1", "OIL"), workshop=alone))[1] == "10:10"


def test_what_cannot_be_planned_costs_as_unplanned() -> None:
    nobody = shop(technicians=(technician("bob"), technician("cat")))
    of = day(visit("v1", "ENGINE", promised="16:00", priority=PriorityClass.WAITING), workshop=nobody)
    known = unavoidable(build_problem(of))
    assert known.ready.tolist() == [NO_TIME]
    # class weight 8; horizon end is 32 h after the promise
    assert known.total == 8 * (32 * 60 + 240 + 2880)


def test_cost_of_a_promise_that_cannot_be_kept() -> None:
    of = day(visit("v1", "OIL", promised="9:00", priority=PriorityClass.VIC), visit("v2", "OIL", promised="9:30"))
    known = unavoidable(build_problem(of))
    assert known.cost.tolist() == [16 * 20, 0]


def test_the_night_makes_it_unfinished_today() -> None:
    of = day(visit("v1", "OIL", arrival="16:20", promised="17:00"), workshop=shop(policy=policy()))
    assert unavoidable(build_problem(of)).total == (16 * 60 + 10) + 240


@settings(max_examples=25, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(days(most_visits=6))
def test_no_plan_costs_less(of: Day) -> None:
    problem = build_problem(of)
    improver = Improver(problem.arrays, pack(problem.arrays), 0)
    improver.construct()
    improver.run(60, 1e6, 4)
    cost = promise_cost(problem.arrays, of.workshop.policy.weights, improver.solution())
    assert unavoidable(problem).total <= cost
