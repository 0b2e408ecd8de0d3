"""Example of a floor in the OpenAPI document."""

from __future__ import annotations

from api.contract.source import JsonObject

_ID = "apt_5b0c9f1e2d3a4b5c6d7e8f90"
_DAY = {"start": "2026-03-16T08:00:00+08:00", "end": "2026-03-16T17:00:00+08:00"}

FLOOR: JsonObject = {
    "object": "floor",
    "workshop_id": "GZ-01",
    "at": "2026-03-16T10:30:00+08:00",
    "date": "2026-03-16",
    "horizon_days": 3,
    "setup_version": 12,
    "plan_version": 842,
    "floor_version": 42,
    "journal_seq": 5120,
    "open_replans": 1,
    "open_spans": [dict(_DAY)],
    "technicians": [
        {
            "technician_id": "T1",
            "name": "Li",
            "skills": ["brakes"],
            "shifts": [dict(_DAY)],
            "breaks": [],
            "absences": [{"start": "2026-03-16T14:00:00+08:00", "end": "2026-03-17T00:00:00+08:00"}],
            "overtime": [],
            "away": [
                {
                    "start": "2026-03-16T14:00:00+08:00",
                    "end": "2026-03-17T00:00:00+08:00",
                    "why": "absent",
                    "event_id": "evt_0b9d2a7c4e1f",
                }
            ],
        }
    ],
    "advisors": [{"advisor_id": "SA1", "name": "Wang", "shifts": [dict(_DAY)], "breaks": [], "absences": []}],
    "bays": [{"bay_id": "B1", "name": "Bay 1", "capabilities": ["STANDARD_LIFT"], "outages": [], "closed": []}],
    "stations": [{"kind": "wash", "unit_ids": ["wash-1"]}],
    "cars": [
        {
            "appointment_id": _ID,
            "version": 4,
            "state": "arrived",
            "plate": "粤A12345",
            "priority_class": "waiting",
            "priority_reason": "customer waits 客户等待",
            "arrival": "2026-03-16T09:50:00+08:00",
            "arrived_at": "2026-03-16T09:50:00+08:00",
            "promised": "2026-03-16T11:30:00+08:00",
            "waits": True,
            "loan_car": False,
            "in_bay": None,
            "steps": [
                {
                    "step_id": f"{_ID}/work/1",
                    "kind": "work",
                    "operation_code": "MA10",
                    "name": "10,000 km service",
                    "frt_hours": 0.8,
                    "place": {
                        "start": "2026-03-16T10:00:00+08:00",
                        "end": "2026-03-16T10:48:00+08:00",
                        "technician_ids": ["T1"],
                        "bay_id": "B1",
                        "unit_id": None,
                        "overtime": False,
                        "frozen": False,
                    },
                    "progress": {
                        "status": "running",
                        "started_at": "2026-03-16T10:05:00+08:00",
                        "finished_at": None,
                        "technician_ids": ["T1"],
                        "bay_id": "B1",
                        "unit_id": None,
                        "remaining_minutes": 23,
                        "remaining_frt_hours": None,
                        "code": None,
                        "reason": "",
                        "resume_at": None,
                    },
                }
            ],
            "found": [],
        }
    ],
    "decisions": {"pins": [], "forbidden": [], "orders": [], "overrides": []},
    "left_out": [],
}
