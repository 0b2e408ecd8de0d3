"""Rule and term names are API: the referee's are those of docs/model.md, in its order."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from optimizer.policy import Weights
from optimizer.referee.rules import RULES
from optimizer.referee.terms import TERMS

MODEL, FORMULAS = (
    (Path(__file__).parents[2] / "docs" / "model.md").read_text(encoding="utf-8").split("## The same in formulas")
)


def test_rules() -> None:
    assert [rule.__name__ for rule in RULES] == re.findall(r"^\| `(\w+)` \|", MODEL, re.MULTILINE)


def test_every_rule_and_term_has_a_formula() -> None:
    named = set(re.findall(r"`(\w+)`", "\n".join(re.findall(r"^\| (.*?) \|", FORMULAS, re.MULTILINE))))
    spoken_only = {"known", "cost"}
    assert {rule.__name__ for rule in RULES} - spoken_only <= named
    assert {term.name for term in TERMS} <= named


def test_terms_with_their_tiers_and_units() -> None:
    rows = re.findall(r"^\| (\w+) \| `(\w+)` \|.*\| ([\w -]+) \|$", MODEL, re.MULTILINE)
    assert [(term.tier, term.name, term.unit) for term in TERMS] == rows


def test_every_term_has_a_weight() -> None:
    weights = [field.name for field in fields(Weights) if not field.name.endswith("_tier")]
    assert [term.name for term in TERMS] == weights
