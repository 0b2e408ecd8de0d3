"""Places that were found for a request."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.engine.state import PLACEMENT
from optimizer.problem.arrays import Int64
from optimizer.slots.kernels.scan import TRIED, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Tries:
    """``found`` (N,) of ``TRIED``, ``steps`` (N, S) of placements, ``ranks`` (N,), lower is better, and the amounts of
    the terms beside the load by name, (N,) each.
    """

    found: Table
    steps: Table
    ranks: Int64
    wishes: dict[str, Int64]

    def __len__(self) -> int:
        """How many there are."""
        return len(self.found)

    def joined(self, other: Tries) -> Tries:
        """These and others of the same request."""
        return Tries(
            found=np.concatenate([self.found, other.found]),
            steps=np.concatenate([self.steps, other.steps]),
            ranks=np.concatenate([self.ranks, other.ranks]),
            wishes={name: np.concatenate([row, other.wishes[name]]) for name, row in self.wishes.items()},
        )

    def at(self, rows: list[int]) -> Tries:
        """Some of them, in the order given."""
        return Tries(
            found=self.found[rows],
            steps=self.steps[rows],
            ranks=self.ranks[rows],
            wishes={name: row[rows] for name, row in self.wishes.items()},
        )


def room_for(count: int, num_steps: int) -> tuple[Table, Table]:
    """Rows of ``found`` and ``steps`` to fill."""
    return np.zeros(count, dtype=TRIED), np.zeros((count, num_steps), dtype=PLACEMENT)
