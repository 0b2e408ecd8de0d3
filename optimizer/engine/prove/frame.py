"""What the rules and terms of the CP-SAT model work on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from ortools.sat.python import cp_model
from ortools.sat.python.cp_model_helper import Literal as Negatable

from optimizer.engine.bounds import Unavoidable
from optimizer.engine.bounds.occupancy import Taken
from optimizer.engine.prove.sizes import Crew
from optimizer.engine.prove.windows import Windows
from optimizer.engine.solution import Solution
from optimizer.problem import Arrays, Problem
from optimizer.problem.arrays import Int32

Expression = cp_model.LinearExpr | int
Literal = Negatable | bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One way to do a crew step: a crew and an elapsed size; ``starts`` are the ticks at which it has that size."""

    literal: Literal
    crew: Crew
    size: int
    starts: Int32


@dataclass(slots=True, kw_only=True)
class StepVars:
    """Variables of a free step. ``until``: end of its hold on the bay. ``places``: literal by class of machines.

    ``hold``: its length. ``keep``: the car stays in its bay for the next step; False where it cannot.
    """

    start: Expression
    end: Expression
    size: Expression
    planned: Literal
    pieces: tuple[Piece, ...] = ()
    places: dict[int, Literal] = field(default_factory=dict)
    until: Expression = 0
    hold: Expression = 0
    keep: Literal = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two consecutive steps of a visit between which the car stays in its bay or is moved.

    ``left``: end of the first, ``start``: start of the second. ``moved``: whether it is a moved pair.
    """

    left: Expression
    start: Expression
    planned: Literal
    moved: Literal


class BuildOver(Exception):  # noqa: N818  # no error: the time for building is over
    """Building a model was given up."""


@dataclass(slots=True, kw_only=True)
class Frame:
    """A model under construction.

    ``free``: visits to plan; all others are ``taken`` as the incumbent has them. ``steps``: variables of their open
    steps. ``planned``: by free visit. ``classes``: machines (resource numbers) that no rule tells apart, bays and
    units. ``held_since_now``: by first open step the bay in which its car stands and whether it stays there;
    ``kept_fixed``: whether the car stays after a running or frozen bay step. ``parked``: spans of cars of other visits
    in the car park. ``late``: minutes of lateness by visit, made when a term first asks. ``is_over``: asked now and
    then while building.
    """

    problem: Problem
    model: cp_model.CpModel
    known: Unavoidable
    windows: Windows
    incumbent: Solution | None
    free: tuple[int, ...]
    taken: tuple[Taken, ...]
    steps: dict[int, StepVars] = field(default_factory=dict)
    planned: dict[int, Literal] = field(default_factory=dict)
    classes: list[tuple[int, ...]] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)
    held_since_now: dict[int, tuple[int, Literal]] = field(default_factory=dict)
    kept_fixed: dict[int, Literal] = field(default_factory=dict)
    late: dict[int, Expression] = field(default_factory=dict)
    is_over: Callable[[], bool] | None = None

    def look_up(self) -> None:
        """Raise ``BuildOver`` when there is no more time to build."""
        if self.is_over is not None and self.is_over():
            raise BuildOver

    parked: list[tuple[int, int]] = field(default_factory=list)

    @property
    def a(self) -> Arrays:
        """The problem's arrays."""
        return self.problem.arrays

    def bool_var(self, hint: bool | None = None) -> cp_model.IntVar:
        """A literal, hinted when the incumbent tells."""
        literal = self.model.new_bool_var("")
        if hint is not None:
            self.model.add_hint(literal, bool(hint))
        return literal

    def int_var(self, low: int, high: int, hint: int | None = None) -> cp_model.IntVar:
        """An integer, hinted when the incumbent tells."""
        variable = self.model.new_int_var(low, high, "")
        if hint is not None and low <= hint <= high:
            self.model.add_hint(variable, int(hint))
        return variable

    def domain_var(self, intervals: list[list[int]], hint: int | None = None) -> cp_model.IntVar:
        """An integer from closed intervals."""
        domain = cp_model.Domain.from_intervals(intervals)
        variable = self.model.new_int_var_from_domain(domain, "")
        if hint is not None and any(low <= hint <= high for low, high in intervals):
            self.model.add_hint(variable, int(hint))
        return variable

    def all_of(self, literals: Iterable[Literal], hint: bool | None = None) -> Literal:
        """A literal equal to the conjunction."""
        real = [one for one in literals if one is not True]
        if any(one is False for one in real):
            return False
        if len(real) <= 1:
            return real[0] if real else True
        both = self.bool_var(hint)
        self.model.add_bool_and(real).only_enforce_if(both)
        self.model.add_bool_or([both, *[negated(one) for one in real]])
        return both

    def hinted(self, step: int) -> int | None:
        """The incumbent's start of a step."""
        if self.incumbent is None or self.incumbent.start[step] < 0:
            return None
        return int(self.incumbent.start[step])

    def spans(self, resource: int) -> list[tuple[int, int]]:
        """Spans of a resource that are taken, overlapping ones joined, outages left out."""
        rows = (row for row in self.taken if row.resource == resource and row.visit >= 0)
        return joined((row.start, row.end) for row in rows if row.start < row.end)


def joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans sorted, those that touch or overlap as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def negated(literal: Literal) -> Literal:
    """The opposite of a literal or a constant."""
    return (not literal) if isinstance(literal, bool) else literal.negated()
