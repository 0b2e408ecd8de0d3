"""A client of a running service, for commands that change something there: the standard library."""

from __future__ import annotations

import ipaddress
import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pydantic import JsonValue

from api.contract.source import JsonObject

_TIMEOUT_S = 120.0


class NoServiceError(RuntimeError):
    """The service cannot be reached, or is none."""


@dataclass(frozen=True, slots=True)
class Reply:
    """Status, headers (names in lower case) and body of an answer, whichever it is."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> JsonObject:
        """The body as a JSON object. Raises ``NoServiceError`` for anything else."""
        try:
            value: JsonValue = json.loads(self.body)
        except ValueError:
            value = None
        if not isinstance(value, dict):
            raise NoServiceError(f"it answered {self.status} with something that is no JSON object: is it a Heijunka?")
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Remote:
    """A service by its address, and the key it is asked with."""

    url: str
    key: str = field(repr=False, default="")

    def ask(
        self,
        method: str,
        path: str,
        *,
        body: JsonValue = None,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """Send a request. Raises ``NoServiceError`` when there is no answer."""
        address = self.url.rstrip("/") + path
        if urllib.parse.urlsplit(address).scheme not in ("http", "https"):
            raise NoServiceError(f"{self.url} is no address: give http://… or https://…")
        data = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        request = urllib.request.Request(address, data=data, method=method, headers=dict(headers or {}))
        if data is not None:
            request.add_header("Content-Type", "application/json")
        if self.key:
            request.add_header("Authorization", f"Bearer {self.key}")
        try:
            with _opener(address).open(request, timeout=_TIMEOUT_S) as response:
                return Reply(response.status, _lower(response.headers.items()), response.read())
        except urllib.error.HTTPError as error:
            return Reply(error.code, _lower(error.headers.items()), error.read())
        except (OSError, ValueError) as error:
            raise NoServiceError(f"no answer from {self.url}: {error}") from error


def _opener(address: str) -> urllib.request.OpenerDirector:
    # No proxy is asked for a service on this machine.
    return urllib.request.build_opener(*([urllib.request.ProxyHandler({})] if _is_here(address) else []))


def _is_here(address: str) -> bool:
    host = urllib.parse.urlsplit(address).hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _lower(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers}
