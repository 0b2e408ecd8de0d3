"""What one measured run yields, and the file it is kept in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """An incumbent: total cost and promise cost (class-weighted minutes) from ``seconds`` on."""

    seconds: float
    cost: int
    promise: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One planning of one instance.

    ``code``: digest of the planner's sources, so that results of different code are not mixed. ``first_ms``: from
    the Problem built to the first valid plan, the shortest of a few. ``memory_mb``: peak above the idle, warm process.
    ``level``: cost of the level tier. ``curve``: incumbents over time since the call; the last is the plan returned.
    """

    key: str
    group: str
    limit_s: float
    threads: int
    code: str
    build_ms: float
    first_ms: float
    seconds: float
    memory_mb: float
    unavoidable: int
    proven: bool
    unplanned: int
    level: int
    curve: tuple[Point, ...] = field(default=())

    @property
    def cost(self) -> int:
        """Total cost of the plan returned."""
        return self.curve[-1].cost

    @property
    def promise(self) -> int:
        """Promise cost of the plan returned, in class-weighted minutes."""
        return self.curve[-1].promise

    def at(self, seconds: float) -> Point | None:
        """The incumbent at a moment after the call; None when there was none yet."""
        reached = [point for point in self.curve if point.seconds <= seconds]
        return reached[-1] if reached else None


class RunFile:
    """Runs, one JSON object a line, appended as they come: an interrupted measurement goes on where it was."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def append(self, run: Run) -> None:
        """Write one run at the end of the file."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(run)) + "\n")

    def __iter__(self) -> Iterator[Run]:
        if self._path.exists():
            for line in self._path.read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                yield Run(**{**row, "curve": tuple(Point(**point) for point in row["curve"])})

    def find(self, key: str, limit_s: float, threads: int, code: str) -> Run | None:
        """The latest run of an instance with this limit, number of cores and code."""
        wanted = (key, limit_s, threads, code)
        found = [run for run in self if (run.key, run.limit_s, run.threads, run.code) == wanted]
        return found[-1] if found else None
