"""A bad morning: one technician goes home ill and two jobs overrun, two hours after opening."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from benchmarks.instances import Instance
from optimizer.calendar import Span
from optimizer.checking import checked_plan
from optimizer.day import Day
from optimizer.engine.budget import Budget
from optimizer.engine.improve import search_rounds
from optimizer.engine.improver import Improver
from optimizer.engine.shared import Shared
from optimizer.engine.tables import pack
from optimizer.plan import Plan
from optimizer.problem import build_problem
from optimizer.visit import StepKind, StepStatus, Visit
from scenarios.advance import advance
from scenarios.seeds import generator_of
from scenarios.shopfloor import Chances

_MORNING_S = 0.5  # counted, not timed
_AFTER_OPENING_MINUTES = 120
_OVERRUN_MINUTES = 60
_QUIET = Chances(overrun=0.0, interruption=0.0)


def bad_morning(instance: Instance) -> Day:
    """Two hours after opening by the plan of the morning: somebody ill who has work ahead, two running jobs longer."""
    day = instance.day
    plan = _morning(day)
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


def _morning(day: Day) -> Plan:
    """A plan by ruin and recreate alone, the same on every run: proofs take longer than all the rest."""
    problem = build_problem(day)
    improver = Improver(problem.arrays, pack(problem.arrays), 0)
    improver.construct()
    shared = Shared(improver.solution(), improver.cost)
    search_rounds(improver, shared, Budget(_MORNING_S, deterministic=True), lambda: None)
    return checked_plan(problem, improver.solution())


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
