"""A client of the service for the demo: the standard library over loopback."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import JsonValue

_TIMEOUT_S = 30.0


class DemoError(RuntimeError):
    """The service answered something else than it should."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers (names in lower case) and body of an answer."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> dict[str, JsonValue]:
        """The body as a JSON object. Raises ``DemoError`` for anything else."""
        value: JsonValue = json.loads(self.body)
        if not isinstance(value, dict):
            raise DemoError(f"expected a JSON object, got {self.body[:80]!r}")
        return value


def ask(url: str, *, key: str, body: str | None = None, want: int = 200) -> Answer:
    """GET a URL under a key, or POST JSON to it.

    Raises ``DemoError`` for another status than ``want``, ``OSError`` for none.

    No proxy is asked: the demo talks to its own machine only.
    """
    request = urllib.request.Request(url, data=None if body is None else body.encode())
    request.add_header("Authorization", f"Bearer {key}")
    if body is not None:
        request.add_header("Content-Type", "application/json")
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=_TIMEOUT_S) as response:
            answer = Answer(
                response.status, {key.lower(): value for key, value in response.headers.items()}, response.read()
            )
    except urllib.error.HTTPError as error:
        raise DemoError(f"{url} answered {error.code}: {error.read()[:400].decode(errors='replace')}") from error
    if answer.status != want:
        raise DemoError(f"{url} answered {answer.status}, not {want}")
    return answer
