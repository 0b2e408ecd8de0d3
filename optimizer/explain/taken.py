"""What is taken of the resources a visit needs, by the causes it stands for."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from optimizer.engine.bounds.busy import Busy
from optimizer.engine.bounds.occupancy import Taken
from optimizer.explain.cause import Cause


class TakenByCause:
    """Spans sorted once, so that those of any set of causes are at hand in microseconds.

    ``num_resources``: of the problem, the distances of arrivals included. A span counts when all its causes do.
    """

    def __init__(self, num_resources: int, taken: Iterable[tuple[Taken, tuple[Cause, ...]]]) -> None:
        rows = sorted((one for one in taken if one[0].start < one[0].end), key=lambda row: row[0])
        self._num_resources = num_resources
        self._causes = list(dict.fromkeys(causes for _, causes in rows))
        number = {causes: n for n, causes in enumerate(self._causes)}
        self._kind = np.array([number[causes] for _, causes in rows], dtype=np.intp)
        self._spans = np.array([one[:3] for one, _ in rows], dtype=np.int32).reshape(-1, 3)

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
