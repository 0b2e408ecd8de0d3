"""Who somebody is by the claims of their provider, and what that is worth here."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from pydantic import JsonValue

from api.security.oidc.provider import Claims
from api.security.oidc.refused import LoginRefusedError, Reason
from api.security.oidc.settings import Grant, OidcSettings

_NAMES = ("name", "preferred_username", "email", "sub")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody with a role here. ``person_id`` stays the same as long as the provider calls them the same."""

    person_id: str
    name: str
    grant: Grant


def person_of(claims: Claims, settings: OidcSettings) -> Person:
    """Who that is. Raises ``LoginRefusedError`` for who is of no group that has a role."""
    subject = str(claims["sub"])
    groups = groups_of(claims, settings.claim)
    grant = next((one for one in settings.grants if one.value in groups), None)
    person_id = hashlib.sha256(f"{settings.issuer}\n{subject}".encode()).hexdigest()[:32]
    if grant is None:
        raise LoginRefusedError(Reason.NO_ROLE, f"person {person_id}: none of {len(groups)} groups has a role")
    return Person(person_id=person_id, name=_name_of(claims), grant=grant)


def groups_of(claims: Claims, claim: str) -> frozenset[str]:
    """The values of a claim, one or many; of a name with dots also inside of objects, as ``realm_access.roles``."""
    found = _looked_up(claims, claim)
    values = found if isinstance(found, list) else [found]
    return frozenset(value for value in values if isinstance(value, str))


def _looked_up(claims: Claims, claim: str) -> JsonValue:
    if claim in claims:  # names with dots are also names: https://shop.example/groups
        return claims[claim]
    found: JsonValue = claims
    for part in claim.split("."):
        if not isinstance(found, dict):
            return None
        found = found.get(part)
    return found


def _name_of(claims: Claims) -> str:
    told = (claims.get(name) for name in _NAMES)
    return next(value.strip()[:200] for value in told if isinstance(value, str) and value.strip())
