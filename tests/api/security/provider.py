"""An OpenID Connect provider over real HTTP, as strict as a good one, that can be made to do wrong."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from api.security.oidc.settings import Grant, OidcSettings
from api.security.roles import Role

CLIENT, SECRET = "heijunka@shop", "hush: it is + secret"
Json = dict[str, Any]


class Provider:
    """What tests turn: ``person`` who sits before it, ``spoil`` of what it signs, ``sign`` in another way."""

    def __init__(self, clock: Callable[[], datetime], host: str) -> None:
        self.clock = clock
        self.behave()
        self.codes: dict[str, Json] = {}
        self.keys: dict[str, rsa.RSAPrivateKey] = {}
        self.rotate()
        self._server = ThreadingHTTPServer((host, 0), _handler_of(self))
        self.issuer = f"http://{host}:{self._server.server_port}"

    def behave(self) -> None:
        """Do right, with a person before it who has not been here."""
        self.person: Json = {"sub": secrets.token_hex(8), "name": "李工", "groups": ["staff", "workshop-foremen"]}
        self.spoil: Callable[[Json], Json] = lambda claims: claims
        self.sign: Callable[[Json], str] = self.signed
        self.discovery: Json = {}
        self.tells_groups_in_token = True
        self.user_info: Json | None = None
        self.asks_first = False
        self.is_down = False
        self.client_by = "basic"

    def rotate(self) -> None:
        """New keys; the old ones are no longer told."""
        self.keys = {secrets.token_hex(4): rsa.generate_private_key(public_exponent=65537, key_size=2048)}

    def signed(self, claims: Json) -> str:
        """An ID token under the present key."""
        ((name, key),) = self.keys.items()
        return jwt.encode(claims, key, algorithm="RS256", headers={"kid": name})

    @property
    def settings(self) -> OidcSettings:
        """How a service is told of it."""
        return OidcSettings(
            issuer=self.issuer,
            client_id=CLIENT,
            client_secret=SECRET,
            name="Shop ID",
            timeout=timedelta(seconds=60),
            grants=(
                Grant(value="workshop-foremen", role=Role.FOREMAN, workshop_id="toy"),
                Grant(value="head-office", role=Role.ADMIN),
            ),
        )

    @contextmanager
    def running(self) -> Iterator[Provider]:
        """Serve."""
        thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            self._server.server_close()

    def answer(self, method: str, path: str, asked: dict[str, str], authorization: str) -> tuple[int, Any]:
        """Status and body of an answer; a text as body is where to go, with 302."""
        match method, path:
            case "GET", "/.well-known/openid-configuration":
                return 200, self._discovery()
            case "GET", "/jwks":
                told = [
                    {**jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key(), as_dict=True), "kid": name, "use": "sig"}
                    for name, key in self.keys.items()
                ]
                return 200, {"keys": told}
            case "GET", "/authorize":
                return self._authorize(asked)
            case "POST", "/token":
                return self._token(asked, authorization)
            case "GET", "/userinfo" if authorization == "Bearer access":
                return 200, self.person if self.user_info is None else self.user_info
            case "GET", "/out":
                return 302, asked["post_logout_redirect_uri"]
        return 404, {}

    def _discovery(self) -> Json:
        places = {
            "authorization_endpoint": "/authorize",
            "token_endpoint": "/token",
            "jwks_uri": "/jwks",
            "userinfo_endpoint": "/userinfo",
            "end_session_endpoint": "/out",
        }
        told = {name: self.issuer + path for name, path in places.items()}
        return {"issuer": self.issuer, **told, **self.discovery}

    def _authorize(self, asked: dict[str, str]) -> tuple[int, Any]:
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        assert "openid" in asked["scope"].split()
        assert asked["client_id"] == CLIENT
        if self.asks_first and "yes" not in asked:
            return 200, f'<a href="?{urlencode({**asked, "yes": "1"})}">I am {self.person["name"]}</a>'
        code = secrets.token_hex(8)
        self.codes[code] = dict(asked)
        return 302, f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def _token(self, asked: dict[str, str], authorization: str) -> tuple[int, Json]:
        if not self._is_client(asked, authorization):
            return 401, {"error": "invalid_client"}
        begun = self.codes.pop(asked["code"], None)
        digest = hashlib.sha256(asked["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        wanted = None if begun is None else (begun["code_challenge"], begun["redirect_uri"])
        if begun is None or wanted != (challenge, asked["redirect_uri"]):
            return 400, {"error": "invalid_grant"}
        return 200, {"id_token": self.sign(self.spoil(self._claims(begun))), "access_token": "access"}

    def _is_client(self, asked: dict[str, str], authorization: str) -> bool:
        if self.client_by == "basic":
            kind, _, credential = authorization.partition(" ")
            told = base64.b64decode(credential).decode() if kind == "Basic" else ":"
            return tuple(map(unquote, told.split(":"))) == (CLIENT, SECRET)
        wanted = SECRET if self.client_by == "post" else None
        return (authorization, asked.get("client_id"), asked.get("client_secret")) == ("", CLIENT, wanted)

    def _claims(self, begun: Json) -> Json:
        now = int(self.clock().timestamp())
        times = {"iat": now, "exp": now + 300}
        person = {k: v for k, v in self.person.items() if self.tells_groups_in_token or k != "groups"}
        return {"iss": self.issuer, "aud": CLIENT, "nonce": begun["nonce"], **times, **person}


def _handler_of(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._do("GET", urlsplit(self.path).query)

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            self._do("POST", self.rfile.read(length).decode())

        def _do(self, method: str, form: str) -> None:
            if provider.is_down:
                self.close_connection = True
                return
            asked = {name: values[0] for name, values in parse_qs(form).items()}
            path, authorization = urlsplit(self.path).path, self.headers.get("Authorization", "")
            status, body = provider.answer(method, path, asked, authorization)
            is_page = isinstance(body, str)
            text = b"" if status == 302 else (body if is_page else json.dumps(body)).encode()
            self.send_response(status)
            if status == 302:
                self.send_header("Location", body)
            self.send_header("Content-Type", "text/html; charset=utf-8" if is_page else "application/json")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler
