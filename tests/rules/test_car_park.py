"""Rule ``car_park``: one place for cars between two bays (in this shop)."""

from __future__ import annotations

from optimizer.day import Day
from optimizer.referee import violations
from tests.boards import broken, plan
from tests.shops import bay, day, policy, shop, technician, visit

DONE = ("reception 7:40-7:50 eve",)
WORKSHOP = shop(
    technicians=(technician("ann"), technician("bob")),
    bays=tuple(bay(f"b{n}", "LIFT") for n in range(1, 5)),
)
DAY = day(visit("v1", "OIL", "TYRES", progress=DONE), visit("v2", "OIL", "TYRES", progress=DONE), workshop=WORKSHOP)


def board(first: str, second: str) -> str:
    """v1 leaves b1 at 9:00 and is in b2 from ``first`` on; v2 leaves b3 at 9:20 and is in b4 from ``second`` on."""
    return f"""
    v1 work/1     8:00-9:00   ann b1
    v1 work/2     {first}     ann b2
    v1 inspection 12:00-12:10 inspection-1
    v1 hand_over  12:10-12:20 eve
    v2 work/1     8:20-9:20   bob b3
    v2 work/2     {second}    bob b4
    v2 inspection 12:10-12:20 inspection-1
    v2 hand_over  12:20-12:30 eve
    """


def test_vacuous_when_cars_go_straight_to_their_next_bay() -> None:
    workshop = shop(bays=WORKSHOP.bays, policy=policy(car_park_places=0))
    of = day(*DAY.visits, workshop=workshop)
    assert broken(of, board("9:10-9:40", "9:30-10:00")) == []
    assert broken(of, board("9:11-9:41", "9:30-10:00")) == ["car_park"]


def test_just_feasible_the_one_comes_when_the_other_leaves() -> None:
    """v1 is in the car park 9:10-9:30, v2 from 9:30 on."""
    assert broken(DAY, board("9:30-10:00", "10:00-10:30")) == []


def test_just_infeasible_by_a_minute() -> None:
    (found,) = violations(DAY, plan(DAY, board("9:31-10:01", "10:00-10:30")))
    assert (found.rule, found.visit_id) == ("car_park", "v2")
    assert found.message == "2 cars in the car park at 2025-03-03 09:30, it has 1 places"


def standing(second: str) -> list[str]:
    """Both cars stand in a bay at 8:00 and are worked on in another."""
    of: Day = day(
        visit("v1", "TYRES", progress=DONE, in_bay="b1"),
        visit("v2", "TYRES", progress=DONE, in_bay="b2"),
        workshop=WORKSHOP,
    )
    text = f"""
    v1 work/1     9:00-9:30   ann b3
    v1 inspection 12:00-12:10 inspection-1
    v1 hand_over  12:10-12:20 eve
    v2 work/1     {second}
    v2 inspection 12:10-12:20 inspection-1
    v2 hand_over  12:20-12:30 eve
    """
    return broken(of, text)


def test_cars_that_stand_in_a_bay_at_now() -> None:
    assert standing("8:10-8:40 bob b4") == []
    assert standing("8:11-8:41 bob b4") == ["car_park", "car_park"]
    assert standing("8:30-9:00 bob b2") == []


def test_on_the_way_to_another_firm() -> None:
    of = day(visit("v1", "OIL", "PAINT", progress=DONE), workshop=shop(policy=policy(car_park_places=0)))
    text = """
    v1 work/1     8:00-9:00   ann b1
    v1 sublet/2   9:10-11:10
    v1 inspection 12:00-12:10 inspection-1
    v1 hand_over  12:10-12:20 eve
    """
    assert broken(of, text) == []
    assert broken(of, text.replace("9:10-11:10", "9:11-11:11")) == ["car_park"]
