"""The guide tells the truth: its requests are sent, its answers compared."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import httpx
from pydantic import JsonValue

from api.contract.setup import read_setup
from api.contract.setup.source_file import read_source
from api.desk.life import LifeAction, State, after, allowed
from tests.api.desk.desks import SETTINGS, ZONE, desk_service

DOCS = Path(__file__).parents[3] / "docs"
GUIDE = DOCS / "desk.md"
CLOCK = re.compile(r"<!-- clock (\S+) -->")


class Blanks:
    """Remembers what ``{name}`` stood for the first time, and fills it in from then on."""

    def __init__(self) -> None:
        self.known: dict[str, str] = {}

    def fill(self, text: str) -> str:
        """The text with all that is known."""
        for name, value in self.known.items():
            text = text.replace("{" + name + "}", value)
        return text

    def learn(self, told: str, found: JsonValue) -> bool:
        """Whether ``told`` is a name not met before; then it stands for what was found."""
        match = re.fullmatch(r"\{(\w+)\}", told)
        if match is None or not isinstance(found, str):
            return False
        self.known[match[1]] = found
        return True


def parts() -> Iterator[tuple[str, str, str]]:
    """In the order of the guide: ``("clock", time, "")`` and ``("http", request, answer)``."""
    found = re.finditer(
        rf"{CLOCK.pattern}|```http\n(.*?)```\s*```http\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL
    )
    for one in found:
        yield ("clock", one[1], "") if one[1] else ("http", one[2], one[3])


def send(http: httpx.Client, request: str) -> httpx.Response:
    """Send a request as the guide writes it."""
    head, _, body = request.strip().partition("\n\n")
    first, *lines = head.splitlines()
    method, path = first.split()
    return http.request(method, path, headers=dict(line.split(": ", 1) for line in lines), content=body.encode())


def compare(answer: httpx.Response, told: str, blanks: Blanks) -> None:
    """Status, the headers told, and the members told."""
    head, _, body = told.strip().partition("\n\n")
    status, *lines = head.splitlines()
    assert f"{answer.status_code}" == status.split()[0], answer.text
    assert_within(json.loads(body), answer.json(), "", blanks)
    for line in lines:
        name, value = line.split(": ", 1)
        assert answer.headers[name] == blanks.fill(value)


def assert_within(told: JsonValue, found: JsonValue, where: str, blanks: Blanks) -> None:
    """What is told is there; ``…`` is anything but nothing."""
    if told == "…":
        assert found is not None, where
    elif isinstance(told, Mapping):
        assert isinstance(found, Mapping), where
        for key, value in told.items():
            assert key in found, f"{where}/{key}"
            assert_within(value, found[key], f"{where}/{key}", blanks)
    elif isinstance(told, Sequence) and not isinstance(told, str):
        assert isinstance(found, Sequence), where
        assert len(told) == len(found), f"{where}: {found}"
        for n, (one, other) in enumerate(zip(told, found, strict=True)):
            assert_within(one, other, f"{where}/{n}", blanks)
    elif isinstance(told, str):
        told = blanks.fill(told)
        assert blanks.learn(told, found) or told == found, where
    else:
        assert told == found, where


def test_the_guide_is_replayed(tmp_path: Path) -> None:
    setup = read_setup(read_source((DOCS / "examples" / "shop.yaml").read_bytes()).document)
    blanks, replayed = Blanks(), 0
    with desk_service(tmp_path, SETTINGS) as service:
        service.add(setup, datetime(2026, 3, 16, 8, tzinfo=ZONE))
        for kind, first, second in parts():
            if kind == "clock":
                service.clock.now = datetime.fromisoformat(first).replace(tzinfo=ZONE)
                continue
            compare(send(service.http, blanks.fill(first)), second, blanks)
            replayed += 1
    assert replayed == 14


def test_the_table_of_states_is_that_of_the_code() -> None:
    told = re.findall(
        r"^\| (?:`(\w+)`|\(new\)) \| (.*) \| (yes|no|) \|$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert [name for name, _, _ in told] == ["", *(state.value for state in State)]
    for name, follows, keeps in told:
        state = State(name) if name else None
        assert follows == (", ".join(_step(state, action) for action in allowed(state)) or "nothing")
        assert keeps == ("" if state is None else "yes" if state.in_plan else "no")


def _step(state: State | None, action: LifeAction) -> str:
    """An action, and where it leads when that is another state."""
    to = after(state, action)
    return action.value if to is state else f"{action.value} → `{to.value}`"
