"""The guide tells the truth: its requests are sent, its answers compared."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import httpx
from pydantic import JsonValue

from api.contract import read_day
from api.planner import plan_day_when_asked
from api.service.example_day import day_example
from optimizer.plan_day import plan_day
from tests.api.served import quick, served

GUIDE = Path(__file__).parent.parent.parent / "docs" / "api.md"


class Blank:
    """Fills ``{id}`` with what it stood for the first time."""

    def __init__(self) -> None:
        self.run_id: str | None = None

    def fill(self, text: str) -> str:
        """The text with the id in it."""
        return text if self.run_id is None else text.replace("{id}", self.run_id)


def exchanges() -> list[tuple[str, str]]:
    """Pairs of request and answer."""
    blocks = re.findall(r"```http\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    return list(zip(blocks[::2], blocks[1::2], strict=True))


def send(http: httpx.Client, request: str) -> httpx.Response:
    """Send a request as the guide writes it."""
    head, _, body = request.strip().partition("\n\n")
    first, *lines = head.splitlines()
    method, path = first.split()
    content = json.dumps(day_example()) if body == "@day.json" else body
    return http.request(method, path, headers=dict(line.split(": ", 1) for line in lines), content=content)


def compare(answer: httpx.Response, told: str, blank: Blank) -> None:
    """Status, the headers told, and the members told."""
    head, _, body = told.strip().partition("\n\n")
    status, *lines = head.splitlines()
    assert f"{answer.status_code}" == status.split()[0], answer.text
    if blank.run_id is None and "{id}" in told:
        blank.run_id = answer.json()["id"]
    for line in lines:
        name, value = line.split(": ", 1)
        assert answer.headers[name] == blank.fill(value)
    if "event-stream" in head:
        names = [line for line in answer.text.splitlines() if line.startswith("event")]
        wanted = [line for line in body.splitlines() if line.startswith("event")]
        assert [names[0], names[-1]] == wanted
    else:
        assert_within(json.loads(blank.fill(body)), answer.json(), "")


def assert_within(told: JsonValue, found: JsonValue, where: str) -> None:
    """What is told is there; ``…`` is anything but nothing."""
    if told == "…":
        assert found is not None, where
    elif isinstance(told, Mapping):
        assert isinstance(found, Mapping), where
        for key, value in told.items():
            assert key in found, f"{where}/{key}"
            assert_within(value, found[key], f"{where}/{key}")
    elif isinstance(told, Sequence) and not isinstance(told, str):
        assert isinstance(found, Sequence), where
        assert len(told) == len(found), f"{where}: {found}"
        for n, (one, other) in enumerate(zip(told, found, strict=True)):
            assert_within(one, other, f"{where}/{n}")
    else:
        assert told == found, where


def test_the_guide_is_replayed(tmp_path: Path) -> None:
    # Compiled before the service is asked: a machine that has never planned needs a minute for it.
    plan_day(read_day(json.dumps(day_example())), time_limit_s=0.0)
    blank = Blank()
    with served(quick(tmp_path), plan_day_when_asked) as client:
        replayed = exchanges()
        assert len(replayed) == 6
        for request, told in replayed:
            compare(send(client.http, blank.fill(request)), told, blank)
