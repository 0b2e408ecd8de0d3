"""Examples of the parts' documents for the OpenAPI document."""

from __future__ import annotations

from pydantic import JsonValue

from api.contract.source import JsonObject

_ETA = "2026-03-19T08:00:00+08:00"
_LATER = "2026-03-23T08:00:00+08:00"
_START = "2026-03-19T09:15:00+08:00"
_CALLER: JsonObject = {
    "appointment_id": "apt_5b0c9f1e2d3a4b5c",
    "state": "booked",
    "plate": "粤A12345",
    "customer_ref": "C-881",
    "priority_class": "vic",
    "arrival": "2026-03-19T08:45:00+08:00",
}

ORDER: JsonObject = {
    "order_id": "po_4f1c0b7a9d2e4c6f",
    "version": 2,
    "part_number": "45022-TZA-A01",
    "kind": "urgent",
    "quantity": 2,
    "arrived": 0,
    "missing": 2,
    "state": "confirmed",
    "appointment_id": "apt_5b0c9f1e2d3a4b5c",
    "eta": _ETA,
    "overdue": False,
    "ordered_at": "2026-03-16T10:12:00+08:00",
    "closed_at": None,
    "may_be_cancelled": False,
    "allowed": ["slip", "arrive", "cancel"],
    "note": "",
}
ARRIVAL: JsonObject = {
    "order": {**ORDER, "state": "arrived", "arrived": 2, "missing": 0, "allowed": [], "closed_at": _ETA},
    "on_hand": 2,
    "invite": [
        {
            **_CALLER,
            "quantity": 1,
            "there": True,
            "text_en": "1 of part 45022-TZA-A01 is here: invite the customer",
            "text_zh": "零件45022-TZA-A01已到1件：请邀约客户",
        }
    ],
}
SLIP: JsonObject = {
    "order": {**ORDER, "version": 3, "eta": _LATER},
    "breaks": [
        {
            **_CALLER,
            "start": _START,
            "short": 1,
            "there_from": _LATER,
            "newly": True,
            "earliest": {"arrival": "2026-03-23T08:30:00+08:00", "promised": "2026-03-23T11:00:00+08:00"},
            "text_en": "work starts 2026-03-19 09:15, the part comes 2026-03-23 08:00",
            "text_zh": "2026-03-19 09:15开工，零件2026-03-23 08:00到货",
        }
    ],
}
APPOINTMENT_PARTS: JsonObject = {
    "appointment_id": "apt_5b0c9f1e2d3a4b5c",
    "version": 1,
    "parts": [
        {
            "part_number": "15400-RTA-003",
            "name": "机油滤清器",
            "bin": "A-03-2",
            "quantity": 1,
            "picked": 1,
            "start": _START,
            "status": "picked",
            "there_from": None,
            "order_ids": [],
            "text_en": "picked, lies aside",
            "text_zh": "已备件",
        }
    ],
    "put_back": {},
    "picked_at": "2026-03-18T16:05:00+08:00",
    "returned_at": None,
    "actor": "key:parts-1",
}
STANDING: JsonObject = {
    "part_number": "45022-TZA-A01",
    "name": "前刹车片",
    "bin": "B-11-4",
    "on_hand": 0,
    "safety_stock": 2,
    "picked": 0,
    "free": 0,
    "free_from": _ETA,
    "below_safety_stock": True,
    "reserved": [
        {
            "appointment_id": "apt_5b0c9f1e2d3a4b5c",
            "plate": "粤A12345",
            "state": "booked",
            "start": _START,
            "quantity": 1,
            "on_shelf": False,
            "there_from": _ETA,
            "in_time": True,
        }
    ],
    "expected": [{"order_id": "po_4f1c0b7a9d2e4c6f", "delivery_id": None, "quantity": 2, "eta": _ETA, "counted": True}],
    "leads": [{"kind": "urgent", "days": 3, "eta": _ETA}],
}
_SHORT: JsonValue = {**_CALLER, "start": _START, "short": 1, "there_from": None}
SHORTAGES: JsonObject = {
    "parts": [
        {
            "part_number": "45022-TZA-A01",
            "name": "前刹车片",
            "to_order": 1,
            "order_as": "urgent",
            "eta": _ETA,
            "appointments": [_SHORT],
        }
    ]
}
