"""Whether there is a place at all: what the bounds let pass and the exact look does not."""

from __future__ import annotations

from optimizer.day import Day
from optimizer.engine.bounds import unavoidable
from optimizer.engine.solution import Solution
from optimizer.explain import notes_of, reasons
from optimizer.problem import build_problem
from optimizer.workshop import PartNeed, Stretch
from tests.shops import bay, day, operation, policy, shop, technician, visit


def why_nowhere(of: Day, number: int = 0) -> list[tuple[str, str]]:
    problem = build_problem(of)
    end = problem.index.grid.instant(problem.arrays.num_ticks)
    return [(one.rule, one.subject) for one in reasons(problem, number, latest_ready=end)]


def split_day(places: int) -> Day:
    """The lift in the morning, the rack from 15:00 on, and too little time for both after that."""
    hours = "8:00-10:00 15:00-17:00 8:00+1-10:00+1 15:00+1-17:00+1"
    return day(
        visit("v1", "OIL", "ALIGN"),
        workshop=shop(
            operations=(
                operation("OIL", 1.0, "LIFT", stretch=Stretch.NONE),
                operation("ALIGN", 1.0, "RACK", stretch=Stretch.NONE),
            ),
            technicians=(technician("ann", shifts=hours, breaks=""),),
            bays=(bay("b1", "LIFT"), bay("b2", "RACK", outages="8:00-15:00 8:00+1-15:00+1")),
            policy=policy(car_park_places=places),
        ),
    )


def test_a_car_that_must_wait_between_two_bays_needs_the_car_park() -> None:
    assert why_nowhere(split_day(places=0)) == [("car_park", "")]
    assert why_nowhere(split_day(places=1)) == []


def test_work_is_put_off_so_that_the_car_need_not_wait() -> None:
    late = bay("b2", "RACK", outages="8:00-14:30")
    of = day(
        visit("v1", "OIL", "ALIGN"), workshop=shop(bays=(bay("b1", "LIFT"), late), policy=policy(car_park_places=0))
    )
    assert why_nowhere(of) == []


def test_a_place_that_was_overlooked_is_no_reason_of_the_shop() -> None:
    problem = build_problem(day(visit("v1", "OIL"), visit("v2", "OIL", promised="9:00+1")))
    nobody = Solution.empty(problem.arrays)
    notes = notes_of(problem, nobody, unavoidable(problem), worked_out={}, go_on=lambda: True)
    assert [[one.rule for one in note.reasons] for note in notes] == [["overlooked"], ["overlooked"]]


def test_all_that_would_have_to_change_is_named() -> None:
    """Either alone would keep the car out: a part that nobody delivers, and a rack that is down to the end."""
    down = bay("b2", "RACK", outages="8:00-17:00 8:00+1-17:00+1")
    align = operation("ALIGN", 1.0, "RACK", parts=(PartNeed(part_number="45022"),))
    of = day(visit("v1", "ALIGN"), workshop=shop(bays=(bay("b1", "LIFT"), down), operations=(align,)))
    assert why_nowhere(of) == [("bay_outage", "b2"), ("parts", "45022")]
