"""The example of the OpenAPI document: one date, one appointment."""

from __future__ import annotations

from pydantic import JsonValue

from api.parts.examples import APPOINTMENT_PARTS

_PARTS: JsonValue = APPOINTMENT_PARTS["parts"]
_CALL: dict[str, JsonValue] = {
    "kind": "second_confirmation",
    "due_on": "2026-03-18",
    "text_en": "second confirmation: due today",
    "text_zh": "二次确认：今日致电",
}
_CUSTOMER: JsonValue = {"name": "王女士", "phone": "+86 138 0000 0000"}
_ONE: dict[str, JsonValue] = {
    "appointment_id": "apt_5b0c9f1e2d3a4b5c",
    "state": "confirmed_once",
    "plate": "粤A12345",
    "customer_ref": "C-881",
    "customer": _CUSTOMER,
    "arrival": "2026-03-19T08:45:00+08:00",
}

PREPARATION_EXAMPLE: dict[str, JsonValue] = {
    "workshop_id": "GZ-01",
    "time_zone": "Asia/Shanghai",
    "today": "2026-03-18",
    "dates": [
        {
            "date": "2026-03-19",
            "appointments": [
                {
                    **_ONE,
                    "version": 3,
                    "state_en": "confirmed once",
                    "state_zh": "已首次确认",
                    "priority_class": "vic",
                    "priority_reason": "very important customer",
                    "promised": "2026-03-19T11:00:00+08:00",
                    "waits": False,
                    "loan_car": True,
                    "wash": True,
                    "advisor": {"id": "SA1", "name": "李娜"},
                    "technicians": [{"id": "T1", "name": "王伟"}],
                    "bay_ids": ["B1"],
                    "jobs": [{"job_id": "1", "operation_code": "MA10", "name": "1万公里保养", "frt_hours": 0.8}],
                    "parts": _PARTS,
                    "parts_version": 1,
                    "calls": [{**_CALL, "done_at": None, "done_by": "", "is_due": True}],
                    "drives": [
                        {
                            "kind": "collect",
                            "leaves_at": "2026-03-19T07:45:00+08:00",
                            "at_customer": "2026-03-19T08:15:00+08:00",
                            "back_at": "2026-03-19T08:45:00+08:00",
                            "text_en": "driver leaves 2026-03-19 07:45, fetches the car at 2026-03-19 08:15",
                            "text_zh": "司机2026-03-19 07:45出发，2026-03-19 08:15上门取车",
                        }
                    ],
                    "note": "bring the second key",
                }
            ],
            "pick_list": [
                {
                    "part_number": "15400-RTA-003",
                    "name": "机油滤清器",
                    "bin": "A-03-2",
                    "quantity": 1,
                    "picked": 1,
                    "to_pick": 0,
                    "missing": 0,
                }
            ],
        }
    ],
    "calls_due": [{**_ONE, **_CALL}],
    "put_back": [],
    "not_readable": [],
}
