"""`POST /oauth/token`: OAuth 2 client credentials (RFC 6749, section 4.4). The client is a key."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote_plus

import anyio.to_thread
from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from api.security.keys import ApiKey, KeyState
from api.security.limiting import address_of_client
from api.security.roles import Scope
from api.security.security import Security
from api.security.signing import Audience, Statement
from api.service.services import ServicesDep

# Told of in the OpenAPI document as the address of the scheme `token`.
router = APIRouter(include_in_schema=False)

_FORM = "application/x-www-form-urlencoded"
_MAX_FIELDS = 20
_NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}


class OAuthError(Exception):
    """A refusal in the form of RFC 6749, section 5.2."""

    def __init__(self, error: str, words: str, status: int = 400) -> None:
        super().__init__(error)
        self.error = error
        self.words = words
        self.status = status


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request for a token. ``scopes`` None: all that the key has."""

    client_id: str
    client_secret: str
    scopes: frozenset[str] | None


@router.post("/oauth/token")
async def fetch_token(request: Request, services: ServicesDep) -> JSONResponse:
    """A token of minutes for the two halves of a key, sent in the form or as HTTP Basic."""
    security = services.security
    security.limits.count_token(address_of_client(request))
    try:
        asked = _asked(request, await request.body())
        answer = await anyio.to_thread.run_sync(_issue, security, asked)
    except OAuthError as error:
        headers = _NO_STORE if error.status != 401 else {**_NO_STORE, "WWW-Authenticate": 'Basic realm="heijunka"'}
        told = {"error": error.error, "error_description": error.words}
        return JSONResponse(told, status_code=error.status, headers=headers)
    return JSONResponse(answer, headers=_NO_STORE)


def _issue(security: Security, asked: Asked) -> dict[str, object]:
    key = security.keys.find(asked.client_id)
    now = security.clock()
    if key is None or not key.opens_with(asked.client_secret, now) or key.state(now) is not KeyState.ACTIVE:
        raise OAuthError("invalid_client", "the client is not known, or its key has expired or was revoked", 401)
    scopes = _scopes(key, asked.scopes)
    lifetime = security.settings.token_lifetime
    statement = Statement(key_id=key.key_id, workshop_id=key.workshop_id, role=key.role, scopes=tuple(sorted(scopes)))
    security.last_used.note(key.key_id, key.last_used_at, now)
    return {
        "access_token": security.signer.sign(Audience.API, statement, lifetime),
        "token_type": "Bearer",
        "expires_in": int(lifetime.total_seconds()),
        "scope": " ".join(sorted(scopes)),
    }


def _scopes(key: ApiKey, asked: frozenset[str] | None) -> frozenset[Scope]:
    if asked is None:
        return key.granted
    if not asked or asked - key.granted:
        raise OAuthError("invalid_scope", "the key has not all of these scopes")
    return frozenset(Scope(name) for name in asked)


def _asked(request: Request, body: bytes) -> Asked:
    form = _form(request, body)
    if "grant_type" not in form:
        raise OAuthError("invalid_request", "grant_type is missing")
    if form["grant_type"] != "client_credentials":
        raise OAuthError("unsupported_grant_type", "the one grant here is client_credentials")
    client_id, client_secret = _client(request, form)
    scope = form.get("scope")
    return Asked(
        client_id=client_id,
        client_secret=client_secret,
        scopes=None if scope is None else frozenset(scope.split()),
    )


def _form(request: Request, body: bytes) -> dict[str, str]:
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        raise OAuthError("invalid_request", f"the body must be {_FORM}")
    try:
        pairs = parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=_MAX_FIELDS)
    except ValueError:  # not UTF-8, or too many fields
        raise OAuthError("invalid_request", "the form cannot be read") from None
    form = dict(pairs)
    if len(form) != len(pairs):
        raise OAuthError("invalid_request", "a field is there twice")
    # An empty field counts as none (section 3.2).
    return {name: value for name, value in form.items() if value}


def _client(request: Request, form: dict[str, str]) -> tuple[str, str]:
    stated = request.headers.get("authorization")
    in_form = "client_secret" in form
    if stated is not None and in_form:
        raise OAuthError("invalid_request", "the client says who it is in two ways")
    if stated is not None:
        return _basic(stated)
    if not in_form or "client_id" not in form:
        raise OAuthError("invalid_client", "client_id and client_secret are missing", 401)
    return form["client_id"], form["client_secret"]


def _basic(stated: str) -> tuple[str, str]:
    scheme, _, credential = stated.partition(" ")
    try:
        text = base64.b64decode(credential.strip(), validate=True).decode("utf-8") if scheme.lower() == "basic" else ""
    except (binascii.Error, ValueError):
        text = ""
    client_id, colon, secret = text.partition(":")
    if not colon:
        raise OAuthError("invalid_client", "Authorization is not HTTP Basic", 401)
    return unquote_plus(client_id), unquote_plus(secret)
