"""Cursors of lists: opaque to clients, the sequence number of the last row inside."""

from __future__ import annotations

import base64

from api.problems import Problem
from api.service.errors import ApiError
from optimizer.errors import Fault

_MOST = 2**63 - 1  # what the databases count to


def encode(seq: int) -> str:
    """The cursor that continues after row ``seq``."""
    return base64.urlsafe_b64encode(f"r{seq}".encode()).decode().rstrip("=")


def decode(cursor: str) -> int:
    """The row a cursor continues after. Raises ``ApiError`` 422 for a text that is no cursor of ours."""
    try:
        text = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode("ascii")
    except ValueError:  # not Base64, not ASCII
        text = ""
    digits = text.removeprefix("r")
    if not text.startswith("r") or not digits.isdecimal() or len(digits) > 19 or int(digits) > _MOST:
        fault = Fault(
            pointer="/query/cursor",
            code="unknown_cursor",
            message="this is no cursor of this list",
            remedy="take next_cursor of the page before, or leave it out for the first page",
        )
        raise ApiError(
            Problem(status=422, code="invalid_parameters", title="A parameter cannot be used", errors=(fault,))
        )
    return int(digits)
