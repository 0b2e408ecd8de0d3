"""How an odd day is chosen: by a random generator, or by anything else that answers three questions."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Protocol, TypeVar

T = TypeVar("T")


class Picker(Protocol):
    """Makes the choices of an odd day. Whoever shrinks days shrinks to the lowest integer and first option."""

    def integer(self, low: int, high: int) -> int:
        """An integer from ``low`` to ``high``, both included."""
        ...

    def choice(self, options: Sequence[T]) -> T:
        """One of at least one options."""
        ...

    def chance(self, percent: int) -> bool:
        """True in about ``percent`` of 100 cases."""
        ...


class RandomPicker:
    """Choices by a seeded generator of its own."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def integer(self, low: int, high: int) -> int:
        """An integer from ``low`` to ``high``, both included, each as likely."""
        return low + int(self._random.random() * (high - low + 1))

    def choice(self, options: Sequence[T]) -> T:
        """One of the options, each as likely."""
        return options[int(self._random.random() * len(options))]

    def chance(self, percent: int) -> bool:
        """True in ``percent`` of 100 cases."""
        return self._random.random() * 100 < percent


def some(pick: Picker, options: Sequence[T], percent: int) -> list[T]:
    """Each option with a chance of its own, in the order given."""
    return [option for option in options if pick.chance(percent)]
