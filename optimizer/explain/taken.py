"""What is taken of the resources a visit needs, by the causes it stands for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from optimizer.engine.bounds.busy import Busy
from optimizer.engine.bounds.occupancy import Taken
from optimizer.explain.cause import Cause

Occupied = tuple[tuple[Taken, tuple[Cause, ...]], ...]


class TakenByCause:
    """Spans sorted once, so that those of any set of causes are at hand in microseconds.

    ``num_resources``: of the problem, the distances of arrivals included. A span counts when all its causes do.
    """

    def __init__(self, num_resources: int, taken: Sequence[tuple[Taken, tuple[Cause, ...]]], begin: int) -> None:
        """``begin``: a span that has begun then reaches back for ever: to arrive earlier would not help against it."""
        self._num_resources = num_resources
        self._causes = kinds(taken)
        number = {causes: n for n, causes in enumerate(self._causes)}
        by_object = {id(causes): number[causes] for causes in {id(row[1]): row[1] for row in taken}.values()}
        kind = np.array([by_object[id(causes)] for _, causes in taken], dtype=np.intp)
        spans = np.array([one for one, _ in taken], dtype=np.int32).reshape(-1, 4)[:, :3]
        spans[(spans[:, 1] <= begin) & (begin < spans[:, 2]), 1] = 0
        order = np.lexsort((spans[:, 2], spans[:, 1], spans[:, 0]))
        order = order[spans[order, 1] < spans[order, 2]]
        self._kind, self._spans = kind[order], spans[order]

    def busy(self, active: frozenset[Cause]) -> Busy:
        """The spans that count when these causes do."""
        counts = np.array([active.issuperset(causes) for causes in self._causes], dtype=np.bool_)
        spans = self._spans[counts[self._kind]] if len(self._causes) else self._spans
        ends = np.cumsum(np.bincount(spans[:, 0], minlength=self._num_resources))
        return Busy(
            ptr=np.concatenate(([0], ends)).astype(np.int32),
            start=np.ascontiguousarray(spans[:, 1]),
            end=np.ascontiguousarray(spans[:, 2]),
        )


def kinds(occupied: Iterable[tuple[Taken, tuple[Cause, ...]]]) -> list[tuple[Cause, ...]]:
    """The different causes of spans, in their order; most spans share one object, so that few need be compared."""
    return list(dict.fromkeys({id(causes): causes for _, causes in occupied}.values()))
