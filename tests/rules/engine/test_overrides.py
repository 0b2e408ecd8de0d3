"""Rules set aside, through the engine: who lacks the skill, a bay without the lift, parts from elsewhere."""

from __future__ import annotations

from optimizer.decisions import Decisions, Override
from optimizer.plan import Published
from optimizer.workshop import PartNeed
from tests.boards import assignments
from tests.planned import RECEIVED, planned, when, where
from tests.shops import bay, day, operation, pin, shop, visit

ENGINE = visit("v1", "ENGINE", promised="10:10", progress=RECEIVED)


def aside(rule: str) -> tuple[Override, ...]:
    return (Override(rule=rule, step_id="v1/work/1", reason="the foreman looks after it"),)


def test_skill() -> None:
    of = day(ENGINE, decisions=Decisions(pins=(pin("v1/work/1", "bob"),), overrides=aside("skill")))
    plan = planned(of)
    assert (where(plan, "v1/work/1"), when(plan, "v1/work/1")) == ("bob b1", "8:00-10:00")


def test_bay_capability() -> None:
    workshop = shop(bays=(bay("b1"), bay("b2", "LIFT", "RACK")))
    decisions = Decisions(pins=(pin("v1/work/1", bay_id="b1"),), overrides=aside("bay_capability"))
    assert where(planned(day(ENGINE, workshop=workshop, decisions=decisions)), "v1/work/1") == "ann b1"


def test_parts() -> None:
    brakes = shop(operations=(operation("BRAKES", 1.0, "LIFT", parts=(PartNeed(part_number="45022"),)),))
    cars = (visit("v1", "BRAKES", progress=RECEIVED),)
    assert planned(day(*cars, workshop=brakes)).unplanned == ("v1",)
    assert planned(day(*cars, workshop=brakes, decisions=Decisions(overrides=aside("parts")))).unplanned == ()


def test_a_frozen_step_stays_with_who_lacks_the_skill() -> None:
    board = """
    v1 work/1     8:10-10:10  bob b1
    v1 inspection 10:10-10:20 inspection-1
    v1 hand_over  10:20-10:30 eve
    """
    published = Published(assignments=assignments(shop(), board))
    decided = Decisions(pins=(pin("v1/work/1", "bob"),), overrides=aside("skill"))
    plan = planned(day(ENGINE, published=published, decisions=decided))
    assert (where(plan, "v1/work/1"), when(plan, "v1/work/1"), plan.notes[0].code) == (
        "bob b1",
        "8:10-10:10",
        "promise_impossible",
    )
