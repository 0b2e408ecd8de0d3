"""An admin of set-ups over HTTP."""

from __future__ import annotations

import json
from dataclasses import dataclass

import httpx
from pydantic import JsonValue

from api.contract.setup import write_setup
from scenarios.setup.records import Setup
from tests.api.served import Client

NEW = {"If-None-Match": "*"}


@dataclass(frozen=True)
class Admin:
    """Changes the set-up of one workshop."""

    client: Client
    workshop_id: str = "tiny"

    @property
    def path(self) -> str:
        """The workshop's address."""
        return f"/v1/workshops/{self.workshop_id}"

    def create(self, setup: Setup) -> httpx.Response:
        """Make a workshop out of a whole set-up."""
        return self.client.http.post("/v1/workshops", json=write_setup(setup))

    def get(self, path: str = "", **query: str | int) -> httpx.Response:
        """Read something of the workshop."""
        return self.client.http.get(f"{self.path}{path}", params=query)

    def put(self, path: str, body: JsonValue, seen: str | None = None, **query: str | bool) -> httpx.Response:
        """Write something that has been seen at a version; None: that must be new."""
        headers = NEW if seen is None else {"If-Match": seen}
        return self.client.http.put(f"{self.path}{path}", json=body, headers=headers, params=query)

    def delete(self, path: str = "", seen: str = "*", **query: str | bool) -> httpx.Response:
        """Remove something."""
        return self.client.http.delete(f"{self.path}{path}", headers={"If-Match": seen}, params=query)


def codes(answer: httpx.Response) -> list[tuple[str, str]]:
    """Place and code of each fault of a problem."""
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    return [(fault["pointer"], fault["code"]) for fault in json.loads(answer.content)["errors"]]


def problem_of(answer: httpx.Response) -> tuple[int, str]:
    """Status and code of a problem."""
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    return answer.status_code, str(answer.json()["type"]).rpartition(":")[2]
