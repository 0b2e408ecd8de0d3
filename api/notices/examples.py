"""Examples of notices in the OpenAPI document."""

from __future__ import annotations

from api.contract.source import JsonObject
from api.desk import examples as desk

AGREED: JsonObject = {"note": "comes after work"}
DECLINED: JsonObject = {"wish": {"must": {"dates": ["2026-03-18"]}}, "note": "needs the car tonight"}

_APPOINTMENT = "apt_5b0c9f1e2d3a4b5c6d7e8f90"
_WORKSHOP = "/v1/workshops/GZ-01"
_ID = "ntc_0a1b2c3d4e5f60718293a4b5"

NOTICE: JsonObject = {
    "id": _ID,
    "object": "notice",
    "workshop_id": "GZ-01",
    "version": 1,
    "appointment_id": _APPOINTMENT,
    "kind": "promise_moved",
    "state": "proposed",
    "allowed": ["called", "no-answer", "agreed", "declined"],
    "caller": "desk",
    "answer_needed": "agreement",
    "plate": "粤A12345",
    "customer_ref": "C-881",
    "customer": {"name": "王小明", "phone": "13800000000"},
    "priority_class": "rest",
    "waits": False,
    "promised_before": "2026-03-17T10:30:00+08:00",
    "promised_after": "2026-03-17T11:15:00+08:00",
    "call_by": "2026-03-17T10:00:00+08:00",
    "attempts": 0,
    "say_en": (
        "Your car will be ready at 11:15 and not at 10:30, because the work on a car before yours takes longer than "
        "expected. Does that suit you?"
    ),
    "say_zh": "您的车预计11:15可取，原定10:30，因为前面车辆的作业时间比预计长。请问这个时间可以吗？",
    "reasons": [
        {
            "cause": "work",
            "event_id": "evt_9f8e7d6c5b4a39281706f5e4",
            "text_en": "the work on a car before yours takes longer than expected",
            "text_zh": "前面车辆的作业时间比预计长",
        }
    ],
    "answer": None,
    "replan_id": "rpl_7c6b5a49382716f5e4d3c2b1",
    "created_at": "2026-03-17T09:20:00+08:00",
    "updated_at": "2026-03-17T09:20:00+08:00",
    "closed_at": None,
    "links": {"self": f"{_WORKSHOP}/notices/{_ID}", "appointment": f"{_WORKSHOP}/appointments/{_APPOINTMENT}"},
}
PAGE: JsonObject = {"items": [NOTICE], "next_cursor": None}
DECLINED_NOTICE: JsonObject = {
    **NOTICE,
    "version": 2,
    "state": "declined",
    "allowed": [],
    "answer": {"wish": {"must": {"dates": ["2026-03-18"]}}, "note": "needs the car tonight"},
    "closed_at": "2026-03-17T09:25:00+08:00",
    "offers": [desk.OFFER],
}

RISKS: JsonObject = {
    "object": "risks",
    "workshop_id": "GZ-01",
    "at": "2026-03-17T09:00:00+08:00",
    "plan_version": 41,
    "floor_version": 12,
    "draws": 100,
    "uncertainty": "assumed, not measured: two of three jobs within a quarter of their planned time",
    "promised_cars": 38,
    "late_cars": {"mean": 1.4, "p50": 1.0, "p90": 3.0},
    "late_minutes": {"mean": 32.5, "p50": 25.0, "p90": 71.0},
    "items": [
        {
            "appointment_id": _APPOINTMENT,
            "standing": "at_risk",
            "plate": "粤A12345",
            "priority_class": "rest",
            "waits": False,
            "promised": "2026-03-17T10:30:00+08:00",
            "planned": "2026-03-17T10:20:00+08:00",
            "ready_p50": "2026-03-17T10:21:00+08:00",
            "ready_p90": "2026-03-17T10:39:00+08:00",
            "late_share": 0.24,
            "own_late_share": 0.21,
            "slack_minutes": 10,
        }
    ],
}
