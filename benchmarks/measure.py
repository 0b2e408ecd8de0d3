"""One instance planned once, in a process of its own, with all figures taken."""

from __future__ import annotations

import multiprocessing
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.digest import digest_of_sources
from benchmarks.instances import Instance
from benchmarks.memory import PeakMemory
from benchmarks.runs import Point, Run
from optimizer.plan import CostBreakdown
from optimizer.plan_day import Progress, plan_day
from optimizer.policy import Weights
from optimizer.problem import build_problem

_ROOT = Path(__file__).parent.parent
_WARM_LIMIT_S = 1.0
_WARM_TRIES = 5


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
    build_s = _build_seconds(instance)
    points: list[Point] = []

    def note(progress: Progress) -> None:
        if not points or progress.cost < points[-1].cost:
            seconds = time.perf_counter() - began
            points.append(Point(seconds=seconds, cost=progress.cost, promise=progress.promise))

    with PeakMemory() as memory:
        began = time.perf_counter()
        plan = plan_day(day, time_limit_s=setting.limit_s, seed=setting.seed, on_progress=note)
        seconds = time.perf_counter() - began
    promise = promise_minutes(plan.cost, day.workshop.policy.weights)
    last = Point(seconds=seconds, cost=plan.cost.total, promise=promise)
    return Run(
        key=instance.key,
        group=instance.group,
        limit_s=setting.limit_s,
        threads=setting.threads,
        code=code_version(),
        build_ms=1000 * build_s,
        first_ms=1000 * (points[0].seconds - build_s) if points else 1000 * seconds,
        seconds=seconds,
        memory_mb=memory.megabytes,
        unavoidable=plan.bound.unavoidable if plan.bound else 0,
        proven=plan.bound.proven if plan.bound else False,
        unplanned=len(plan.unplanned),
        level=plan.cost.tier("level"),
        curve=(*points, last),
    )


def promise_minutes(cost: CostBreakdown, weights: Weights) -> int:
    """Promise cost in class-weighted minutes: the tier's cost without the tier's factor."""
    return cost.tier("promise") // weights.promise_tier if weights.promise_tier else 0


def hold_to(threads: int) -> None:
    """Let this process, with every thread it starts, use the first ``threads`` cores only."""
    process = psutil.Process()
    if hasattr(process, "cpu_affinity"):
        process.cpu_affinity(list(range(min(threads, psutil.cpu_count() or 1))))


def warm_up() -> None:
    """Plan a small day until it takes no longer than asked: what is compiled or loaded once then has been."""
    day = Instance(shop="small", load=0.85, seed=0).day
    for _ in range(_WARM_TRIES):
        began = time.perf_counter()
        plan_day(day, time_limit_s=_WARM_LIMIT_S)
        if time.perf_counter() - began < 2 * _WARM_LIMIT_S:
            return


def _build_seconds(instance: Instance) -> float:
    began = time.perf_counter()
    build_problem(instance.day)
    return time.perf_counter() - began
