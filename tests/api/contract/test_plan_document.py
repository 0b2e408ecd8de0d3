"""The plan document: the plan as it is, and all that a board needs without the day."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from jsonschema import Draft202012Validator

from api.contract import plan_document, read_day, read_plan, read_plan_document, write_day, write_plan
from api.contract.schema import FILES, schema_of
from api.contract.source import JsonObject
from optimizer.errors import InvalidPlanError
from optimizer.plan import Bound, Plan, Reason, VisitNote
from optimizer.workshop import GroupJob
from tests.api.contract.edit import drop, put
from tests.boards import plan
from tests.shops import at, day, interrupted, shop, visit

SHOP = shop(group_jobs=(GroupJob(group_code="SERVICE", operation_codes=("OIL", "TEST")),))
DAY = replace(
    day(
        visit("v1", "OIL", promised="10:00", priority=visit("v").priority_class, progress=("reception 7:40-7:50",)),
        visit("v2", "SERVICE", progress=("reception 7:00-7:10", interrupted("v2/work/1.1", "7:20", hours=0.5))),
        workshop=SHOP,
    ),
    assumptions=("bays: drawn under seed 7",),
)
BOARD = """
v1 work/1      8:10-9:10  ann b1
v1 inspection  9:10-9:20  inspection-1
v1 hand_over   10:00-10:10  eve
"""
REASON = Reason(rule="parts", subject="P", until=at("8:00+1"), text_en="part P comes tomorrow", text_zh="零件P明天到货")
PLAN = replace(
    plan(DAY, BOARD, unplanned=("v2",), notes=(VisitNote(visit_id="v2", code="unplanned", reasons=(REASON,)),)),
    bound=Bound(unavoidable=0, avoidable=3, proven=True, proofs=("alone", "CP-SAT")),
    rounding_error=-0.001,
    seed=7,
    seconds=1.5,
)
WRITTEN: JsonObject = write_plan(plan_document(DAY, PLAN))


def refused(document: JsonObject) -> list[tuple[str, str]]:
    """(code, pointer) of the faults with which a plan is refused."""
    with pytest.raises(InvalidPlanError) as caught:
        read_plan(document)
    return [(fault.code, fault.pointer) for fault in caught.value.faults]


def test_a_plan_survives_being_written_and_read() -> None:
    document = plan_document(DAY, PLAN)
    assert read_plan(document) == PLAN
    assert read_plan(WRITTEN) == PLAN
    assert read_plan(document.model_dump_json()) == PLAN
    assert read_plan(json.dumps(WRITTEN).encode()) == PLAN
    assert read_plan_document(WRITTEN) == document


def test_a_plan_fits_the_schema() -> None:
    Draft202012Validator(schema_of(*FILES["plan.schema.json"])).validate(WRITTEN)


def test_times_have_the_workshops_offset() -> None:
    document = plan_document(DAY, PLAN)
    assert document.plan.assignments[0].start.isoformat() == "2025-03-03T08:10:00+08:00"
    assert '"end":"2025-03-03T09:10:00+08:00"' in document.model_dump_json()


def test_the_document_says_all_that_a_board_shows() -> None:
    document = read_plan_document(WRITTEN)
    assert document.workshop.time_zone == "Asia/Shanghai"
    assert [one.technician_id for one in document.workshop.technicians] == ["ann", "bob"]
    assert document.workshop.technicians[0].breaks[0].start == at("12:00")
    assert [one.bay_id for one in document.workshop.bays] == ["b1", "b2"]
    assert [one.kind.value for one in document.workshop.stations] == ["inspection", "wash"]
    first, second = document.visits
    assert first.promised == at("10:00")
    assert [one.step_id for one in first.steps] == ["v1/reception", "v1/work/1", "v1/inspection", "v1/hand_over"]
    assert [one.operation_code for one in second.steps] == [None, "OIL", "TEST", None, None]
    assert second.steps[2].kind.value == "diagnosis"
    assert second.steps[2].frt_hours == 0.5
    assert document.assumptions == ("bays: drawn under seed 7",)


def test_finished_steps_say_when_and_interrupted_ones_why() -> None:
    """Open and running steps have their times in the plan."""
    first, second = read_plan_document(WRITTEN).visits
    assert (first.steps[0].started_at, first.steps[0].finished_at) == (at("7:40"), at("7:50"))
    assert (first.steps[1].status, first.steps[1].started_at) == (None, None)
    stopped = second.steps[1]
    assert (stopped.status, stopped.code, stopped.finished_at) == ("interrupted", "C", None)


def test_figures_are_those_of_the_plan() -> None:
    figures = read_plan_document(WRITTEN).figures
    assert figures is not None
    assert figures.date == date(2025, 3, 3)
    assert (figures.on_time.count, figures.on_time.of) == (1, 1)
    assert [one.booked_hours for one in figures.sheet] == [1.0, 0.0]


def test_the_assignments_can_be_sent_back_as_the_published_plan() -> None:
    written = WRITTEN["plan"]
    assert isinstance(written, dict)
    again = read_day(write_day(DAY) | {"published": {"assignments": written["assignments"]}})
    assert again.published is not None
    assert again.published.assignments == PLAN.assignments


def test_a_bad_plan_is_refused_with_every_fault() -> None:
    bad = put(put(drop(WRITTEN, "/plan/now"), "/plan/colour", 1), "/plan/assignments/0/start", "8:10")
    assert refused(bad) == [
        ("time_format", "/plan/assignments/0/start"),
        ("unknown_field", "/plan/colour"),
        ("missing_field", "/plan/now"),
    ]
    assert refused(put(WRITTEN, "/workshop/time_zone", "Mars")) == [("unknown_time_zone", "/workshop/time_zone")]
    assert refused(write_day(DAY)) == [("unknown_value", "/kind")]


def test_a_total_that_is_not_the_sum_is_refused() -> None:
    assert refused(put(WRITTEN, "/plan/cost/total", PLAN.cost.total + 1)) == [("total_differs", "/plan/cost")]


def test_a_plan_without_anything() -> None:
    nothing: Plan = plan(day(), "")
    document = plan_document(day(), nothing)
    assert read_plan(document) == nothing
