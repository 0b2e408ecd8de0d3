"""Who works in a generated shop: technicians with skills, paces and shifts, and service advisors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

import numpy as np

from optimizer.calendar import Span
from optimizer.workshop import Advisor, Technician
from scenarios.calibration import Calibration
from scenarios.catalogue import CATEGORIES
from scenarios.clock import span
from scenarios.names import person
from scenarios.shop import ShiftTimes, ShopSpec

# Share of the technicians that hold a skill, and how many a shop needs at least. Our assumption: everyone
# does general work, the express lane works in pairs, body and high-voltage work are scarce.
_SKILL_SHARES: dict[str, tuple[float, int]] = {
    "electrical": (0.3, 2),
    "powertrain": (0.3, 2),
    "diagnosis": (0.3, 2),
    "alignment": (0.2, 1),
    "ev": (0.15, 1),
    "body": (0.12, 1),
}
_EXPRESS_SHARE = 0.3
_APPRENTICE_AVAILABILITY = 0.5
_PART_TIME_MINUTES = 270
_OVERTIME_MINUTES = 90


def technicians(
    shop: ShopSpec, dates: Sequence[date], calibration: Calibration, rng: np.random.Generator
) -> tuple[Technician, ...]:
    """The technicians with their shifts on ``dates``; the last ones are part-timers and apprentices."""
    zone = ZoneInfo(shop.time_zone)
    skills = _skills(shop, rng)
    found = []
    for number in range(shop.technicians):
        # Neighbours are a team with one shift and one lunch, so that the express pairs work together.
        team = number // 2
        times = shop.shifts[team % len(shop.shifts)]
        lunch = times.lunches[team // len(shop.shifts) % len(times.lunches)]
        roster = _part_time(times) if _is_part_timer(shop, number) else _full_time(times, lunch)
        shifts, breaks, overtime = roster.on(zone, dates)
        apprentice = _is_apprentice(shop, number)
        found.append(
            Technician(
                technician_id=f"T{number + 1:02d}",
                name=person(number),
                skills=skills[number],
                efficiency=_efficiency(calibration, rng),
                default_efficiency=1.0,
                availability=_APPRENTICE_AVAILABILITY if apprentice else 1.0,
                shifts=shifts,
                breaks=breaks,
                overtime=overtime,
            )
        )
    return tuple(found)


def advisors(shop: ShopSpec, dates: Sequence[date]) -> tuple[Advisor, ...]:
    """The advisors: early and late ones in turn, so that reception and hand-over are covered all day."""
    zone = ZoneInfo(shop.time_zone)
    long_day = shop.closing - shop.opening > 600
    shift = 510 if long_day else shop.closing - shop.opening
    found = []
    for number in range(shop.advisors):
        late = long_day and number % 2 == 1
        start = shop.closing - shift if late else shop.opening
        lunch = start + 225 + 30 * (number // 2 % 3)
        times = ShiftTimes(start=start, end=start + shift, lunches=(lunch,), lunch_minutes=30)
        shifts, breaks, _ = _full_time(times, lunch).on(zone, dates)
        found.append(Advisor(advisor_id=f"SA{number + 1}", name=person(142 - number), shifts=shifts, breaks=breaks))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Roster:
    start: int
    end: int
    lunch: tuple[int, int] | None
    overtime: int

    def on(self, zone: ZoneInfo, dates: Sequence[date]) -> tuple[tuple[Span, ...], tuple[Span, ...], tuple[Span, ...]]:
        shifts = tuple(span(zone, day, self.start, self.end) for day in dates)
        breaks = tuple(span(zone, day, *self.lunch) for day in dates) if self.lunch else ()
        if not self.overtime:
            return shifts, breaks, ()
        return shifts, breaks, tuple(span(zone, day, self.end, self.end + self.overtime) for day in dates)


def _full_time(times: ShiftTimes, lunch: int) -> _Roster:
    return _Roster(times.start, times.end, (lunch, lunch + times.lunch_minutes), _OVERTIME_MINUTES)


def _part_time(times: ShiftTimes) -> _Roster:
    return _Roster(times.start, times.start + _PART_TIME_MINUTES, None, 0)


def _is_apprentice(shop: ShopSpec, number: int) -> bool:
    return number >= shop.technicians - shop.apprentices


def _is_part_timer(shop: ShopSpec, number: int) -> bool:
    first = shop.technicians - shop.apprentices - shop.part_timers
    return first <= number < shop.technicians - shop.apprentices


def _skills(shop: ShopSpec, rng: np.random.Generator) -> list[frozenset[str]]:
    skills = [{"general"} for _ in range(shop.technicians)]
    express = 2 * max(1, round(_EXPRESS_SHARE * shop.technicians / 2))
    for number in range(express):
        skills[number].add("express")
    experts = list(range(shop.technicians - shop.apprentices - shop.part_timers))
    # The express lane is kept busy by its own work: its technicians come last for the other skills.
    order = [number for number in experts if number >= express] or experts
    for skill, (share, least) in _SKILL_SHARES.items():
        holders = min(max(least, round(share * shop.technicians)), len(experts))
        chosen = _with_fewest_skills(order if holders <= len(order) else experts, skills, holders, rng)
        for number in chosen:
            skills[number].add(skill)
    return [frozenset(held) for held in skills]


def _with_fewest_skills(
    candidates: Sequence[int], skills: Sequence[set[str]], count: int, rng: np.random.Generator
) -> list[int]:
    ties = rng.permutation(len(candidates))
    ranked = sorted(zip(candidates, ties, strict=True), key=lambda pair: (len(skills[pair[0]]), pair[1]))
    return [number for number, _ in ranked[:count]]


def _efficiency(calibration: Calibration, rng: np.random.Generator) -> dict[str, float]:
    """A level for the technician and a deviation a category; together they have the calibration's spread."""
    spread = calibration.efficiency_sd
    level = rng.normal(calibration.efficiency_mean, 0.85 * spread)
    paces = rng.normal(level, 0.53 * spread, size=len(CATEGORIES))
    low, high = calibration.efficiency_mean - 2.5 * spread, calibration.efficiency_mean + 2.5 * spread
    return {
        category: round(float(np.clip(pace, low, high)), 2) for category, pace in zip(CATEGORIES, paces, strict=True)
    }
