"""Example of a screen in the OpenAPI document."""

from __future__ import annotations

from api.contract.source import JsonObject

HALL: JsonObject = {
    "object": "hall",
    "workshop_id": "GZ-01",
    "workshop_name": "Guangzhou 1",
    "time_zone": "Asia/Shanghai",
    "at": "2026-03-16T10:30:00+08:00",
    "date": "2026-03-16",
    "open_spans": [{"start": "2026-03-16T08:00:00+08:00", "end": "2026-03-16T17:00:00+08:00"}],
    "technicians": [
        {
            "technician_id": "T1",
            "name": "Li",
            "presence": "at_work",
            "now": {
                "tail": "2345",
                "kind": "work",
                "work": "10,000 km service",
                "bay": "Bay 1",
                "start": "2026-03-16T10:05:00+08:00",
                "end": "2026-03-16T10:53:00+08:00",
                "promised": "2026-03-16T11:30:00+08:00",
                "standing": "on_time",
            },
            "next": None,
        }
    ],
    "cars": [
        {
            "tail": "2345",
            "stage": "in_work",
            "standing": "on_time",
            "arrival": "2026-03-16T09:50:00+08:00",
            "promised": "2026-03-16T11:30:00+08:00",
            "bay": "Bay 1",
        }
    ],
}
