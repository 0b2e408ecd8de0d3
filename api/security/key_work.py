"""What the routes of keys have in common, whether of one workshop or of the installation."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from zoneinfo import ZoneInfo

from fastapi import Response
from sqlalchemy import select

from api.security.key_resources import (
    KeyChangeBody,
    KeyPage,
    KeyResource,
    NewKeyBody,
    RotationBody,
    key_resource,
    key_with_secret,
)
from api.security.keys import ApiKey, NewKey, Seen
from api.security.principal import Principal
from api.security.roles import SCOPES_OF, Role, Scope
from api.service import cursor as cursors
from api.service.bodies import invalid_request, read_body
from api.service.errors import ApiError
from api.service.etag import etag_of
from api.service.services import Services
from api.store.setup_tables import workshops
from optimizer.errors import Fault

_UTC = ZoneInfo("UTC")


def zone_of(services: Services, workshop_id: str | None) -> ZoneInfo:
    """The clock of a workshop; UTC for the installation, and for a workshop that only sends days and has no set-up."""
    query = select(workshops.c.time_zone).where(workshops.c.workshop_id == workshop_id)
    with services.database.read() as connection:
        name = connection.execute(query).scalar_one_or_none()
    return _UTC if name is None else ZoneInfo(name)


def page(services: Services, within: str | None, limit: int, cursor: str | None) -> KeyPage:
    """A page of keys."""
    before = None if cursor is None else cursors.decode(cursor)
    found = services.security.keys.page(within, before=before, limit=limit + 1)
    shown, now = found[:limit], services.clock()
    more = cursors.encode(shown[-1].seq) if len(found) > limit else None
    return KeyPage(items=[key_resource(key, now) for key in shown], next_cursor=more)


def make(services: Services, ask: NewKeyBody, workshop_id: str | None, by: Principal, place: str) -> Response:
    """A new key, with its text. ``place``: address of all keys."""
    new = NewKey(
        name=ask.name,
        role=ask.role,
        workshop_id=workshop_id,
        scopes=frozenset(ask.scopes),
        expires_at=ask.expires_at,
    )
    faults = [*_expiry(services, ask), *_reach(ask.role, ask.scopes), *_place(ask.role, workshop_id)]
    if faults:
        raise ApiError(invalid_request(faults))
    key, text = services.security.keys.create(new, by)
    headers = {"Location": f"{place}/{key.key_id}"}
    return _answer(services, key, text, status=201, headers=headers)


def show(services: Services, key_id: str, within: str | None) -> Response:
    """A key."""
    return _answer(services, services.security.keys.get(key_id, within))


def change(services: Services, key_id: str, within: str | None, body: bytes, seen: Seen, by: Principal) -> Response:
    """Change what the body names."""
    ask = read_body(body, KeyChangeBody, zone_of(services, within))
    role = services.security.keys.get(key_id, within).role
    if faults := [*_expiry(services, ask), *_reach(role, ask.scopes)]:
        raise ApiError(invalid_request(faults))
    values: dict[str, object] = {name: getattr(ask, name) for name in ask.model_fields_set}
    if "scopes" in values:
        values["scopes"] = sorted(ask.scopes)
    return _answer(services, services.security.keys.change(key_id, within, values, seen=seen, by=by))


def rotate(services: Services, key_id: str, within: str | None, body: bytes, seen: Seen, by: Principal) -> Response:
    """Give the key a new secret, and tell it."""
    ask = read_body(body, RotationBody, _UTC)
    grace = timedelta(seconds=ask.grace_s)
    key, text = services.security.keys.rotate(key_id, within, grace, seen=seen, by=by)
    return _answer(services, key, text)


def revoke(services: Services, key_id: str, within: str | None, seen: Seen, by: Principal) -> Response:
    """End the key."""
    return _answer(services, services.security.keys.revoke(key_id, within, seen=seen, by=by))


def _answer(
    services: Services,
    key: ApiKey,
    text: str | None = None,
    *,
    status: int = 200,
    headers: dict[str, str] | None = None,
) -> Response:
    now = services.clock()
    resource: KeyResource = key_resource(key, now) if text is None else key_with_secret(key, text, now)
    told = {"ETag": etag_of(key.version), "Cache-Control": "no-store", **(headers or {})}
    return Response(resource.model_dump_json(), status_code=status, headers=told, media_type="application/json")


def _expiry(services: Services, ask: NewKeyBody | KeyChangeBody) -> list[Fault]:
    if ask.expires_at is None or ask.expires_at > services.clock():
        return []
    return [
        Fault(
            pointer="/expires_at",
            code="in_the_past",
            message=f"{ask.expires_at.isoformat()} has passed",
            remedy="give a time to come; to end a key, delete it",
        )
    ]


def _place(role: Role, workshop_id: str | None) -> list[Fault]:
    if role is not Role.SCREEN or workshop_id is not None:
        return []
    return [
        Fault(
            pointer="/workshop_id",
            code="screen_of_no_workshop",
            message="a screen shows one workshop",
            remedy="give the id of the workshop in which it hangs",
        )
    ]


def _reach(role: Role, scopes: Iterable[Scope]) -> list[Fault]:
    beyond = frozenset(scopes) - SCOPES_OF[role]
    if not beyond:
        return []
    return [
        Fault(
            pointer="/scopes",
            code="scope_beyond_role",
            message=f"the role {role} has not {', '.join(sorted(beyond))}",
            remedy=f"choose among {', '.join(sorted(SCOPES_OF[role]))}, or another role",
        )
    ]
