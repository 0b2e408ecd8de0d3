"""Results that outlive a run: the file of runs and the best known costs."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.best_known import Best, BestKnown
from benchmarks.runs import Point, Run, RunFile


def run(*, key: str = "small-0.95-1-0a1b2c3d", limit_s: float = 1.0, code: str = "c0de", promise: int = 30) -> Run:
    curve = (Point(seconds=0.02, cost=9_000, promise=90), Point(seconds=0.6, cost=3_000, promise=promise))
    return Run(
        key=key,
        group="small 0.95",
        limit_s=limit_s,
        threads=2,
        code=code,
        build_ms=5.0,
        first_ms=7.5,
        seconds=1.01,
        memory_mb=40.0,
        unavoidable=10,
        proven=False,
        unplanned=0,
        level=800,
        curve=curve,
    )


def test_the_incumbent_at_a_moment() -> None:
    assert run().at(0.01) is None
    assert run().at(0.1) == Point(seconds=0.02, cost=9_000, promise=90)
    assert run().at(5.0) == Point(seconds=0.6, cost=3_000, promise=30)
    assert (run().cost, run().promise) == (3_000, 30)


def test_an_interrupted_measurement_finds_what_it_has(tmp_path: Path) -> None:
    file = RunFile(tmp_path / "deep" / "runs.jsonl")
    assert file.find("small-0.95-1-0a1b2c3d", 1.0, 2, "c0de") is None
    file.append(run())
    file.append(run(promise=20))
    again = RunFile(tmp_path / "deep" / "runs.jsonl")
    assert again.find("small-0.95-1-0a1b2c3d", 1.0, 2, "c0de") == run(promise=20)


@pytest.mark.parametrize(("limit_s", "threads", "code"), [(10.0, 2, "c0de"), (1.0, 1, "c0de"), (1.0, 2, "other")])
def test_results_of_other_settings_or_code_are_not_taken(
    tmp_path: Path, limit_s: float, threads: int, code: str
) -> None:
    file = RunFile(tmp_path / "runs.jsonl")
    file.append(run())
    assert file.find(run().key, limit_s, threads, code) is None


def test_best_known_costs_only_improve(tmp_path: Path) -> None:
    path = tmp_path / "best.json"
    best = BestKnown(path)
    assert best.offer("a", Best(cost=100, promise=2, level=50))
    assert not best.offer("a", Best(cost=100, promise=1, level=50))
    assert not best.offer("a", Best(cost=101, promise=0, level=50))
    assert best.offer("a", Best(cost=99, promise=2, level=49))
    best.save()
    assert BestKnown(path)["a"] == Best(cost=99, promise=2, level=49)


def test_an_unknown_instance_has_no_best(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        BestKnown(tmp_path / "none.json")["a"]
