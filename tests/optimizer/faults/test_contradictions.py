"""Decisions that no plan could keep."""

from __future__ import annotations

import pytest

from optimizer.day import Day
from optimizer.decisions import Decisions, Forbidden, Override, Pin, TechnicianOrder
from tests.optimizer.faults.cases import Case, check, found
from tests.shops import at, bay, day, pin, running, shop, visit

DONE = ("reception 7:40-7:50",)
STEP = "v1/work/1"


def decided(
    *codes: str,
    pins: tuple[Pin, ...] = (),
    forbidden: tuple[Forbidden, ...] = (),
    orders: tuple[tuple[str, ...], ...] = (),
    overrides: tuple[str, ...] = (),
) -> Day:
    """v1 with the operations, v2 with OIL; an order is a technician and the steps, an override a rule for v1/work/1."""
    decisions = Decisions(
        pins=pins,
        forbidden=forbidden,
        orders=tuple(
            TechnicianOrder(technician_id=who, step_ids=step_ids) for who, *rest in orders for step_ids in [tuple(rest)]
        ),
        overrides=tuple(Override(rule=rule, step_id=STEP, reason="so decided") for rule in overrides),
    )
    workshop = shop(bays=(bay("b1", "LIFT"), bay("b2", "LIFT", "RACK"), bay("b3")))
    return day(visit("v1", *codes, progress=DONE), visit("v2", "OIL"), workshop=workshop, decisions=decisions)


CASES = [
    Case(
        "too few, too many, one twice, and a step without technicians",
        "pinned_crew",
        decided("EXPRESS", pins=(pin(STEP, "ann"), pin("v2/work/1", "ann bob"), pin("v1/inspection", "bob"))),
        tuple(f"/decisions/pins/{n}/technician_ids" for n in range(3)),
    ),
    Case(
        "a pin and an order to who cannot",
        "pinned_without_skill",
        decided("ENGINE", "ENGINE", pins=(pin(STEP, "bob"),), orders=(("bob", "v1/work/2"),)),
        ("/decisions/orders/0/step_ids/0", "/decisions/pins/0/technician_ids/0"),
    ),
    Case(
        "a bay that lacks the capability, and one for no bay step",
        "pinned_bay",
        decided("ALIGN", "WIRING", pins=(pin(STEP, bay_id="b1"), pin("v1/work/2", bay_id="b1"))),
        ("/decisions/pins/0/bay_id", "/decisions/pins/1/bay_id"),
    ),
    Case(
        "a time that has passed",
        "pinned_in_past",
        decided("OIL", pins=(pin(STEP, start="7:59"), pin("v2/work/1", start="8:00"))),
        ("/decisions/pins/0/start",),
    ),
    Case(
        "set aside for nobody in particular",
        "override_without_pin",
        decided("ENGINE", pins=(pin(STEP, start="8:00"),), overrides=("skill", "bay_capability", "parts")),
        ("/decisions/overrides/0", "/decisions/overrides/1"),
    ),
    Case(
        "pinned or ordered, and forbidden",
        "forbidden_and_decided",
        decided(
            "OIL",
            "OIL",
            "OIL",
            pins=(pin(STEP, "ann", bay_id="b1"), pin("v1/work/2", "ann", start="10:00")),
            forbidden=(
                Forbidden(step_id=STEP, technician_id="ann"),
                Forbidden(step_id=STEP, bay_id="b1"),
                Forbidden(step_id="v1/work/2", technician_id="ann", until=at("10:01")),
                Forbidden(step_id="v1/work/3", technician_id="bob"),
            ),
            orders=(("bob", "v1/work/3"),),
        ),
        tuple(f"/decisions/forbidden/{n}" for n in range(4)),
    ),
    Case(
        "in the order of one and pinned to another, in two orders, done by no technician",
        "ordered_and_pinned",
        decided(
            "OIL",
            "OIL",
            pins=(pin(STEP, "bob"),),
            orders=(("ann", STEP, "v1/work/2", "v1/inspection"), ("bob", "v1/work/2", "v2/work/1")),
        ),
        ("/decisions/orders/0/step_ids/0", "/decisions/orders/0/step_ids/2", "/decisions/orders/1/step_ids/0"),
    ),
    Case(
        "the second job of a car before its first",
        "order_against_visit",
        decided("OIL", "OIL", orders=(("ann", "v1/work/2", "v2/work/1", STEP),)),
        ("/decisions/orders/0/step_ids/2",),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_fault(case: Case) -> None:
    check(case)


def test_what_is_forbidden_until_a_time_may_be_pinned_after_it() -> None:
    late = Forbidden(step_id=STEP, technician_id="ann", until=at("10:00"))
    assert found(decided("OIL", pins=(pin(STEP, "ann", start="10:00"),), forbidden=(late,))) == []
    assert found(decided("OIL", pins=(pin(STEP, "ann"),), forbidden=(late,))) == []


def test_a_crew_may_be_in_two_orders() -> None:
    assert found(decided("EXPRESS", orders=(("ann", STEP), ("bob", STEP)))) == []


def test_a_rule_set_aside_lets_the_pin_stand() -> None:
    pins = (pin(STEP, "bob", bay_id="b3"),)
    assert found(decided("ENGINE", pins=pins, overrides=("skill", "bay_capability"))) == []


def test_nothing_is_said_of_a_step_that_runs() -> None:
    at_work = running(STEP, "7:50", 30, who="ann", bay_id="b1")
    decisions = Decisions(
        pins=(pin(STEP, "ann bob", bay_id="b1", start="7:00"),),
        forbidden=(Forbidden(step_id=STEP, technician_id="ann"),),
    )
    assert found(day(visit("v1", "OIL", progress=(*DONE, at_work)), decisions=decisions)) == []
