"""The days that are measured: fixed by shop, load and seed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import product

from benchmarks.digest import digest
from optimizer.day import Day
from scenarios.generator import SHOPS, generate_day

# A plain Tuesday: no holiday, no clock change, two open dates after it.
DATE = date(2026, 11, 24)

# What the policy says to the desk only, and what a foreman decides, of which generated days have nothing: no plan
# depends on it, and results stay valid when it grows.
_OF_THE_DESK = frozenset(
    {"promise_slack_minutes", "promise_grid_minutes", "first_confirmation_days", "second_confirmation_days"}
)
_NO_MATTER = _OF_THE_DESK | {"decisions"}


@dataclass(frozen=True, kw_only=True)
class Instance:
    """One generated day. ``load``: technician minutes demanded ÷ available."""

    shop: str
    load: float
    seed: int

    @property
    def group(self) -> str:
        """What instances that differ in their seed only have in common, such as ``medium 0.95``."""
        return f"{self.shop} {self.load:.2f}"

    @cached_property
    def day(self) -> Day:
        """The day, generated at the first call. Raises ``KeyError`` for a shop that is not one of ``SHOPS``."""
        return generate_day(SHOPS[self.shop], seed=self.seed, date=DATE, load=self.load)

    @cached_property
    def key(self) -> str:
        """Name under which results are kept. It ends in the day's digest: a changed generator, a changed key."""
        return f"{self.shop}-{self.load:.2f}-{self.seed}-{digest(self.day, _NO_MATTER)}"


def instances(shops: Sequence[str], loads: Sequence[float], seeds: int) -> Iterator[Instance]:
    """The instances of a set, shop by shop: seeds count from 1."""
    for shop, load, seed in product(shops, loads, range(1, seeds + 1)):
        yield Instance(shop=shop, load=load, seed=seed)
