"""Runs the checks, and withholds what may be a mere consequence of something unread."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from optimizer.day import Day
from optimizer.errors import Fault
from optimizer.faults.checks import CHECKS
from optimizer.faults.finding import Check, Finding

Path = tuple[str, ...]


def faults_of(day: Day, unread: Collection[str] = ()) -> tuple[Fault, ...]:
    """Every fault of a day, sorted by place; none for a day that can be planned.

    ``unread``: JSON pointers to parts of the source that could not be read and for which the day holds
    stand-ins. Faults at these places, and faults judged by them, are left out.
    """
    paths = [_path(pointer) for pointer in unread]
    hidden = set(paths)
    found = [
        Fault(pointer=one.pointer, code=check.code, message=one.message, remedy=one.remedy)
        for check in CHECKS
        for one in _standing(check, day, paths, hidden)
    ]
    return tuple(sorted(found, key=lambda fault: (place_order(fault.pointer), fault.code)))


def place_order(pointer: str) -> tuple[tuple[int, int, str], ...]:
    """Sort key that puts pointers into the order of the document's lists (2 before 10)."""
    return tuple((1, int(part), "") if part.isdecimal() else (0, 0, part) for part in _path(pointer))


def _standing(check: Check, day: Day, unread: list[Path], hidden: set[Path]) -> Iterator[Finding]:
    blockers = [_Blocker(need, unread) for need in check.needs] if unread else []
    for one in check.find(day):
        path = _path(one.pointer)
        at_stand_in = any(path[:n] in hidden for n in range(len(path) + 1)) if hidden else False
        if not at_stand_in and not any(blocker.stops(path) for blocker in blockers):
            yield one


class _Blocker:
    """The unread parts that one need touches: all findings are in doubt, or those with the same ``@`` segments."""

    def __init__(self, need: str, unread: list[Path]) -> None:
        pattern = _path(need)
        self._same = [n for n, part in enumerate(pattern) if part == "@"]
        touched = [path for path in unread if all(a in ("*", "@", b) for a, b in zip(pattern, path, strict=False))]
        # An unread part above the place of an @ leaves open which one it is.
        self._all = any(len(path) <= n for path in touched for n in self._same) or bool(touched and not self._same)
        self._keys = {tuple(path[n] for n in self._same) for path in touched if not self._all}

    def stops(self, path: Path) -> bool:
        """Whether a finding at the path is in doubt."""
        if self._all or not self._keys:
            return self._all
        return len(path) > self._same[-1] and tuple(path[n] for n in self._same) in self._keys


def _path(pointer: str) -> Path:
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:])
