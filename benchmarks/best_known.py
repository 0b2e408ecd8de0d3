"""The lowest costs ever seen, kept in the repository: they only ever improve."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

FILE = Path(__file__).parent / "best_known.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Best:
    """The plan of lowest total cost: its cost, promise cost (class-weighted minutes) and level cost."""

    cost: int
    promise: int
    level: int


class BestKnown:
    """Best known plans by instance key."""

    def __init__(self, path: Path = FILE) -> None:
        self._path = path
        rows = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        self._best = {key: Best(**row) for key, row in rows.items()}

    def __getitem__(self, key: str) -> Best:
        """The best known plan of an instance. Raises ``KeyError`` when none was ever found."""
        return self._best[key]

    def offer(self, key: str, found: Best) -> bool:
        """Keep ``found`` when it costs less than what is known; says whether it did."""
        known = self._best.get(key)
        if known is not None and known.cost <= found.cost:
            return False
        self._best[key] = found
        return True

    def save(self) -> None:
        """Write the file, sorted, one instance a line."""
        rows = (f"  {json.dumps(key)}: {json.dumps(asdict(best))}" for key, best in sorted(self._best.items()))
        self._path.write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")
