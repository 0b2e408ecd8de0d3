"""Rule ``cost``: a plan tells the cost that it has, and every term of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimizer.plan import CostBreakdown, CostTerm
from optimizer.referee import violations
from tests.boards import plan
from tests.shops import day, visit

DAY = day(visit("v1", "TEST", promised="8:30"))
GOOD = plan(
    DAY,
    """
    v1 reception   8:00-8:10 eve
    v1 diagnosis/1 8:10-8:40 ann
    v1 hand_over   8:40-8:50 eve
    """,
)
NOTHING = plan(day(), "")


def told(terms: tuple[CostTerm, ...]) -> list[tuple[str, str]]:
    changed = replace(GOOD, cost=CostBreakdown(terms=terms))
    return [(one.rule, one.message) for one in violations(DAY, changed)]


def test_vacuous_all_terms_are_told_even_when_they_are_nothing() -> None:
    assert violations(day(), NOTHING) == ()
    assert {term.amount for term in NOTHING.cost.terms} == {0}


def test_just_feasible() -> None:
    assert told(GOOD.cost.terms) == []


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("amount", 9, "told as 9 class-weighted minutes (weight 1, cost 10000000), but is 10 "),
        ("weight", 2, "told as 10 class-weighted minutes (weight 2, cost 10000000), but is 10 "),
        ("cost", 10_000_001, "told as 10 class-weighted minutes (weight 1, cost 10000001), but is 10 "),
        ("unit", "days", "told as 10 days (weight 1, cost 10000000), but is 10 class-weighted minutes"),
    ],
)
def test_just_infeasible(field: str, value: int | str, words: str) -> None:
    first, *others = GOOD.cost.terms
    changed = replace(first, **{field: value})  # type: ignore[arg-type]  # one field of each type in turn
    ((rule, message),) = told((changed, *others))
    assert rule == "cost"
    assert message.startswith(f"tardiness is {words}")


def test_a_term_is_missing_or_in_the_wrong_place() -> None:
    assert [rule for rule, _ in told(GOOD.cost.terms[1:])] == ["cost"]
    assert [rule for rule, _ in told(GOOD.cost.terms[::-1])] == ["cost"]
    assert told(()) == [("cost", "cost has the terms none, not those of the model")]
