"""One instance planned once, in a process of its own, with all figures taken."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.digest import digest_of_sources
from benchmarks.instances import Instance
from benchmarks.memory import PeakMemory
from benchmarks.runs import Point, Run
from optimizer.engine.improver import Improver
from optimizer.engine.solution import Solution
from optimizer.engine.tables import pack
from optimizer.plan import CostBreakdown
from optimizer.plan_day import Progress, plan_day
from optimizer.policy import Weights
from optimizer.problem import Problem, build_problem

_ROOT = Path(__file__).parent.parent
_WARM_LIMIT_S = 1.5
_TRIES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How an instance is planned: seconds, the search's seed, and on how many processor cores."""

    limit_s: float
    seed: int = 0
    threads: int = 2


def code_version() -> str:
    """Digest of the planner's sources."""
    return digest_of_sources([_ROOT / "optimizer"])


def measure(instance: Instance, setting: Setting) -> Run:
    """Plan in a fresh process, so that memory and caches of one run do not show in the next."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(measure_here, instance, setting).result()


def measure_here(instance: Instance, setting: Setting) -> Run:
    """Plan in this process, which is held to ``threads`` cores from now on."""
    hold_to(setting.threads)
    warm_up()
    day = instance.day
    points: list[Point] = []

    def note(progress: Progress) -> None:
        if not points or progress.cost < points[-1].cost:
            seconds = time.perf_counter() - began
            points.append(Point(seconds=seconds, cost=progress.cost, promise=progress.promise))

    with PeakMemory() as memory:
        began = time.perf_counter()
        plan = plan_day(day, time_limit_s=setting.limit_s, seed=setting.seed, on_progress=note)
        seconds = time.perf_counter() - began
    build_s = _shortest(lambda: build_problem(day))
    problem = build_problem(day)
    first_s = _shortest(lambda: first_plan(problem))
    promise = promise_minutes(plan.cost, day.workshop.policy.weights)
    last = Point(seconds=seconds, cost=plan.cost.total, promise=promise)
    return Run(
        key=instance.key,
        group=instance.group,
        limit_s=setting.limit_s,
        threads=setting.threads,
        code=code_version(),
        build_ms=1000 * build_s,
        first_ms=1000 * first_s,
        seconds=seconds,
        memory_mb=memory.megabytes,
        unavoidable=plan.bound.unavoidable if plan.bound else 0,
        proven=plan.bound.proven if plan.bound else False,
        unplanned=len(plan.unplanned),
        level=plan.cost.tier("level"),
        curve=(*points, last),
    )


def first_plan(problem: Problem) -> Solution:
    """The engine's constructed plan, before any search."""
    improver = Improver(problem.arrays, pack(problem.arrays), 0)
    improver.construct()
    return improver.solution()


def promise_minutes(cost: CostBreakdown, weights: Weights) -> int:
    """Promise cost in class-weighted minutes: the tier's cost without the tier's factor."""
    return cost.tier("promise") // weights.promise_tier if weights.promise_tier else 0


def hold_to(threads: int) -> None:
    """Let this process, with every thread it starts, use the first ``threads`` cores only."""
    process = psutil.Process()
    if hasattr(process, "cpu_affinity"):
        process.cpu_affinity(list(range(min(threads, psutil.cpu_count() or 1))))


def warm_up() -> None:
    """Plan a small day: compiles or loads what is compiled or loaded once in a process."""
    plan_day(Instance(shop="small", load=0.95, seed=0).day, time_limit_s=_WARM_LIMIT_S)


def _shortest(work: Callable[[], object]) -> float:
    """Seconds of the shortest of a few calls: what the work takes when nothing else is in the way."""
    seconds = []
    for _ in range(_TRIES):
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
    return min(seconds)
