"""Parts of a day: what is on the shelf, what is delivered when, and which car waits for it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import numpy as np

from optimizer.workshop import Delivery, PartNeed, PartStock
from scenarios.calibration import Calibration
from scenarios.clock import at
from scenarios.mix import WorkKind

# Vans come at these times (minutes after midnight): our assumption, like the shares below.
_VANS = (9 * 60 + 30, 11 * 60, 14 * 60)
# The desk invites the customer of a longer back order when the part has come: such cars are not in the shop.
_TODAY = 0.75  # the rest comes on the next open date
_SCARCE_PARTS = 2
_SPARE_PIECES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class LineNeed:
    """Pieces that one line of one car needs."""

    car: int
    kind: WorkKind
    need: PartNeed


@dataclass(frozen=True, slots=True, kw_only=True)
class Supply:
    """Stock, deliveries, and for each car that waits for parts when the last of them comes."""

    stock: tuple[PartStock, ...]
    deliveries: tuple[Delivery, ...]
    waits_until: Mapping[int, datetime]


def supply(
    needs: Sequence[LineNeed],
    dates: Sequence[date],
    zone: ZoneInfo,
    calibration: Calibration,
    rng: np.random.Generator,
) -> Supply:
    """Draw for each need whether it is on the shelf; what is missing comes with a van.

    Up to two repair parts that several cars need are short for one of them until a van of the first date: who
    gets the pieces on the shelf is then for the plan to decide.
    """
    fill = {
        WorkKind.MAINTENANCE: calibration.fill_maintenance,
        WorkKind.REPAIR: calibration.fill_repair,
        WorkKind.WARRANTY: calibration.fill_warranty,
    }
    missing = [need for need in needs if rng.random() >= fill[need.kind]]
    scarce = _scarce(needs, missing, rng)
    etas = [_eta(dates, zone, rng) for _ in missing] + [_van(dates[0], zone, rng) for _ in scarce]
    late = [*missing, *scarce]
    return Supply(
        stock=_stock(needs, late, rng),
        deliveries=_deliveries(late, etas),
        waits_until=_latest(late, etas),
    )


def _scarce(needs: Sequence[LineNeed], missing: Sequence[LineNeed], rng: np.random.Generator) -> list[LineNeed]:
    cars: dict[str, set[int]] = defaultdict(set)
    for need in needs:
        if need.kind is not WorkKind.MAINTENANCE:
            cars[need.need.part_number].add(need.car)
    short = {need.need.part_number for need in missing}
    shared = sorted(part for part, users in cars.items() if len(users) > 1 and part not in short)
    chosen = {shared[int(index)] for index in rng.permutation(len(shared))[:_SCARCE_PARTS]}
    first: dict[str, LineNeed] = {}
    for need in needs:
        if need.need.part_number in chosen:
            first.setdefault(need.need.part_number, need)
    return list(first.values())


def _eta(dates: Sequence[date], zone: ZoneInfo, rng: np.random.Generator) -> datetime:
    draw = rng.random()
    if draw < _TODAY or len(dates) == 1:
        return _van(dates[0], zone, rng)
    return at(zone, dates[1], _VANS[0])


def _van(day: date, zone: ZoneInfo, rng: np.random.Generator) -> datetime:
    return at(zone, day, _VANS[int(rng.integers(len(_VANS)))])


def _stock(needs: Sequence[LineNeed], late: Sequence[LineNeed], rng: np.random.Generator) -> tuple[PartStock, ...]:
    wanted, absent = _pieces(needs), _pieces(late)
    spare = {part: int(rng.integers(_SPARE_PIECES + 1)) for part in sorted(wanted)}
    return tuple(
        PartStock(part_number=part, on_hand=wanted[part] - absent[part] + (0 if absent[part] else spare[part]))
        for part in sorted(wanted)
    )


def _pieces(needs: Sequence[LineNeed]) -> Counter[str]:
    pieces: Counter[str] = Counter()
    for need in needs:
        pieces[need.need.part_number] += need.need.quantity
    return pieces


def _deliveries(late: Sequence[LineNeed], etas: Sequence[datetime]) -> tuple[Delivery, ...]:
    pieces: Counter[tuple[datetime, str]] = Counter()
    for need, eta in zip(late, etas, strict=True):
        pieces[eta, need.need.part_number] += need.need.quantity
    return tuple(
        Delivery(part_number=part, quantity=quantity, eta=eta) for (eta, part), quantity in sorted(pieces.items())
    )


def _latest(late: Sequence[LineNeed], etas: Sequence[datetime]) -> dict[int, datetime]:
    latest: dict[int, datetime] = {}
    for need, eta in zip(late, etas, strict=True):
        latest[need.car] = max(eta, latest.get(need.car, eta))
    return latest
