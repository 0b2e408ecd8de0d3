"""From records to JSON values, with times on the workshop's clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from zoneinfo import ZoneInfo

from pydantic import JsonValue

from api.contract.times import local
from scenarios.setup.hours import Hours


def json_of(value: object, zone: ZoneInfo) -> JsonValue:
    """A record, or a part of one, as a JSON value: every field written, sets sorted, times with local offset.

    Raises ``TypeError`` for a value that no record holds.
    """
    if isinstance(value, Enum):
        return json_of(value.value, zone)
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, datetime):
        return local(value, zone).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Hours):
        return str(value)
    if is_dataclass(value):
        return {field.name: json_of(getattr(value, field.name), zone) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): json_of(item, zone) for key, item in value.items()}
    if isinstance(value, frozenset):
        return [json_of(item, zone) for item in sorted(value)]
    if isinstance(value, tuple | list):
        return [json_of(item, zone) for item in value]
    raise TypeError(f"{type(value).__name__} is no part of a record")
