"""Examples of the desk in the OpenAPI document."""

from __future__ import annotations

from pydantic import JsonValue

from api.contract.source import JsonObject

WISH: JsonObject = {
    "jobs": [{"operation_code": "MA10"}, {"symptom": "noise when braking"}],
    "vehicle": {"plate": "粤A12345", "model": "ACCORD-2.0"},
    "waits": True,
    "preferred": {"hours": [{"start": "08:00", "end": "10:00"}]},
}
SEARCH: JsonObject = {**WISH, "count": 3, "questions": {"earliest_ready": True}}
QUESTION: JsonObject = {**WISH, "at": "2026-03-17T09:00"}
_TOKEN = "gAAAAABpt6xQ2n7v1k3m5o9q"
NEW_APPOINTMENT: JsonObject = {"offer": _TOKEN, "state": "held", "customer_ref": "C-881"}
NOTED: JsonObject = {"note": "confirmed by phone"}
MOVE: JsonObject = {"offer": _TOKEN, "note": "customer asked for Wednesday"}
WALK_IN: JsonObject = {**WISH, "customer_ref": "C-881", "note": "came with the tow truck"}
CHANGE: JsonObject = {"wash": False, "note": "bring the second key"}

_AT = "2026-03-17T08:30:00+08:00"
_PROMISED = "2026-03-17T10:30:00+08:00"
_EXPIRES = "2026-03-16T09:10:00+08:00"
_ID = "apt_5b0c9f1e2d3a4b5c6d7e8f90"
_STEPS: list[JsonValue] = [
    {
        "step_id": f"{_ID}/reception",
        "kind": "reception",
        "start": _AT,
        "end": "2026-03-17T08:42:00+08:00",
        "technician_ids": [],
        "bay_id": None,
        "unit_id": "SA1",
    },
    {
        "step_id": f"{_ID}/work/1",
        "kind": "work",
        "start": "2026-03-17T08:42:00+08:00",
        "end": "2026-03-17T09:30:00+08:00",
        "technician_ids": ["T1"],
        "bay_id": "B1",
        "unit_id": None,
    },
]


def _load(before: int, after: int, available: int) -> JsonObject:
    shares = {"share_before": round(before / available, 3), "share_after": round(after / available, 3)}
    return {"before": before, "after": after, "available": available, **shares}


OFFER: JsonObject = {
    "token": _TOKEN,
    "expires_at": _EXPIRES,
    "arrival": _AT,
    "promised": _PROMISED,
    "ready": "2026-03-17T10:00:00+08:00",
    "collect_at": None,
    "back_at": None,
    "advisor_id": "SA1",
    "technician_ids": ["T1"],
    "bay_ids": ["B1"],
    "found_by": "insertion",
    "moved": 0,
    "load": {
        "day": _load(2310, 2358, 6240),
        "half_hour": _load(90, 108, 390),
        "reception": _load(150, 165, 480),
        "reserve_left_minutes": 2682,
    },
    "words": ["Tuesday 17 March: technicians 37 %, with this car 38 % booked"],
    "rank": 18,
    "terms": [{"name": "day_load", "amount": 18, "unit": "load minutes", "weight": 1, "cost": 18}],
    "parts": [{"part_number": "15400-RTA-003", "needed": 1, "free": 1, "available_from": None}],
    "steps": _STEPS,
}
SLOTS: JsonObject = {
    "object": "slots",
    "at": "2026-03-16T09:00:00+08:00",
    "plan_version": 841,
    "setup_version": 12,
    "priority": {"priority_class": "waiting", "reason": "customer waits 客户等待"},
    "offers": [OFFER],
    "answers": {"fits": None, "earliest_ready": OFFER, "earliest_ready_within": None},
    "reshuffle": "not_needed",
}
EXPLANATION: JsonObject = {
    "object": "explanation",
    "at": "2026-03-17T09:00:00+08:00",
    "goes": False,
    "offer": None,
    "reasons": [
        {
            "rule": "technician_overlap",
            "subject": "general",
            "until": "2026-03-17T09:30:00+08:00",
            "text_en": "technicians with general busy with other cars until 09:30",
            "text_zh": "具备general的技师忙于其他车辆至09:30",
        }
    ],
    "nearest": OFFER,
}
_PATH = f"/v1/workshops/GZ-01/appointments/{_ID}"
APPOINTMENT: JsonObject = {
    "id": _ID,
    "object": "appointment",
    "workshop_id": "GZ-01",
    "version": 1,
    "plan_version": 842,
    "state": "held",
    "allowed": ["book", "mark_tentative", "move", "change", "cancel"],
    "source": "desk",
    "arrival": _AT,
    "promised": _PROMISED,
    "expires_at": _EXPIRES,
    "arrived_at": None,
    "customer_ref": "C-881",
    "plate": "粤A12345",
    "priority": {"priority_class": "waiting", "reason": "customer waits 客户等待"},
    "wish": WISH,
    "note": "",
    "advisor_id": "SA1",
    "technician_ids": ["T1"],
    "bay_ids": ["B1"],
    "steps": _STEPS,
    "created_at": "2026-03-16T09:00:00+08:00",
    "updated_at": "2026-03-16T09:00:00+08:00",
    "links": {"self": _PATH, "life": f"{_PATH}/life"},
}
PAGE: JsonObject = {"items": [APPOINTMENT], "next_cursor": None}
LIFE: JsonObject = {
    "items": [
        {
            "version": 1,
            "action": "hold",
            "state_before": None,
            "state_after": "held",
            "at": "2026-03-16T09:00:00+08:00",
            "actor": "key:7f3a",
            "note": "",
        }
    ]
}
PLAN: JsonObject = {
    "object": "plan_of_date",
    "workshop_id": "GZ-01",
    "date": "2026-03-17",
    "plan_version": 842,
    "visits": [
        {
            "appointment_id": _ID,
            "state": "held",
            "plate": "粤A12345",
            "priority_class": "waiting",
            "arrival": _AT,
            "promised": _PROMISED,
            "waits": True,
            "steps": _STEPS,
        }
    ],
}
