"""The ``Prefer`` header (RFC 7240), of which one preference is kept: ``wait``."""

from __future__ import annotations

import re

_WAIT = re.compile(r"\s*wait\s*=\s*\"?(\d+(?:\.\d+)?)\"?\s*(?:;.*)?", re.IGNORECASE)


def preferred_wait_s(prefer: str | None, max_s: float) -> float:
    """Seconds a client is ready to wait for the end of its run, at most ``max_s``; 0 when it does not say."""
    for preference in (prefer or "").split(","):
        match = _WAIT.fullmatch(preference)
        if match is not None:
            return min(float(match[1]), max_s)
    return 0.0
