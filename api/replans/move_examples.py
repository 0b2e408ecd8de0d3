"""Examples of a move that is checked."""

from __future__ import annotations

from pydantic import JsonValue

_STEP = "apt_5b0c9f1e2d3a4b5c6d7e8f90/work/1"
ASK: dict[str, JsonValue] = {"step_id": _STEP, "technician_id": "T2", "start": "2026-03-16T10:30"}
CHECK: dict[str, JsonValue] = {
    "object": "move_check",
    "step_id": _STEP,
    "start": "2026-03-16T10:30:00+08:00",
    "goes": True,
    "reasons": [],
    "technicians": [
        {
            "id": "T2",
            "goes": False,
            "end": "2026-03-16T11:30:00+08:00",
            "reasons": [
                {
                    "rule": "technician_overlap",
                    "subject": "T2",
                    "until": "2026-03-16T11:00:00+08:00",
                    "words": {"en": "T2 works on another car until 11:00", "zh": "T2忙于其他车辆至11:00"},
                }
            ],
        }
    ],
    "bays": [{"id": "B1", "goes": True, "end": "2026-03-16T11:30:00+08:00", "reasons": []}],
}
