"""How good plans are, how soon: the table, the JSON and the curve."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.best_known import Best, BestKnown
from benchmarks.curves import draw
from benchmarks.figures import ratio, spread
from benchmarks.instances import Instance
from benchmarks.measure import Setting, code_version, measure
from benchmarks.runs import Run, RunFile
from benchmarks.table import markdown

CHECKPOINTS_S = (0.1, 1.0, 5.0, 10.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table: a figure of one instance set under one time limit."""

    group: str
    limit_s: float
    figure: str
    text: str


def measure_all(
    instances: Sequence[Instance],
    limits_s: Sequence[float],
    threads: int,
    folder: Path,
    say: Callable[[str], None],
) -> list[Run]:
    """Measure what ``folder/runs.jsonl`` does not hold yet for the present code; better plans become the best known."""
    file, best, code = RunFile(folder / "runs.jsonl"), BestKnown(), code_version()
    runs = []
    for instance in instances:
        for limit_s in limits_s:
            run = file.find(instance.key, limit_s, threads, code)
            if run is None:
                run = measure(instance, Setting(limit_s=limit_s, threads=threads))
                file.append(run)
                say(f"{run.key} {limit_s:g} s: promise {run.promise}, unavoidable {run.unavoidable}, cost {run.cost:,}")
            if best.offer(run.key, Best(cost=run.cost, promise=run.promise, level=run.level)):
                best.save()
            runs.append(run)
    return runs


def report(runs: Sequence[Run], best: BestKnown, folder: Path) -> str:
    """The tables as Markdown; the same rows as ``quality.json`` and the curve as ``quality.svg`` in ``folder``."""
    groups: dict[tuple[str, float], list[Run]] = defaultdict(list)
    for run in runs:
        groups[run.group, run.limit_s].append(run)
    rows = [row for (group, limit_s), some in groups.items() for row in _rows(group, limit_s, some, best)]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "quality.json").write_text(json.dumps([asdict(row) for row in rows], indent=1) + "\n", encoding="utf-8")
    longest = max(run.limit_s for run in runs)
    draw([run for run in runs if run.limit_s == longest], best, folder / "quality.svg")
    return _tables(rows)


def _rows(group: str, limit_s: float, runs: Sequence[Run], best: BestKnown) -> list[Row]:
    inf = float("inf")
    figures = {
        "days": f"{len(runs)}",
        "build ms": spread([run.build_ms for run in runs]).text(),
        "first plan ms": spread([run.first_ms for run in runs]).text(),
        "seconds": spread([run.seconds for run in runs]).text(2),
        "peak MB": spread([run.memory_mb for run in runs]).text(),
        "unavoidable": spread([run.unavoidable for run in runs]).text(),
        "best known promise": spread([best[run.key].promise for run in runs]).text(),
    }
    for moment in [moment for moment in CHECKPOINTS_S if moment <= limit_s]:
        points = [run.curve[-1] if moment >= limit_s else run.at(moment) for run in runs]
        promises = [point.promise if point else inf for point in points]
        costs = [
            ratio(point.cost, best[run.key].cost) if point else inf for point, run in zip(points, runs, strict=True)
        ]
        known = [ratio(promise, best[run.key].promise) for promise, run in zip(promises, runs, strict=True)]
        bounded = [promise <= run.unavoidable for promise, run in zip(promises, runs, strict=True)]
        figures |= {
            f"promise at {moment:g} s": spread(promises).text(),
            f"promise ÷ best at {moment:g} s": spread(known).text(2),
            f"cost ÷ best at {moment:g} s": spread(costs).text(2),
            f"at the bound at {moment:g} s": f"{sum(bounded)} of {len(runs)}",
        }
    final = [ratio(run.level, best[run.key].level) for run in runs if run.promise == best[run.key].promise]
    figures["level ÷ best, promise equal"] = spread(final).text(2) if final else "none"
    figures["unplanned visits"] = spread([run.unplanned for run in runs]).text()
    return [Row(group=group, limit_s=limit_s, figure=figure, text=text) for figure, text in figures.items()]


def _tables(rows: Sequence[Row]) -> str:
    """A table a shop, a column a load and limit."""
    shops = dict.fromkeys(row.group.split(" ")[0] for row in rows)
    return "\n\n".join(_table([row for row in rows if row.group.split(" ")[0] == shop]) for shop in shops)


def _table(rows: Sequence[Row]) -> str:
    names = list(dict.fromkeys(row.figure for row in rows))
    columns: dict[tuple[str, float], dict[str, str]] = defaultdict(dict)
    for row in rows:
        columns[row.group, row.limit_s][row.figure] = row.text
    head = ["median (lowest–highest)", *(f"{group}, {limit_s:g} s" for group, limit_s in columns)]
    return markdown(head, [[name, *(column.get(name, "") for column in columns.values())] for name in names])
