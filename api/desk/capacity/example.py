"""The example of the OpenAPI document: one technician, one car, one half-hour shown."""

from __future__ import annotations

from pydantic import JsonValue

_LEVEL: JsonValue = {"peak_to_mean": 1.0, "variation": 0.0}
_TOTAL: JsonValue = {"available": 8.0, "booked": 2.0, "left": 6.0}
_FRT: JsonValue = {"booked": 2.2, "left": 6.6}

CAPACITY_EXAMPLE: dict[str, JsonValue] = {
    "workshop_id": "GZ-01",
    "time_zone": "Asia/Shanghai",
    "dates": [
        {
            "date": "2026-03-17",
            "is_open": True,
            "technicians": [
                {"technician_id": "T1", "name": "王伟", "clock_hours": _TOTAL, "pace": 1.1, "frt_hours": _FRT}
            ],
            "clock_hours": _TOTAL,
            "frt_hours": _FRT,
            "bookable_hours": {
                "technicians": 1,
                "hours": 8.0,
                "productivity": 1.0,
                "booking_rate": 0.8,
                "bookable": 6.4,
                "sellable": 6.4,
                "booked": 2.0,
                "left": 4.4,
            },
            "reserve_hours": {
                "share": 0.2,
                "kept": 1.6,
                "left": 1.6,
                "opened_by": [{"priority_class": "vic", "name": "VIC"}],
            },
            "arrivals": 1,
            "half_hours": [
                {
                    "start": "2026-03-17T08:30:00+08:00",
                    "arrivals": [{"advisor_id": "SA1", "arrivals": 1, "most": 2}],
                    "technicians_busy": 1,
                    "technicians_there": 1,
                    "clock_hours": {"available": 0.5, "booked": 0.3, "left": 0.2},
                    "bays": [
                        {"capability": None, "in_use": 1, "available": 1},
                        {"capability": "STANDARD_LIFT", "in_use": 1, "available": 1},
                    ],
                }
            ],
            "level": {"technicians": _LEVEL, "half_hours": _LEVEL, "reception": _LEVEL, "bays": _LEVEL},
        }
    ],
    "level": _LEVEL,
    "not_counted": [],
}
