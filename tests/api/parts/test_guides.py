"""docs/parts.md and docs/capacity.md tell the truth: their requests are sent, their answers compared."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from api.desk.life import State
from optimizer.policy import PriorityClass
from tests.api.parts.shop import Counter, House, at, car, shop
from tests.api.test_api_guide import assert_within

DOCS = Path(__file__).parents[3] / "docs"
WAITING = (
    car("v1", "PADS", at("09:00", 2)),
    car("v2", "PADS", at("09:00", 3), priority=PriorityClass.VIC),
    car("v3", "PADS", at("09:00", 7), state=State.TENTATIVE),
)
MONDAY = (
    car("v1", "OIL", at("08:00")),
    car("v2", "OIL", at("10:00"), technician="bob"),
    car("v3", "PADS", at("13:00"), priority=PriorityClass.VIC),
)


def exchanges(guide: str) -> list[tuple[str, str]]:
    """Pairs of request and answer."""
    blocks = re.findall(r"```http\n(.*?)```", (DOCS / guide).read_text(encoding="utf-8"), re.DOTALL)
    return list(zip(blocks[::2], blocks[1::2], strict=True))


def send(desk: Counter, request: str) -> httpx.Response:
    """Send a request as a guide writes it, to the workshop of the test."""
    head, _, body = request.strip().partition("\n\n")
    first, *lines = head.replace("/v1/workshops/GZ-01/", desk.path("")).splitlines()
    method, path = first.split()
    headers = dict(line.split(": ", 1) for line in lines)
    return desk.http.request(method, path, headers=headers, content=body)


def replay(desk: Counter, guide: str) -> int:
    """Send all requests of a guide; how many."""
    order, found = "", exchanges(guide)
    for request, told in found:
        answer = send(desk, request.replace("{order}", order))
        head, _, body = told.strip().partition("\n\n")
        status, *headers = head.splitlines()
        assert answer.status_code == int(status), answer.text
        for line in headers:
            name, value = line.split(": ", 1)
            assert answer.headers[name] == value
        assert_within(json.loads(body), answer.json(), "")
        order = answer.json().get("order_id", order)
    return len(found)


@pytest.mark.usefixtures("compiled")
def test_the_guide_to_parts_is_replayed(service: House) -> None:
    assert replay(service.open(shop(), *WAITING), "parts.md") == 5


def test_the_guide_to_the_sheet_is_replayed(service: House) -> None:
    assert replay(service.open(replace(shop(), name="广州一店"), *MONDAY), "capacity.md") == 1
