"""Claims of the solver that a solution refuted, as regression cases: with our settings each comes out right.

Seen with ortools 9.15.6755; docs/proofs.md tells how. A case is added here whenever a ``Contradiction`` is found.
"""

from __future__ import annotations

import time

import pytest
from ortools.sat.python import cp_model

from optimizer.engine.prove.solve import Effort, configure


def status(model: cp_model.CpModel, *, presolve: bool) -> str:
    """What the solver says with the settings we use."""
    solver = cp_model.CpSolver()
    configure(
        solver,
        Effort(deadline=time.monotonic(), deterministic_limit=1.0, presolve=presolve),
        len(model.proto.variables),
    )
    return str(solver.status_name(solver.solve(model)))


@pytest.mark.parametrize("presolve", [True, False])
def test_an_optional_step_that_fits_nowhere_is_left_out(presolve: bool) -> None:
    """The core of a day with a reception that runs to the horizon end: the next car's hand-over has no room.

    Leaving it out is a solution. With ``cp_model_probing_level=0`` 9.15.6755 answers INFEASIBLE.
    """
    model = cp_model.CpModel()
    planned = model.new_bool_var("planned")
    start = model.new_int_var(767, 1079, "start")
    running = model.new_fixed_size_interval_var(569, 931, "running")
    model.add_no_overlap([running, model.new_optional_fixed_size_interval_var(start, 1, planned, "hand-over")])
    model.maximize(planned)
    assert status(model, presolve=presolve) == "OPTIMAL"


@pytest.mark.parametrize("presolve", [True, False])
def test_two_visits_without_room_are_left_out(presolve: bool) -> None:
    """The same with two visits that the model has already left out. Wrong in 9.15.6755 likewise."""
    model = cp_model.CpModel()
    planned = [model.new_bool_var("") for _ in range(3)]
    starts = [model.new_int_var(1500, 1500, ""), model.new_int_var(1500, 1500, ""), model.new_int_var(767, 1079, "")]
    steps = [
        model.new_optional_fixed_size_interval_var(start, 1, one, "")
        for start, one in zip(starts, planned, strict=True)
    ]
    model.add_no_overlap([model.new_fixed_size_interval_var(569, 931, ""), *steps])
    for one in planned[:2]:
        model.add_bool_or([one.negated()])
    model.maximize(planned[2])
    assert status(model, presolve=presolve) == "OPTIMAL"
