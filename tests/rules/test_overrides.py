"""Rules that a person has set aside for one step: ``skill``, ``bay_capability``, ``parts``."""

from __future__ import annotations

from optimizer.day import Day
from optimizer.decisions import Decisions, Override
from optimizer.workshop import PartNeed
from tests.boards import broken
from tests.shops import bay, day, operation, pin, shop, technician, visit

DONE = ("reception 7:40-7:50",)
BOARD = """
v1 work/1     8:00-10:00  bob b1
v1 inspection 10:00-10:10 inspection-1
v1 hand_over  10:10-10:20 eve
"""


def without_skill(*rules: str, step_id: str = "v1/work/1") -> Day:
    """bob lacks the skill that ENGINE needs."""
    waived = tuple(Override(rule=rule, step_id=step_id, reason="with ann beside him") for rule in rules)
    decisions = Decisions(pins=(pin("v1/work/1", "bob"),), overrides=waived)
    return day(visit("v1", "ENGINE", progress=DONE), decisions=decisions)


def test_skill() -> None:
    assert broken(without_skill(), BOARD) == ["skill"]
    assert broken(without_skill("bay_capability"), BOARD) == ["skill"]
    assert broken(without_skill("skill", step_id="v1/inspection"), BOARD) == ["skill"]
    assert broken(without_skill("skill"), BOARD) == []


def test_skill_is_set_aside_for_the_technician_pinned_alone() -> None:
    workshop = shop(technicians=(technician("ann", "engine"), technician("bob"), technician("cy")))
    of = without_skill("skill")
    cy = day(*of.visits, workshop=workshop, decisions=of.decisions)
    assert broken(cy, BOARD.replace("bob", "cy")) == ["pinned"]


def test_bay_capability() -> None:
    workshop = shop(bays=(bay("b1"), bay("b2", "LIFT")))
    pins = (pin("v1/work/1", bay_id="b1"),)
    board = BOARD.replace("bob", "ann")
    refused = day(visit("v1", "ENGINE", progress=DONE), workshop=workshop, decisions=Decisions(pins=pins))
    assert broken(refused, board) == ["bay_capability"]
    waived = Override(rule="bay_capability", step_id="v1/work/1", reason="on the trolley jack")
    of = day(*refused.visits, workshop=workshop, decisions=Decisions(pins=pins, overrides=(waived,)))
    assert broken(of, board) == []
    assert broken(of, board.replace(" b1", "")) == ["bay_capability", "pinned"]


def test_parts() -> None:
    brakes = operation("BRAKES", 2.0, "LIFT", parts=(PartNeed(part_number="45022"),))
    cars = (visit("v1", "BRAKES", progress=DONE),)
    workshop = shop(operations=(brakes,))
    assert broken(day(*cars, workshop=workshop), BOARD) == ["parts"]
    got = Override(rule="parts", step_id="v1/work/1", reason="bought next door")
    assert broken(day(*cars, workshop=workshop, decisions=Decisions(overrides=(got,))), BOARD) == []
