"""A morning under way that something befalls: at nine one car is being worked on and two have been received."""

from __future__ import annotations

from datetime import timedelta

from optimizer.day import Day
from optimizer.plan import Published
from optimizer.policy import PriorityClass
from optimizer.visit import Visit
from optimizer.workshop import Bay, Technician
from scenarios.advance import advance
from scenarios.odd import odd_day
from tests.boards import assignments
from tests.planned import planned
from tests.shops import day, running, shop, technician, visit

# ann works on two cars one after the other in bay b1; bob has one in b2.
PUBLISHED = """
v1 reception   8:00-8:10   eve
v1 work/1      8:10-9:10   ann b1
v1 inspection  9:10-9:20   inspection-1
v1 hand_over   9:20-9:30   eve
v2 reception   8:15-8:25   eve
v2 work/1      9:10-10:10  ann b1
v2 inspection  10:10-10:20 inspection-1
v2 hand_over   10:20-10:30 eve
v3 reception   8:10-8:20   fay
v3 work/1      10:00-11:00 bob b2
v3 inspection  11:00-11:10 inspection-1
v3 hand_over   11:10-11:20 fay
"""
RECEIVED = ("reception 8:00-8:10",)


def under_way(
    minutes: int,
    *more: Visit,
    absent: str = "",
    promised: str = "12:00",
    priority: PriorityClass = PriorityClass.REST,
    colleagues: tuple[Technician, ...] = (),
    bays: tuple[Bay, ...] = (),
    board: str = PUBLISHED,
) -> Day:
    """The day at 9:00: v1 is being worked on, with so many minutes to go; v2 and v3 have been received.

    ``absent``: of bob; ``promised`` and ``priority``: of v3; ``colleagues`` and ``bays``: beside those of the shop.
    """
    work = running("v1/work/1", "8:10", minutes, who="ann", bay_id="b1")
    last = ("reception 8:10-8:20",)
    cars = (
        visit("v1", "OIL", promised="9:30", waits=True, progress=(*RECEIVED, work)),
        visit("v2", "OIL", arrival="8:15", promised="10:30", waits=True, progress=("reception 8:15-8:25",)),
        visit("v3", "OIL", arrival="8:10", promised=promised, priority=priority, waits=True, progress=last),
    )
    people = (technician("ann", "engine"), technician("bob", absences=absent), *colleagues)
    workshop = shop(technicians=people, bays=(*shop().bays, *bays))
    published = Published(assignments=assignments(workshop, board))
    return day(*cars, *more, now="9:00", workshop=workshop, published=published)


def odd_morning(seed: int) -> Day:
    """An odd day two hours after it was planned, with overruns and interruptions."""
    of = odd_day(seed, most_visits=6)
    return advance(of, planned(of), of.now + timedelta(hours=2), seed)
