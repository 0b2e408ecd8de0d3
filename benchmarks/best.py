"""Long runs that look for better plans than the best known."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from benchmarks.best_known import Best, BestKnown
from benchmarks.instances import Instance
from benchmarks.measure import Setting, measure


def improve_best(
    instances: Sequence[Instance], minutes: float, seed: int, threads: int, say: Callable[[str], None]
) -> None:
    """Plan each instance for ``minutes``; ``benchmarks/best_known.json`` keeps what is better."""
    for instance in instances:
        run = measure(instance, Setting(limit_s=60 * minutes, seed=seed, threads=threads))
        best = BestKnown()
        better = best.offer(run.key, Best(cost=run.cost, promise=run.promise, level=run.level))
        if better:
            best.save()
        say(f"{run.key}: cost {run.cost:,}, promise {run.promise}, {'better' if better else 'no better'}")
