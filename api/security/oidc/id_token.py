"""Whether an ID token is one for us, for this login, now (OpenID Connect Core 1.0, section 3.1.3.7)."""

from __future__ import annotations

import hmac
from datetime import UTC, datetime, timedelta

import jwt
from pydantic import BaseModel, ConfigDict, ValidationError

from api.security.oidc.provider import Claims
from api.security.oidc.refused import LoginRefusedError, Reason
from api.security.oidc.settings import OidcSettings

# Clocks of two machines differ.
SKEW = timedelta(seconds=60)
# Signatures of the provider's own keys alone: with a shared secret whoever has it could vouch for anybody.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
_REQUIRED = ["iss", "aud", "sub", "iat", "exp", "nonce"]


class _Checked(BaseModel):
    """The claims that are looked at here."""

    model_config = ConfigDict(strict=True)

    sub: str
    nonce: str
    iat: float
    exp: float
    aud: str | list[str]
    azp: str | None = None


def claims_of(text: str, keys: Claims, settings: OidcSettings, nonce: str, now: datetime) -> Claims:
    """What an ID token says of a person. Raises ``LoginRefusedError``."""
    try:
        raw: Claims = jwt.decode(
            text,
            _key_of(text, keys),
            algorithms=list(ALGORITHMS),
            audience=settings.client_id,
            issuer=settings.issuer,
            # The instants are checked below, by the service's clock.
            options={"require": _REQUIRED, "verify_exp": False, "verify_iat": False, "verify_nbf": False},
        )
        checked = _Checked.model_validate(raw)
    except (jwt.PyJWTError, ValidationError) as error:
        raise _not_valid(type(error).__name__) from error
    _check(checked, settings, nonce, now)
    return raw


def _key_of(text: str, keys: Claims) -> jwt.PyJWK:
    """The key that a token names; of a set of one, that one when it names none."""
    usable = [one for one in jwt.PyJWKSet.from_dict(keys).keys if one.public_key_use in (None, "sig")]
    name = jwt.get_unverified_header(text).get("kid")
    found = usable if name is None else [one for one in usable if one.key_id == name]
    if len(found) != 1:
        raise jwt.InvalidKeyError(f"{len(found)} keys are named {name!r}")
    return found[0]


def _check(checked: _Checked, settings: OidcSettings, nonce: str, now: datetime) -> None:
    if not hmac.compare_digest(checked.nonce.encode(), nonce.encode()):
        raise _not_valid("the nonce is that of another login")
    if checked.azp not in (None, settings.client_id) or (isinstance(checked.aud, list) and _is_shared(checked)):
        raise _not_valid("it was issued to another client")
    if now >= _instant(checked.exp) + SKEW:
        raise _not_valid("it has expired")
    if _instant(checked.iat) > now + SKEW:
        raise _not_valid("it was issued in the future")
    if not checked.sub:
        raise _not_valid("it names nobody")


def _is_shared(checked: _Checked) -> bool:
    """Whether it is for several clients and does not say to which of them it was given."""
    return len(checked.aud) > 1 and checked.azp is None


def _instant(seconds: float) -> datetime:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        raise _not_valid(f"{seconds} is no time") from None


def _not_valid(detail: str) -> LoginRefusedError:
    return LoginRefusedError(Reason.NOT_VALID, f"the ID token: {detail}")
