"""A short name for a value that stays the same from run to run and machine to machine."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable, Mapping, Set
from datetime import datetime
from pathlib import Path


def digest(value: object) -> str:
    """Eight hex digits of a record: fields in order, sets and mappings sorted, instants in ISO 8601."""
    return hashlib.sha256(_text(value).encode()).hexdigest()[:8]


def digest_of_sources(folders: Iterable[Path]) -> str:
    """Eight hex digits of all Python files below the folders: other code, other digits."""
    total = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*.py")):
            total.update(path.relative_to(folder).as_posix().encode())
            total.update(path.read_bytes())
    return total.hexdigest()[:8]


def _text(value: object) -> str:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        parts = (f"{field.name}={_text(getattr(value, field.name))}" for field in dataclasses.fields(value))
        return f"{type(value).__name__}({','.join(parts)})"
    if isinstance(value, Mapping):
        return "{" + ",".join(sorted(f"{_text(key)}:{_text(item)}" for key, item in value.items())) + "}"
    if isinstance(value, Set):
        return "{" + ",".join(sorted(_text(item) for item in value)) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(_text(item) for item in value) + "]"
    return value.isoformat() if isinstance(value, datetime) else repr(value)
