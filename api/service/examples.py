"""Examples of the OpenAPI document; the tests send and compare them."""

from __future__ import annotations

from pydantic import JsonValue

_ID = "run_4f1c0b7a9d2e4c6f8a1b3c5d"
_PATH = f"/v1/plans/{_ID}"

RUN_EXAMPLE: dict[str, JsonValue] = {
    "id": _ID,
    "object": "run",
    "status": "running",
    "ended_by": None,
    "workshop_id": "default",
    "now": "2017-03-14T07:30:00+08:00",
    "num_visits": 50,
    "options": {"time_limit_s": 10.0, "seed": 7, "deterministic": False},
    "created_at": "2017-03-13T23:30:00.120000Z",
    "started_at": "2017-03-13T23:30:00.170000Z",
    "ended_at": None,
    "attempts": 1,
    "progress": {
        "seconds": 2.5,
        "phase": "improve",
        "cost": 148302210,
        "promise": 148,
        "unavoidable": 102,
        "avoidable": 46,
    },
    "problem": None,
    "links": {"self": _PATH, "events": f"{_PATH}/events", "board": f"/plans/{_ID}", "plan": None},
}

LIST_EXAMPLE: dict[str, JsonValue] = {"items": [RUN_EXAMPLE], "next_cursor": "cjE3"}

PROBLEM_EXAMPLE: dict[str, JsonValue] = {
    "type": "urn:heijunka:problem:invalid_day",
    "title": "This day cannot be planned",
    "status": 422,
    "detail": "1 fault",
    "errors": [
        {
            "pointer": "/workshop/technicians/3/shifts",
            "code": "no_shift",
            "message": "technician T4 has no shift",
            "remedy": "add a shift, or leave the technician out",
        }
    ],
}

EVENT_STREAM = f"""\
event: run.running
id: 18
data: {{"run_id": "{_ID}", "at": "2017-03-13T23:30:00.170000+00:00", "status": "running"}}

event: run.progress
id: 19
data: {{"run_id": "{_ID}", "at": "2017-03-13T23:30:02.670000+00:00", "seconds": 2.5, "phase": "improve", \
"cost": 148302210, "promise": 148, "unavoidable": 102, "avoidable": 46}}

"""
