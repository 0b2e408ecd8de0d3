"""Taken spans as the kernels read them."""

from __future__ import annotations

from typing import NamedTuple

from optimizer.problem.arrays import Int32


class Busy(NamedTuple):
    """Spans in which resources are taken, ticks. Resource r (numbered as in ``Arrays``, R of them) has the rows
    ``ptr[r]`` to ``ptr[r + 1]`` of ``start`` and ``end``; ``ptr`` (R+1,)."""

    ptr: Int32
    start: Int32
    end: Int32
