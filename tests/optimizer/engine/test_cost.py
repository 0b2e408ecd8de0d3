"""The engine's own cost is the referee's, to the last unit: otherwise it would search for something else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from optimizer.checking import checked_plan
from optimizer.day import Day
from optimizer.engine.improver import Improver
from optimizer.engine.tables import pack
from optimizer.plan_day import plan_day
from optimizer.problem import build_problem
from scenarios.advance import advance
from scenarios.generator import SHOPS, generate_day
from scenarios.odd import odd_day

TUESDAY = date(2026, 11, 24)


def costs(day: Day) -> list[tuple[int, int]]:
    """Cost by the engine and by the referee, of the first plan and of a better one."""
    problem = build_problem(day)
    improver = Improver(problem.arrays, pack(problem.arrays), 1)
    improver.construct()
    found = [(improver.cost, checked_plan(problem, improver.solution()).cost.total)]
    improver.run(200, 1e6, 20)
    return [*found, (improver.cost, checked_plan(problem, improver.solution()).cost.total)]


def generated(grid: int) -> Day:
    """A generated day; its openings, shifts and breaks are on the hour and the half hour."""
    day = generate_day(SHOPS["small"], seed=grid, date=TUESDAY, load=1.05)
    return replace(day, workshop=replace(day.workshop, policy=replace(day.workshop.policy, grid_minutes=grid)))


@pytest.mark.parametrize("grid", [1, 5, 6])
def test_of_a_generated_day(grid: int) -> None:
    assert [engine - referee for engine, referee in costs(generated(grid))] == [0, 0]


@pytest.mark.parametrize("grid", [1, 5, 6])
def test_of_a_plan_made_again(grid: int) -> None:
    """With a published plan, finished, running and interrupted steps and cars in bays."""
    day = generated(grid)
    plan = plan_day(day, time_limit_s=0.02, deterministic=True)
    assert [engine - referee for engine, referee in costs(advance(day, plan, day.now + timedelta(hours=3), 1))] == [
        0,
        0,
    ]


@pytest.mark.parametrize("first", range(0, 60, 20))
def test_of_odd_days(first: int) -> None:
    found = {seed: costs(odd_day(seed)) for seed in range(first, first + 20)}
    assert {seed: pairs for seed, pairs in found.items() if any(one != other for one, other in pairs)} == {}
