"""Examples of the re-plans' bodies and answers in the OpenAPI document."""

from __future__ import annotations

from pydantic import JsonValue

DECISION_ASK: dict[str, JsonValue] = {
    "kind": "pin",
    "step_id": "apt_5b0c9f1e2d3a4b5c6d7e8f90/work/1",
    "technician_ids": ["T1"],
    "reason": "the customer asked for Wang",
}
DECISION: dict[str, JsonValue] = {
    "id": "dec_4f1c0b7a9d2e4c6f8a1b3c5d",
    "object": "decision",
    "says": {
        "kind": "pin",
        "pins": [
            {
                "step_id": "apt_5b0c9f1e2d3a4b5c6d7e8f90/work/1",
                "technician_ids": ["T1"],
                "bay_id": None,
                "start": None,
            }
        ],
        "forbidden": [],
        "orders": [],
        "overrides": [],
        "released": [],
    },
    "reason": "the customer asked for Wang",
    "actor": "key:4f1c0b7a9d2e4c6f",
    "actor_name": "Foreman Li",
    "made_at": "2026-03-16T10:12:00+08:00",
    "ended_at": None,
    "links": {"self": "/v1/workshops/GZ-01/decisions/dec_4f1c0b7a9d2e4c6f8a1b3c5d"},
}
DECISIONS: dict[str, JsonValue] = {"items": [DECISION], "next_cursor": None}
REPLAN_ASK: dict[str, JsonValue] = {
    "goals": ["balanced", "fewest_calls"],
    "time_limit_s": 0.6,
}
