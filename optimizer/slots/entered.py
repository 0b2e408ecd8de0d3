"""Visits as tables with everybody who may do their steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from optimizer.engine.tables import Tables, repack
from optimizer.problem.arrays import Arrays
from optimizer.problem.index import Index
from optimizer.problem.published import published_arrays
from optimizer.problem.step_arrays import step_arrays
from optimizer.problem.visit_arrays import visit_arrays
from optimizer.slots.frame import Frame
from optimizer.visit import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """Some visits beside the workshop of a frame; no step of them is fixed."""

    index: Index
    arrays: Arrays
    tables: Tables


def entered(frame: Frame, visits: Sequence[Visit]) -> Entered:
    """The visits in the order of their ids.

    Raises ``KeyError`` for an operation code, advisor or priority class that the workshop does not have.
    """
    index = frame.index.beside(tuple(visits))
    arrays = frame.arrays._replace(
        num_visits=len(index.visits),
        num_steps=len(index.steps),
        **visit_arrays(index),
        **step_arrays(index, {}, _PartOf(frame)),
        **published_arrays(index),
    )
    return Entered(index=index, arrays=arrays, tables=repack(frame.tables, arrays))


class _PartOf(dict[str, int]):
    """Rows of parts, with the row of unknown parts for those of which the workshop knows nothing."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame.part_of)
        self._frame = frame

    def __missing__(self, part_number: str) -> int:
        return self._frame.part(part_number)
