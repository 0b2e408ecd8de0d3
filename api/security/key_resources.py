"""JSON of keys, as the service takes and answers it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from api.contract.base import Id, Name, Wire
from api.contract.times import Instant
from api.security.keys import ApiKey, KeyState
from api.security.roles import Role, Scope

_TIMES = "RFC 3339; without an offset it is a time on the workshop's clock."
_KEY_EXAMPLE: JsonDict = {
    "object": "key",
    "id": "4f1c0b7a9d2e4c6f",
    "workshop_id": "GZ-01",
    "name": "front desk",
    "role": "desk",
    "scopes": ["appointments:read", "appointments:write", "customers:read", "customers:write"],
    "state": "active",
    "version": 1,
    "created_at": "2026-03-16T00:30:00Z",
    "created_by": "operator",
    "expires_at": "2027-03-16T00:00:00Z",
    "revoked_at": None,
    "last_used_at": None,
    "old_secret_until": None,
    "person": None,
}
_SECRET = "hj_4f1c0b7a9d2e4c6f_" + "0123456789abcdef" * 3

Scopes = Annotated[
    tuple[Scope, ...],
    Field(description="Only this of what the role may do; empty: all of it.", max_length=len(Scope)),
]
KeyName = Annotated[Name, Field(description="Who or what has it. Not a customer.", examples=["front desk"])]
Expiry = Annotated[Instant | None, Field(description=f"When it ends; null: never. {_TIMES}")]


class NewKeyBody(Wire):
    """A key that is wanted, for the workshop of the path."""

    model_config = ConfigDict(json_schema_extra={"example": {"name": "front desk", "role": "desk"}})

    name: KeyName
    role: Annotated[Role, Field(description="What it is for.")]
    scopes: Scopes = ()
    expires_at: Expiry = None


class NewInstallationKeyBody(NewKeyBody):
    """A key that is wanted, for any workshop or all."""

    model_config = ConfigDict(
        json_schema_extra={"example": {"name": "head office", "role": "admin", "workshop_id": None}}
    )

    workshop_id: Annotated[Id | None, Field(description="Workshop it opens; null: all.")] = None


class KeyChangeBody(Wire):
    """What is to change of a key; what is left out stays."""

    model_config = ConfigDict(json_schema_extra={"example": {"name": "front desk 2"}})

    name: KeyName = ""
    scopes: Scopes = ()
    expires_at: Expiry = None


class RotationBody(Wire):
    """How to go over to a new secret."""

    model_config = ConfigDict(json_schema_extra={"example": {"grace_s": 3600}})

    grace_s: Annotated[
        int, Field(ge=0, le=604_800, description="Seconds for which the old secret is good beside the new one.")
    ] = 86_400


class LinkBody(Wire):
    """Where a link leads."""

    model_config = ConfigDict(json_schema_extra={"example": {"page": "/waiting"}})

    page: Annotated[Literal["/hall", "/waiting"], Field(description="Page that the screen shows.")] = "/hall"


class LinkResource(BaseModel):
    """A link that logs a screen in."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {"path": "/login?link=K7QF-9M2X-4TQA&next=/hall", "expires_at": "2026-03-16T00:40:00Z"}
        }
    )

    path: Annotated[str, Field(description="To open on the screen, after the address of the service. Good once.")]
    expires_at: datetime


class KeyResource(BaseModel):
    """A key without its secret, which nobody has but its holder."""

    model_config = ConfigDict(json_schema_extra={"example": _KEY_EXAMPLE})

    object: Literal["key"] = "key"
    id: str
    workshop_id: Annotated[str | None, Field(description="null: all workshops of the installation.")] = None
    name: str
    role: Role
    scopes: list[Scope]
    state: KeyState
    version: int
    created_at: datetime
    created_by: str
    expires_at: datetime | None = None
    revoked_at: datetime | None = None
    last_used_at: Annotated[datetime | None, Field(description="To a minute.")] = None
    old_secret_until: Annotated[
        datetime | None, Field(description="Until when the secret before the rotation is good.")
    ] = None
    person: Annotated[
        str | None, Field(description="Who stands behind it, as in `person:…` of the journal; null: a key.")
    ] = None


class KeyWithSecret(KeyResource):
    """A key and its text, which is told this once."""

    model_config = ConfigDict(json_schema_extra={"example": {**_KEY_EXAMPLE, "key": _SECRET}})

    key: str


class KeyPage(BaseModel):
    """Keys, newest first."""

    model_config = ConfigDict(json_schema_extra={"example": {"items": [_KEY_EXAMPLE], "next_cursor": None}})

    items: list[KeyResource]
    next_cursor: Annotated[str | None, Field(description="Cursor of the next page; null on the last.")] = None


def key_fields(key: ApiKey, now: datetime) -> dict[str, object]:
    """The fields of the resource of a key."""
    return {
        "id": key.key_id,
        "workshop_id": key.workshop_id,
        "name": key.name,
        "role": key.role,
        "scopes": sorted(key.granted),
        "state": key.state(now),
        "version": key.version,
        "created_at": key.created_at,
        "created_by": key.created_by,
        "expires_at": key.expires_at,
        "revoked_at": key.revoked_at,
        "last_used_at": key.last_used_at,
        "old_secret_until": key.old_until,
        "person": key.person,
    }


def key_resource(key: ApiKey, now: datetime) -> KeyResource:
    """A key as JSON."""
    return KeyResource.model_validate(key_fields(key, now))


def key_with_secret(key: ApiKey, text: str, now: datetime) -> KeyWithSecret:
    """A key as JSON, with its text."""
    return KeyWithSecret.model_validate({**key_fields(key, now), "key": text})
