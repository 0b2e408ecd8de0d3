"""The referee is a second reading of the model: what it has in common with the engine are records, not code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
RECORDS = {
    f"optimizer.{name}" for name in ("calendar", "day", "decisions", "plan", "policy", "steps", "visit", "workshop")
}


def file_of(module: str) -> Path | None:
    """The file of one of our modules or packages; None for a name that is none."""
    stem = ROOT / Path(*module.split("."))
    return next((path for path in (stem.with_suffix(".py"), stem / "__init__.py") if path.exists()), None)


def imports_of(path: Path) -> Iterator[str]:
    """Full names that a file imports, those that may be a module or a name in one included."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def reached_from(*folders: str) -> set[str]:
    """Our modules that the files of some folders of ``optimizer`` import, directly or through others."""
    waiting = [path for folder in folders for path in (ROOT / "optimizer" / folder).rglob("*.py")]
    assert waiting
    reached: set[str] = set()
    while waiting:
        for module in imports_of(waiting.pop()):
            path = file_of(module)
            if path is not None and module not in reached:
                reached.add(module)
                waiting.append(path)
    return reached


def test_referee_and_engine_share_records_only() -> None:
    shared = reached_from("referee") & reached_from("engine", "problem")
    assert shared - {"optimizer"} <= RECORDS


def test_the_walk_follows_imports_through_other_modules() -> None:
    assert {"optimizer.calendar", "optimizer.policy"} <= reached_from("referee")
