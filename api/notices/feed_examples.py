"""Examples of the feed in the OpenAPI document."""

from __future__ import annotations

from api.contract.source import JsonObject

_PAYLOAD: JsonObject = {
    "appointment_id": "apt_5b0c9f1e2d3a4b5c6d7e8f90",
    "version": 1,
    "kind": "promise_moved",
    "state": "proposed",
    "caller": "desk",
    "promised_before": "2026-03-17T02:30:00+00:00",
    "promised_after": "2026-03-17T03:15:00+00:00",
    "call_by": "2026-03-17T02:00:00+00:00",
    "replan_id": "rpl_7c6b5a49382716f5e4d3c2b1",
}
PAGE: JsonObject = {
    "items": [
        {
            "seq": 4711,
            "type": "notice.proposed",
            "subject_id": "ntc_0a1b2c3d4e5f60718293a4b5",
            "actor": "key_foreman",
            "at": "2026-03-17T09:20:00+08:00",
            "payload": _PAYLOAD,
        }
    ],
    "next_after": 4711,
    "more": False,
}
STREAM = """\
event: feed.opened
data: {"seq":4710}
id: 4710

event: notice.withdrawn
data: {"seq":4711,"type":"notice.withdrawn","subject_id":"ntc_0a1b2c3d4e5f60718293a4b5","actor":"key_foreman",\
"at":"2026-03-17T01:20:00Z","payload":{"appointment_id":"apt_5b0c9f1e2d3a4b5c6d7e8f90","state":"withdrawn"}}
id: 4711

"""
