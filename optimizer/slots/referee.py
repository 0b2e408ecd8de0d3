"""A whole book before the referee, who shares no code with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from optimizer.day import Day
from optimizer.plan import CostBreakdown, Plan
from optimizer.problem.grid import Grid
from optimizer.referee import Violation, review
from optimizer.slots.records import Commitment
from optimizer.workshop import Workshop


def violations_of_book(
    workshop: Workshop, now: datetime, commitments: Sequence[Commitment], horizon_days: int
) -> tuple[Violation, ...]:
    """Every rule that the commitments break together over a horizon, and every promise they break (rule ``promise``).

    Raises ``ValueError`` when the workshop is not open on the date of ``now`` or later, ``KeyError`` for an
    operation code or priority class that it does not have.
    """
    policy = replace(workshop.policy, horizon_days=horizon_days)
    day = Day(
        workshop=replace(workshop, policy=policy),
        visits=tuple(one.visit for one in commitments),
        now=now,
    )
    grid = Grid.of(day)
    plan = Plan(
        workshop_id=workshop.workshop_id,
        now=now,
        horizon_start=grid.start,
        horizon_end=grid.instant(grid.num_ticks),
        assignments=tuple(step for one in commitments for step in one.assignments),
        cost=CostBreakdown(terms=()),
    )
    price, found = review(day, plan)
    late = price.amount("tardiness")
    if late:
        found += (Violation(rule="promise", message=f"{late} class-weighted minutes later than promised"),)
    return found
