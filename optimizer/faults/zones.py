"""Time zones by their IANA names."""

from __future__ import annotations

from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    # Looked up in the list, since ZoneInfo raises five kinds of errors for names that are none.
    return frozenset(available_timezones())


def zone_named(name: str) -> ZoneInfo | None:
    """The zone of an IANA name such as ``Asia/Shanghai``, None when there is none."""
    return ZoneInfo(name) if name in _names() else None
