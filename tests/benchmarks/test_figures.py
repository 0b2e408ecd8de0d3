"""Spreads, ratios and tables."""

from __future__ import annotations

import math

import pytest

from benchmarks.figures import number, ratio, spread
from benchmarks.table import markdown


def test_spread_shows_the_median_between_the_extremes() -> None:
    assert spread([5.0, 1.0, 3.0, 1200.0]).text() == "4 (1–1,200)"
    assert spread([0.25]).text(2) == "0.25"
    assert spread([7, 7, 7]).text() == "7"


def test_a_run_without_plan_is_infinitely_dear() -> None:
    assert spread([3.0, math.inf, math.inf]).text() == "none (3–none)"


@pytest.mark.parametrize(("value", "best", "expected"), [(12, 10, 1.2), (0, 0, 1.0), (5, 0, math.inf), (8, 10, 0.8)])
def test_ratio_of_costs_that_may_be_zero(value: float, best: float, expected: float) -> None:
    assert ratio(value, best) == expected


def test_number_separates_thousands() -> None:
    assert number(1234567.891, 1) == "1,234,567.9"


def test_table_columns_are_aligned_in_both_scripts() -> None:
    lines = markdown(["shop", "promise"], [["小店", "3"], ["medium", "12"]]).splitlines()
    assert lines == [
        "| shop   | promise |",
        "| ------ | ------- |",
        "| 小店   | 3       |",
        "| medium | 12      |",
    ]
