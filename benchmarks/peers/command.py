"""Heijunka beside dispatching rules and PyJobShop: the table and the JSON."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks.figures import number, ratio, spread
from benchmarks.instances import Instance
from benchmarks.measure import code_version
from benchmarks.peers.compare import compare_one
from benchmarks.peers.dispatching import RULES
from benchmarks.peers.records import COLD, OURS, WARM, Outcome, OutcomeFile
from benchmarks.table import markdown

BEST_RULE = "best dispatching rule"


def compare(
    instances: Sequence[Instance],
    limits_s: Sequence[float],
    threads: int,
    folder: Path,
    say: Callable[[str], None],
) -> list[Outcome]:
    """Compare on each instance that ``folder/peers.jsonl`` does not hold yet for the present code."""
    file, code, limits = OutcomeFile(folder / "peers.jsonl"), code_version(), list(limits_s)
    outcomes = []
    for instance in instances:
        found = file.of(instance.key, limits, threads, code)
        if not {*limits} <= {one.limit_s for one in found}:
            found = compare_one(instance, limits, threads)
            file.append(found)
            say(f"{instance.key}: " + ", ".join(f"{one.planner} {one.tardiness}" for one in found))
        outcomes += found
    return outcomes


def report_peers(outcomes: Sequence[Outcome], folder: Path) -> str:
    """The table as Markdown; all outcomes as ``peers.json`` in ``folder``.

    Weighted tardiness, median (lowest–highest), and how many times ours it is: the median over days of the ratio,
    ∞ when ours is 0 and the other's is not, or when the other has no plan.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "peers.json").write_text(json.dumps([asdict(one) for one in outcomes], indent=1) + "\n", encoding="utf-8")
    rows = []
    for group in dict.fromkeys(one.group for one in outcomes):
        for limit_s in sorted({one.limit_s for one in outcomes} - {0.0}):
            chosen = [one for one in outcomes if one.group == group and one.limit_s in {0.0, limit_s}]
            rows += [[group, f"{limit_s:g}", *cells] for cells in _cells(chosen)]
    head = ["days", "seconds", "planner", "weighted tardiness", "÷ ours", "promise cost", "days without a plan"]
    return markdown(head, rows)


def _cells(outcomes: Sequence[Outcome]) -> list[list[str]]:
    tardiness, promise = _by_planner(outcomes, "tardiness"), _by_planner(outcomes, "promise")
    for figures in (tardiness, promise):
        figures[BEST_RULE] = {key: min(figures[rule][key] for rule in RULES) for key in figures[OURS]}
    cells = []
    for planner in (OURS, *RULES, BEST_RULE, COLD, WARM):
        mine = tardiness[planner]
        factor = spread([ratio(mine[key], ours) for key, ours in tardiness[OURS].items()])
        known = [value for value in promise[planner].values() if not math.isinf(value)]
        missing = sum(math.isinf(value) for value in mine.values())
        cells.append(
            [
                planner,
                spread(list(mine.values())).text(),
                "1" if planner == OURS else "∞" if math.isinf(factor.median) else number(factor.median, 2),
                spread(known).text() if known else "–",
                str(missing),
            ]
        )
    return cells


def _by_planner(outcomes: Sequence[Outcome], figure: str) -> dict[str, dict[str, float]]:
    """Planner → instance → figure, ``inf`` without a plan."""
    figures: dict[str, dict[str, float]] = defaultdict(dict)
    for one in outcomes:
        value = one.tardiness if figure == "tardiness" else one.promise
        figures[one.planner][one.key] = math.inf if value is None else value
    return figures
