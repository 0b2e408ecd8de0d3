"""Cost over time as a picture."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from benchmarks.best_known import BestKnown
from benchmarks.runs import Run

_HEIGHT = 3.2


def draw(runs: Iterable[Run], best: BestKnown, path: Path) -> None:
    """Median promise cost above the best known, over seconds, a line a load, a panel a shop; PNG or SVG by suffix."""
    # matplotlib is not among the requirements of the tests: it is loaded by what draws only.
    from matplotlib.figure import Figure

    panels: dict[str, dict[str, list[Run]]] = defaultdict(lambda: defaultdict(list))
    for run in runs:
        shop, load = run.group.split(" ")
        panels[shop][load].append(run)
    figure = Figure(figsize=(4 * len(panels), _HEIGHT), layout="constrained")
    axes = figure.subplots(1, len(panels), squeeze=False)
    for axis, (shop, loads) in zip(axes[0], panels.items(), strict=True):
        longest = max(run.limit_s for group in loads.values() for run in group)
        times = np.geomspace(0.02, longest, 120)
        for load, group in loads.items():
            axis.step(times, [_median_above(group, best, at) for at in times], where="post", label=f"load {load}")
        axis.set(title=shop, xscale="log", xlabel="seconds")
        axis.set_yscale("symlog", linthresh=10)
        axis.grid(visible=True, alpha=0.3)
    axes[0][0].set_ylabel("promise cost above best known\n(class-weighted minutes, median)")
    axes[0][-1].legend()
    figure.savefig(path, dpi=120)


def _median_above(group: Sequence[Run], best: BestKnown, at: float) -> float:
    points = [(run.at(at), best[run.key].promise) for run in group]
    return statistics.median(point.promise - known if point else np.nan for point, known in points)
