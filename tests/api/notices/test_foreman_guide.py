"""The story of the bad day is true: its requests are sent, its answers compared; the script tells the same."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from api.planner import replan_day_when_asked
from api.runs import solve
from optimizer.day import Day
from optimizer.plan import Plan
from scenarios.bad_day import INCIDENTS
from tests.api.desk.desks import SETTINGS, Json, desk_service
from tests.api.desk.test_desk_guide import Blanks, compare, send
from tests.api.notices.player import Player, moment, shop

GUIDE = Path(__file__).parents[3] / "docs" / "foreman.md"


def parts() -> Iterator[tuple[str, str]]:
    """In the order of the guide: what a comment asks for with ``""``, or a request with its answer."""
    found = re.finditer(
        r"<!-- (.*?) -->|```http\n(.*?)```\s*```http\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL
    )
    for one in found:
        yield (one[1], "") if one[1] else (one[2], one[3])


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Searches are counted in rounds instead of seconds: the same answers on any machine, however busy."""
    monkeypatch.setattr(solve, "replan_day_when_asked", partial(_counted, replan_day_when_asked))


def _counted(replan: Callable[..., Plan], day: Day, **options: object) -> Plan:
    return replan(day, **{**options, "deterministic": True})


@pytest.mark.usefixtures("counted")
def test_the_bad_day_is_replayed(tmp_path: Path) -> None:
    blanks, replayed, told = Blanks(), 0, []
    with desk_service(tmp_path, SETTINGS) as service:
        service.add(shop(), moment("07:30"))
        player = Player(service.http, service.clock, "/v1/workshops/GZ-02")
        for first, answer in parts():
            if not answer:
                obey(player, first, blanks)
                continue
            request = blanks.fill(first)
            told += events_of(request)
            compare(send(service.http, request), answer, blanks)
            replayed += 1
        assert told == [player.document(one) for one in INCIDENTS]
    assert replayed == 29


def obey(player: Player, comment: str, blanks: Blanks) -> None:
    """Do what a comment asks for."""
    if comment == "book":
        player.book()
        blanks.known.update(player.cars)
    elif comment == "re-plan and publish":
        player.heal()
    elif match := re.fullmatch(r"by plan until (\d\d:\d\d)", comment):
        player.goes_on(moment(match[1]))
    elif match := re.fullmatch(r"list \{(\w+)\} as \{(\w+)\}", comment):
        items = player.send("GET", "/notices")["items"]
        blanks.known[match[2]] = next(one["id"] for one in items if one["appointment_id"] == blanks.known[match[1]])
    else:
        assert comment == "clock 07:30", comment


def events_of(request: str) -> list[Json]:
    """The incidents that a request tells of."""
    head, _, body = request.strip().partition("\n\n")
    found: list[Json] = json.loads(body)["events"] if head.splitlines()[0].endswith("/events") else []
    return found


def test_its_headings_are_those_of_the_script_in_both_languages() -> None:
    headings = re.findall(r"^## (.*)$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)
    told = [f"{one.at.lstrip('0')} · {one.title_en[0].upper()}{one.title_en[1:]} · {one.title_zh}" for one in INCIDENTS]
    assert headings[:-1] == told
