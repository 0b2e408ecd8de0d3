"""Routes of the keys of one workshop."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Response

from api.security import key_work
from api.security.key_links import link_of
from api.security.key_resources import (
    KeyChangeBody,
    KeyPage,
    KeyResource,
    KeyWithSecret,
    LinkBody,
    LinkResource,
    NewKeyBody,
    RotationBody,
)
from api.security.principal import Needs, Principal, Scope, WorkshopId
from api.service.bodies import JsonBody, body_of, read_body
from api.service.etag import SeenVersions
from api.service.responses import ETAG, Responses, header, refusals
from api.service.services import ServicesDep

router = APIRouter(prefix="/v1/workshops/{workshop_id}/keys", tags=["keys"])

Admin = Annotated[Principal, Depends(Needs(Scope.KEYS_WRITE))]
KeyId = Annotated[str, Path(max_length=40, description="Id of the key.", examples=["4f1c0b7a9d2e4c6f"])]
Limit = Annotated[int, Query(ge=1, le=200)]
Cursor = Annotated[str | None, Query(max_length=64, description="`next_cursor` of the page before.")]

_REFUSED = refusals({403: "Your key lacks keys:write, or less of what that key may do."})
MADE: Responses = {
    201: {
        "model": KeyWithSecret,
        "description": "The key is made; this is the only time that its text is told.",
        "headers": {"ETag": ETAG, "Location": header("Where the key is, without its secret.")},
    },
    **_REFUSED,
}
ROTATED: Responses = {
    200: {"model": KeyWithSecret, "description": "The new text, told this once.", "headers": {"ETag": ETAG}},
    **_REFUSED,
}
SHOWN: Responses = {200: {"model": KeyResource, "description": "The key.", "headers": {"ETag": ETAG}}, **_REFUSED}


@router.get("", operation_id="listKeys", summary="Keys of a workshop")
def list_keys(
    workshop_id: WorkshopId, services: ServicesDep, principal: Admin, limit: Limit = 50, cursor: Cursor = None
) -> KeyPage:
    """A page of keys, newest first, revoked ones included. While `next_cursor` is not null there are more."""
    del principal
    return key_work.page(services, workshop_id, limit, cursor)


@router.post(
    "",
    operation_id="createKey",
    summary="Make a key for a workshop",
    status_code=201,
    response_model=KeyWithSecret,
    responses=MADE,
    openapi_extra=body_of(NewKeyBody, "What the key is for."),
)
def create_key(workshop_id: WorkshopId, body: JsonBody, services: ServicesDep, principal: Admin) -> Response:
    """Make a key. Its text is in this answer and nowhere else: the service keeps a digest only.

    Nobody hands out more than they have. There is no `Idempotency-Key` here, because an answer with a secret is
    not kept; after a lost answer, revoke the key that nobody has.
    """
    ask = read_body(body, NewKeyBody, key_work.zone_of(services, workshop_id))
    return key_work.make(services, ask, workshop_id, principal, f"/v1/workshops/{workshop_id}/keys")


@router.get(
    "/{key_id}", operation_id="getKey", summary="A key of a workshop", response_model=KeyResource, responses=SHOWN
)
def get_key(workshop_id: WorkshopId, key_id: KeyId, services: ServicesDep, principal: Admin) -> Response:
    """The key without its secret."""
    del principal
    return key_work.show(services, key_id, workshop_id)


@router.patch(
    "/{key_id}",
    operation_id="changeKey",
    summary="Change a key of a workshop",
    response_model=KeyResource,
    responses=SHOWN,
    openapi_extra=body_of(KeyChangeBody, "What is to change."),
)
def change_key(
    workshop_id: WorkshopId,
    key_id: KeyId,
    body: JsonBody,
    seen: SeenVersions,
    services: ServicesDep,
    principal: Admin,
) -> Response:
    """Change name, scopes or expiry. Tokens and sessions under the key follow at once; a revoked key stays as it is."""
    return key_work.change(services, key_id, workshop_id, body, seen, principal)


@router.post(
    "/{key_id}:rotate",
    operation_id="rotateKey",
    summary="Give a key of a workshop a new secret",
    response_model=KeyWithSecret,
    responses=ROTATED,
    openapi_extra=body_of(RotationBody, "How long the old secret is good.", required=False),
)
def rotate_key(
    workshop_id: WorkshopId,
    key_id: KeyId,
    body: JsonBody,
    seen: SeenVersions,
    services: ServicesDep,
    principal: Admin,
) -> Response:
    """A new secret; the old one is good for a day, or as long as `grace_s` says, so that nothing stands still."""
    return key_work.rotate(services, key_id, workshop_id, body, seen, principal)


@router.post(
    "/{key_id}:link",
    operation_id="linkKey",
    summary="A link that logs a screen in",
    status_code=201,
    response_model=LinkResource,
    responses=refusals({409: "It is not the key of a screen, or it has ended."}),
    openapi_extra=body_of(LinkBody, "Which page the screen shows.", required=False),
)
def link_key(
    workshop_id: WorkshopId, key_id: KeyId, body: JsonBody, services: ServicesDep, principal: Admin
) -> LinkResource:
    """An address that logs in once, within ten minutes: to be opened on a screen that has no keyboard.

    The session lasts 90 days and begins anew with each load of the page, which screens do every night; it ends with
    its key.
    """
    ask = read_body(body, LinkBody, key_work.zone_of(services, workshop_id))
    made = link_of(services.security, key_id, workshop_id, ask.page, by=principal)
    return LinkResource(path=made.path, expires_at=made.expires_at)


@router.delete(
    "/{key_id}",
    operation_id="revokeKey",
    summary="End a key of a workshop",
    response_model=KeyResource,
    responses=SHOWN,
)
def revoke_key(
    workshop_id: WorkshopId, key_id: KeyId, seen: SeenVersions, services: ServicesDep, principal: Admin
) -> Response:
    """End the key for good, with all tokens and sessions under it. It stays in the list, as what it was."""
    return key_work.revoke(services, key_id, workshop_id, seen, principal)
