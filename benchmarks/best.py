"""Long runs that look for better plans than the best known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.best_known import Best, BestKnown
from benchmarks.instances import Instance
from benchmarks.measure import Setting, measure
from benchmarks.runs import Run, RunFile


def improve_best(instances: Sequence[Instance], setting: Setting, folder: Path, say: Callable[[str], None]) -> None:
    """Plan each instance as set; ``benchmarks/best_known.json`` keeps what is better.

    Instances that ``folder`` has a run of this length, seed and number of cores for are passed over, whatever code
    made it: an interrupted command goes on where it was.
    """
    file = RunFile(folder / f"best-{setting.seed}.jsonl")
    done = {run.key for run in file if (run.limit_s, run.threads) == (setting.limit_s, setting.threads)}
    for instance in instances:
        if instance.key in done:
            continue
        run = measure(instance, setting)
        file.append(run)
        say(f"{run.key}: cost {run.cost:,}, promise {run.promise}, {'better' if _keep(run) else 'no better'}")


def _keep(run: Run) -> bool:
    best = BestKnown()
    better = best.offer(run.key, Best(cost=run.cost, promise=run.promise, level=run.level))
    if better:
        best.save()
    return better
