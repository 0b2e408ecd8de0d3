"""docs/events.md tells the truth: its requests are sent, its tables compared with the code."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import get_args

from api.contract.shape import tags_of
from api.floor.asks import EventAsk
from tests.api.desk.desks import DeskClient, on
from tests.api.test_api_guide import assert_within

ROOT = Path(__file__).parents[3]
GUIDE = (ROOT / "docs" / "events.md").read_text(encoding="utf-8")
SOURCES = [
    one.read_text(encoding="utf-8")
    for folder in ("scenarios/events", "api/floor")
    for one in (ROOT / folder).glob("*.py")
]


def table(heading: str) -> list[list[str]]:
    """The rows of the table under a heading."""
    section = GUIDE.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


def names(cell: str) -> set[str]:
    """The names in a cell."""
    return set(re.findall(r"`(\w+)`", cell))


def test_every_type_is_told_of_with_what_it_needs() -> None:
    union, _ = get_args(EventAsk)
    needs = {
        str(tag): {name for name, field in kind.model_fields.items() if field.is_required()} - {"type"}
        for kind in get_args(union)
        for tag in tags_of(kind)
    }
    assert {row[0].strip("`"): names(row[1]) for row in table("Types")} == needs


def test_every_refusal_is_told_of() -> None:
    in_code = {code for text in SOURCES for code in re.findall(r'(?:EventRefused|_refused)\(\s*"(\w+)"', text)}
    in_code |= {"technician_busy", "bay_busy", "unit_busy", "contradicts_later", "others_depend"}
    assert set().union(*(names(row[0]) for row in table("Refusals"))) == in_code


def test_every_warning_is_told_of() -> None:
    in_code = {code for text in SOURCES for code in re.findall(r'\bcode="(\w+)",?\s*text_en', text)}
    told = set().union(*(names(row[0]) for row in table("Warnings")))
    assert told == in_code


def test_the_requests_are_replayed(desk: DeskClient) -> None:
    at = {"dates": ["2026-03-02"], "hours": [{"start": "09:00", "end": "10:00"}]}
    booked = desk.book(must=at)
    desk.clock.now = on("09:00")
    car = desk.do(booked, "arrive").json()["id"]
    desk.clock.now = on("09:30")
    blocks = re.findall(r"```http\n(.*?)```", GUIDE, re.DOTALL)
    assert len(blocks) == 4
    for request, told in zip(blocks[::2], blocks[1::2], strict=True):
        body = request.partition("\n\n")[2].replace("{car}", car)
        answer = desk.post("/events", json.loads(body))
        status, _, wanted = told.partition("\n\n")
        assert answer.status_code == int(status), answer.text
        assert_within(json.loads(wanted.replace("{car}", car)), answer.json(), "")
