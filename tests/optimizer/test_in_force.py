"""Decisions lapse with the work they are about, and pins with their time."""

from __future__ import annotations

from optimizer.decisions import Decisions, Forbidden, Override, TechnicianOrder
from optimizer.faults import faults_of
from optimizer.in_force import in_force
from tests.shops import day, finished, interrupted, pin, running, visit

RUNNING = running("v1/work/1", "9:00", 30, who="ann", bay_id="b1")
CARS = (
    visit("v1", "OIL", "WIRING", progress=("reception 8:00-8:10", RUNNING)),
    visit("v2", "OIL", progress=("reception 8:20-8:30", finished("v2", "work/1 8:30-9:00 bob"))),
    visit("v3", "WIRING", progress=("reception 8:40-8:50", interrupted("v3/work/1", "8:50", hours=0.5))),
)


def test_what_is_about_open_work_stays() -> None:
    made = Decisions(
        pins=(pin("v1/work/2", "bob", start="10:00"), pin("v3/work/1", start="9:10")),
        forbidden=(Forbidden(step_id="v3/work/1", technician_id="ann"),),
        orders=(TechnicianOrder(technician_id="bob", step_ids=("v1/work/2", "v3/work/1")),),
        overrides=(Override(rule="parts", step_id="v1/work/2", reason="got elsewhere"),),
    )
    of = day(*CARS, now="9:10", decisions=made)
    assert in_force(of) == of


def test_what_is_about_started_work_or_none_lapses() -> None:
    made = Decisions(
        pins=(pin("v1/work/1", "bob"), pin("v2/work/1", "bob"), pin("v9/work/1", "bob")),
        forbidden=(Forbidden(step_id="v1/work/1", technician_id="ann"),),
        orders=(
            TechnicianOrder(technician_id="ann", step_ids=("v1/work/1", "v2/work/1")),
            TechnicianOrder(technician_id="bob", step_ids=("v2/work/1", "v3/work/1", "gone")),
        ),
        overrides=(Override(rule="parts", step_id="v2/work/1", reason="got elsewhere"),),
    )
    left = in_force(day(*CARS, now="9:10", decisions=made)).decisions
    assert left == Decisions(orders=(TechnicianOrder(technician_id="bob", step_ids=("v3/work/1",)),))


def test_a_pin_loses_the_time_that_has_passed_and_keeps_the_rest() -> None:
    made = Decisions(pins=(pin("v1/work/2", "bob", start="9:09"), pin("v3/work/1", start="9:09")))
    of = day(*CARS, now="9:10", decisions=made)
    assert [fault.code for fault in faults_of(of)] == ["pinned_in_past"] * 2
    assert in_force(of).decisions == Decisions(pins=(pin("v1/work/2", "bob"),))
    assert faults_of(in_force(of)) == ()
