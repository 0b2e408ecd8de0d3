"""Rule ``ordered`` through the engine: a technician's steps as given, other work before or after."""

from __future__ import annotations

from itertools import permutations

import pytest

from optimizer.decisions import Decisions, TechnicianOrder
from optimizer.do_nothing import do_nothing
from optimizer.plan import Plan, Published
from tests.boards import assignments
from tests.planned import RECEIVED, planned, step, when, where
from tests.shops import day, operation, shop, technician, visit

NAMES = ("v1", "v2", "v3")
CARS = tuple(visit(name, "WIRING", promised="9:10", progress=RECEIVED) for name in NAMES)


def order(who: str, *visit_ids: str) -> TechnicianOrder:
    return TechnicianOrder(technician_id=who, step_ids=tuple(f"{name}/work/1" for name in visit_ids))


def started(plan: Plan) -> list[str]:
    """Visits by the start of their work."""
    return sorted(NAMES, key=lambda name: step(plan, f"{name}/work/1").start)


@pytest.mark.parametrize("wanted", list(permutations(NAMES)))
def test_all_of_a_technician(wanted: tuple[str, ...]) -> None:
    plan = planned(day(*CARS, decisions=Decisions(orders=(order("bob", *wanted),))))
    assert {where(plan, f"{name}/work/1") for name in NAMES} == {"bob"}
    assert started(plan) == list(wanted)
    assert when(plan, f"{wanted[2]}/work/1") == "10:00-11:00"


def test_nothing_between_even_where_there_is_time() -> None:
    """v2 comes at 10:00; ann has an hour between v1 and v2, in which she may not do v3."""
    cars = (CARS[0], visit("v2", "WIRING", arrival="10:00", promised="12:00", progress=()), CARS[2])
    workshop = shop(technicians=(technician("ann"),), operations=(operation("WIRING"),))
    free = planned(day(*cars, workshop=workshop))
    assert when(free, "v3/work/1") in ("8:00-9:00", "9:00-10:00")
    bound = planned(day(*cars, workshop=workshop, decisions=Decisions(orders=(order("ann", "v1", "v2"),))))
    assert (when(bound, "v3/work/1"), when(bound, "v1/work/1")) == ("8:00-9:00", "9:00-10:00")


def test_a_crew_is_led_by_whose_order_it_is() -> None:
    cars = tuple(visit(name, "EXPRESS", promised="9:10", progress=RECEIVED) for name in NAMES)
    people = tuple(technician(name, "engine") for name in ("ann", "bob", "cy", "dan"))
    decisions = Decisions(orders=(order("dan", "v3", "v1"),))
    plan = planned(day(*cars, workshop=shop(technicians=people), decisions=decisions))
    assert all("dan" in where(plan, f"{name}/work/1").split() for name in ("v1", "v3"))
    assert step(plan, "v3/work/1").end <= step(plan, "v1/work/1").start


def test_orders_that_wait_for_each_other_leave_one_visit_out_and_are_both_named() -> None:
    """ann: the second job of v1 before the first of v2; bob: the second job of v2 before the first of v1."""
    cars = tuple(visit(name, "WIRING", "WIRING", promised="17:00", progress=RECEIVED) for name in ("v1", "v2"))
    orders = (
        TechnicianOrder(technician_id="ann", step_ids=("v1/work/2", "v2/work/1")),
        TechnicianOrder(technician_id="bob", step_ids=("v2/work/2", "v1/work/1")),
    )
    plan = planned(day(*cars, decisions=Decisions(orders=orders)))
    (left,) = plan.unplanned
    note = next(note for note in plan.notes if note.visit_id == left)
    words = {(one.rule, one.subject): (one.text_en, one.text_zh) for one in note.reasons}
    assert words == {
        ("ordered", "ann"): ("the order of ann is fixed", "ann的作业顺序已固定"),
        ("ordered", "bob"): ("the order of bob is fixed", "bob的作业顺序已固定"),
    }


def test_doing_nothing_obeys_too() -> None:
    """Published as v1, v2, v3; then the foreman turns the first and the last round, with nothing between."""
    board = "\n".join(
        f"""
        {name} work/1     {at}:00-{at + 1}:00 ann
        {name} inspection {at + 1}:00-{at + 1}:10 inspection-1
        {name} hand_over  {at + 1}:10-{at + 1}:20 eve
        """
        for name, at in zip(NAMES, (8, 9, 10), strict=True)
    )
    published = Published(assignments=assignments(shop(), board), released=frozenset({"v1/work/1"}))
    of = day(*CARS, published=published, decisions=Decisions(orders=(order("ann", "v3", "v1"),)))
    plan = do_nothing(of)
    assert plan.unplanned == ()
    assert [when(plan, f"{name}/work/1") for name in NAMES] == ["11:00-12:00", "9:00-10:00", "10:00-11:00"]
    assert planned(of).cost.total <= plan.cost.total
