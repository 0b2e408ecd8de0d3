"""docs/replans.md tells the truth: its requests are sent, its answers compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from api.replans.decision_records import DecisionKind
from tests.api.desk.desks import SETTINGS, ZONE, DeskClient, desk_service, on
from tests.api.desk.test_desk_guide import CLOCK, Blanks, compare, send
from tests.api.replans.floor import Floor, small_shop

GUIDE = Path(__file__).parents[3] / "docs" / "replans.md"


def parts(text: str) -> Iterator[tuple[str, str, str]]:
    """In the order of the guide: ``("clock", time, "")`` and ``("http", request, answer)``."""
    for one in re.finditer(rf"{CLOCK.pattern}|```http\n(.*?)```\s*```http\n(.*?)```", text, re.DOTALL):
        yield ("clock", one[1], "") if one[1] else ("http", one[2], one[3])


def test_the_guide_is_replayed(tmp_path: Path) -> None:
    blanks, replayed = Blanks(), 0
    with desk_service(tmp_path, SETTINGS) as service:
        service.add(replace(small_shop(), workshop_id="GZ-03"), on("07:30"))
        floor = Floor(DeskClient(service.http, service.clock, service.services, "/v1/workshops/GZ-03"))
        floor.book_day()
        blanks.known |= {"first": floor.cars[0], "engine": floor.cars[3]}
        for kind, first, second in parts(GUIDE.read_text(encoding="utf-8")):
            if kind == "clock":
                service.clock.now = datetime.fromisoformat(first).replace(tzinfo=ZONE)
                continue
            compare(send(service.http, blanks.fill(first)), second, blanks)
            replayed += 1
    assert replayed == 9


def test_the_table_of_decisions_is_that_of_the_code() -> None:
    table = GUIDE.read_text(encoding="utf-8").partition("| kind | fields |")[2].partition("\n\n")[0]
    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == [one.value for one in DecisionKind]
