"""Examples of the floor in the OpenAPI document."""

from __future__ import annotations

from api.contract.source import JsonObject

_ID = "apt_5b0c9f1e2d3a4b5c6d7e8f90"
_STEP = f"{_ID}/work/1"

EVENTS: JsonObject = {
    "events": [
        {"type": "step_finished", "step_id": f"{_ID}/reception", "at": "2026-03-16T09:50"},
        {"type": "step_started", "step_id": _STEP, "at": "2026-03-16T10:05"},
        {"type": "technician_absent", "technician_id": "T2", "reason": "ill"},
    ]
}
EVENT: JsonObject = {
    "event_id": "evt_0b9d2a7c4e1f",
    "object": "event",
    "workshop_id": "GZ-01",
    "type": "step_started",
    "appointment_id": _ID,
    "occurred_at": "2026-03-16T10:05:00+08:00",
    "told_at": "2026-03-16T10:06:10+08:00",
    "actor": "key:7f3a",
    "note": "",
    "event": {
        "appointment_id": _ID,
        "step_id": _STEP,
        "technician_ids": ["T1"],
        "bay_id": "B1",
        "unit_id": None,
    },
    "warnings": [{"code": "other_bay", "text_en": "it was planned for bay B2", "text_zh": "计划工位是B2"}],
    "withdrawn_at": None,
}
ACCEPTED: JsonObject = {"events": [EVENT], "floor_version": 42}
PAGE: JsonObject = {"items": [EVENT], "next_cursor": None}
