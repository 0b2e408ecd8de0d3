"""Starts a service, storms it, kills it, starts it again and looks what is there."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import httpx

from api.store.backup import reading
from benchmarks.crash.service import Access, KilledService
from benchmarks.crash.storms import Storm
from benchmarks.table import markdown

_THREADS = 4
_LONGEST_STORM_S = 1.0
_FIRST_S = 60.0  # until the first change is acknowledged, once
# So often a service is killed while it starts.
_WHILE_STARTING = 0.1
_TOLD_EVERY = 20


@dataclass(slots=True, kw_only=True)
class CrashTally:
    """What was done and what was found. ``cut_off``: requests that a kill left without an answer."""

    kills: int = 0
    while_starting: int = 0
    acknowledged: int = 0
    cut_off: int = 0
    faults: list[str] = field(default_factory=list)

    def table(self) -> str:
        """The counts as a table of one line."""
        counts = {
            "kills": self.kills,
            "of them while starting": self.while_starting,
            "changes acknowledged": self.acknowledged,
            "requests cut off": self.cut_off,
            "lost or half there": len(self.faults),
        }
        return markdown(list(counts), [[f"{count:,}" for count in counts.values()]])


def crash(place: str | Path, storm: Storm, *, kills: int, seed: int, say: Callable[[str], None]) -> CrashTally:
    """Kill the service of a place so many times; what is found wrong is told by ``say``, and in the tally."""
    random, tally = Random(seed), CrashTally()
    while tally.kills < kills:
        if tally.kills and random.random() < _WHILE_STARTING:
            _kill_while_starting(place, random, tally)
        else:
            with _alive(place) as (access, kill):
                _look(place, storm, access, tally, say, first=not tally.kills)
                _storm(storm, access, random, tally, kill)
        if tally.kills % _TOLD_EVERY == 0:
            say(tally.table())
    with _alive(place) as (access, _):
        _look(place, storm, access, tally, say, first=False)
    return tally


def _look(
    place: str | Path, storm: Storm, access: Access, tally: CrashTally, say: Callable[[str], None], *, first: bool
) -> None:
    with access.client() as http:
        if first:
            storm.prepare(http)
        storm.settle(http)
    with reading(place) as store:
        found = list(storm.faults(store))
    for fault in found:
        if fault not in tally.faults:
            tally.faults.append(fault)
            say(f"after kill {tally.kills}: {fault}")
    tally.acknowledged = storm.acknowledged


def _storm(storm: Storm, access: Access, random: Random, tally: CrashTally, kill: Callable[[], None]) -> None:
    killed = threading.Event()
    errors: list[Exception] = []

    def go_on(own: Random) -> None:
        try:
            with access.client() as http:
                while True:
                    storm.act(http, own)
        except httpx.TransportError:
            tally.cut_off += 1
            if not killed.is_set():
                errors.append(RuntimeError("the service was gone before it was killed"))

    threads = [threading.Thread(target=go_on, args=(Random(random.random()),)) for _ in range(_THREADS)]
    for thread in threads:
        thread.start()
    _wait_for_any(storm)
    time.sleep(random.uniform(0.0, _LONGEST_STORM_S))
    killed.set()
    kill()
    for thread in threads:
        thread.join()
    tally.kills += 1
    if errors:
        raise errors[0]


def _wait_for_any(storm: Storm) -> None:
    """A first life in which nothing was acknowledged would prove nothing: on a busy machine it takes its time."""
    deadline = time.monotonic() + _FIRST_S
    while storm.acknowledged == 0 and time.monotonic() < deadline:
        time.sleep(0.02)


def _kill_while_starting(place: str | Path, random: Random, tally: CrashTally) -> None:
    service = KilledService(place)
    time.sleep(random.uniform(0.0, _LONGEST_STORM_S / 4))
    service.kill()
    tally.kills += 1
    tally.while_starting += 1


@contextmanager
def _alive(place: str | Path) -> Iterator[tuple[Access, Callable[[], None]]]:
    service = KilledService(place)
    try:
        yield service.access(), service.kill
    finally:
        service.kill()
