"""The model's optimum on days small enough to know it, rule by rule; every answer is put to the referee."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from optimizer.day import Day
from optimizer.engine.bounds import unavoidable
from optimizer.engine.prove.build import build_model
from optimizer.engine.prove.rules import RULES
from optimizer.engine.prove.solve import solve
from optimizer.engine.prove.terms import TERMS
from optimizer.problem import build_problem
from optimizer.workshop import Delivery, PartNeed, PartStock
from tests.optimizer.prove.solved import accept, effort, optimum, searched
from tests.shops import advisor, at, bay, day, operation, policy, running, shop, station, technician, visit
from tests.strategies import days

BRAKES = operation("BRAKES", 1.0, "LIFT", parts=(PartNeed(part_number="45022"),))


def least(of: Day) -> int:
    """Promise cost of the best plan of a day; the plan is valid and costs what the model says."""
    outcome = optimum(of)
    assert outcome.is_optimal
    assert outcome.solution is not None
    assert accept(build_problem(of), outcome.solution) == outcome.objective
    return outcome.objective


def test_one_car_is_ready_when_it_can_be() -> None:
    assert least(day(visit("v1", "OIL", promised="9:20"))) == 0
    assert least(day(visit("v1", "OIL", promised="9:15"))) == 5


def test_two_cars_wait_at_the_one_inspection_place() -> None:
    pair = (visit("v1", "OIL", promised="9:20"), visit("v2", "OIL", promised="9:20"))
    assert least(day(*pair)) == 10
    assert least(day(*pair, workshop=shop(stations=(station("inspection", 2), station("wash"))))) == 0


def test_technicians_are_one_at_a_time() -> None:
    pair = (visit("v1", "OIL", promised="9:20"), visit("v2", "OIL", promised="9:20"))
    assert least(day(*pair, workshop=shop(technicians=(technician("ann"),)))) == 60


def test_a_crew_of_two_takes_both() -> None:
    # half an hour each: the second EXPRESS starts at 8:40
    pair = (visit("v1", "EXPRESS", promised="8:50"), visit("v2", "EXPRESS", promised="8:50"))
    assert least(day(*pair)) == 30


def test_bays_are_one_at_a_time() -> None:
    pair = (visit("v1", "ALIGN", promised="9:20"), visit("v2", "ALIGN", promised="9:20"))
    assert least(day(*pair)) == 60


def test_an_outage_is_waited_for_or_gone_around() -> None:
    broken = shop(bays=(bay("b1", "LIFT", outages="8:30-12:00"), bay("b2", "LIFT", "RACK")))
    assert least(day(visit("v1", "OIL", promised="9:20"), workshop=broken)) == 0
    alone = shop(bays=(bay("b1", "LIFT", outages="8:30-9:00 8:50-10:00"),))
    assert least(day(visit("v1", "OIL", promised="9:20"), workshop=alone)) == 110


def test_a_move_takes_its_time_and_a_place_in_the_car_park() -> None:
    apart = shop(bays=(bay("b1", "LIFT"), bay("b2", "RACK")))
    assert least(day(visit("v1", "OIL", "ALIGN", promised="10:20"), workshop=apart)) == 10


def test_a_full_car_park_holds_a_car_in_its_bay() -> None:
    # v1 stands in the only bay and has its part at 15:00; v2 can only come in when v1 can go out
    waits = operation("WAITS", 1.0, "LIFT", parts=(PartNeed(part_number="45022"),))
    at_work = ("reception 7:40-7:50", running("v1/work/1", "8:00", 30, who="ann", bay_id="b1"))
    cars = (
        visit("v1", "TYRES", "WAITS", promised="16:10", progress=at_work),
        visit("v2", "TYRES", arrival="9:00", promised="9:50"),
    )
    one_bay = shop(
        bays=(bay("b1", "LIFT"),),
        operations=(waits, operation("TYRES", 0.5, "LIFT")),
        deliveries=(Delivery(part_number="45022", quantity=1, eta=at("15:00")),),
    )
    assert least(day(*cars, workshop=one_bay)) == 0
    full = replace(one_bay, policy=policy(car_park_places=0))
    # out of the bay at 16:00, ready at 16:40
    assert least(day(*cars, workshop=full)) == 6 * 60 + 50


def test_a_running_out_part_goes_where_it_costs_least() -> None:
    stock = (PartStock(part_number="45022", on_hand=1),)
    late = (Delivery(part_number="45022", quantity=1, eta=at("10:00")),)
    pair = (visit("v1", "BRAKES", promised="9:20"), visit("v2", "BRAKES", promised="9:50"))
    assert least(day(*pair, workshop=shop(operations=(BRAKES,), stock=stock, deliveries=late))) == 80


def test_receptions_keep_their_distance() -> None:
    one = shop(advisors=(advisor("eve"),), stations=(station("inspection", 2), station("wash")))
    # 8:00 and 8:15 on one advisor, so one of the two is ready a quarter of an hour late
    pair = (visit("v1", "OIL", promised="9:20"), visit("v2", "OIL", promised="9:20"))
    assert least(day(*pair, workshop=one)) == 15


def test_loan_cars_are_counted() -> None:
    pair = (
        visit("v1", "OIL", promised="9:20", loan_car=True, waits=True),
        visit("v2", "OIL", promised="9:20", loan_car=True, waits=True),
    )
    # the second car is lent at 9:30, when the first customer is back
    assert least(day(*pair, workshop=shop(loan_cars=1))) == 90
    assert least(day(*pair, workshop=shop(loan_cars=2))) == 10


def test_a_visit_is_left_out_only_when_it_must_be() -> None:
    of = day(visit("v1", "BRAKES", promised="9:00"), workshop=shop(operations=(BRAKES,)))
    assert least(of) == unavoidable(build_problem(of)).total
    assert least(of) == 39 * 60 + 240 + 2880


def test_every_rule_and_term_has_its_name_in_the_model() -> None:
    assert [rule.__name__ for rule in RULES] == [
        "step_order",
        "technician_overlap",
        "bay_overlap",
        "bay_outage",
        "bay_move",
        "car_park",
        "station_overlap",
        "arrival_spacing",
        "parts",
        "loan_cars",
        "ordered",
    ]
    assert [(term.tier, term.name) for term in TERMS][:3] == [
        ("promise", "tardiness"),
        ("promise", "unfinished_today"),
        ("promise", "unplanned"),
    ]


def test_visits_that_stay_need_a_plan_to_stay_in() -> None:
    with pytest.raises(ValueError, match="needs an incumbent"):
        build_model(build_problem(day(visit("v1", "OIL"))), free_visits=[0])


@settings(max_examples=20, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(days(most_visits=4))
def test_odd_days_are_solved_no_worse_than_the_search_and_no_better_than_the_bound(of: Day) -> None:
    problem = build_problem(of)
    found = accept(problem, searched(problem, 20))
    outcome = solve(build_model(problem), effort())
    assert not outcome.is_infeasible
    if outcome.solution is not None:
        best = accept(problem, outcome.solution)
        assert best >= unavoidable(problem).total
        assert best <= found or not outcome.is_optimal
