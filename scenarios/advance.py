"""A day later on: what stands in the workshop when people have worked by a plan until ``now``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from optimizer.day import Day
from optimizer.in_force import in_force
from optimizer.plan import Plan, Published
from optimizer.steps import steps_of
from optimizer.visit import StepStatus, Visit
from optimizer.workshop import PartStock, Workshop
from scenarios.errors import ScenarioError
from scenarios.seeds import generator_of
from scenarios.shopfloor import Chances, ShopFloor

USUAL = Chances()


def advance(day: Day, plan: Plan, now: datetime, seed: int, *, chances: Chances = USUAL) -> Day:
    """The day as it stands at ``now`` after working by ``plan``, which becomes the published plan.

    Steps that the plan ends before ``now`` are finished as planned, steps under way run with their remaining
    minutes; by ``chances`` and ``seed`` some work overruns (what it keeps from starting stays open) and some is
    interrupted (codes A, B, C). Parts taken are off the shelf, deliveries that have come are on it. Decisions that
    say nothing any more are gone. Equal arguments, equal day.

    Raises ``ScenarioError`` when ``now`` is before the day's own, or the plan is of another workshop.
    """
    if now < day.now:
        raise ScenarioError(f"now {now.isoformat()} is before the day's own {day.now.isoformat()}")
    if plan.workshop_id != day.workshop.workshop_id:
        raise ScenarioError(f"the plan is of workshop {plan.workshop_id}, the day of {day.workshop.workshop_id}")
    floor = ShopFloor.at_start(day, now, generator_of(seed, "advance"), chances)
    for assignment in sorted(plan.assignments, key=lambda one: (one.start, one.end, one.step_id)):
        if assignment.start < now:
            floor.run(assignment)
    later = replace(
        day,
        workshop=_supplied(day.workshop, floor.taken, now),
        visits=tuple(_at_now(visit, floor) for visit in day.visits),
        now=now,
        published=Published(assignments=plan.assignments),
        assumptions=(*day.assumptions, _words(floor, now)),
    )
    return in_force(later)


def mid_day(day: Day, now: datetime, *, seed: int, planner: Callable[[Day], Plan], chances: Chances = USUAL) -> Day:
    """Plan the day with ``planner`` (such as ``optimizer.plan_day.plan_day``) and work by the plan until ``now``."""
    return advance(day, planner(day), now, seed, chances=chances)


def _supplied(workshop: Workshop, taken: Counter[str], now: datetime) -> Workshop:
    on_hand = Counter({line.part_number: line.on_hand for line in workshop.stock})
    for delivery in workshop.deliveries:
        if delivery.eta <= now:
            on_hand[delivery.part_number] += delivery.quantity
    on_hand.subtract(taken)
    return replace(
        workshop,
        stock=tuple(PartStock(part_number=part, on_hand=max(0, on_hand[part])) for part in sorted(on_hand)),
        deliveries=tuple(delivery for delivery in workshop.deliveries if delivery.eta > now),
    )


def _at_now(visit: Visit, floor: ShopFloor) -> Visit:
    progress = [
        floor.progress[step.step_id] for step in steps_of(visit, floor.catalogue) if step.step_id in floor.progress
    ]
    runs = any(one.status is StepStatus.RUNNING for one in progress)
    in_bay = None if runs else floor.standing.get(visit.visit_id)
    return replace(visit, progress=tuple(progress), in_bay=in_bay)


def _words(floor: ShopFloor, now: datetime) -> str:
    states = Counter(one.status for one in floor.progress.values())
    return (
        f"State at {now.isoformat()} made up from the plan: steps finished {states[StepStatus.FINISHED]}, running "
        f"{states[StepStatus.RUNNING]}, interrupted {states[StepStatus.INTERRUPTED]}."
    )
