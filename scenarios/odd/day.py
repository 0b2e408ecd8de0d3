"""Putting an odd day together."""

from __future__ import annotations

from optimizer.day import Day
from optimizer.decisions import NO_DECISIONS
from optimizer.steps import Catalogue
from scenarios.odd.decisions import decisions
from scenarios.odd.frame import frame
from scenarios.odd.picker import Picker, RandomPicker
from scenarios.odd.progress import Floor
from scenarios.odd.published import published
from scenarios.odd.shop import workshop
from scenarios.odd.visits import visits


def odd_day(seed: int, *, most_visits: int = 8) -> Day:
    """A small, odd and valid day, the same for the same arguments.

    No visits to ``most_visits``, one to four technicians, no bay to three, one to four open dates: clock changes,
    tiny shifts, absences of the whole time, breaks outside shifts, overtime, outages, teams, sublet work, parts
    that never come, cars begun, interrupted and standing in bays, published plans and decisions that cannot be kept.
    Oddities are dosed: some six in ten visits can be planned, or there would be little left to get wrong.
    """
    return build_odd_day(RandomPicker(seed), most_visits=most_visits)


def build_odd_day(pick: Picker, *, most_visits: int = 8) -> Day:
    """The odd day that ``pick`` chooses; valid whatever is picked."""
    when = frame(pick)
    shop = workshop(when, pick)
    arriving = visits(shop, when, pick, most_visits)
    floor = Floor(shop, when, pick, Catalogue.of(shop))
    begun = tuple(floor.begun(visit) for visit in arriving) if pick.chance(60) else arriving
    plan = published(shop, begun, when, pick) if pick.chance(30) else None
    decided = decisions(shop, begun, when, pick) if pick.chance(25) else NO_DECISIONS
    return Day(
        workshop=shop,
        visits=begun,
        now=when.now,
        published=plan,
        decisions=decided,
        assumptions=("A made-up odd day.",),
    )
