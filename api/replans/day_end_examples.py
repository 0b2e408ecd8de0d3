"""Examples of the end of a day."""

from __future__ import annotations

from pydantic import JsonValue

_ID = "apt_5b0c9f1e2d3a4b5c6d7e8f90"
ASK: dict[str, JsonValue] = {
    "cars": [
        {
            "appointment_id": _ID,
            "carry_over": "2026-03-17",
            "customer_told": True,
            "stands": "outside",
            "note": "keys in the box",
        }
    ]
}
DAY_END: dict[str, JsonValue] = {
    "object": "day_end",
    "workshop_id": "GZ-01",
    "date": "2026-03-16",
    "version": 1,
    "can_close": True,
    "closed_at": None,
    "closed_by": None,
    "closed_by_name": None,
    "cars": [
        {
            "appointment_id": _ID,
            "plate": "粤A12345",
            "left": "unfinished",
            "promised": "2026-03-16T17:00:00+08:00",
            "steps": [f"{_ID}/work/1", f"{_ID}/inspection", f"{_ID}/hand_over"],
            "in_bay": "B1",
            "decision": {
                "carry_over": "2026-03-17",
                "at": None,
                "customer_told": True,
                "stands": "outside",
                "note": "keys in the box",
            },
            "missing": [],
        }
    ],
}
