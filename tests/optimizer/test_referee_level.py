"""Cost terms of a level load, counted by hand.

Ann and bob have 480 minutes a date, both together 60 in each half-hour of their shifts; advisors and bays have 540.
"""

from __future__ import annotations

import pytest

from optimizer.policy import PriorityClass
from optimizer.visit import StepProgress, Visit
from optimizer.workshop import Workshop
from tests.boards import amount
from tests.shops import OPERATIONS, advisor, bay, day, operation, policy, running, shop, spans, technician, visit

DONE = ("reception 7:40-7:50 eve",)
EMPTY = ("technician_load", "half_hour_load", "reception_load", "desk_wait", "bay_load", "day_load", "reserve")


@pytest.mark.parametrize("term", EMPTY)
def test_nothing_planned_is_level(term: str) -> None:
    assert amount(day(), "", term) == 0


def wiring(*lines: str, workshop: Workshop | None = None, term: str) -> int:
    """Cars with an hour of wiring each, only this step told of."""
    cars = [visit(f"v{n}", "WIRING", progress=DONE) for n in range(1, len(lines) + 1)]
    board = "\n".join(f"v{n} work/1 {line}" for n, line in enumerate(lines, start=1))
    return amount(day(*cars, workshop=workshop), board, term)


@pytest.mark.parametrize(
    ("lines", "load"),
    [
        (("8:00-9:00 ann",), 7),  # 60² ÷ 480 = 7.5
        (("8:00-9:00 ann", "8:00-9:00 bob"), 14),
        (("8:00-9:00 ann", "9:00-10:00 ann"), 30),  # 120² ÷ 480: peaks cost most
        (("11:30-13:30 ann",), 7),  # the break is not booked
        (("8:00-9:00 ann", "8:00+1-9:00+1 ann"), 14),  # each date for itself
        (("16:30-8:30+1 ann",), 2),  # 30² ÷ 480 = 1.9, twice
    ],
)
def test_technician_load(lines: tuple[str, ...], load: int) -> None:
    assert wiring(*lines, term="technician_load") == load


def test_technician_load_of_a_short_day() -> None:
    """Less than an hour available counts as an hour: 30² ÷ 60."""
    workshop = shop(technicians=(technician("ann", shifts="8:00-8:30"),))
    assert wiring("8:00-8:30 ann", workshop=workshop, term="technician_load") == 15


def test_technician_load_of_a_crew() -> None:
    """Each is booked for the own working time, also where the other has a break: 120 and 60 min."""
    workshop = shop(technicians=(technician("ann", breaks=""), technician("bob")))
    assert wiring("11:30-13:30 ann bob", workshop=workshop, term="technician_load") == 26 + 7  # 120² ÷ 540, 60² ÷ 480


def test_dates_on_which_the_shop_is_closed_do_not_count() -> None:
    workshop = shop(open_spans=spans("8:00-17:00 8:00+2-17:00+2"))
    assert wiring("16:30-8:30+1 ann", workshop=workshop, term="technician_load") == 1
    assert wiring("16:30-8:30+1 ann", workshop=workshop, term="day_load") == 0
    # Half-hours count on every date.
    assert wiring("16:30-8:30+1 ann", workshop=workshop, term="half_hour_load") == 15 + 15


@pytest.mark.parametrize(
    ("overtime_allowed", "mark", "booked"), [(True, "overtime", 60), (True, "", 30), (False, "overtime", 60)]
)
def test_overtime_is_booked_where_a_step_is_marked(overtime_allowed: bool, mark: str, booked: int) -> None:
    workshop = shop(
        technicians=(technician("ann", shifts="8:00-9:00", breaks="", overtime="9:00-10:00"),),
        policy=policy(overtime_allowed=overtime_allowed),
    )
    assert wiring(f"8:30-9:30 ann {mark}", workshop=workshop, term="technician_load") == booked**2 // 60


def history(*progress: StepProgress | str, board: str = "", term: str = "technician_load") -> int:
    """Ann works 8:00-9:00 and may stay till 10:00; it is 9:30."""
    workshop = shop(technicians=(technician("ann", shifts="8:00-9:00", breaks="", overtime="9:00-10:00"),))
    car = visit("v1", "WIRING", progress=(*DONE, *progress))
    return amount(day(car, now="9:30", workshop=workshop), board, term)


def test_what_was_worked_is_booked() -> None:
    assert history("work/1 7:30-8:20 ann") == 20**2 // 60
    assert history("work/1 7:30-9:30 ann") == 90**2 // 60  # in overtime too, allowed or not
    assert history("work/1 16:00+-1-17:00+-1 ann") == 0  # before the horizon
    assert history("work/1 8:00-9:00 zoe") == 0  # is no longer there


def test_what_runs_is_booked_from_its_start() -> None:
    step = running("v1/work/1", "8:30", 20, who="ann")
    assert history(step, board="v1 work/1 8:30-9:50 ann") == 80**2 // 60
    assert history(step, board="v1 work/1 8:30-9:50 ann", term="half_hour_load") == 30 + 30 + 20**2 // 30


def test_a_visit_that_is_over_was_booked() -> None:
    assert history("work/1 8:00-9:00 ann", "inspection 9:00-9:10", "hand_over 9:10-9:20 eve") == 60


@pytest.mark.parametrize(
    ("lines", "load"),
    [
        (("8:00-9:00 ann",), 15 + 15),  # 30² ÷ 60 each
        (("8:10-9:10 ann",), 6 + 15 + 1),  # 20, 30 and 10 min
        (("8:00-9:00 ann", "8:00-9:00 bob"), 60 + 60),
        (("8:00-9:00 ann", "9:00-10:00 bob"), 4 * 15),  # level is cheaper
        (("11:30-13:30 ann",), 15 + 15),
    ],
)
def test_half_hour_load(lines: tuple[str, ...], load: int) -> None:
    assert wiring(*lines, term="half_hour_load") == load


def test_half_hour_load_when_nobody_is_there_regularly() -> None:
    """Less than 30 min available count as 30."""
    workshop = shop(
        technicians=(technician("ann", shifts="8:00-8:10 9:00-10:00", breaks="", overtime="8:10-9:00"),),
        policy=policy(overtime_allowed=True),
    )
    assert wiring("8:00-9:00 ann overtime", workshop=workshop, term="half_hour_load") == 30 + 30


@pytest.mark.parametrize(
    ("receptions", "load"),
    [
        (("9:00-9:10 eve",), 6),  # 60² ÷ 540
        (("9:00-9:10 eve", "10:00-10:10 eve"), 26),  # 120² ÷ 540
        (("9:00-9:10 eve", "10:00-10:10 fay"), 12),
        (("9:00-9:10 eve", "10:00+1-10:10+1 eve"), 12),
    ],
)
def test_reception_load(receptions: tuple[str, ...], load: int) -> None:
    """With an hour for each customer."""
    cars = [visit(f"v{n}") for n in range(1, len(receptions) + 1)]
    board = "\n".join(f"v{n} reception {line}" for n, line in enumerate(receptions, start=1))
    of = day(*cars, workshop=shop(policy=policy(arrival_spacing_minutes=60)))
    assert amount(of, board, "reception_load") == load


def test_reception_load_counts_what_is_still_to_come() -> None:
    workshop = shop(
        advisors=(advisor("eve", "8:00-8:40"),),
        policy=policy(arrival_spacing_minutes=60),
    )
    gone = visit("v1", progress=("reception 8:00-8:10 eve",))
    here = visit("v2", progress=(running("v2/reception", "8:10", 5, unit_id="eve"),))
    board = "v2 reception 8:10-8:25 eve\nv3 reception 8:25-8:35 eve"
    assert amount(day(gone, here, visit("v3"), now="8:20", workshop=workshop), board, "reception_load") == 60


def waits(car: Visit, board: str, now: str = "8:00", unplanned: tuple[str, ...] = ()) -> int:
    return amount(day(car, now=now), board, "desk_wait", unplanned=unplanned)


BOARD = """
v1 reception   9:00-9:10   eve
v1 diagnosis/1 9:10-9:40   ann
v1 hand_over   10:00-10:10 eve
"""


@pytest.mark.parametrize(
    ("car", "minutes"),
    [
        (visit("v1", "TEST", arrival="9:00"), 0 + 20),
        (visit("v1", "TEST", arrival="8:45"), 15 + 20),
        (visit("v1", "TEST", arrival="9:00", pick_up="9:50"), 10),
        (visit("v1", "TEST", arrival="9:00", pick_up="10:00"), 0),
        (visit("v1", "TEST", arrival="9:00", promised="9:45"), 15),
        (visit("v1", "TEST", arrival="9:00", promised="9:45", waits=True), 20),
        (visit("v1", "TEST", arrival="16:00+-1"), 17 * 60 + 20),
    ],
)
def test_desk_wait(car: Visit, minutes: int) -> None:
    assert waits(car, BOARD) == minutes


def test_desk_wait_is_of_open_steps_of_planned_visits() -> None:
    car = visit("v1", "TEST", arrival="8:00")
    assert waits(car, "v1 reception 9:00-9:10 eve", unplanned=("v1",)) == 0
    came = visit("v1", "TEST", progress=(running("v1/reception", "8:55", 10, unit_id="eve"),))
    assert waits(came, BOARD.replace("9:00-9:10", "8:55-9:10"), now="9:00") == 20
    goes = visit("v1", progress=(*DONE, running("v1/hand_over", "8:55", 10, unit_id="eve")))
    assert waits(goes, "v1 hand_over 8:55-9:10 eve", now="9:00") == 0


OIL_CARS = day(visit("v1", "OIL", "TYRES", progress=DONE))


@pytest.mark.parametrize(
    ("board", "load"),
    [
        ("v1 work/1 8:00-9:00 ann b1", 6),  # 60² ÷ 540
        ("v1 work/1 8:00-9:00 ann b1\nv1 work/2 9:30-10:00 ann b1", 15),  # 90²
        ("v1 work/1 8:00-9:00 ann b1 keeps\nv1 work/2 9:30-10:00 ann b1", 26),  # 120²
        ("v1 work/1 8:00-9:00 ann b1\nv1 work/2 9:30-10:00 ann b2", 6 + 1),
        ("v1 work/1 11:30-13:30 ann b1", 26),  # the car is there over lunch
        ("v1 work/1 16:00-8:30+1 ann b1", 6 + 1),  # and over night, but that is not open time
    ],
)
def test_bay_load(board: str, load: int) -> None:
    assert amount(OIL_CARS, board, "bay_load") == load


def test_bay_load_of_a_bay_that_is_out_of_order_for_long() -> None:
    for outages, load in (("9:30-17:00", 40), ("8:30-17:00", 60)):  # 60² ÷ 90, ÷ 60 (at least)
        of = day(*OIL_CARS.visits, workshop=shop(bays=(bay("b1", "LIFT", outages=outages),)))
        assert amount(of, "v1 work/1 8:00-9:00 ann b1", "bay_load") == load


def test_bay_load_counts_from_now_on() -> None:
    step = running("v1/work/1", "8:00", 60, who="ann", bay_id="b1")
    of = day(visit("v1", "OIL", progress=(*DONE, step)), now="9:00")
    assert amount(of, "v1 work/1 8:00-10:00 ann b1", "bay_load") == 6


def test_bay_load_of_a_car_that_stands_there() -> None:
    of = day(visit("v1", "OIL", progress=DONE, in_bay="b1"))
    assert amount(of, "v1 work/1 9:00-10:00 ann b1", "bay_load") == 26  # from 8:00 on
    assert amount(of, "v1 work/1 9:00-10:00 ann b2", "bay_load") == 6


@pytest.mark.parametrize(
    ("lines", "load"),
    [
        (("8:00-9:00 ann",), 3),  # 60² ÷ 960
        (("8:00-9:00 ann", "9:00-10:00 bob"), 15),  # 120² ÷ 960, whoever does it
        (("8:00-9:00 ann", "9:00-10:00 ann"), 15),
        (("8:00-9:00 ann", "8:00+1-9:00+1 ann"), 6),
    ],
)
def test_day_load(lines: tuple[str, ...], load: int) -> None:
    assert wiring(*lines, term="day_load") == load


def test_day_load_of_a_short_day() -> None:
    workshop = shop(technicians=(technician("ann", shifts="8:00-8:30"),))
    assert wiring("8:00-8:30 ann", workshop=workshop, term="day_load") == 15


@pytest.mark.parametrize(
    ("car", "beyond"),
    [
        (visit("v1", "WIRING", "WIRING"), 24),  # 120 booked, 96 may be sold
        (visit("v1", "WIRING", "WIRING", booked=False), 0),  # a walk-in
        (visit("v1", "WIRING", "WIRING", priority=PriorityClass.VIC), 0),  # opens the reserve
        (visit("v1", "WIRING", "WIRING", priority=PriorityClass.WAITING), 24),
        (visit("v1", "WIRING", "WIRING", progress=(*DONE, "work/1 8:00-9:00 ann")), 24),  # history counts
    ],
)
def test_reserve(car: Visit, beyond: int) -> None:
    """Two hours available, 80 % of them for bookings."""
    workshop = shop(technicians=(technician("ann", shifts="8:00-10:00"),), policy=policy(reserve_share=0.2))
    board = "v1 work/1 8:00-9:00 ann\nv1 work/2 9:00-10:00 ann"
    assert amount(day(car, workshop=workshop), board, "reserve") == beyond


def test_reserve_is_by_date() -> None:
    workshop = shop(technicians=(technician("ann", shifts="8:00-10:00 8:00+1-10:00+1"),))
    car = visit("v1", "WIRING", "WIRING", "WIRING")
    one = "v1 work/1 8:00-9:00 ann\nv1 work/2 9:00-10:00 ann\n"
    assert amount(day(car, workshop=workshop), one + "v1 work/3 8:00+1-9:00+1 ann", "reserve") == 24


def test_reserve_is_not_a_minute_off_by_binary_fractions() -> None:
    """(1 − 0.9) · 10 is 0.9999999999999998 in binary; a minute may be sold."""
    workshop = shop(
        technicians=(technician("ann", shifts="8:00-8:10"),),
        operations=(*OPERATIONS, operation("BULB", 0.1, is_diagnosis=True)),
        policy=policy(reserve_share=0.9),
    )
    of = day(visit("v1", "BULB", progress=DONE), workshop=workshop)
    assert amount(of, "v1 diagnosis/1 8:00-8:06 ann", "reserve") == 5
