"""The first question the product answers: what is the best plan for this day?"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from functools import partial

from optimizer.day import Day
from optimizer.engine.bounds import Unavoidable, unavoidable
from optimizer.engine.budget import Budget, StopSignal
from optimizer.engine.exact import Exact
from optimizer.engine.improve import (
    LARGEST_RUIN,
    WARM,
    WAYS,
    build_anew,
    first_share,
    search,
    search_rounds,
    side_by_side,
)
from optimizer.engine.improver import Improver
from optimizer.engine.prove import Proof
from optimizer.engine.shared import Shared
from optimizer.engine.tables import pack
from optimizer.engine.warm import is_warm, warm_up
from optimizer.errors import InvalidDayError
from optimizer.explain import is_overlooked
from optimizer.faults import faults_of
from optimizer.keeping import keep_published
from optimizer.plan import Bound, Plan
from optimizer.problem import Problem, build_problem
from optimizer.watch import Progress, Watch

__all__ = ["Progress", "StopSignal", "plan_day"]

_SECOND_SEED = 7919
_SECOND_LOOKS = 8
_LOOK_ROUNDS = 200
_POLL_S = 0.02
_PATIENCE_S = 0.04  # for CP-SAT to end once it was told to


def plan_day(
    day: Day,
    *,
    time_limit_s: float = 10.0,
    seed: int = 0,
    deterministic: bool = False,
    stop: StopSignal | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> Plan:
    """Plan a day: construct, improve, prove; the referee has accepted the plan returned.

    A valid plan is returned within 0.1 s of ``time_limit_s`` or of ``stop`` being set; the first call in a process
    loads the compiled search before the clock runs. ``deterministic``: the same day, seed and limit give the same
    plan on every run (work is counted in rounds, not seconds).
    Raises ``InvalidDayError`` (with every fault) for a day that cannot be read as a problem, and
    ``PlanRejectedError`` should the referee find fault with the plan: a bug, never a plan to show.
    """
    budget = Budget(time_limit_s, stop=stop, deterministic=deterministic)
    faults = faults_of(day)
    if faults:
        raise InvalidDayError(faults)
    began = time.thread_time()
    problem = build_problem(day)
    build_s = time.thread_time() - began
    if not is_warm():
        if on_progress is not None:
            on_progress(Progress(seconds=0.0, phase="load", cost=0, promise=0, unavoidable=0))
        warm_up(problem)
        budget = Budget(time_limit_s, stop=stop, deterministic=deterministic)
    known = unavoidable(problem)
    improvers = _constructed(problem, seed, 1 if deterministic else 2)
    if not budget.stopped:
        keep_published(problem, improvers[0])
    shared = Shared(improvers[0].solution(), improvers[0].cost)
    watch = Watch(problem, known, budget, shared, on_progress, build_s)
    watch()
    watch.phase = "improve"
    exact = Exact(problem=problem, known=known, seed=seed)
    if deterministic:
        proof = _counted(improvers[0], shared, budget, watch, exact)
    else:
        proof = _timed(improvers, shared, budget, watch, exact)
    plan = watch.plan()
    return replace(plan, bound=bound_of(problem, plan, known, proof), seed=seed, seconds=budget.seconds)


def _constructed(problem: Problem, seed: int, count: int) -> list[Improver]:
    tables = pack(problem.arrays)
    improvers = [Improver(problem.arrays, tables, seed + _SECOND_SEED * n) for n in range(count)]
    for improver in improvers:
        improver.construct()
    return improvers


def _timed(improvers: list[Improver], shared: Shared, budget: Budget, watch: Watch, exact: Exact) -> Proof | None:
    """Two threads: one searches all the time, the other hands over to CP-SAT while promises can become better."""
    found: list[Proof] = []
    hot = first_share(improvers[0], budget.left)

    def first() -> None:
        build_anew(improvers[0], shared, budget, WAYS[0])
        search(improvers[0], shared, budget, hot=hot)

    def second() -> None:
        build_anew(improvers[1], shared, budget, WAYS[1])
        search(improvers[1], shared, budget, hot=WARM, until=exact.begins)
        if exact.is_open(shared) and not budget.over:
            watch.phase = "prove"
            proof = _unless_over(partial(exact.work, improvers[1], shared, budget), budget)
            watch.phase = "improve"
            found.extend([] if proof is None else [proof])
        search(improvers[1], shared, budget, hot=WARM)

    if improvers[0].num_steps:
        side_by_side([first, second], watch)
    return found[0] if found else None


def _unless_over(work: Callable[[], Proof | None], budget: Budget) -> Proof | None:
    """What CP-SAT's work gives; None when it does not end with the budget.

    Its presolve does not always look out for a stop. Then it is left to end by itself, and nobody waits for it.
    """
    alone = ThreadPoolExecutor(1)
    running = alone.submit(work)
    alone.shutdown(wait=False)
    while not running.done() and not budget.over:
        wait([running], timeout=_POLL_S)
    wait([running], timeout=_PATIENCE_S)
    return running.result() if running.done() else None


def _counted(improver: Improver, shared: Shared, budget: Budget, watch: Watch, exact: Exact) -> Proof | None:
    search_rounds(improver, shared, budget, watch)
    if budget.stopped or not improver.num_steps or not exact.is_open(shared):
        return None  # no promise can be kept better: nobody who could have a place is left out
    watch.phase = "prove"
    proof = exact.proof(shared, budget)
    if proof.solution is not None:
        improver.adopt(proof.solution)
        shared.offer(improver)
        watch()
    _look_again(improver, shared, budget, watch, exact)
    return proof


def _look_again(improver: Improver, shared: Shared, budget: Budget, watch: Watch, exact: Exact) -> None:
    """Some rounds more: as long as a visit is left out for which there is a place, by few rounds or by the solver."""
    for _ in range(_SECOND_LOOKS):
        if budget.stopped or not is_overlooked(exact.problem, shared.best()[0], exact.known):
            return
        improver.adopt(shared.best()[0])
        improver.run(_LOOK_ROUNDS, 0.0, LARGEST_RUIN)
        if improver.cost < shared.cost:
            shared.offer(improver)
            watch()


def bound_of(problem: Problem, plan: Plan, known: Unavoidable, proof: Proof | None) -> Bound:
    """What is known of the promises: "unavoidable X, avoidable at most Y", and what proves it."""
    promise = plan.cost.tier("promise") // max(1, problem.day.workshop.policy.weights.promise_tier)
    least = known.total if proof is None else max(known.total, min(proof.bound, promise))
    proofs: tuple[str, ...] = ()
    if promise == known.total:
        proofs = ("unavoidable lateness",)
    elif proof is not None and proof.proven and proof.bound == promise:
        proofs = proof.proofs
    refuted = () if proof is None else proof.contradictions
    return Bound(
        unavoidable=least,
        avoidable=promise - least,
        proven=bool(proofs),
        proofs=proofs,
        contradictions=tuple(
            f"{one.solver} claimed '{one.claim}' at {one.claimed}, a plan costs {one.exists}" for one in refuted
        ),
    )
