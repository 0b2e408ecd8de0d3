"""Room for late visits: what only few can do comes before what anybody can do, whatever was inserted first."""

from __future__ import annotations

import pytest

from optimizer.day import Day
from optimizer.engine.bounds import promise_cost
from optimizer.engine.improver import Improver
from optimizer.engine.tables import pack
from optimizer.engine.wanted import wanted
from optimizer.problem import build_problem
from tests.shops import day, shop, technician, visit

ENGINE = visit("engine", "ENGINE", arrival="8:00", promised="10:40")
OILS = (visit("oil1", "OIL", arrival="8:00", promised="9:30"), visit("oil2", "OIL", arrival="8:00", promised="10:30"))


def promises(of: Day) -> tuple[int, int]:
    """Promise cost of the first plan and of a better one, in class-weighted minutes."""
    problem = build_problem(of)
    improver = Improver(problem.arrays, pack(problem.arrays), 0)
    improver.construct()
    first = promise_cost(problem.arrays, of.workshop.policy.weights, improver.solution())
    improver.run(300, 1e6, 4)
    return first, promise_cost(problem.arrays, of.workshop.policy.weights, improver.solution())


def test_who_is_in_the_way_goes_to_somebody_else() -> None:
    first, better = promises(day(ENGINE, *OILS))
    assert first > 0
    assert better == 0


def test_nothing_is_gained_where_everybody_is_needed_elsewhere() -> None:
    only_ann = shop(technicians=(technician("ann", "engine"),))
    first, better = promises(day(ENGINE, *OILS, workshop=only_ann))
    assert first >= better > 0


def test_who_alone_can_do_something_is_wanted_more_than_the_others() -> None:
    arrays = build_problem(day(ENGINE, *OILS)).arrays
    # ann: two of her eight hours for the engine, and half of two hours of oil; bob: his half of the oil
    assert wanted(arrays) == pytest.approx([0.125, -0.125])


def test_nobody_is_wanted_more_when_all_can_do_everything() -> None:
    assert wanted(build_problem(day(*OILS)).arrays).tolist() == [0.0, 0.0]
