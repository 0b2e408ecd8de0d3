"""The CP-SAT model of a whole day, or of some visits with the rest of a plan left where it is."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from ortools.sat.python import cp_model

from optimizer.engine.bounds import Unavoidable, unavoidable
from optimizer.engine.bounds.occupancy import Taken, assigned_spans, busy_of, fixed_spans, outages
from optimizer.engine.bounds.promise import visit_promise
from optimizer.engine.prove.crews import num_crews
from optimizer.engine.prove.frame import Expression, Frame
from optimizer.engine.prove.rules import RULES, Rule
from optimizer.engine.prove.terms import TERMS
from optimizer.engine.prove.variables import Offer, add_variables, open_steps
from optimizer.engine.prove.windows import windows_of
from optimizer.engine.solution import Solution
from optimizer.problem import Arrays, Problem
from optimizer.problem.arrays import NONE

PROMISE = ("promise",)
REST = ("disturbance", "level", "efficiency")


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A built model: its ``frame``, the promise cost of the free visits, and the cost of the asked tiers.

    ``promise`` is in class-weighted minutes. ``promise_elsewhere``: what the other visits cost. ``restricted``: not
    all crews are offered, so that nothing proven of the model holds for the day.
    """

    frame: Frame
    promise: Expression
    promise_elsewhere: int
    restricted: bool


def build_model(
    problem: Problem,
    *,
    incumbent: Solution | None = None,
    free_visits: Collection[int] | None = None,
    tiers: tuple[str, ...] = PROMISE,
    known: Unavoidable | None = None,
    promise_limit: int | None = None,
    crew_limit: int | None = None,
    seed: int = 0,
    rules: tuple[Rule, ...] = RULES,
    is_over: Callable[[], bool] | None = None,
) -> Model:
    """Build the model that minimises ``tiers``.

    ``incumbent``: hint, and the place of all visits that are not free. ``free_visits`` None: all. ``promise_limit``:
    most that the free visits may cost in promises (class-weighted minutes); windows are cut by it. ``crew_limit``:
    crews offered a step. Raises ``ValueError`` when visits are to stay where no incumbent says where, ``BuildOver``
    soon after ``is_over`` says so.
    """
    a = problem.arrays
    if free_visits is not None and incumbent is None:
        raise ValueError("a model with visits that are not free needs an incumbent")
    free = _with_open_steps(a, range(a.num_visits) if free_visits is None else sorted(free_visits))
    known = unavoidable(problem) if known is None else known
    taken = tuple(_taken(a, incumbent, set(free)))
    frame = Frame(
        problem=problem,
        model=cp_model.CpModel(),
        known=known,
        windows=windows_of(problem, known, free, promise_limit),
        incumbent=incumbent,
        free=tuple(free),
        taken=(*outages(a), *taken),
        parked=_parked(a, incumbent, set(free)),
        is_over=is_over,
    )
    by_date = "level" in tiers
    add_variables(frame, Offer(busy=busy_of(a, taken), crew_limit=crew_limit, by_date=by_date, seed=seed))
    for rule in rules:
        frame.look_up()
        rule(frame)
    frame.look_up()
    promise = _promise(frame)
    if promise_limit is not None:
        frame.model.add(promise <= promise_limit)
    _minimise(frame, promise, tiers)
    limited = crew_limit is not None and any(num_crews(a, step) > crew_limit for step in frame.steps)
    elsewhere = _promise_elsewhere(problem, incumbent, set(free))
    return Model(frame=frame, promise=promise, promise_elsewhere=elsewhere, restricted=limited)


def _with_open_steps(a: Arrays, visits: Collection[int]) -> list[int]:
    return [v for v in visits if not a.step_fixed[a.visit_first[v] : a.visit_first[v + 1]].all()]


def _taken(a: Arrays, incumbent: Solution | None, free: set[int]) -> list[Taken]:
    """Spans of fixed steps of free visits, and of everything else where the incumbent has it."""
    fixed = [one for one in fixed_spans(a) if one.visit in free or incumbent is None]
    if incumbent is None:
        return fixed
    return fixed + [one for one in assigned_spans(a, incumbent) if one.visit not in free]


def _parked(a: Arrays, incumbent: Solution | None, free: set[int]) -> list[tuple[int, int]]:
    """Cars of visits that are not free, between the steps of moved pairs."""
    if incumbent is None:
        return []
    spans = []
    for visit in set(range(a.num_visits)) - free:
        for left, start in moved_pairs(a, incumbent, visit):
            if left + a.move_ticks < start:
                spans.append((left + a.move_ticks, start))
    return spans


def moved_pairs(a: Arrays, solution: Solution, visit: int) -> list[tuple[int, int]]:
    """End of the first and start of the second step of each moved pair of a visit's assigned steps."""
    first, last = int(a.visit_first[visit]), int(a.visit_first[visit + 1])
    pairs = []
    start = int(solution.start[first])
    stood = a.visit_bay[visit] != NONE and a.step_in_bay[first] and not a.step_running[first]
    if stood and start != NONE and solution.place[first] != a.num_technicians + a.visit_bay[visit]:
        pairs.append((int(a.now), start))
    for step in range(first, last - 1):
        both = a.step_bay_or_sublet[step] and a.step_bay_or_sublet[step + 1] and not a.step_running[step + 1]
        if both and not solution.keep[step] and solution.start[step + 1] != NONE:
            pairs.append((int(solution.end[step]), int(solution.start[step + 1])))
    return pairs


def _promise(frame: Frame) -> Expression:
    weights = frame.problem.day.workshop.policy.weights
    rows = [
        term.amount(frame) * int(getattr(weights, term.name))
        for term in TERMS
        if term.tier == "promise" and getattr(weights, term.name)
    ]
    return cp_model.LinearExpr.sum(rows)


def _promise_elsewhere(problem: Problem, incumbent: Solution | None, free: set[int]) -> int:
    a, weights = problem.arrays, problem.day.workshop.policy.weights
    if incumbent is None:
        return 0
    return sum(visit_promise(a, weights, incumbent, visit) for visit in range(a.num_visits) if visit not in free)


def _minimise(frame: Frame, promise: Expression, tiers: tuple[str, ...]) -> None:
    """Promise as it is; the other tiers weighted as in the policy."""
    if tiers == PROMISE:
        frame.model.minimize(promise)
        return
    weights = frame.problem.day.workshop.policy.weights
    rows = []
    for term in TERMS:
        price = int(getattr(weights, term.name)) * int(getattr(weights, f"{term.tier}_tier"))
        if term.tier in tiers and term.tier != "promise" and price:
            frame.look_up()
            rows.append(term.amount(frame) * price)
    frame.model.minimize(cp_model.LinearExpr.sum(rows))


def model_size(problem: Problem, free: Collection[int], crew_limit: int | None) -> int:
    """About how many literals a model would have: crews of all open steps, and places."""
    a = problem.arrays
    size = 0
    for visit in free:
        for step in range(int(a.visit_first[visit]), int(a.visit_first[visit + 1])):
            crews = num_crews(a, step)
            size += 6 + (crews if crew_limit is None else min(crews, crew_limit))
    return size


__all__ = ["PROMISE", "REST", "Model", "build_model", "model_size", "moved_pairs", "open_steps"]
