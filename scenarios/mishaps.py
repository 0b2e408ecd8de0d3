"""What a day lacks from the start: a technician who is absent, a bay that is out of order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import numpy as np

from optimizer.workshop import Bay, Technician
from scenarios.clock import span
from scenarios.shop import ShopSpec

# Our assumptions: one technician in 25 is absent on a day, a third of them for some hours only; one bay in
# 40 is out of order for a part of the day.
_ABSENT_SHARE = 1 / 25
_PARTLY = 1 / 3
_OUTAGE_SHARE = 1 / 40


def with_absences(
    technicians: Sequence[Technician], shop: ShopSpec, day: date, rng: np.random.Generator
) -> tuple[tuple[Technician, ...], tuple[str, ...]]:
    """Technicians with the day's absences, and the ids of those absent.

    Nobody is absent whose skill would be left to fewer than two others: the desk books no such work then.
    """
    zone = ZoneInfo(shop.time_zone)
    held = Counter(skill for technician in technicians for skill in technician.skills)
    result, absent = [], []
    for technician in technicians:
        draw, partly = rng.random(), rng.random() < _PARTLY
        if draw >= _ABSENT_SHARE or any(held[skill] <= 2 for skill in technician.skills):
            result.append(technician)
            continue
        held.subtract(technician.skills)
        away = span(zone, day, 13 * 60, 15 * 60) if partly else span(zone, day, 0, 24 * 60)
        result.append(replace(technician, absences=(away,)))
        absent.append(technician.technician_id)
    return tuple(result), tuple(absent)


def with_outages(
    bays: Sequence[Bay], shop: ShopSpec, day: date, rng: np.random.Generator
) -> tuple[tuple[Bay, ...], tuple[str, ...]]:
    """Bays with the day's outages, and the ids of those out; of a kind with one bay none is out."""
    zone = ZoneInfo(shop.time_zone)
    fitted = Counter(bay.capabilities for bay in bays)
    result, out = [], []
    for bay in bays:
        draw, start = rng.random(), 60 * int(rng.integers(8, 14))
        if draw >= _OUTAGE_SHARE or fitted[bay.capabilities] <= 1:
            result.append(bay)
            continue
        result.append(replace(bay, outages=(span(zone, day, start, start + 150),)))
        out.append(bay.bay_id)
    return tuple(result), tuple(out)
