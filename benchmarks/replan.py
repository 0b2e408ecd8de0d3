"""A bad morning: one technician goes home ill and two jobs overrun; the re-plan beside doing nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from statistics import median, quantiles

from benchmarks.instances import Instance
from benchmarks.measure import hold_to, promise_minutes, warm_up
from benchmarks.table import markdown
from optimizer.calendar import Span
from optimizer.day import Day
from optimizer.do_nothing import do_nothing
from optimizer.plan import Plan
from optimizer.plan_day import Progress, plan_day
from optimizer.policy import Weights
from optimizer.referee import cost
from optimizer.visit import StepKind, StepStatus, Visit
from scenarios.advance import advance
from scenarios.seeds import generator_of
from scenarios.shopfloor import Chances

_MORNING_S = 0.5
_AFTER_OPENING_MINUTES = 120
_OVERRUN_MINUTES = 60
_QUIET = Chances(overrun=0.0, interruption=0.0)
_CALM = ("customers_to_call", "promises_moved", "technicians_changed", "starts_changed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One way out of one bad morning. ``promise`` in class-weighted minutes; starts are those of the next two hours.

    ``seconds`` from the event to the plan, ``first_s`` to the first valid one.
    """

    promise: int
    calls: int
    starts: int
    technicians: int
    seconds: float = 0.0
    first_s: float = 0.0


def bad_morning(instance: Instance) -> Day:
    """Two hours after opening by the plan of the morning: somebody ill who has work ahead, two running jobs longer."""
    day = instance.day
    plan = plan_day(day, time_limit_s=_MORNING_S, deterministic=True)
    now = max(day.now, day.workshop.open_spans[0].start) + timedelta(minutes=_AFTER_OPENING_MINUTES)
    later = advance(day, plan, now, instance.seed, chances=_QUIET)
    rng = generator_of(instance.seed, "bad morning")
    running = sorted(_running(later))
    late = {running[int(n)] for n in rng.permutation(len(running))[:2]}
    ahead = {one for step in plan.assignments if step.start >= now for one in step.technician_ids}
    idle = sorted(ahead - _at_work(later)) or sorted(ahead)
    ill = idle[int(rng.integers(len(idle)))]
    return replace(
        later,
        visits=tuple(_overrun(visit, late) for visit in later.visits),
        workshop=replace(
            later.workshop,
            technicians=tuple(
                replace(one, absences=(*one.absences, Span(later.now, later.now + timedelta(days=1))))
                if one.technician_id == ill
                else one
                for one in later.workshop.technicians
            ),
        ),
    )


def compare(chosen: Sequence[Instance], limit_s: float, threads: int, say: Callable[[str], None]) -> str:
    """A table a group of days: doing nothing, the re-plan, and a re-plan that minds nobody's plans."""
    hold_to(threads)
    warm_up()
    found: dict[str, list[tuple[Outcome, Outcome, Outcome]]] = {}
    for instance in chosen:
        outcomes = _outcomes(bad_morning(instance), limit_s)
        found.setdefault(instance.group, []).append(outcomes)
        say(f"{instance.group} day {instance.seed}: {[one.promise for one in outcomes]}")
    rows = [row for group, outcomes in found.items() for row in _rows(group, outcomes)]
    head = (
        "days",
        "way out",
        "promise",
        "÷ nothing",
        "calls",
        "starts moved",
        "hands changed",
        "first s",
        "seconds p95",
    )
    return markdown(head, rows)


def _outcomes(day: Day, limit_s: float) -> tuple[Outcome, Outcome, Outcome]:
    heedless = replace(day, workshop=replace(day.workshop, policy=replace(day.workshop.policy, weights=_heedless(day))))
    return _timed(day, do_nothing), _replanned(day, day, limit_s), _replanned(day, heedless, limit_s)


def _heedless(day: Day) -> Weights:
    return replace(day.workshop.policy.weights, **dict.fromkeys(_CALM, 0))


def _timed(day: Day, way: Callable[[Day], Plan]) -> Outcome:
    began = time.perf_counter()
    plan = way(day)
    seconds = time.perf_counter() - began
    return replace(_judged(day, plan), seconds=seconds, first_s=seconds)


def _replanned(day: Day, asked: Day, limit_s: float) -> Outcome:
    told: list[float] = []
    began = time.perf_counter()

    def note(progress: Progress) -> None:
        del progress
        told.append(time.perf_counter() - began)

    plan = plan_day(asked, time_limit_s=limit_s, on_progress=note)
    seconds = time.perf_counter() - began
    return replace(_judged(day, plan), seconds=seconds, first_s=told[0] if told else seconds)


def _judged(day: Day, plan: Plan) -> Outcome:
    """The referee's count of a plan under the day's own policy."""
    price = cost(day, plan.assignments, plan.unplanned)
    return Outcome(
        promise=promise_minutes(price, day.workshop.policy.weights),
        calls=price.amount("customers_to_call"),
        starts=price.amount("starts_changed"),
        technicians=price.amount("technicians_changed"),
    )


def _rows(group: str, outcomes: Sequence[tuple[Outcome, Outcome, Outcome]]) -> Iterator[tuple[str, ...]]:
    names = ("doing nothing", "re-plan", "re-plan without stability")
    for name, way in zip(names, zip(*outcomes, strict=True), strict=True):
        shares = [one.promise / base.promise for one, (base, *_) in zip(way, outcomes, strict=True) if base.promise]
        yield (
            f"{group} ({len(outcomes)})",
            name,
            _spread([one.promise for one in way]),
            f"{median(shares):.2f}" if shares else "–",
            _spread([one.calls for one in way]),
            _spread([one.starts for one in way]),
            _spread([one.technicians for one in way]),
            f"{median(one.first_s for one in way):.2f}",
            f"{_p95([one.seconds for one in way]):.2f}",
        )


def _spread(values: Sequence[int]) -> str:
    return f"{median(values):,.0f} ({min(values):,}–{max(values):,})"


def _p95(values: Sequence[float]) -> float:
    return quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]


def _running(day: Day) -> set[str]:
    return {
        one.step_id
        for visit in day.visits
        for one in visit.progress
        if one.status is StepStatus.RUNNING and f"/{StepKind.WORK.value}/" in one.step_id
    }


def _at_work(day: Day) -> set[str]:
    return {
        name
        for visit in day.visits
        for one in visit.progress
        if one.status is StepStatus.RUNNING
        for name in one.technician_ids
    }


def _overrun(visit: Visit, late: set[str]) -> Visit:
    return replace(
        visit,
        progress=tuple(
            replace(one, remaining_minutes=(one.remaining_minutes or 0) + _OVERRUN_MINUTES)
            if one.step_id in late
            else one
            for one in visit.progress
        ),
    )
