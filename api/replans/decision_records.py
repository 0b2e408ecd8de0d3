"""What the foreman has decided, as the store keeps it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from optimizer.decisions import Decisions, Forbidden, Override, Pin, TechnicianOrder


class DecisionKind(StrEnum):
    """Kinds of decisions."""

    PIN = "pin"
    FORBID = "forbid"
    ORDER = "order"
    SWAP = "swap"  # two steps change technicians or places: kept as a pin for each
    RELEASE = "release"  # a frozen step may be moved after all
    OVERRIDE = "override"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What a decision says: the records of one kind, or the steps that are released."""

    kind: DecisionKind
    pins: tuple[Pin, ...] = ()
    forbidden: tuple[Forbidden, ...] = ()
    orders: tuple[TechnicianOrder, ...] = ()
    overrides: tuple[Override, ...] = ()
    released: tuple[str, ...] = ()

    @property
    def step_ids(self) -> tuple[str, ...]:
        """The steps it is about, in the order told."""
        pinned = (one.step_id for one in self.pins)
        forbidden = (one.step_id for one in self.forbidden)
        ordered = (step_id for one in self.orders for step_id in one.step_ids)
        overridden = (one.step_id for one in self.overrides)
        return tuple(dict.fromkeys((*pinned, *forbidden, *ordered, *overridden, *self.released)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision: what, why, by whom, and until when it held (None: it holds)."""

    seq: int
    workshop_id: str
    decision_id: str
    decided: Decided
    reason: str
    actor: str
    made_at: datetime
    ended_at: datetime | None = None


def joined(decided: Iterable[Decided]) -> tuple[Decisions, frozenset[str]]:
    """All that was decided as the optimizer takes it, and the steps that are released from the frozen window.

    What says nothing any more (`optimizer.in_force`) is still among it.
    """
    found = tuple(decided)
    decisions = Decisions(
        pins=tuple(each for one in found for each in one.pins),
        forbidden=tuple(each for one in found for each in one.forbidden),
        orders=tuple(each for one in found for each in one.orders),
        overrides=tuple(each for one in found for each in one.overrides),
    )
    return decisions, frozenset(step_id for one in found for step_id in one.released)
