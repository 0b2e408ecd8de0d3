"""Examples of answers about re-plans."""

from __future__ import annotations

from pydantic import JsonValue

_ID = "rpl_4f1c0b7a9d2e4c6f8a1b3c5d"
_RUN = "run_4f1c0b7a9d2e4c6f8a1b3c5d"
_PATH = f"/v1/workshops/GZ-01/replans/{_ID}"

_FIGURES: dict[str, JsonValue] = {
    "customers_called": 1,
    "promises_moved_minutes": 35,
    "technicians_changed": 1,
    "starts_changed": 2,
    "late_cars": 1,
    "late_minutes": 35,
    "unplanned_cars": 0,
    "overtime_minutes": 0,
}
_PLAN: dict[str, JsonValue] = {
    "cost": 35600000,
    "terms": [
        {
            "name": "tardiness",
            "tier": "promise",
            "amount": 35,
            "unit": "class-weighted minutes",
            "weight": 1,
            "cost": 35000000,
        }
    ],
    "figures": _FIGURES,
    "unplanned": [],
    "notes": [],
    "changes": {
        "cars": [],
        "technicians": [
            {
                "technician_id": "T1",
                "before": ["apt_1/work/1", "apt_2/work/1"],
                "after": ["apt_2/work/1", "apt_1/work/1"],
            }
        ],
        "promises": [
            {
                "appointment_id": "apt_1",
                "promised": "2026-03-16T11:30:00+08:00",
                "ready_before": "2026-03-16T11:20:00+08:00",
                "ready_after": "2026-03-16T12:05:00+08:00",
                "moves": True,
                "promised_after": "2026-03-16T12:30:00+08:00",
            }
        ],
    },
    "calls": [
        {
            "appointment_id": "apt_1",
            "kind": "promise_moved",
            "caller": "desk",
            "promised_before": "2026-03-16T11:30:00+08:00",
            "promised_after": "2026-03-16T12:30:00+08:00",
            "call_by": "2026-03-16T11:00:00+08:00",
            "reason": {"en": "a technician is absent today", "zh": "今天有技师缺勤"},
        }
    ],
}

REPLAN: dict[str, JsonValue] = {
    "id": _ID,
    "object": "replan",
    "workshop_id": "GZ-01",
    "state": "open",
    "stale_because": None,
    "ended": True,
    "trigger": "manual",
    "at": "2026-03-16T10:12:00+08:00",
    "setup_version": 4,
    "plan_version": 17,
    "floor_version": 9,
    "what_if": [],
    "decisions": [],
    "do_nothing": _PLAN,
    "proposals": [
        {
            "run_id": _RUN,
            "goal": "balanced",
            "until": None,
            "status": "succeeded",
            "problem": None,
            "plan": _PLAN,
            "links": {
                "run": f"/v1/plans/{_RUN}",
                "events": f"/v1/plans/{_RUN}/events",
                "board": f"/plans/{_RUN}",
                "plan": f"/v1/plans/{_RUN}/plan",
                "publish": f"{_PATH}/proposals/{_RUN}:publish",
            },
        }
    ],
    "actor": "Foreman Li",
    "created_at": "2026-03-16T10:12:00+08:00",
    "closed_at": None,
    "published_run_id": None,
    "links": {"self": _PATH},
}
REPLANS: dict[str, JsonValue] = {
    "items": [
        {
            "id": _ID,
            "object": "replan",
            "state": "open",
            "trigger": "manual",
            "supposes": False,
            "plan_version": 17,
            "floor_version": 9,
            "actor": "Foreman Li",
            "created_at": "2026-03-16T10:12:00+08:00",
            "closed_at": None,
            "published_run_id": None,
            "links": {"self": _PATH},
        }
    ],
    "next_cursor": None,
}
