"""All checks together, and what is withheld when a part of the day could not be read."""

from __future__ import annotations

import pickle

import pytest

from optimizer.errors import HeijunkaError
from optimizer.faults import CHECKS, Fault, InvalidDayError, faults_of, place_order, pointer
from tests.optimizer.faults import (
    test_catalogue,
    test_contradictions,
    test_decisions,
    test_duplicates,
    test_horizon,
    test_people,
    test_places,
    test_policy,
    test_progress,
    test_visits,
)
from tests.optimizer.faults.cases import found
from tests.shops import day, operation, running, shop, technician, visit

ROOMS = (
    test_catalogue,
    test_contradictions,
    test_decisions,
    test_duplicates,
    test_horizon,
    test_people,
    test_places,
    test_policy,
    test_progress,
    test_visits,
)


def _codes(unread: str, *, skill: str = "magic") -> list[str]:
    """Codes found in a day with an unknown skill and two unknown steps, when ``unread`` could not be read."""
    broken = day(
        visit("v1", "OIL", progress=("work/9 7:00-7:10",)),
        visit("v2", "OIL", progress=("work/9 7:00-7:10",)),
        workshop=shop(operations=(operation("OIL", 1.0, "LIFT", skill=skill),)),
    )
    return [fault.code for fault in faults_of(broken, unread=[unread])]


def test_a_day_without_faults() -> None:
    assert faults_of(day(visit("v1", "OIL"), visit("v2", "TEST", "ENGINE", wash=True))) == ()
    assert faults_of(day()) == ()


def test_every_check_has_a_case_and_says_what_it_means() -> None:
    assert {case.code for room in ROOMS for case in room.CASES} == {check.code for check in CHECKS}
    assert len({check.code for check in CHECKS}) == len(CHECKS)
    assert all(check.meaning.endswith(".") for check in CHECKS)


def test_faults_of_different_checks_come_at_once_in_the_order_of_their_places() -> None:
    broken = day(
        *(visit(f"v{n}") for n in range(10)),
        visit("v2", "NONE", advisor_id="zoe"),
        visit("v11", progress=(running("v11/reception", "9:00", 5, unit_id="eve"),)),
        workshop=shop(technicians=(technician("ann", "engine"), technician("ann", shifts=""))),
    )
    assert found(broken) == [
        ("unknown_advisor", "/visits/10/advisor_id"),
        ("unknown_operation", "/visits/10/jobs/0/operation_code"),
        ("duplicate_visit", "/visits/10/visit_id"),
        ("started_after_now", "/visits/11/progress/0/started_at"),
        ("technician_without_shift", "/workshop/technicians/1/shifts"),
        ("duplicate_technician", "/workshop/technicians/1/technician_id"),
    ]


@pytest.mark.parametrize(
    ("unread", "left"),
    [
        ("/workshop/loan_cars", ["unknown_step", "unknown_step", "unknown_skill"]),
        ("/workshop/technicians/1/skills", ["unknown_step", "unknown_step"]),
        ("/workshop/technicians/1/skills/4", ["unknown_step", "unknown_step"]),
        ("/workshop/technicians/1", ["unknown_step", "unknown_step"]),
        ("/workshop/technicians", ["unknown_step", "unknown_step"]),
        ("/visits/0/jobs", ["unknown_step", "unknown_skill"]),
        ("/visits/0/jobs/0/job_id", ["unknown_step", "unknown_skill"]),
        ("/visits/0/progress/0/step_id", ["unknown_step", "unknown_skill"]),
        ("/visits/0/progress/0", ["unknown_step", "unknown_skill"]),
        ("/visits/0/plate", ["unknown_step", "unknown_step", "unknown_skill"]),
        ("/visits", ["unknown_skill"]),
        ("/workshop/operations/0/skill", []),
    ],
)
def test_what_may_follow_from_an_unread_part_is_withheld(unread: str, left: list[str]) -> None:
    assert _codes(unread) == left


def test_pointers_escape_what_the_standard_asks_for() -> None:
    assert pointer() == ""
    assert pointer("a/b", 0, "m~n", "") == "/a~1b/0/m~0n/"


def test_places_are_ordered_by_number_not_by_letter() -> None:
    places = ["/visits/10", "/visits/9/x", "/visits/9", "", "/a"]
    assert sorted(places, key=place_order) == ["", "/a", "/visits/9", "/visits/9/x", "/visits/10"]


def test_the_error_holds_all_faults_and_survives_a_trip_to_another_process() -> None:
    faults = tuple(Fault(pointer=f"/{n}", code="c", message="m", remedy="r") for n in "ab")
    error = InvalidDayError(faults)
    assert isinstance(error, HeijunkaError)
    assert isinstance(error, ValueError)
    back = pickle.loads(pickle.dumps(error))
    assert back.faults == faults
    assert str(back) == "2 faults\n  /a: m [c]. Remedy: r\n  /b: m [c]. Remedy: r"
