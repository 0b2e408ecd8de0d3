"""Decisions that name what is not there, or say nothing."""

from __future__ import annotations

import pytest

from optimizer.day import Day
from optimizer.decisions import Decisions, Forbidden, Override, TechnicianOrder
from optimizer.faults import faults_of
from tests.optimizer.faults.cases import Case, check
from tests.shops import day, pin, visit

DONE = ("reception 7:40-7:50",)
STEP = "v1/work/1"


def decided(decisions: Decisions) -> Day:
    return day(visit("v1", "ENGINE", progress=DONE), visit("v2", "OIL"), decisions=decisions)


CASES = [
    Case(
        "steps that no visit has",
        "unknown_decided_step",
        decided(
            Decisions(
                pins=(pin("v1/work/9", "ann"),),
                forbidden=(Forbidden(step_id="v3/work/1", technician_id="ann"),),
                orders=(TechnicianOrder(technician_id="ann", step_ids=(STEP, "v1/work")),),
                overrides=(Override(rule="parts", step_id="", reason="got"),),
            )
        ),
        (
            "/decisions/forbidden/0/step_id",
            "/decisions/orders/0/step_ids/1",
            "/decisions/overrides/0/step_id",
            "/decisions/pins/0/step_id",
        ),
    ),
    Case(
        "technicians who are not there",
        "unknown_decided_technician",
        decided(
            Decisions(
                pins=(pin(STEP, "zoe"),),
                forbidden=(Forbidden(step_id=STEP, technician_id="yan"),),
                orders=(TechnicianOrder(technician_id="xu", step_ids=("v2/work/1",)),),
            )
        ),
        (
            "/decisions/forbidden/0/technician_id",
            "/decisions/orders/0/technician_id",
            "/decisions/pins/0/technician_ids/0",
        ),
    ),
    Case(
        "bays that are not there",
        "unknown_decided_bay",
        decided(Decisions(pins=(pin(STEP, bay_id="b9"),), forbidden=(Forbidden(step_id=STEP, bay_id="b8"),))),
        ("/decisions/forbidden/0/bay_id", "/decisions/pins/0/bay_id"),
    ),
    Case(
        "nothing decided, or two things in one",
        "empty_decision",
        decided(
            Decisions(
                pins=(pin(STEP),),
                forbidden=(
                    Forbidden(step_id=STEP),
                    Forbidden(step_id=STEP, technician_id="bob", bay_id="b2"),
                ),
                orders=(TechnicianOrder(technician_id="ann", step_ids=()),),
            )
        ),
        ("/decisions/forbidden/0", "/decisions/forbidden/1", "/decisions/orders/0/step_ids", "/decisions/pins/0"),
    ),
    Case(
        "no reason",
        "override_without_reason",
        decided(Decisions(overrides=(Override(rule="parts", step_id=STEP, reason=" "),))),
        ("/decisions/overrides/0/reason",),
    ),
    Case(
        "rules that nobody can set aside",
        "rule_not_overridable",
        decided(
            Decisions(
                overrides=(
                    Override(rule="technician_overlap", step_id=STEP, reason="why not"),
                    Override(rule="skills", step_id=STEP, reason="a slip of the pen"),
                )
            )
        ),
        ("/decisions/overrides/0/rule", "/decisions/overrides/1/rule"),
    ),
    Case(
        "decided twice",
        "repeated_decision",
        decided(
            Decisions(
                pins=(pin(STEP, "ann"), pin(STEP, bay_id="b1")),
                orders=(
                    TechnicianOrder(technician_id="ann", step_ids=(STEP, STEP)),
                    TechnicianOrder(technician_id="ann", step_ids=("v2/work/1",)),
                ),
            )
        ),
        ("/decisions/orders/0/step_ids/1", "/decisions/orders/1/technician_id", "/decisions/pins/1/step_id"),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_fault(case: Case) -> None:
    check(case)


def test_the_rules_that_can_be_set_aside_are_named() -> None:
    of = decided(Decisions(overrides=(Override(rule="crew", step_id=STEP, reason="alone"),)))
    (fault,) = faults_of(of)
    assert fault.remedy == "the rules that can be are skill, bay_capability, parts"
