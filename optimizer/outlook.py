"""How late cars may become: the plan carried on over and over, with work that takes longer or shorter than planned."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from statistics import NormalDist

import numpy as np

from optimizer.day import Day
from optimizer.decisions import NO_DECISIONS
from optimizer.engine.futures import Draw, ready_minutes
from optimizer.errors import InvalidDayError
from optimizer.faults import faults_of
from optimizer.keeping import wanted_of
from optimizer.plan import Assignment, Published
from optimizer.problem import Problem, build_problem
from optimizer.problem.arrays import NO_READY, Arrays, Float64, Int64, StretchCode
from optimizer.visit import StepKind, StepProgress, StepStatus

_NORMAL = NormalDist()


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncertainty:
    """How far the time that work takes strays from the time planned: ln(taken ÷ planned) ~ normal(0, sigma).

    ``work`` and ``diagnosis`` are the sigmas; all else takes the time it is planned for. ``source``: where they are
    from, in words.
    """

    work: float = 0.25
    diagnosis: float = 0.4
    source: str = (
        "assumed, not measured: two of three jobs within a quarter of their planned time, diagnoses within two fifths"
    )


ASSUMED = Uncertainty()
# So large a share of draws late by its own work alone is a risk. Fewer would name half of a well-filled day.
_AT_RISK = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class CarOutlook:
    """One car with a promise. ``planned``: when it is ready if all takes the time planned; ``p50``, ``p90``: it is
    ready by then in half, in nine tenths of the draws. None: it finds no place.

    ``late``: share of draws in which it is ready after ``promised``. ``alone``: the same when its own work strays and
    nobody else's: what is left of it against the slack of its promise, in minutes of work, breaks not counted.
    """

    visit_id: str
    promised: datetime
    planned: datetime | None
    p50: datetime | None
    p90: datetime | None
    late: float
    alone: float

    @property
    def is_late(self) -> bool:
        """Whether the plan itself breaks the promise."""
        return self.planned is None or self.planned > self.promised

    @property
    def at_risk(self) -> bool:
        """Whether the plan keeps the promise with less slack than its own work is uncertain: one draw in five or more
        does not. Work of others is left out: where nobody re-plans it makes nearly every car of a full day late.
        """
        return not self.is_late and self.alone >= _AT_RISK


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """All cars with a promise that are not ready yet, in the order of the day's visits, and their sums over the draws.

    ``late_cars`` and ``late_minutes``: mean, median and ninth decile of the draws; a car without a place is late until
    the end of the days planned.
    """

    draws: int
    cars: tuple[CarOutlook, ...]
    late_cars: tuple[float, float, float]
    late_minutes: tuple[float, float, float]


def outlook(
    day: Day,
    assignments: tuple[Assignment, ...] | None = None,
    *,
    draws: int = 100,
    seed: int = 0,
    uncertainty: Uncertainty = ASSUMED,
) -> Outlook:
    """Carry a plan on ``draws`` times; None: the published one. Equal arguments, equal outlook.

    In each draw everybody keeps to the plan and what is late pushes what is behind it to the right; nobody re-plans.
    A running step is drawn from the times longer than it has been worked on. Decisions say no more than the plan does.
    Raises ``InvalidDayError`` for a day that cannot be read as a problem, ``ValueError`` without any plan.
    """
    if assignments is None:
        if day.published is None:
            raise ValueError("there is no plan to look ahead by")
        assignments = day.published.assignments
    everything = frozenset(one.step_id for one in assignments)  # nothing is frozen: what is late pushes it
    day = replace(day, published=Published(assignments=assignments, released=everything), decisions=NO_DECISIONS)
    faults = faults_of(day)
    if faults:
        raise InvalidDayError(faults)
    problem = build_problem(day)
    wanted = wanted_of(problem, assignments)
    drawn = tuple(_draws(problem, draws, seed, uncertainty))
    ready = ready_minutes(problem.arrays, wanted, drawn)
    return _told(problem, ready, _extra(problem.arrays, wanted["first"], drawn))


def _draws(problem: Problem, count: int, seed: int, uncertainty: Uncertainty) -> Iterator[Draw]:
    """The plan as it is, then the draws."""
    arrays = problem.arrays
    plain = Draw(np.ones(arrays.num_steps), arrays.fixed_end)
    yield plain
    rng = np.random.default_rng(seed)
    sigma = _sigmas(problem, uncertainty)
    running = tuple(_running(problem))
    for _ in range(count):
        factor = np.exp(sigma * rng.standard_normal(arrays.num_steps))
        shares = rng.random(len(running))
        end = arrays.fixed_end.copy()
        for (step, worked, left), share in zip(running, shares.tolist(), strict=True):
            end[step] = _end(problem, step, _left(worked, left, float(sigma[step]), share))
        yield Draw(factor, end)


def _sigmas(problem: Problem, uncertainty: Uncertainty) -> Float64:
    by_kind = {StepKind.WORK: uncertainty.work, StepKind.DIAGNOSIS: uncertainty.diagnosis}
    return np.array([by_kind.get(step.kind, 0.0) for step in problem.index.steps], dtype=np.float64)


def _running(problem: Problem) -> Iterator[tuple[int, int, int]]:
    """Running diagnosis and work: the step, ticks worked since the horizon start, ticks expected to be left."""
    arrays, index = problem.arrays, problem.index
    for n, step in enumerate(index.steps):
        if not arrays.step_running[n] or step.kind not in (StepKind.WORK, StepKind.DIAGNOSIS):
            continue
        progress = index.visit_of[step.visit_id].progress[step.step_id]
        row = arrays.worked[_calendar(problem, n)]
        worked = int(row[arrays.now] - row[max(0, int(arrays.fixed_start[n]))])
        yield n, worked, _expected(progress, index.grid.minutes)


def _expected(progress: StepProgress, grid: int) -> int:
    assert progress.status is StepStatus.RUNNING
    return max(1, -(-(progress.remaining_minutes or 0) // grid))


def _calendar(problem: Problem, step: int) -> int:
    """Hours of the step's first technician, overtime included; a crew is reckoned by these too."""
    first = int(problem.arrays.fixed_first[step])
    return int(problem.arrays.tech_calendar[first, 1])


def _left(worked: int, left: int, sigma: float, share: float) -> int:
    """Ticks left of a step that has not ended after ``worked``: at ``share`` of the times that are longer than that."""
    total = worked + left
    begun = 0.0 if not worked or not sigma else _NORMAL.cdf(math.log(worked / total) / sigma)
    at = min(max(begun + share * (1.0 - begun), 1e-9), 1.0 - 1e-9)
    taken = total * math.exp(sigma * _NORMAL.inv_cdf(at))
    return max(1, round(taken - worked))


def _end(problem: Problem, step: int, ticks: int) -> int:
    """Tick at which a running step ends when so many are worked from now on."""
    arrays = problem.arrays
    calendar = _calendar(problem, step)
    done = int(arrays.worked[calendar, arrays.now]) + ticks
    if arrays.step_stretch[step] == StretchCode.NONE or done > arrays.worked[calendar, arrays.num_ticks]:
        return min(arrays.now + ticks, arrays.num_ticks)
    return int(arrays.tick_of[calendar, done - 1]) + 1


def _extra(arrays: Arrays, first: Int64, drawn: Sequence[Draw]) -> Float64:
    """Minutes (N, V) that a visit's own work takes longer than planned in each draw, its technicians as planned."""
    open_minutes = _planned_ticks(arrays, first) * arrays.tick_minutes
    rows = []
    for draw in drawn:
        of_step = open_minutes * (draw.factor - 1.0)
        running = draw.fixed_end.astype(np.float64) - arrays.fixed_end
        of_step += np.where(arrays.step_running, running * arrays.tick_minutes, 0.0)
        rows.append(np.bincount(arrays.step_visit, of_step, arrays.num_visits))
    return np.array(rows, dtype=np.float64)


def _planned_ticks(arrays: Arrays, first: Int64) -> Float64:
    """Ticks (S,) that an open step takes its technicians; of others, and of steps without a place, 0."""
    of_step = np.repeat(np.arange(arrays.num_steps), np.diff(arrays.tech_ptr))
    own = (arrays.tech_list == first[of_step]) & ~arrays.step_fixed[of_step]
    return np.bincount(of_step[own], arrays.tech_ticks[own], arrays.num_steps) / np.maximum(1, arrays.step_crew)


def _told(problem: Problem, ready: Int64, extra: Float64) -> Outlook:
    arrays, grid = problem.arrays, problem.index.grid
    horizon = arrays.num_ticks * arrays.tick_minutes
    promised = arrays.visit_due
    chosen = [
        n for n, one in enumerate(problem.index.visits) if one.visit.promised is not None and _is_open(problem, n)
    ]
    ends = np.where(ready == NO_READY, horizon, ready)
    late = np.maximum(0, ends[1:, chosen] - promised[chosen])
    cars = tuple(_car(problem, n, ready[:, n], extra[1:, n], grid.start) for n in chosen)
    return Outlook(
        draws=len(ready) - 1,
        cars=cars,
        late_cars=_three((late > 0).sum(axis=1)),
        late_minutes=_three(late.sum(axis=1)),
    )


def _is_open(problem: Problem, visit: int) -> bool:
    """Whether something is still to be done before the hand-over."""
    return bool(problem.arrays.visit_ready[visit] == NO_READY)


def _car(problem: Problem, n: int, ready: Int64, extra: Float64, start: datetime) -> CarOutlook:
    visit = problem.index.visits[n].visit
    assert visit.promised is not None
    planned, drawn = int(ready[0]), ready[1:]
    never = np.iinfo(np.int64).max
    ordered = np.sort(np.where(drawn == NO_READY, never, drawn))
    due = int(problem.arrays.visit_due[n])

    def instant(minutes: int) -> datetime | None:
        return None if minutes in (NO_READY, never) else start + timedelta(minutes=minutes)

    return CarOutlook(
        visit_id=visit.visit_id,
        promised=visit.promised,
        planned=instant(planned),
        p50=instant(_quantile(ordered, 0.5)),
        p90=instant(_quantile(ordered, 0.9)),
        late=float((ordered > due).mean()),
        alone=1.0 if planned == NO_READY else float((planned + extra > due).mean()),
    )


def _quantile(ordered: Int64, share: float) -> int:
    """The least value that so large a share does not exceed."""
    return int(ordered[max(0, math.ceil(share * len(ordered)) - 1)])


def _three(values: Int64) -> tuple[float, float, float]:
    ordered = np.sort(values.astype(np.int64))
    return float(values.mean()), float(_quantile(ordered, 0.5)), float(_quantile(ordered, 0.9))
