"""Two things with one name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimizer.plan import Published
from optimizer.visit import Job
from optimizer.workshop import GroupJob, PartStock
from tests.boards import assignments
from tests.optimizer.faults.cases import Case, check, found
from tests.shops import advisor, bay, day, operation, shop, station, technician, visit

GROUP = GroupJob(group_code="G", operation_codes=("OIL", "TYRES"))
PUBLISHED = assignments(shop(), "v1 reception 8:00-8:10 eve\nv1 reception 8:10-8:20 eve")


def _jobs(*lines: str) -> tuple[Job, ...]:
    """Lines such as ``1=OIL``."""
    return tuple(Job(job_id=line.partition("=")[0], operation_code=line.partition("=")[2]) for line in lines)


CASES = [
    Case(
        "technicians",
        "duplicate_technician",
        day(workshop=shop(technicians=(technician("ann", "engine"), technician("bob"), technician("ann")))),
        ("/workshop/technicians/2/technician_id",),
    ),
    Case(
        "advisors",
        "duplicate_advisor",
        day(workshop=shop(advisors=(advisor("eve"), advisor("eve"), advisor("eve")))),
        ("/workshop/advisors/1/advisor_id", "/workshop/advisors/2/advisor_id"),
    ),
    Case(
        "an advisor and a place of a station",
        "duplicate_advisor",
        day(workshop=shop(advisors=(advisor("eve"), advisor("wash-1")))),
        ("/workshop/advisors/1/advisor_id",),
    ),
    Case(
        "bays",
        "duplicate_bay",
        day(workshop=shop(bays=(bay("b1", "LIFT", "RACK"), bay("b1", "LIFT")))),
        ("/workshop/bays/1/bay_id",),
    ),
    Case(
        "stations of a kind",
        "duplicate_station",
        day(workshop=shop(stations=(station("wash"), station("inspection"), station("wash")))),
        ("/workshop/stations/2/kind",),
    ),
    Case(
        "operations",
        "duplicate_operation",
        day(workshop=shop(operations=(operation("X"), operation("X", 2.0)))),
        ("/workshop/operations/1/operation_code",),
    ),
    Case(
        "group jobs",
        "duplicate_group_job",
        day(workshop=shop(group_jobs=(GROUP, GROUP))),
        ("/workshop/group_jobs/1/group_code",),
    ),
    Case(
        "a group job and an operation",
        "duplicate_group_job",
        day(workshop=shop(group_jobs=(replace(GROUP, group_code="OIL"),))),
        ("/workshop/group_jobs/0/group_code",),
    ),
    Case(
        "parts in stock",
        "duplicate_stock",
        day(workshop=shop(stock=(PartStock(part_number="P", on_hand=1), PartStock(part_number="P", on_hand=2)))),
        ("/workshop/stock/1/part_number",),
    ),
    Case("visits", "duplicate_visit", day(visit("v1"), visit("v2"), visit("v1", "OIL")), ("/visits/2/visit_id",)),
    Case(
        "jobs of a visit",
        "duplicate_job",
        day(replace(visit("v1"), jobs=_jobs("1=OIL", "1=TYRES"))),
        ("/visits/0/jobs/1/job_id",),
    ),
    Case(
        "a job named like a line of a group job",
        "duplicate_step",
        day(replace(visit("v1"), jobs=_jobs("1=G", "1.2=ALIGN")), workshop=shop(group_jobs=(GROUP,))),
        ("/visits/0/jobs",),
    ),
    Case(
        "visits whose ids hold the separator of step ids",
        "duplicate_step",
        day(
            replace(visit("v1/work"), jobs=_jobs("1=OIL")),
            replace(visit("v1"), jobs=_jobs("work/1=OIL")),
        ),
        ("/visits/1/jobs",),
    ),
    Case(
        "steps of the published plan",
        "duplicate_published_step",
        day(visit("v1", "OIL"), published=Published(assignments=PUBLISHED)),
        ("/published/assignments/1/step_id",),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_fault(case: Case) -> None:
    check(case)


def test_different_visits_may_have_jobs_of_one_id() -> None:
    assert found(day(visit("v1", "OIL", "TYRES"), visit("v2", "OIL", "TYRES"))) == []
