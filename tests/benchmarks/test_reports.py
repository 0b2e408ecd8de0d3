"""Tables, JSON and pictures made of results."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytest.importorskip("matplotlib", reason="matplotlib is not installed: make lint or make bench installs it")
pytest.importorskip("pyjobshop", reason="PyJobShop is not installed: make lint or make bench installs it")

from benchmarks.best_known import Best, BestKnown
from benchmarks.peers.command import report_peers
from benchmarks.peers.records import COLD, OURS, WARM, Outcome
from benchmarks.quality import report
from benchmarks.runs import Point, Run


def run(key: str, *, promise: int, level: int, first_s: float = 0.05) -> Run:
    curve = (
        Point(seconds=first_s, cost=4_000_000, promise=400),
        Point(seconds=0.9, cost=10_000 * promise + level, promise=promise),
    )
    return Run(
        key=key,
        group="medium 0.85",
        limit_s=1.0,
        threads=2,
        code="c0de",
        build_ms=30.0,
        first_ms=12.0,
        seconds=1.02,
        memory_mb=50.0,
        unavoidable=100,
        proven=False,
        unplanned=0,
        level=level,
        curve=curve,
    )


def cells(table: str, figure: str) -> list[str]:
    """The cells of a table's row, its name left out."""
    (line,) = [line for line in table.splitlines() if line.startswith(f"| {figure} ")]
    return [cell.strip() for cell in line.strip("|").split("|")][1:]


def test_quality_compares_with_the_bound_and_the_best_known(tmp_path: Path) -> None:
    best = BestKnown(tmp_path / "best.json")
    best.offer("a", Best(cost=1_000_500, promise=100, level=500))
    best.offer("b", Best(cost=1_000_500, promise=100, level=500))
    runs = [run("a", promise=100, level=600), run("b", promise=150, level=400, first_s=0.2)]
    table = report(runs, best, tmp_path)
    assert cells(table, "promise at 0.1 s") == ["none (400–none)"]
    assert cells(table, "promise at 1 s") == ["125 (100–150)"]
    assert cells(table, "promise ÷ best at 1 s") == ["1.25 (1.00–1.50)"]
    assert cells(table, "at the bound at 1 s") == ["1 of 2"]
    assert cells(table, "level ÷ best, promise equal") == ["1.20"]
    rows = json.loads((tmp_path / "quality.json").read_text(encoding="utf-8"))
    assert {"group": "medium 0.85", "limit_s": 1.0, "figure": "days", "text": "2"} in rows
    assert (tmp_path / "quality.svg").read_text(encoding="utf-8").startswith("<?xml")


def test_peers_are_measured_in_our_tardiness(tmp_path: Path) -> None:
    def outcome(planner: str, tardiness: int | None, promise: int | None, limit_s: float = 10.0) -> Outcome:
        return Outcome(
            key="a",
            group="medium 0.95",
            threads=2,
            code="c0de",
            planner=planner,
            limit_s=limit_s,
            tardiness=tardiness,
            promise=promise,
        )

    outcomes = [
        outcome("FIFO", 900, 1000, 0.0),
        outcome("earliest due date", 300, 350, 0.0),
        outcome("priority", 400, 340, 0.0),
        outcome(OURS, 100, 100),
        outcome(COLD, None, None),
        outcome(WARM, 250, None),
    ]
    lines = report_peers(outcomes, tmp_path).splitlines()
    table = {cell[2]: cell[3:] for cell in ([c.strip() for c in line.strip("|").split("|")] for line in lines)}
    assert table[OURS] == ["100", "1", "100", "0"]
    assert table["best dispatching rule"] == ["300", "3.00", "340", "0"]
    assert table[COLD] == ["none", "∞", "–", "1"]
    assert table[WARM] == ["250", "2.50", "–", "0"]
