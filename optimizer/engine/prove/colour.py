"""From classes of machines to machines: exact interval colouring by search, within a limit of tries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Lane = tuple[int, int, int]  # offset of the resource, start, end

TRIES = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Steps that one machine of a class must do: ``lanes`` are the spans it takes, by offset of the resource number.

    ``preferred``: machine tried first.
    """

    steps: tuple[int, ...]
    lanes: tuple[Lane, ...]
    preferred: int

    @property
    def start(self) -> int:
        """First tick taken."""
        return min(lane[1] for lane in self.lanes)


Taken = dict[int, list[tuple[int, int]]]


def colour(blocks: Sequence[Block], machines: Sequence[int], taken: Taken) -> dict[int, int] | None:
    """A machine for each block (by its index), none overlapping; None when the tries do not find one.

    ``taken``: spans by resource that are not to be had. Blocks are placed by start, the preferred machine first, then
    the one that was free for the shortest time.
    """
    order = sorted(range(len(blocks)), key=lambda n: blocks[n].start)
    search = _Search(blocks, order, machines, {key: list(spans) for key, spans in taken.items()})
    return search.chosen if search.run() else None


class _Search:
    def __init__(self, blocks: Sequence[Block], order: Sequence[int], machines: Sequence[int], taken: Taken) -> None:
        self.blocks, self.order, self.machines, self.taken = blocks, order, machines, taken
        self.chosen: dict[int, int] = {}
        self.tries = 0

    def run(self) -> bool:
        """Depth-first over blocks by start; an explicit stack, as there may be more blocks than Python nests calls."""
        stack = [iter(self._candidates(self.order[0]))] if self.order else []
        while stack:
            depth = len(stack) - 1
            block = self.order[depth]
            self._undo(block)
            self.tries += 1
            machine = next(stack[-1], None) if self.tries <= TRIES else None
            if machine is None:
                if self.tries > TRIES:
                    return False
                stack.pop()
                continue
            self._take(block, machine)
            if depth + 1 == len(self.order):
                return True
            stack.append(iter(self._candidates(self.order[depth + 1])))
        return not self.order

    def _candidates(self, block: int) -> list[int]:
        one = self.blocks[block]
        free = [machine for machine in self.machines if self._is_free(one, machine)]
        return sorted(free, key=lambda machine: (machine != one.preferred, -self._free_since(one, machine), machine))

    def _is_free(self, block: Block, machine: int) -> bool:
        return not any(
            start < end_ and start_ < end
            for offset, start, end in block.lanes
            for start_, end_ in self.taken.get(machine + offset, ())
        )

    def _free_since(self, block: Block, machine: int) -> int:
        return max((end for _, end in self.taken.get(machine, ()) if end <= block.start), default=0)

    def _take(self, block: int, machine: int) -> None:
        self.chosen[block] = machine
        for offset, start, end in self.blocks[block].lanes:
            self.taken.setdefault(machine + offset, []).append((start, end))

    def _undo(self, block: int) -> None:
        machine = self.chosen.pop(block, None)
        if machine is None:
            return
        for offset, start, end in self.blocks[block].lanes:
            self.taken[machine + offset].remove((start, end))
