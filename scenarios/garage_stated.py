"""The assumptions of a day made from work orders, in words and with counts."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.visit import Visit
from scenarios.calibration import Calibration
from scenarios.garage import LONG_HOURS, MAX_HOURS, TEAM_HOURS
from scenarios.garage_work import Line
from scenarios.ground import Ground
from scenarios.supply import Supply


def stated(
    place: Ground, lines: Sequence[Line], visits: Sequence[Visit], parts: Supply, calibration: Calibration
) -> tuple[str, ...]:
    """What of the day is from the file, and everything that is not."""
    shop = place.workshop
    hours = sum(one.hours for one in lines)
    raised, drawn = sum(one.raised for one in lines), sum(one.drawn for one in lines)
    shift = f"{place.opening.start:%H:%M}-{place.opening.end:%H:%M}"
    return (
        f"From the file: {len(lines)} work orders of {place.dates[0].isoformat()}, their vehicles, kinds, reasons and "
        f"hours. Orders of one vehicle are one visit: {len(visits)} visits.",
        f"Figures: {calibration.source}.",
        f"Labour hours of the file are taken as flat-rate hours, rounded to tenths ({raised} orders under a tenth of "
        f"an hour were raised to it); {hours:.1f} h in all.",
        f"Hours unknown in {drawn} orders: drawn from the lognormal of their kind, at most {MAX_HOURS:g} h.",
        f"Trade of {sum(not one.order.preventive for one in lines)} repair orders (skill, bay, category): drawn by "
        "reason code; the file does not say what was repaired.",
        f"Work above {LONG_HOURS:g} h may stay over night ({_above(lines, LONG_HOURS)} orders), above {TEAM_HOURS:g} h "
        f"two technicians do it ({_above(lines, TEAM_HOURS)} orders).",
        f"Staff sized once to the whole file: {len(shop.technicians)} technicians at "
        f"{calibration.worked_over_available:.0%} of their time, half of them (two at least) at weekends, "
        f"{len(shop.advisors)} advisors, {len(shop.bays)} bays; skills and paces drawn; nobody absent.",
        f"Open every day {shift} ({shop.time_zone}), since the file has orders on weekends too.",
        f"Arrival times of {len(visits)} visits: drawn by hour, shifted to the opening time; the file has none. "
        f"{sum(not visit.booked for visit in visits)} visits for road calls or damage came without appointment.",
        f"{sum(visit.waits for visit in visits)} drivers wait, {sum(visit.wash for visit in visits)} cars are washed, "
        "no loan cars: drawn.",
        f"Promised times of {sum(visit.promised is not None for visit in visits)} visits: quoted by a rule of thumb; "
        f"{sum(visit.promised is None for visit in visits)} visits that take longer than the days planned have none.",
        "Priority: rework comes first (one in four as a matter of safety), then waiting drivers; the file's own "
        "priority has one value only and is not used.",
        f"Parts of {sum(bool(one.parts) for one in lines)} orders: made up; {len(parts.waits_until)} visits wait for "
        f"one of {len(parts.deliveries)} deliveries.",
    )


def _above(lines: Sequence[Line], hours: float) -> int:
    return sum(one.hours > hours for one in lines)
