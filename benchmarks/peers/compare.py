"""All planners on one day, in a process of its own."""

from __future__ import annotations

import multiprocessing
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace

from benchmarks.instances import Instance
from benchmarks.measure import code_version, first_plan, hold_to, promise_minutes, warm_up
from benchmarks.peers.dispatching import RULES, dispatch
from benchmarks.peers.pyjobshop_model import translate
from benchmarks.peers.pyjobshop_run import Answer, solve_with_pyjobshop
from benchmarks.peers.records import COLD, OURS, WARM, Outcome
from optimizer.engine.solution import Solution
from optimizer.engine.to_plan import assignments_of, unplanned_of
from optimizer.plan import CostBreakdown
from optimizer.plan_day import plan_day
from optimizer.problem import Problem, build_problem
from optimizer.referee import cost


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """An instance with its problem; ``blank``: what every outcome of it says."""

    problem: Problem
    threads: int
    blank: Outcome

    @classmethod
    def of(cls, instance: Instance, threads: int) -> Bench:
        """Build the problem."""
        blank = Outcome(key=instance.key, group=instance.group, threads=threads, code=code_version())
        return cls(problem=build_problem(instance.day), threads=threads, blank=blank)

    def priced(self, planner: str, limit_s: float, breakdown: CostBreakdown, seconds: float) -> Outcome:
        """Outcome of a planner whose plan the referee priced."""
        return replace(
            self.blank,
            planner=planner,
            limit_s=limit_s,
            tardiness=breakdown.amount("tardiness"),
            promise=promise_minutes(breakdown, self.problem.day.workshop.policy.weights),
            seconds=seconds,
        )

    def answered(self, planner: str, limit_s: float, answer: Answer) -> Outcome:
        """Outcome of a planner that knows tardiness only."""
        return replace(
            self.blank,
            planner=planner,
            limit_s=limit_s,
            tardiness=answer.tardiness,
            seconds=answer.seconds,
            status=answer.status,
        )


def compare_one(instance: Instance, limits_s: list[float], threads: int) -> list[Outcome]:
    """Every planner on an instance, in a fresh process."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_compare_here, instance, limits_s, threads).result()


def _compare_here(instance: Instance, limits_s: list[float], threads: int) -> list[Outcome]:
    hold_to(threads)
    warm_up()
    bench = Bench.of(instance, threads)
    outcomes = _dispatched(bench)
    for limit_s in limits_s:
        outcomes += [_ours(bench, limit_s), *_pyjobshop(bench, limit_s)]
    return outcomes


def _dispatched(bench: Bench) -> list[Outcome]:
    problem, outcomes = bench.problem, []
    for name, key in RULES.items():
        dispatch(problem.arrays, key)  # compiles at the first call
        began = time.perf_counter()
        solution = dispatch(problem.arrays, key)
        seconds = time.perf_counter() - began
        breakdown = cost(problem.day, assignments_of(problem, solution), unplanned_of(problem, solution))
        outcomes.append(bench.priced(name, 0.0, breakdown, seconds))
    return outcomes


def _ours(bench: Bench, limit_s: float) -> Outcome:
    plan = plan_day(bench.problem.day, time_limit_s=limit_s)
    return bench.priced(OURS, limit_s, plan.cost, plan.seconds)


def _pyjobshop(bench: Bench, limit_s: float) -> list[Outcome]:
    problem, outcomes = bench.problem, []
    translated = translate(problem)
    starts: dict[str, Solution | None] = {COLD: None, WARM: first_plan(problem)}
    for name, start in starts.items():
        answer = solve_with_pyjobshop(translated, problem.arrays, limit_s=limit_s, threads=bench.threads, start=start)
        outcomes.append(bench.answered(name, limit_s, answer))
    return outcomes
