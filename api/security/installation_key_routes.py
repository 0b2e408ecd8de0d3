"""Routes of all keys of an installation, for its admins."""

from __future__ import annotations

from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Response

from api.security import key_work
from api.security.key_resources import (
    KeyChangeBody,
    KeyPage,
    KeyResource,
    KeyWithSecret,
    NewInstallationKeyBody,
    RotationBody,
)
from api.security.key_routes import MADE, ROTATED, SHOWN, Cursor, KeyId, Limit
from api.security.principal import Needs, Principal, Scope
from api.security.problems import installation_only
from api.service.bodies import JsonBody, body_of, read_body
from api.service.errors import ApiError
from api.service.etag import SeenVersions
from api.service.services import ServicesDep

router = APIRouter(prefix="/v1/keys", tags=["keys"])


async def installation(principal: Annotated[Principal, Depends(Needs(Scope.KEYS_WRITE))]) -> Principal:
    """An admin of the installation. Raises ``ApiError`` 403 for one of a workshop."""
    if principal.workshop_id is not None:
        raise ApiError(installation_only())
    return principal


Admin = Annotated[Principal, Depends(installation)]


@router.get("", operation_id="listAllKeys", summary="Keys of the installation")
def list_all_keys(services: ServicesDep, principal: Admin, limit: Limit = 50, cursor: Cursor = None) -> KeyPage:
    """A page of all keys, of workshops and of the installation, newest first, revoked ones included.

    While `next_cursor` is not null there are more.
    """
    del principal
    return key_work.page(services, None, limit, cursor)


@router.post(
    "",
    operation_id="createAnyKey",
    summary="Make a key for a workshop or all",
    status_code=201,
    response_model=KeyWithSecret,
    responses=MADE,
    openapi_extra=body_of(NewInstallationKeyBody, "What the key is for."),
)
def create_any_key(body: JsonBody, services: ServicesDep, principal: Admin) -> Response:
    """Make a key. Its text is in this answer and nowhere else: the service keeps a digest only.

    Nobody hands out more than they have. There is no `Idempotency-Key` here, because an answer with a secret is
    not kept; after a lost answer, revoke the key that nobody has.
    """
    ask = read_body(body, NewInstallationKeyBody, ZoneInfo("UTC"))
    return key_work.make(services, ask, ask.workshop_id, principal, "/v1/keys")


@router.get(
    "/{key_id}",
    operation_id="getAnyKey",
    summary="A key of the installation",
    response_model=KeyResource,
    responses=SHOWN,
)
def get_any_key(key_id: KeyId, services: ServicesDep, principal: Admin) -> Response:
    """The key without its secret."""
    del principal
    return key_work.show(services, key_id, None)


@router.patch(
    "/{key_id}",
    operation_id="changeAnyKey",
    summary="Change a key of the installation",
    response_model=KeyResource,
    responses=SHOWN,
    openapi_extra=body_of(KeyChangeBody, "What is to change."),
)
def change_any_key(
    key_id: KeyId,
    body: JsonBody,
    seen: SeenVersions,
    services: ServicesDep,
    principal: Admin,
) -> Response:
    """Change name, scopes or expiry. Tokens and sessions under the key follow at once; a revoked key stays as it is."""
    return key_work.change(services, key_id, None, body, seen, principal)


@router.post(
    "/{key_id}:rotate",
    operation_id="rotateAnyKey",
    summary="Give a key of the installation a new secret",
    response_model=KeyWithSecret,
    responses=ROTATED,
    openapi_extra=body_of(RotationBody, "How long the old secret is good.", required=False),
)
def rotate_any_key(
    key_id: KeyId,
    body: JsonBody,
    seen: SeenVersions,
    services: ServicesDep,
    principal: Admin,
) -> Response:
    """A new secret; the old one is good for a day, or as long as `grace_s` says, so that nothing stands still."""
    return key_work.rotate(services, key_id, None, body, seen, principal)


@router.delete(
    "/{key_id}",
    operation_id="revokeAnyKey",
    summary="End a key of the installation",
    response_model=KeyResource,
    responses=SHOWN,
)
def revoke_any_key(key_id: KeyId, seen: SeenVersions, services: ServicesDep, principal: Admin) -> Response:
    """End the key for good, with all tokens and sessions under it. It stays in the list, as what it was."""
    return key_work.revoke(services, key_id, None, seen, principal)
