"""A long soak in blocks: on several processes, and going on where it was interrupted."""

from __future__ import annotations

import json
import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.measure import code_version
from benchmarks.soak import Tally, soak

_DAYS = 100  # in a block


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What days ``first`` to ``first + days - 1`` gave under some code; ``found``: what was told, a line each."""

    first: int
    days: int
    code: str
    tally: Tally
    found: tuple[str, ...]


def soak_in_blocks(days: int, seed: int, processes: int, folder: Path, say: Callable[[str], None]) -> Tally:
    """As ``soak``; blocks that ``folder/soak.jsonl`` has for the present code are not planned again."""
    path, code, total = folder / "soak.jsonl", code_version(), Tally()
    known = {(block.first, block.days): block for block in _read(path) if block.code == code}
    wanted = [(first, min(_DAYS, seed + days - first)) for first in range(seed, seed + days, _DAYS)]
    for block in _blocks(wanted, known, code, processes):
        if (block.first, block.days) not in known:
            _append(path, block)
        for line in block.found:
            say(line)
        total.add(block.tally)
        say(f"{total.days:,} of {days:,} days; {total.table().splitlines()[2]}")
    return total


def _blocks(
    wanted: list[tuple[int, int]], known: dict[tuple[int, int], Block], code: str, processes: int
) -> Iterator[Block]:
    yield from (known[span] for span in wanted if span in known)
    missing = [span for span in wanted if span not in known]
    if processes == 1:
        yield from (_plan(first, days, code) for first, days in missing)
        return
    with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn")) as pool:
        for done in as_completed([pool.submit(_plan, first, days, code) for first, days in missing]):
            yield done.result()


def _plan(first: int, days: int, code: str) -> Block:
    found: list[str] = []
    tally = soak(days, first, found.append)
    return Block(first=first, days=days, code=code, tally=tally, found=tuple(found))


def _read(path: Path) -> Iterator[Block]:
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield Block(**{**row, "tally": Tally(**row["tally"]), "found": tuple(row["found"])})


def _append(path: Path, block: Block) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(block)) + "\n")
