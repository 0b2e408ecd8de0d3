"""What a cost term is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from optimizer.referee.index import Index


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A cost term: its tier, the unit of its amount, and the function of that name that counts it."""

    tier: str
    unit: str
    amount: Callable[[Index], int]

    @property
    def name(self) -> str:
        """The term's name in the model."""
        return self.amount.__name__
