"""JSON of workshops, items and changes, as the service answers it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from fastapi import Response
from pydantic import JsonValue
from sqlalchemy import RowMapping

from api.contract.times import local
from api.contract.writing import json_of
from api.service.etag import etag_of
from api.setup import rows
from api.setup.change import Outcome
from api.setup.effects import Affected

Json = dict[str, JsonValue]
_HEAD = ("workshop_id", "name", "time_zone", "country", "subdivision", "loan_cars", "opening")
_VERSIONS = ("version", "setup_version", "plan_version")


def json_response(
    body: JsonValue, *, status: int = 200, etag: int | None = None, headers: Mapping[str, str] | None = None
) -> Response:
    """A JSON answer, with the ``ETag`` of a version."""
    tags = {} if etag is None else {"ETag": etag_of(etag)}
    return Response(
        dumps(body),
        status_code=status,
        headers={**tags, **(headers or {})},
        media_type="application/json",
    )


def dumps(body: JsonValue) -> str:
    """JSON text."""
    return json.dumps(body, ensure_ascii=False)


def workshop_json(row: RowMapping) -> Json:
    """A workshop's row."""
    zone = ZoneInfo(row["time_zone"])
    return {name: row[name] for name in (*_HEAD, *_VERSIONS)} | {"created_at": time_json(row["created_at"], zone)}


def change_json(outcome: Outcome, *, dry_run: bool) -> Json:
    """What a change did."""
    return {
        "workshop_id": outcome.setup.workshop_id,
        "setup_version": outcome.setup_version,
        "dry_run": dry_run,
        "changes": [
            {
                "section": one.section,
                "id": one.item_id,
                "action": one.action.value,
                "fields": [
                    {"pointer": field.pointer, "before": field.before, "after": field.after} for field in one.fields
                ],
            }
            for one in outcome.changes
        ],
        "affected": affected_json(outcome.affected, ZoneInfo(outcome.setup.time_zone)),
    }


def affected_json(appointments: Sequence[Affected], zone: ZoneInfo) -> list[JsonValue]:
    """Appointments that lost their place."""
    return [
        {
            "appointment_id": one.appointment_id,
            "arrival": time_json(one.arrival, zone),
            "state": one.state,
            "losses": list(one.losses),
        }
        for one in appointments
    ]


def item_json(item_id: str, version: int, document: JsonValue, affected: Sequence[JsonValue] = ()) -> Json:
    """An item."""
    return {"id": item_id, "version": version, "affected": list(affected), "document": document}


def policy_json(row: rows.PolicyRow, zone: ZoneInfo, names: Mapping[str, str]) -> Json:
    """A version of a policy. ``names``: of actors."""
    policy = json_of(rows.read_policy(row.document), zone)
    made = {"actor": row.actor, "actor_name": names.get(row.actor, "")}
    return {"version": row.version, "document": policy, "at": time_json(row.at, zone), **made}


def time_json(at: datetime, zone: ZoneInfo) -> str:
    """An instant with the workshop's offset."""
    return local(at, zone).isoformat()
