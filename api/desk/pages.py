"""Cursors of lists of appointments: opaque to clients, the arrival and the id of the last row inside."""

from __future__ import annotations

import base64
from datetime import UTC, datetime

from api.desk.records import Appointment
from api.problems import Problem
from api.service.errors import ApiError
from optimizer.errors import Fault


def encode(last: Appointment) -> str:
    """The cursor that continues after an appointment."""
    text = f"{last.visit.arrival.astimezone(UTC).isoformat()} {last.appointment_id}"
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode(cursor: str) -> tuple[datetime, str]:
    """The arrival and the id that a cursor continues after. Raises ``ApiError`` 422 for one that is not of ours."""
    try:
        text = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode("ascii")
        arrival, appointment_id = text.split(" ")
        at = datetime.fromisoformat(arrival)
    except ValueError:  # not Base64, not ASCII, not two parts, no time
        raise ApiError(_unknown()) from None
    if at.tzinfo is None:
        raise ApiError(_unknown())
    return at, appointment_id


def _unknown() -> Problem:
    fault = Fault(
        pointer="/query/cursor",
        code="unknown_cursor",
        message="this is no cursor of this list",
        remedy="take next_cursor of the page before, or leave it out for the first page",
    )
    return Problem(status=422, code="invalid_parameters", title="A parameter cannot be used", errors=(fault,))
