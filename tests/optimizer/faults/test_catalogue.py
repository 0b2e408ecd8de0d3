"""Operations, group jobs and parts that cannot be worked with."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimizer.visit import Job
from optimizer.workshop import Delivery, GroupJob, PartNeed, PartStock
from tests.optimizer.faults.cases import Case, check, found
from tests.shops import at, bay, day, operation, shop, station, technician, visit

OIL = operation("OIL", 1.0, "LIFT")


CASES = [
    Case(
        "no flat-rate time",
        "operation_without_time",
        day(workshop=shop(operations=(OIL, operation("X", 0.0), operation("Y", -1.0)))),
        ("/workshop/operations/1/frt_hours", "/workshop/operations/2/frt_hours"),
    ),
    Case(
        "flat-rate time that is not a number",
        "operation_without_time",
        day(workshop=shop(operations=(operation("X", float("nan")),))),
        ("/workshop/operations/0/frt_hours",),
    ),
    Case(
        "sublet for no time",
        "operation_without_time",
        day(workshop=shop(operations=(operation("X", 1.0, sublet_hours=0.0),))),
        ("/workshop/operations/0/sublet_hours",),
    ),
    Case(
        "a job for no time",
        "job_without_time",
        day(replace(visit("v1", "OIL"), jobs=(Job(job_id="1", operation_code="OIL", frt_hours=0.0),))),
        ("/visits/0/jobs/0/frt_hours",),
    ),
    Case(
        "a code of nothing", "unknown_operation", day(visit("v1", "OIL", "NONE")), ("/visits/0/jobs/1/operation_code",)
    ),
    Case(
        "a group job with a code of nothing",
        "unknown_group_operation",
        day(workshop=shop(group_jobs=(GroupJob(group_code="G", operation_codes=("OIL", "NONE")),))),
        ("/workshop/group_jobs/0/operation_codes/1",),
    ),
    Case(
        "a group job of nothing",
        "empty_group_job",
        day(workshop=shop(group_jobs=(GroupJob(group_code="G", operation_codes=()),))),
        ("/workshop/group_jobs/0/operation_codes",),
    ),
    Case(
        "a skill that nobody has",
        "unknown_skill",
        day(workshop=shop(operations=(OIL, operation("X", skill="magic")))),
        ("/workshop/operations/1/skill",),
    ),
    Case(
        "a capability that no bay has",
        "unknown_bay_capability",
        day(workshop=shop(operations=(OIL, operation("X", 1.0, "POOL")))),
        ("/workshop/operations/1/bay_capability",),
    ),
    Case(
        "crews of none and of three",
        "crew_size",
        day(workshop=shop(operations=(operation("X", crew=0), operation("Y", crew=3)))),
        ("/workshop/operations/0/crew", "/workshop/operations/1/crew"),
    ),
    Case(
        "a crew of two where one has the skill",
        "crew_short",
        day(workshop=shop(operations=(operation("X", skill="engine", crew=2),))),
        ("/workshop/operations/0/crew",),
    ),
    Case(
        "a crew of two in a shop of one",
        "crew_short",
        day(workshop=shop(technicians=(technician("ann"),), operations=(operation("X", crew=2),))),
        ("/workshop/operations/0/crew",),
    ),
    Case(
        "work in a shop of nobody",
        "crew_short",
        day(workshop=shop(technicians=(), operations=(operation("X"),))),
        ("/workshop/operations/0/crew",),
    ),
    Case(
        "less than none of what the workshop has",
        "negative_quantity",
        day(
            workshop=shop(
                loan_cars=-1,
                stations=(station("inspection"), station("wash", -2)),
                stock=(PartStock(part_number="P", on_hand=-1),),
                deliveries=(Delivery(part_number="P", quantity=-1, eta=at("9:00")),),
            )
        ),
        (
            "/workshop/deliveries/0/quantity",
            "/workshop/loan_cars",
            "/workshop/stations/1/count",
            "/workshop/stock/0/on_hand",
        ),
    ),
    Case(
        "an operation that needs no piece of a part",
        "negative_quantity",
        day(workshop=shop(operations=(operation("X", parts=(PartNeed(part_number="P", quantity=0),)),))),
        ("/workshop/operations/0/parts/0/quantity",),
    ),
    Case(
        "a job that needs less than no piece of a part",
        "negative_quantity",
        day(
            replace(
                visit("v1"),
                jobs=(Job(job_id="1", operation_code="OIL", parts=(PartNeed(part_number="P", quantity=-1),)),),
            )
        ),
        ("/visits/0/jobs/0/parts/0/quantity",),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_fault(case: Case) -> None:
    check(case)


def test_sublet_work_needs_neither_skill_nor_bay_nor_flat_rate_time() -> None:
    away = operation("X", 0.0, "POOL", skill="magic", crew=2, sublet_hours=4.0)
    assert found(day(visit("v1", "X"), workshop=shop(operations=(away,), technicians=(), bays=()))) == []


def test_a_crew_of_two_with_just_two_who_are_able() -> None:
    able = (technician("ann", "engine"), technician("bob", "engine"))
    work = operation("X", 1.0, "LIFT", skill="engine", crew=2)
    assert found(day(workshop=shop(technicians=able, operations=(work,), bays=(bay("b1", "LIFT"),)))) == []


def test_a_part_that_is_nowhere_is_no_fault() -> None:
    need = operation("X", parts=(PartNeed(part_number="P", quantity=3),))
    assert found(day(visit("v1", "X"), workshop=shop(operations=(need,)))) == []
