"""PyJobShop gets the same day: same steps, same durations, same calendars."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("pyjobshop", reason="PyJobShop is not installed: make lint or make bench installs it")

from benchmarks.instances import Instance
from benchmarks.peers.pyjobshop_model import Translated, runs, steps_before_hand_over, translate, worked
from optimizer.problem import Problem, build_problem
from optimizer.problem.arrays import Needs
from optimizer.problem.durations import crew_ticks


@pytest.fixture(scope="module")
def problem() -> Problem:
    return build_problem(Instance(shop="small", load=0.95, seed=1).day)


@pytest.fixture(scope="module")
def translated(problem: Problem) -> Translated:
    return translate(problem)


def test_every_step_before_the_hand_over_is_a_task(problem: Problem, translated: Translated) -> None:
    visits = range(problem.arrays.num_visits)
    expected = [step for visit in visits for step in steps_before_hand_over(problem.arrays, visit)]
    assert list(translated.steps) == expected
    assert len(expected) == problem.arrays.num_steps - problem.arrays.num_visits


def test_crews_work_as_long_as_in_our_problem(problem: Problem, translated: Translated) -> None:
    a, index = problem.arrays, problem.index
    seen = 0
    for mode, crew in zip(translated.data.modes, translated.crews, strict=True):
        step = translated.steps[mode.task]
        if a.step_needs[step] == Needs.CREW:
            assert mode.duration == crew_ticks(index, index.steps[step], crew)
            seen += len(crew)
    assert seen > a.num_steps


def test_breaks_are_the_time_not_worked(problem: Problem, translated: Translated) -> None:
    a = problem.arrays
    for technician in range(a.num_technicians):
        at_work = worked(a, a.tech_calendar[technician, 0])
        closed = np.zeros_like(at_work)
        for start, end in translated.data.resources[technician].breaks:
            closed[start:end] = True
        assert (closed == ~at_work).all()


@pytest.mark.parametrize(
    ("flags", "spans"),
    [([], []), ([1, 1], [(0, 2)]), ([0, 1, 1, 0, 1], [(1, 3), (4, 5)]), ([1, 0, 0, 1], [(0, 1), (3, 4)])],
)
def test_runs_of_flags(flags: list[int], spans: list[tuple[int, int]]) -> None:
    assert runs(np.array(flags, dtype=np.bool_)) == spans
