"""Rule ``forbidden`` through the engine: who, where, and from when on after all."""

from __future__ import annotations

import pytest

from optimizer.decisions import Decisions, Forbidden
from optimizer.plan import Plan
from tests.planned import RECEIVED, planned, when, where
from tests.shops import at, day, shop, technician, visit

CAR = visit("v1", "OIL", promised="9:10", progress=RECEIVED)


def without(*names: str, until: str = "", car: str = "OIL", staff: int = 2) -> Plan:
    """Names of technicians, and of bays, which begin with b and a digit."""
    ends = at(until) if until else None
    forbidden = tuple(
        Forbidden(step_id="v1/work/1", bay_id=name, until=ends)
        if name[1:].isdigit()
        else Forbidden(step_id="v1/work/1", technician_id=name, until=ends)
        for name in names
    )
    people = tuple(technician(name, "engine") for name in ("ann", "bob", "cy")[:staff])
    one = visit("v1", car, promised="9:10", progress=RECEIVED)
    return planned(day(one, workshop=shop(technicians=people), decisions=Decisions(forbidden=forbidden)))


@pytest.mark.parametrize(
    ("names", "spot"), [(("ann",), "bob b1"), (("ann", "b1"), "bob b2"), (("bob", "b2"), "ann b1")]
)
def test_another_does_it_elsewhere(names: tuple[str, ...], spot: str) -> None:
    assert where(without(*names), "v1/work/1") == spot


@pytest.mark.parametrize("names", [("ann", "bob"), ("b1", "b2")])
def test_who_may_only_later_does_it_then(names: tuple[str, ...]) -> None:
    assert when(without(*names, until="9:30"), "v1/work/1") == "9:30-10:30"


@pytest.mark.parametrize("names", [("ann", "bob"), ("b1", "b2")])
def test_forbidden_to_all_leaves_the_visit_out(names: tuple[str, ...]) -> None:
    plan = without(*names)
    assert plan.unplanned == ("v1",)
    (note,) = plan.notes
    assert [(one.rule, one.subject) for one in note.reasons] == [("forbidden", "v1/work/1")]
    assert note.reasons[0].text_en == f"forbidden for step v1/work/1 ({', '.join(names)})"
    assert note.reasons[0].text_zh == f"步骤v1/work/1 ({', '.join(names)})被禁止"


def test_a_crew_without_one() -> None:
    assert where(without("bob", car="EXPRESS", staff=3), "v1/work/1") == "ann cy b1"
    assert when(without("bob", car="EXPRESS", until="10:00"), "v1/work/1") == "10:00-10:30"
    assert without("bob", car="EXPRESS").unplanned == ("v1",)
