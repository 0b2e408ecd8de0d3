"""Cost terms of docs/model.md in the CP-SAT model: one function a term, each gives its amount.

Exact: the promise tier, the disturbance tier, ``desk_wait``, ``reserve`` and ``bay_moves``. ``technician_load``,
``day_load`` and ``reception_load`` are the largest of their tangents (below by less than a minute a square), over
classes of advisors for the last. Steps that run over closing time are booked on their dates as from the middle of
their piece's starts; so is overtime. ``half_hour_load``, ``bay_load`` and ``idle_bay`` are left out: what a solution
truly costs is computed outside.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from optimizer.engine.prove.frame import Expression, Frame
from optimizer.engine.prove.terms.changes import customers_to_call, promises_moved, starts_changed, technicians_changed
from optimizer.engine.prove.terms.desk import desk_wait, reception_load
from optimizer.engine.prove.terms.effort import bay_moves, overtime
from optimizer.engine.prove.terms.load import day_load, reserve, technician_load
from optimizer.engine.prove.terms.promise import tardiness, unfinished_today, unplanned


class TermRule(NamedTuple):
    """A term and its tier; its name is the function's."""

    tier: str
    amount: Callable[[Frame], Expression]

    @property
    def name(self) -> str:
        """Name of the term, as in the policy's weights."""
        return self.amount.__name__


TERMS: tuple[TermRule, ...] = (
    TermRule("promise", tardiness),
    TermRule("promise", unfinished_today),
    TermRule("promise", unplanned),
    TermRule("disturbance", customers_to_call),
    TermRule("disturbance", promises_moved),
    TermRule("disturbance", technicians_changed),
    TermRule("disturbance", starts_changed),
    TermRule("level", technician_load),
    TermRule("level", reception_load),
    TermRule("level", desk_wait),
    TermRule("level", day_load),
    TermRule("level", reserve),
    TermRule("efficiency", overtime),
    TermRule("efficiency", bay_moves),
)
