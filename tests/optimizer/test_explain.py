"""Reasons: exactly the causes without which the promise could be kept, and no other."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from optimizer.day import Day
from optimizer.engine.bounds import unavoidable
from optimizer.engine.improver import Improver
from optimizer.engine.solution import Solution
from optimizer.engine.tables import pack
from optimizer.explain import fixed_reasons, notes_of, reasons
from optimizer.plan import Reason, VisitNote
from optimizer.problem import Problem, build_problem
from optimizer.workshop import Delivery, PartNeed, Workshop
from tests.shops import at, bay, day, interrupted, operation, running, shop, technician, visit
from tests.strategies import days

BRAKES = operation("BRAKES", 1.0, "LIFT", parts=(PartNeed(part_number="45022"),))


def noted(problem: Problem, solution: Solution) -> tuple[VisitNote, ...]:
    known = unavoidable(problem)
    worked_out = dict(fixed_reasons(problem, known))
    return notes_of(problem, solution, known, worked_out=worked_out, go_on=lambda: True)


def alone(of: Day, number: int = 0) -> list[tuple[str, str]]:
    return [(one.rule, one.subject) for one in found(of, number)]


def found(of: Day, number: int = 0) -> tuple[Reason, ...]:
    return reasons(build_problem(of), number)


def planned(of: Day) -> tuple[Problem, Solution]:
    problem = build_problem(of)
    improver = Improver(problem.arrays, pack(problem.arrays), 0)
    improver.construct()
    return problem, improver.solution()


def short_of(hours: str) -> Workshop:
    return shop(bays=(bay("b2", "RACK", "LIFT", outages=hours),))


def test_nothing_stands_in_the_way() -> None:
    assert alone(day(visit("v1", "OIL", promised="9:20"))) == []


def test_an_outage_that_ends_after_the_promise_is_reason_enough() -> None:
    (reason,) = found(day(visit("v1", "ALIGN", promised="14:00"), workshop=short_of("8:00-14:30")))
    assert (reason.rule, reason.subject, reason.until) == ("bay_outage", "b2", at("14:30"))
    assert reason.text_en == "bay b2 free only from 14:30"
    assert reason.text_zh == "工位b214:30起才可用"


def test_an_outage_and_the_work_after_it() -> None:
    # free at 14:30; the hour of work and the inspection would end at 15:40
    assert alone(day(visit("v1", "ALIGN", promised="15:00"), workshop=short_of("8:00-14:30"))) == [
        ("duration", ""),
        ("bay_outage", "b2"),
    ]


def test_an_outage_with_another_bay_left_is_no_reason() -> None:
    two = shop(bays=(bay("b1", "RACK", outages="8:00-16:00"), bay("b2", "RACK")))
    assert alone(day(visit("v1", "ALIGN", promised="9:00"), workshop=two)) == [("duration", ""), ("arrival", "")]


@pytest.mark.parametrize(
    ("eta", "english", "chinese"),
    [
        ("16:30", "part 45022 arrives 16:30", "零件4502216:30到货"),
        ("10:00+1", "part 45022 arrives Tuesday 10:00", "零件45022周二 10:00到货"),
    ],
)
def test_a_part_that_comes_too_late(eta: str, english: str, chinese: str) -> None:
    delivery = Delivery(part_number="45022", quantity=1, eta=at(eta))
    of = day(visit("v1", "BRAKES", promised="16:00"), workshop=shop(operations=(BRAKES,), deliveries=(delivery,)))
    (reason,) = found(of)
    assert (reason.rule, reason.subject, reason.until) == ("parts", "45022", at(eta))
    assert (reason.text_en, reason.text_zh) == (english, chinese)


def test_a_part_nobody_delivers() -> None:
    of = day(visit("v1", "BRAKES", promised="16:00"), workshop=shop(operations=(BRAKES,)))
    (reason,) = found(of)
    assert (reason.rule, reason.until, reason.text_en) == ("parts", None, "part 45022 is short")


def test_work_and_late_arrival_together() -> None:
    of = day(visit("v1", "OIL", arrival="10:00", promised="11:00"))
    assert alone(of) == [("duration", ""), ("arrival", "")]
    assert found(of)[1].until == at("10:00")
    assert found(of)[0].text_en == "the work itself takes 1.0 h"


def test_it_is_already_too_late() -> None:
    of = day(visit("v1", "OIL", promised="9:00"), now="9:30")
    assert alone(of) == [("not_before_now", "")]


def test_lunch_is_named_as_working_time() -> None:
    # 11:30 reception, work 11:40-12:00 and 13:00-13:40
    of = day(visit("v1", "OIL", arrival="11:30", promised="13:30"))
    assert alone(of) == [("working_time", ""), ("duration", ""), ("arrival", "")]


def test_the_only_one_with_the_skill_is_absent() -> None:
    away = shop(technicians=(technician("ann", "engine", absences="8:00-15:00"), technician("bob")))
    (reason,) = found(day(visit("v1", "ENGINE", promised="14:00"), workshop=away))
    assert (reason.rule, reason.subject, reason.until) == ("working_time", "ann", at("15:00"))
    assert reason.text_en == "ann absent until 15:00"


def test_nobody_has_the_skill() -> None:
    nobody = shop(technicians=(technician("bob"),))
    assert alone(day(visit("v1", "ENGINE", promised="16:00"), workshop=nobody)) == [("skill", "engine")]


def test_too_few_for_the_crew() -> None:
    one = shop(technicians=(technician("bob"),))
    assert alone(day(visit("v1", "EXPRESS", promised="16:00"), workshop=one)) == [("crew", "")]


def test_no_bay_no_station_no_loan_car() -> None:
    assert alone(day(visit("v1", "ALIGN"), workshop=shop(bays=(bay("b1", "LIFT"),)))) == [("bay_capability", "RACK")]
    assert alone(day(visit("v1", "OIL"), workshop=shop(stations=()))) == [("station_overlap", "inspection")]
    assert alone(day(visit("v1", "OIL", loan_car=True))) == [("loan_cars", "")]


def test_an_interruption_until_the_afternoon() -> None:
    paused = visit(
        "v1", "OIL", promised="12:00", progress=(interrupted("v1/work/1", "8:00", hours=0.5, resume_at="14:00"),)
    )
    of = day(paused, now="9:00")
    (reason,) = found(of)
    assert (reason.rule, reason.subject, reason.until) == ("interruption", "v1/work/1", at("14:00"))


def test_its_own_running_step() -> None:
    mine = visit("v1", "OIL", promised="10:00", progress=(running("v1/work/1", "8:00", 150, who="ann", bay_id="b1"),))
    (reason,) = found(day(mine, now="9:00"))
    assert (reason.rule, reason.subject, reason.until) == ("started", "v1/work/1", at("11:30"))


def test_the_way_between_two_bays() -> None:
    apart = shop(bays=(bay("b1", "LIFT"), bay("b2", "RACK")))
    assert alone(day(visit("v1", "OIL", "ALIGN", promised="10:25"), workshop=apart)) == [
        ("bay_move", ""),
        ("duration", ""),
        ("arrival", ""),
    ]


def test_beside_other_cars_the_resource_it_waits_for_is_named() -> None:
    one = shop(technicians=(technician("ann"), technician("bob")), bays=(bay("b1", "RACK"),))
    of = day(visit("v1", "ALIGN", promised="9:20"), visit("v2", "ALIGN", promised="9:30"), workshop=one)
    problem, solution = planned(of)
    (note,) = noted(problem, solution)
    assert (note.visit_id, note.code, note.late_minutes) == ("v2", "promise_at_risk", 50)
    assert [(reason.rule, reason.subject) for reason in note.reasons] == [
        ("duration", ""),
        ("arrival", ""),
        ("bay_overlap", "RACK"),
    ]
    assert note.reasons[2].until == at("9:10")
    assert note.reasons[2].text_en == "bays with RACK taken by other cars until 09:10"


def test_impossible_promises_are_told_from_those_at_risk() -> None:
    of = day(visit("v1", "OIL", promised="9:00"), visit("v2", "ENGINE", promised="9:10"))
    notes = noted(*planned(of))
    assert {(one.visit_id, one.code) for one in notes} == {("v1", "promise_impossible"), ("v2", "promise_impossible")}


def test_an_unplanned_visit_names_what_keeps_it_out() -> None:
    of = day(visit("v1", "BRAKES", promised="16:00"), workshop=shop(operations=(BRAKES,)))
    (note,) = noted(*planned(of))
    assert (note.code, [reason.rule for reason in note.reasons]) == ("unplanned", ["parts"])


def test_reasons_that_hold_in_every_plan_are_given_when_time_is_up() -> None:
    of = day(visit("v1", "OIL", promised="9:00"), visit("v2", "ENGINE", promised="9:00"))
    problem, solution = planned(of)
    known = unavoidable(problem)
    worked_out = dict(fixed_reasons(problem, known))
    in_time = notes_of(problem, solution, known, worked_out=worked_out, go_on=lambda: False)
    without = notes_of(problem, solution, known, worked_out={}, go_on=lambda: False)
    assert [bool(one.reasons) for one in in_time] == [True, True]
    assert [bool(one.reasons) for one in without] == [False, False]


def test_any_other_time_may_be_asked_for() -> None:
    problem = build_problem(day(visit("v1", "OIL", promised="16:00")))
    assert [one.rule for one in reasons(problem, 0, latest_ready=at("9:00"))] == ["duration", "arrival"]


def test_a_car_that_was_ready_too_late() -> None:
    over = ("reception 8:00-8:10", "work/1 8:10-9:40 ann", "inspection 9:40-9:50")
    (reason,) = found(day(visit("v1", "OIL", promised="9:00", progress=over), now="10:00"))
    assert (reason.rule, reason.until, reason.text_en) == ("started", at("9:50"), "the car was ready at 09:50")


@settings(max_examples=15, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(days(most_visits=5))
def test_every_odd_day_can_be_explained(of: Day) -> None:
    problem, solution = planned(of)
    for note in noted(problem, solution):
        assert note.code in {"unplanned", "promise_impossible", "promise_at_risk"}
        if note.code == "promise_impossible":
            assert note.reasons
