"""The provider over HTTP: what it says of itself, its keys, the tokens for a code, what it tells of a person.

Nothing is kept from one login to the next: logins are rare, and a provider that changes its keys is followed at once.
"""

from __future__ import annotations

import ssl
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, JsonValue, TypeAdapter, ValidationError

from api.security.oidc.refused import LoginRefusedError, Reason
from api.security.oidc.settings import OidcSettings, is_safe

if TYPE_CHECKING:  # loaded when somebody logs in this way
    import httpx

T = TypeVar("T")
Claims = dict[str, JsonValue]

_CLAIMS: TypeAdapter[Claims] = TypeAdapter(Claims)


class Discovery(BaseModel):
    """What a provider says of itself (OpenID Connect Discovery 1.0, section 3)."""

    model_config = ConfigDict(frozen=True)

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str | None = None
    end_session_endpoint: str | None = None
    token_endpoint_auth_methods_supported: tuple[str, ...] = ("client_secret_basic",)


class Tokens(BaseModel):
    """What a code was worth."""

    model_config = ConfigDict(frozen=True)

    id_token: str
    access_token: str = ""


class Provider:
    """One provider. Every method raises ``LoginRefusedError``: unreachable, or broken."""

    def __init__(self, settings: OidcSettings) -> None:
        self.settings = settings

    @cached_property
    def _trust(self) -> ssl.SSLContext:
        """Whom connections believe; it takes long to make. Connections are not shared: they would keep cookies."""
        import httpx

        return httpx.create_ssl_context()

    def discover(self) -> Discovery:
        """Its addresses. They are believed of nobody but the issuer, and only where nobody reads along."""
        issuer = self.settings.issuer
        found = self._read(TypeAdapter(Discovery), "GET", f"{issuer.rstrip('/')}/.well-known/openid-configuration")
        if found.issuer != issuer:
            raise _broken(f"it calls itself {found.issuer!r}, not {issuer!r}")
        told = (found.authorization_endpoint, found.token_endpoint, found.jwks_uri)
        for url in filter(None, (*told, found.userinfo_endpoint, found.end_session_endpoint)):
            if not is_safe(url):
                raise _broken(f"{url!r} is not https")
        return found

    def keys(self, discovery: Discovery) -> Claims:
        """Its keys, as a JWK set."""
        return self._read(_CLAIMS, "GET", discovery.jwks_uri)

    def redeem(self, discovery: Discovery, code: str, verifier: str, back: str) -> Tokens:
        """The tokens for a code (RFC 6749, section 4.1.3, with RFC 7636)."""
        form = {"grant_type": "authorization_code", "code": code, "code_verifier": verifier, "redirect_uri": back}
        basic = self._basic(discovery)
        if basic is None:
            form["client_id"] = self.settings.client_id
            if self.settings.client_secret:
                form["client_secret"] = self.settings.client_secret
        return self._read(TypeAdapter(Tokens), "POST", discovery.token_endpoint, form=form, basic=basic)

    def userinfo(self, discovery: Discovery, access_token: str) -> Claims:
        """What it tells of a person beside the ID token; nothing when it has no address for that."""
        if discovery.userinfo_endpoint is None or not access_token:
            return {}
        return self._read(_CLAIMS, "GET", discovery.userinfo_endpoint, bearer=access_token)

    def _basic(self, discovery: Discovery) -> tuple[str, str] | None:
        methods = discovery.token_endpoint_auth_methods_supported
        by_form = "client_secret_basic" not in methods and "client_secret_post" in methods
        if not self.settings.client_secret or by_form:
            return None
        # Encoded before they are joined: RFC 6749, section 2.3.1.
        return quote(self.settings.client_id, safe=""), quote(self.settings.client_secret, safe="")

    def _read(
        self,
        wanted: TypeAdapter[T],
        method: str,
        url: str,
        *,
        form: dict[str, str] | None = None,
        basic: tuple[str, str] | None = None,
        bearer: str = "",
    ) -> T:
        import httpx

        headers = {"Accept": "application/json", **({"Authorization": f"Bearer {bearer}"} if bearer else {})}
        try:
            with httpx.Client(timeout=self.settings.timeout.total_seconds(), verify=self._trust) as http:
                answer = http.request(method, url, data=form, headers=headers, auth=basic)
        except httpx.HTTPError as error:
            raise LoginRefusedError(Reason.UNREACHABLE, f"{url}: {type(error).__name__}") from error
        return _understood(wanted, answer)


def _understood(wanted: TypeAdapter[T], answer: httpx.Response) -> T:
    if answer.status_code >= 500:
        raise LoginRefusedError(Reason.UNREACHABLE, f"{answer.url} answered {answer.status_code}")
    if answer.status_code != 200:
        raise _broken(f"{answer.url} answered {answer.status_code} {_error_of(answer)}".rstrip())
    try:
        return wanted.validate_json(answer.content)
    except ValidationError as error:
        faults = ", ".join(str(fault["loc"]) for fault in error.errors())
        raise _broken(f"{answer.url} answered something else: {faults}") from None


def _error_of(answer: httpx.Response) -> str:
    """The error code of RFC 6749, section 5.2, such as ``invalid_client``."""
    try:
        code = _CLAIMS.validate_json(answer.content).get("error", "")
    except ValidationError:
        return ""
    return code[:60] if isinstance(code, str) else ""


def _broken(detail: str) -> LoginRefusedError:
    return LoginRefusedError(Reason.BROKEN, detail)
