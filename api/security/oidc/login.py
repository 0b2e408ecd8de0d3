"""A login by a provider, from the button to the person: the authorization code flow with PKCE, state and nonce.

What must come back is kept in a signed cookie of minutes; state, nonce and verifier follow from the one secret in it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from api.security.oidc.id_token import claims_of
from api.security.oidc.person import Person, groups_of, person_of
from api.security.oidc.provider import Claims, Discovery, Provider, Tokens
from api.security.oidc.refused import LoginRefusedError, Reason
from api.security.oidc.settings import OidcSettings
from api.security.signing import Audience, NotSignedError, OutOfTimeError, Signer

COOKIE = "heijunka_login"
LIFETIME = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """Where to send somebody, and the cookie they are to bring back."""

    url: str
    cookie: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One login under way. ``to``: the page that was wanted."""

    secret: str
    to: str

    def derived(self, purpose: str) -> str:
        """A value of 256 bits, of which the others cannot be told."""
        digest = hmac.digest(self.secret.encode(), purpose.encode(), "sha256")
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


class OidcLogin:
    """Logins of one provider. All methods but ``back_of`` raise ``LoginRefusedError``."""

    def __init__(self, settings: OidcSettings, signer: Signer, clock: Callable[[], datetime]) -> None:
        self.settings = settings
        self._provider = Provider(settings)
        self._signer = signer
        self._clock = clock

    def begin(self, to: str, back: str) -> Begun:
        """Somebody pressed the button. ``back``: our address that the provider is to send them to."""
        discovery = self._provider.discover()
        attempt = Attempt(secret=secrets.token_urlsafe(32), to=to)
        verifier = attempt.derived("verifier").encode()
        asked = {
            "response_type": "code",
            "client_id": self.settings.client_id,
            "redirect_uri": back,
            "scope": " ".join(self.settings.scopes),
            "state": attempt.derived("state"),
            "nonce": attempt.derived("nonce"),
            "code_challenge": base64.urlsafe_b64encode(hashlib.sha256(verifier).digest()).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }
        cookie = self._signer.seal(Audience.LOGIN, {"secret": attempt.secret, "to": to}, LIFETIME)
        return Begun(url=_with(discovery.authorization_endpoint, asked), cookie=cookie)

    def finish(self, cookie: str, told: Mapping[str, str], back: str) -> tuple[Person, str]:
        """They came back: who they are, and the page they wanted. ``told``: parameters of the address."""
        attempt = self._attempt(cookie)
        if not hmac.compare_digest(told.get("state", "").encode(), attempt.derived("state").encode()):
            raise LoginRefusedError(Reason.STALE, "the state is that of another login")
        if told.get("iss", self.settings.issuer) != self.settings.issuer:  # RFC 9207
            raise LoginRefusedError(Reason.NOT_VALID, "the answer is from another issuer")
        if "error" in told or not told.get("code"):
            raise LoginRefusedError(Reason.DECLINED, f"the provider says {told.get('error', 'nothing')[:60]!r}")
        discovery = self._provider.discover()
        tokens = self._provider.redeem(discovery, told["code"], attempt.derived("verifier"), back)
        return person_of(self._claims(discovery, tokens, attempt), self.settings), attempt.to

    def leave(self, back: str) -> str | None:
        """Where to log out at the provider, too (OpenID Connect RP-Initiated Logout 1.0); None where that is not."""
        url = self._provider.discover().end_session_endpoint
        asked = {"client_id": self.settings.client_id, "post_logout_redirect_uri": back}
        return None if url is None else _with(url, asked)

    def _attempt(self, cookie: str) -> Attempt:
        try:
            kept = self._signer.unseal(Audience.LOGIN, cookie)
        except (NotSignedError, OutOfTimeError) as error:
            raise LoginRefusedError(Reason.STALE, f"the cookie of the login: {error}") from error
        return Attempt(secret=kept["secret"], to=kept["to"])

    def _claims(self, discovery: Discovery, tokens: Tokens, attempt: Attempt) -> Claims:
        keys = self._provider.keys(discovery)
        claims = claims_of(tokens.id_token, keys, self.settings, attempt.derived("nonce"), self._clock())
        if groups_of(claims, self.settings.claim):
            return claims
        # Many providers keep the token small, and tell the groups when asked.
        more = self._provider.userinfo(discovery, tokens.access_token)
        if more and more.get("sub") != claims["sub"]:
            raise LoginRefusedError(Reason.NOT_VALID, "the user info is of somebody else")
        return {**more, **claims}


def _with(url: str, asked: Mapping[str, str]) -> str:
    return f"{url}{'&' if '?' in url else '?'}{urlencode(asked)}"
