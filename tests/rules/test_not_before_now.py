"""Rule ``not_before_now``: the past is past, and the horizon ends."""

from __future__ import annotations

import pytest

from optimizer.referee import violations
from tests.boards import broken, plan
from tests.shops import advisor, day, policy, running, shop, spans, visit

DONE = ("reception 7:50-8:00 eve", "diagnosis/1 8:00-8:30 ann")


def test_vacuous_for_a_running_step() -> None:
    progress = (running("v1/reception", "7:30", 10, unit_id="eve"),)
    board = "v1 reception 7:30-8:10 eve\nv1 diagnosis/1 8:10-8:40 ann\nv1 hand_over 8:40-8:50 eve"
    assert broken(day(visit("v1", "TEST", progress=progress)), board) == []


@pytest.mark.parametrize(("times", "rules"), [("9:00-9:10", []), ("8:59-9:09", ["not_before_now"])])
def test_start(times: str, rules: list[str]) -> None:
    of = day(visit("v1", "TEST", progress=DONE), now="9:00")
    assert broken(of, f"v1 hand_over {times} eve") == rules


def test_in_words() -> None:
    of = day(visit("v1", "TEST", progress=DONE), now="9:00")
    (found,) = violations(of, plan(of, "v1 hand_over 8:58-9:08 eve"))
    assert found.message == "v1/hand_over starts at 2025-03-03 08:58, 2 min before now"
    found, _ = violations(of, plan(of, "v1 hand_over 23:55+1-0:05+2 eve"))
    assert found.message == "v1/hand_over ends at 2025-03-05 00:05, 5 min after the horizon"


@pytest.mark.parametrize(("times", "rules"), [("9:05-9:15", []), ("9:00-9:10", ["not_before_now"])])
def test_now_is_rounded_up_to_the_grid(times: str, rules: list[str]) -> None:
    of = day(visit("v1", "TEST", progress=DONE), now="9:01", workshop=shop(policy=policy(grid_minutes=5)))
    assert broken(of, f"v1 hand_over {times} eve") == rules


@pytest.mark.parametrize(
    ("times", "rules"), [("23:50-0:00+1", []), ("23:51-0:01+1", ["not_before_now", "working_time"])]
)
def test_horizon_ends_at_midnight(times: str, rules: list[str]) -> None:
    """One open date: calendars end with it, an advisor who stays till two or not."""
    late = shop(advisors=(advisor("eve", "8:00-2:00+1"),), policy=policy(horizon_days=1))
    of = day(visit("v1", "TEST", progress=DONE), now="9:00", workshop=late)
    assert broken(of, f"v1 hand_over {times} eve", days=1) == rules


def test_horizon_skips_dates_on_which_the_shop_is_closed() -> None:
    weekend = spans("8:00-17:00 8:00+3-17:00+3 8:00+4-17:00+4")
    of = day(workshop=shop(open_spans=weekend))
    assert broken(of, "", days=4) == []
    assert broken(of, "", days=2) == ["known"]


def test_horizon_ends_with_the_last_open_date_known() -> None:
    assert broken(day(workshop=shop(policy=policy(horizon_days=9))), "", days=2) == []
    assert broken(day(workshop=shop(open_spans=())), "", days=1) == []
