"""A short name for a value that stays the same from run to run and machine to machine."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable, Mapping, Set
from datetime import datetime
from pathlib import Path


def digest(value: object, without: Set[str] = frozenset()) -> str:
    """Eight hex digits of a record: fields in order, sets and mappings sorted, instants in ISO 8601.

    ``without``: names of fields that are left out, in whatever record.
    """
    return hashlib.sha256(_text(value, without).encode()).hexdigest()[:8]


def digest_of_sources(folders: Iterable[Path]) -> str:
    """Eight hex digits of all Python files below the folders: other code, other digits."""
    total = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*.py")):
            total.update(path.relative_to(folder).as_posix().encode())
            total.update(path.read_bytes())
    return total.hexdigest()[:8]


def _text(value: object, without: Set[str]) -> str:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = (field.name for field in dataclasses.fields(value) if field.name not in without)
        parts = (f"{name}={_text(getattr(value, name), without)}" for name in names)
        return f"{type(value).__name__}({','.join(parts)})"
    if isinstance(value, Mapping):
        return (
            "{" + ",".join(sorted(f"{_text(key, without)}:{_text(item, without)}" for key, item in value.items())) + "}"
        )
    if isinstance(value, Set):
        return "{" + ",".join(sorted(_text(item, without) for item in value)) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(_text(item, without) for item in value) + "]"
    return value.isoformat() if isinstance(value, datetime) else repr(value)
