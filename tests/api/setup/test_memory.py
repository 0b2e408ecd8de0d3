"""Items are read once, and what is kept has an end."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from api.setup import memory
from api.setup.kinds import KINDS, Item, Kind
from api.setup.memory import ItemMemory, read_items
from api.setup.rows import text_of
from optimizer.workshop import Bay

ZONE = ZoneInfo("Asia/Shanghai")
BAYS = tuple(Bay(bay_id=f"b{n}", capabilities=frozenset({"LIFT"})) for n in range(4))
TEXTS = tuple(text_of(bay, ZONE) for bay in BAYS)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many documents were read each time."""
    counts: list[int] = []

    def counted(kind: Kind, texts: list[str], zone: ZoneInfo) -> tuple[Item, ...]:
        counts.append(len(texts))
        return read_items(kind, texts, zone)

    monkeypatch.setattr(memory, "read_items", counted)
    return counts


def test_only_what_is_new_is_read(read: list[int]) -> None:
    kept = ItemMemory()
    assert kept.read(KINDS["bays"], TEXTS[:2], ZONE) == BAYS[:2]
    assert kept.read(KINDS["bays"], TEXTS[::-1], ZONE) == BAYS[::-1]
    assert read == [2, 2]


def test_the_oldest_makes_room(read: list[int]) -> None:
    kept = ItemMemory(most=2)
    assert kept.read(KINDS["bays"], TEXTS, ZONE) == BAYS
    assert kept.read(KINDS["bays"], TEXTS[3:], ZONE) == BAYS[3:]
    assert kept.read(KINDS["bays"], TEXTS[:1], ZONE) == BAYS[:1]
    assert read == [4, 0, 1]
