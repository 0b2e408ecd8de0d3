"""What one planner made of one day."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

OURS = "Heijunka"
COLD = "PyJobShop cold"
WARM = "PyJobShop from our first plan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One planner on one instance.

    ``tardiness``: Σ class weight × minutes late, None without a plan. ``promise``: with work not finished today and
    unplanned visits; None where the planner's model has neither. ``limit_s`` 0: the planner has no limit.
    """

    key: str
    group: str
    threads: int
    code: str
    planner: str = ""
    limit_s: float = 0.0
    tardiness: int | None = None
    promise: int | None = None
    seconds: float = 0.0
    status: str = ""


class OutcomeFile:
    """Outcomes, one JSON object a line, appended as they come."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def append(self, outcomes: list[Outcome]) -> None:
        """Write outcomes at the end of the file."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a", encoding="utf-8") as file:
            file.writelines(json.dumps(asdict(outcome)) + "\n" for outcome in outcomes)

    def __iter__(self) -> Iterator[Outcome]:
        if self._path.exists():
            for line in self._path.read_text(encoding="utf-8").splitlines():
                yield Outcome(**json.loads(line))

    def of(self, key: str, limits_s: list[float], threads: int, code: str) -> list[Outcome]:
        """What is there of an instance with these limits, cores and code."""
        wanted = (key, threads, code)
        kept = [one for one in self if (one.key, one.threads, one.code) == wanted]
        return [one for one in kept if one.limit_s in {0.0, *limits_s}]
