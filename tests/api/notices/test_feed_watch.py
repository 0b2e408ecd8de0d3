"""Many who follow a workshop: one look at the store for all of them, and nobody misses anything."""

from __future__ import annotations

from contextlib import ExitStack

import anyio
import pytest

from api.notices.feed_watch import FeedWatch
from tests.api.desk.desks import DeskClient
from tests.api.notices.floors import booked
from tests.api.notices.test_feed import following

HOUR = 3600.0


class Store:
    """Counts the looks at it; ``fails``: so many of them go wrong."""

    def __init__(self, fails: int = 0) -> None:
        self.number, self.looks, self.fails = 7, list[str](), fails

    def read(self, workshop_id: str) -> int:
        """The newest number."""
        self.looks.append(workshop_id)
        if len(self.looks) <= self.fails:
            raise RuntimeError("the store is away")
        return self.number


def ask_all(watch: FeedWatch, *workshop_ids: str) -> list[int]:
    """All ask at once; what they were told."""
    told: list[int] = []

    async def one(workshop_id: str) -> None:
        told.append(await watch.newest(workshop_id))

    async def together() -> None:
        async with anyio.create_task_group() as group:
            for workshop_id in workshop_ids:
                group.start_soon(one, workshop_id)

    anyio.run(together)
    return told


def test_who_asks_at_once_is_answered_by_one_look() -> None:
    store = Store()
    assert ask_all(FeedWatch(store.read, HOUR), *["a"] * 20, "b") == [7] * 21
    assert sorted(store.looks) == ["a", "b"]


def test_when_the_interval_is_over_it_is_looked_again() -> None:
    store = Store()
    watch = FeedWatch(store.read, 0.0)
    assert ask_all(watch, "a") == [7]
    store.number = 8
    assert ask_all(watch, "a") == [8]


def test_who_goes_away_while_looking_leaves_the_others_their_look() -> None:
    store = Store()
    watch = FeedWatch(store.read, HOUR)

    async def scene() -> int:
        with anyio.CancelScope() as scope:
            scope.cancel()
            await watch.newest("a")
        return await watch.newest("a")

    assert anyio.run(scene) == 7


def test_a_look_that_fails_is_no_look() -> None:
    store = Store(fails=1)
    watch = FeedWatch(store.read, HOUR)

    async def scene() -> int:
        with pytest.raises(RuntimeError, match="away"):
            await watch.newest("a")
        return await watch.newest("a")

    assert anyio.run(scene) == 7


def test_all_who_follow_hear_all_of_it_the_slow_one_too(desk: DeskClient) -> None:
    start = booked(desk)["id"]
    with ExitStack() as streams:
        tabs = [streams.enter_context(following(desk)) for _ in range(3)]
        late = streams.enter_context(following(desk, after="0"))
        for events in tabs:
            assert next(events)["name"] == "feed.opened"
        made = [booked(desk)["id"] for _ in range(3)]
        for events in tabs:
            assert [next(events)["data"]["subject_id"] for _ in made] == made
        # Has not read a line so far, and began before all.
        told = [next(late) for _ in range(6)]
    assert [one["name"] for one in told[:2]] == ["feed.opened", "workshop.created"]
    assert [one["data"]["subject_id"] for one in told[2:]] == [start, *made]
