"""The soak counts what it plans, and tells what it finds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import soak as soak_module
from benchmarks.__main__ import main
from benchmarks.blocks import soak_in_blocks
from benchmarks.soak import Tally, soak, soak_days
from optimizer.day import Day
from optimizer.errors import PlanRejectedError
from optimizer.plan import Plan
from optimizer.plan_day import plan_day


def test_days_are_planned_and_now_and_then_planned_again() -> None:
    told: list[str] = []
    tally = soak(3, 9, told.append)
    assert (tally.days, tally.replans, tally.clean) == (3, 1, True)
    assert tally.visits >= tally.planned + tally.unplanned > 0
    assert told == []


def test_every_fiftieth_number_has_a_generated_day_too() -> None:
    assert [len(list(soak_days(number))) for number in (49, 50, 51, 100)] == [1, 2, 1, 2]


@pytest.mark.parametrize(
    ("error", "violations", "crashes"), [(PlanRejectedError(()), 1, 0), (ZeroDivisionError("a crash"), 0, 1)]
)
def test_what_goes_wrong_is_counted_and_ends_in_an_error(
    error: Exception,
    violations: int,
    crashes: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(soak_module, "plan_day", broken)
    told: list[str] = []
    tally = soak(1, 7, told.append)
    assert (tally.violations, tally.crashes, tally.clean) == (violations, crashes, False)
    assert told[0].startswith("day 7")
    with pytest.raises(SystemExit, match="1"):
        main(["soak", "--days", "1", "--seed", "7", "--out", str(tmp_path)])
    assert "violations" in capsys.readouterr().out


def test_a_visit_without_place_and_without_reasons_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(of: Day, *, time_limit_s: float, seed: int, deterministic: bool) -> Plan:
        plan = plan_day(of, time_limit_s=time_limit_s, seed=seed, deterministic=deterministic)
        return replace(plan, notes=())

    told: list[str] = []
    assert soak(1, 8004, told.append).unexplained == 0
    monkeypatch.setattr(soak_module, "plan_day", silent)
    tally = soak(1, 8004, told.append)
    assert (tally.unexplained, tally.clean) == (tally.unplanned, False)
    assert told[0] == "day 8004 with a published plan: V1 is not planned, and no rule is in its way"


def test_a_soak_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    planned: list[int] = []

    def one(tally: Tally, number: int, _: object) -> None:
        planned.append(number)
        tally.add(Tally(days=1))

    monkeypatch.setattr(soak_module, "_one", one)
    soak_in_blocks(150, 0, 1, tmp_path, lambda _: None)
    told: list[str] = []
    tally = soak_in_blocks(250, 0, 1, tmp_path, told.append)
    assert tally.days == 250
    assert planned == [*range(150), *range(100, 250)]  # the first hundred are known, a block cut short is not
    assert told[-1].startswith("250 of 250 days")


def test_table_of_one_line() -> None:
    assert Tally(days=1200, planned=5).table().splitlines()[2].startswith("| 1,200 |")
