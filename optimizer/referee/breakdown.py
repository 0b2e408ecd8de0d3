"""The cost of a plan, term by term."""

from __future__ import annotations

from optimizer.plan import CostBreakdown, CostTerm
from optimizer.policy import Weights
from optimizer.referee.index import Index
from optimizer.referee.terms import TERMS
from optimizer.referee.terms.term import Term


def breakdown(index: Index) -> CostBreakdown:
    """Every term: amount × weight × tier factor."""
    weights = index.day.workshop.policy.weights
    return CostBreakdown(terms=tuple(_priced(term, term.amount(index), weights) for term in TERMS))


def _priced(term: Term, amount: int, weights: Weights) -> CostTerm:
    weight: int = getattr(weights, term.name)
    factor: int = getattr(weights, f"{term.tier}_tier")
    return CostTerm(
        name=term.name,
        tier=term.tier,
        amount=amount,
        unit=term.unit,
        weight=weight,
        cost=amount * weight * factor,
    )
