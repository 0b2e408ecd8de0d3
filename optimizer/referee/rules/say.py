"""How rules name what breaks them, and the one search for overlaps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from optimizer.referee.cars import Line
from optimizer.referee.violation import Violation


def broken(rule: str, message: str, *lines: Line) -> Violation:
    """A violation by placed steps; it is filed under the visit of the last."""
    step_ids = tuple(line.step.step_id for line in lines)
    return Violation(rule=rule, visit_id=lines[-1].visit.visit_id, step_ids=step_ids, message=message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A step's use of something that one step at a time may have, ``[start, end)`` in minutes."""

    what: str
    start: int
    end: int
    line: Line


def clashes(uses: Iterable[Use]) -> Iterator[tuple[Use, Use]]:
    """Pairs that use the same thing at the same time, the earlier first; two running steps are no clash."""
    by_what: dict[str, list[Use]] = defaultdict(list)
    for use in uses:
        by_what[use.what].append(use)
    for row in by_what.values():
        row.sort(key=lambda use: (use.start, use.end))
        longest = row[0]
        for use in row[1:]:
            if use.start < longest.end and (use.line.is_open or longest.line.is_open):
                yield longest, use
            if use.end > longest.end:
                longest = use
