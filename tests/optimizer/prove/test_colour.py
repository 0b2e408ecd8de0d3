"""Machines of a class are told apart: exactly when it can be done."""

from __future__ import annotations

from optimizer.engine.prove.colour import Block, colour


def block(step: int, start: int, end: int, preferred: int = -1) -> Block:
    return Block(steps=(step,), lanes=((0, start, end),), preferred=preferred)


def test_as_many_machines_as_overlap() -> None:
    blocks = [block(0, 0, 10), block(1, 5, 15), block(2, 10, 20)]
    chosen = colour(blocks, (7, 8), {})
    assert chosen is not None
    assert chosen[0] != chosen[1]
    assert chosen[1] != chosen[2]


def test_none_when_too_many_overlap() -> None:
    assert colour([block(0, 0, 10), block(1, 5, 15)], (7,), {}) is None


def test_preferred_machine_when_free() -> None:
    assert colour([block(0, 0, 10, preferred=8)], (7, 8), {}) == {0: 8}
    assert colour([block(0, 0, 10, preferred=8)], (7, 8), {8: [(9, 12)]}) == {0: 7}


def test_goes_back_when_the_first_choice_blocks_a_later_one() -> None:
    # machine 8 is taken from 20 on: the long block must have 7, so the early one may not
    blocks = [block(0, 0, 10, preferred=7), block(1, 5, 30)]
    assert colour(blocks, (7, 8), {8: [(20, 40)]}) == {0: 8, 1: 7}


def test_lanes_of_one_block_are_all_looked_at() -> None:
    spaced = [Block(steps=(n,), lanes=((0, 5 * n, 5 * n + 4), (10, 5 * n, 5 * n + 8)), preferred=-1) for n in (0, 1)]
    assert colour(spaced, (7,), {}) is None
    assert colour(spaced, (7, 8), {}) is not None


def test_nothing_to_colour() -> None:
    assert colour([], (7,), {}) == {}
