"""The assumptions of a generated day, in words and with counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from optimizer.visit import Visit
from scenarios.calibration import Calibration
from scenarios.ground import Ground
from scenarios.sizing import Sized
from scenarios.supply import Supply


def generated(
    place: Ground,
    figures: Calibration,
    work: Sized,
    load: float | None,
    *,
    parts: Supply,
    visits: Sequence[Visit],
) -> tuple[str, ...]:
    """What a reader of the day must know: nothing in it was observed, and where each kind of figure is from."""
    asked = "no load was asked for" if load is None else f"asked for: {load:.3f}"
    classes = Counter(visit.priority_class.value for visit in visits)
    lines = [
        "All of this day is made up by a seeded generator; no customer, car or technician exists.",
        f"Figures: {figures.source}.",
        f"Load {work.load:.3f} ({asked}): {work.demanded:.0f} technician minutes demanded of {work.available} "
        f"available on {place.dates[0].isoformat()}; demanded is FRT ÷ mean pace of those who may do the work.",
        "Catalogue, skills, bays and their shares: our assumption of a dealership, no maker's data.",
        f"{len(visits)} visits: {_count(visits, 'waits')} customers wait, "
        f"{len(visits) - _count(visits, 'booked')} came without appointment, {_count(visits, 'loan_car')} "
        f"have a loan car; classes: {', '.join(f'{name} {classes[name]}' for name in sorted(classes))}.",
        "Promised times are quoted by a rule of thumb of the desk, without a look at what else is booked: some "
        "are tight and a few cannot be kept.",
        f"Parts on the shelf: {figures.fill_maintenance:.0%} of maintenance, {figures.fill_repair:.0%} of repair "
        f"and {figures.fill_warranty:.0%} of warranty lines; {len(parts.deliveries)} deliveries are expected.",
        f"Absent: {_listed(place.absent)}; bays out of order for some hours: {_listed(place.out_of_order)}.",
        f"The following open dates ({', '.join(day.isoformat() for day in place.dates[1:])}) have no visits yet.",
    ]
    return tuple(lines)


def _count(visits: Sequence[Visit], flag: str) -> int:
    return sum(bool(getattr(visit, flag)) for visit in visits)


def _listed(ids: Sequence[str]) -> str:
    return ", ".join(ids) if ids else "none"
