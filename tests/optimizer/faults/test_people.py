"""Technicians and advisors who cannot do the work."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.optimizer.faults.cases import Case, check, found
from tests.shops import advisor, day, operation, shop, technician

ANN = technician("ann", "engine")
OPERATIONS = (operation("OIL", 1.0, "LIFT"),)

CASES = [
    Case(
        "a technician who is never there",
        "technician_without_shift",
        day(workshop=shop(technicians=(ANN, technician("bob", shifts=""), technician("cy")))),
        ("/workshop/technicians/1/shifts",),
    ),
    Case(
        "an advisor who is never there",
        "advisor_without_shift",
        day(workshop=shop(advisors=(advisor("eve", shifts=""),))),
        ("/workshop/advisors/0/shifts",),
    ),
    Case("nobody at the desk", "no_advisor", day(workshop=shop(advisors=())), ("/workshop/advisors",)),
    Case(
        "shifts that overlap, the later one is named",
        "overlapping_shifts",
        day(workshop=shop(technicians=(ANN, technician("bob"), technician("cy", shifts="11:00-15:00 8:00-12:00")))),
        ("/workshop/technicians/2/shifts/0",),
    ),
    Case(
        "two shifts inside a long one",
        "overlapping_shifts",
        day(workshop=shop(advisors=(advisor("eve", shifts="8:00-17:00 9:00-10:00 11:00-12:00"),))),
        ("/workshop/advisors/0/shifts/1", "/workshop/advisors/0/shifts/2"),
    ),
    Case(
        "no pace",
        "efficiency_not_positive",
        day(workshop=shop(technicians=(ANN, technician("bob", pace=0.0)))),
        ("/workshop/technicians/1/default_efficiency",),
    ),
    Case(
        "no pace in a category, whose name is escaped",
        "efficiency_not_positive",
        day(workshop=shop(technicians=(ANN, replace(technician("bob"), efficiency={"a/c ~": -0.5, "any": 1.0})))),
        ("/workshop/technicians/1/efficiency/a~1c ~0",),
    ),
    Case(
        "availability of nothing and of more than all",
        "availability_out_of_range",
        day(
            workshop=shop(
                technicians=(replace(ANN, availability=0.0), replace(technician("bob"), availability=1.01)),
            )
        ),
        ("/workshop/technicians/0/availability", "/workshop/technicians/1/availability"),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_fault(case: Case) -> None:
    check(case)


def test_two_shifts_may_touch() -> None:
    assert found(day(workshop=shop(technicians=(ANN, technician("bob", shifts="12:00-17:00 8:00-12:00"))))) == []


def test_a_break_outside_every_shift_does_nothing() -> None:
    assert found(day(workshop=shop(technicians=(ANN, technician("bob", breaks="19:00-20:00"))))) == []
