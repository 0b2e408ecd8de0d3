"""Who is at which step at now, and where."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimizer.visit import Visit
from tests.optimizer.faults.cases import Case, check, found
from tests.shops import day, finished, running, shop, visit

RECEIVED = "reception 7:00-7:10"


def _at_work(visit_id: str, code: str = "OIL", *, who: str = "bob", bay_id: str | None = "b1") -> Visit:
    step = running(f"{visit_id}/work/1", "7:30", 20, who=who, bay_id=bay_id)
    return visit(visit_id, code, progress=(finished(visit_id, RECEIVED), step))


def _received_by(visit_id: str, unit_id: str | None) -> Visit:
    return visit(visit_id, progress=(running(f"{visit_id}/reception", "7:50", 5, unit_id=unit_id),))


def _washed_at(unit_id: str | None) -> Visit:
    step = running("v1/wash", "7:50", 5, unit_id=unit_id)
    return visit("v1", wash=True, progress=(RECEIVED, step))


CASES = [
    Case(
        "a technician of another shop, long ago and now",
        "unknown_technician",
        day(_at_work("v1", who="zoe"), visit("v2", "OIL", progress=(RECEIVED, "work/1 7:10-7:20 ann xi"))),
        ("/visits/0/progress/1/technician_ids/0", "/visits/1/progress/1/technician_ids/1"),
    ),
    Case(
        "a bay of another shop, long ago and now",
        "unknown_bay",
        day(
            _at_work("v1", bay_id="b9"),
            visit("v2", "OIL", progress=(RECEIVED, replace(finished("v2", "work/1 7:10-7:20 ann"), bay_id="b8"))),
        ),
        ("/visits/0/progress/1/bay_id", "/visits/1/progress/1/bay_id"),
    ),
    Case(
        "nobody at work",
        "wrong_crew",
        day(_at_work("v1", who="")),
        ("/visits/0/progress/1/technician_ids",),
    ),
    Case(
        "one for two",
        "wrong_crew",
        day(_at_work("v1", "EXPRESS", who="bob bob")),
        ("/visits/0/progress/1/technician_ids",),
    ),
    Case(
        "two for one",
        "wrong_crew",
        day(_at_work("v1", who="ann bob")),
        ("/visits/0/progress/1/technician_ids",),
    ),
    Case(
        "a technician at the desk",
        "wrong_crew",
        day(
            visit("v1", progress=(replace(running("v1/reception", "7:50", 5, unit_id="eve"), technician_ids=("bob",)),))
        ),
        ("/visits/0/progress/0/technician_ids",),
    ),
    Case("work that needs a bay in none", "no_bay", day(_at_work("v1", bay_id=None)), ("/visits/0/progress/1/bay_id",)),
    Case(
        "a reception by nobody and by a stranger",
        "wrong_unit",
        day(_received_by("v1", None), _received_by("v2", "zoe")),
        ("/visits/0/progress/0/unit_id", "/visits/1/progress/0/unit_id"),
    ),
    Case("a wash at the inspection", "wrong_unit", day(_washed_at("inspection-1")), ("/visits/0/progress/1/unit_id",)),
    Case("a wash at a place too many", "wrong_unit", day(_washed_at("wash-2")), ("/visits/0/progress/1/unit_id",)),
    Case(
        "a wash in a shop without",
        "wrong_unit",
        day(_washed_at("wash-1"), workshop=shop(stations=())),
        ("/visits/0/progress/1/unit_id",),
    ),
    Case(
        "work at the desk",
        "wrong_unit",
        day(visit("v1", "WIRING", progress=(RECEIVED, running("v1/work/1", "7:30", 5, who="bob", unit_id="eve")))),
        ("/visits/0/progress/1/unit_id",),
    ),
    Case(
        "a technician at two cars",
        "two_steps_at_once",
        day(_at_work("v1"), _at_work("v2", bay_id="b2")),
        ("/visits/1/progress/1/technician_ids",),
    ),
    Case(
        "two cars worked on in a bay",
        "two_steps_at_once",
        day(_at_work("v1"), _at_work("v2", who="ann")),
        ("/visits/1/progress/1/bay_id",),
    ),
    Case(
        "an advisor with two customers",
        "two_steps_at_once",
        day(_received_by("v1", "eve"), _received_by("v2", "fay"), _received_by("v3", "eve")),
        ("/visits/2/progress/0/unit_id",),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_fault(case: Case) -> None:
    check(case)


def test_facts_that_no_plan_would_choose_are_no_faults() -> None:
    """Without the skill, in a bay without the capability, by another advisor: the plan starts from what is so."""
    without_skill = _at_work("v1", "ENGINE", who="bob", bay_id="b2")
    without_capability = _at_work("v2", "ALIGN", who="ann", bay_id="b1")
    other_advisor = replace(_received_by("v3", "fay"), advisor_id="eve")
    assert found(day(without_skill, without_capability, other_advisor)) == []
