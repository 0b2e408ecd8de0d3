"""Problems of who asks: each refusal with what to do about it."""

from __future__ import annotations

from collections.abc import Iterable

from api.problems import Problem

REALM = 'Bearer realm="heijunka"'
INVALID_TOKEN = f'{REALM}, error="invalid_token"'


def key_missing() -> Problem:
    """Nobody said who asks."""
    return Problem(
        status=401,
        code="key_missing",
        title="Say who asks",
        detail="Send the header Authorization: Bearer <key or token>.",
    )


def key_unknown() -> Problem:
    """An id or a secret that is none: which of them is not told."""
    return Problem(
        status=401,
        code="key_unknown",
        title="This key is not known",
        detail="Check that the whole key was copied; the workshop's admin can give a new one.",
    )


def key_expired() -> Problem:
    """The right secret, too late."""
    return Problem(
        status=401,
        code="key_expired",
        title="This key has expired",
        detail="Ask the workshop's admin for a new expiry or a new key.",
    )


def key_revoked() -> Problem:
    """The right secret of a key that was ended."""
    return Problem(
        status=401,
        code="key_revoked",
        title="This key was revoked",
        detail="Ask the workshop's admin for a new key.",
    )


def token_invalid() -> Problem:
    """A token that we did not sign, or not for this."""
    return Problem(
        status=401,
        code="token_invalid",
        title="This token is not valid",
        detail="Fetch a new one from /oauth/token.",
    )


def token_expired() -> Problem:
    """A token of ours, too late."""
    return Problem(
        status=401,
        code="token_expired",
        title="This token has expired",
        detail="Fetch a new one from /oauth/token.",
    )


def foreign_origin() -> Problem:
    """A change that a page of somebody else may have sent with our visitor's cookie."""
    return Problem(
        status=403,
        code="foreign_origin",
        title="This came from another site",
        detail="With a session cookie, changes are taken only from this service's own pages; programs send a key.",
    )


def installation_only() -> Problem:
    """A key of a workshop where one of the installation is needed."""
    return Problem(
        status=403,
        code="installation_only",
        title="This is for keys of the installation",
        detail="Keys of one workshop are under /v1/workshops/{workshop_id}/keys.",
    )


def scopes_too_wide(missing: Iterable[str]) -> Problem:
    """A key that could do more than the one that wants to make, change or rotate it."""
    return Problem(
        status=403,
        code="scopes_too_wide",
        title="That key may do more than yours",
        detail=f"Yours lacks {', '.join(sorted(missing))}; nobody hands out what they do not have.",
    )


def unknown_key(key_id: str) -> Problem:
    """An id that no key has, here."""
    return Problem(
        status=404, code="unknown_key", title="There is no such key", detail=f"Nothing is known of {key_id}."
    )


def no_secret() -> Problem:
    """A person who logs in by a provider has no secret that could be changed."""
    return Problem(
        status=409,
        code="no_secret",
        title="This is a person, not a key",
        detail="They log in at their provider; delete the entry to end their sessions, or make a key of its own.",
    )


def too_many(what: str) -> Problem:
    """More requests than are taken."""
    return Problem(
        status=429,
        code="too_many_requests",
        title="Too many requests",
        detail=f"{what}; go on after the seconds that Retry-After says.",
    )
