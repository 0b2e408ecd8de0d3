"""Parts that leave with a car, and what counts as being on the shelf meanwhile."""

from __future__ import annotations

from dataclasses import replace

from api.desk.life import State
from api.parts.used import use_parts
from api.setup.standing import setup_of
from api.store.journal import entries_of_workshop
from optimizer.visit import Job
from tests.api.parts.shop import Counter, House, at, car, shop


def deliver(desk: Counter, name: str, *codes: str) -> None:
    """What happens to the parts when a car with these jobs is delivered."""
    jobs = tuple(Job(job_id=str(n), operation_code=code) for n, code in enumerate(codes, start=1))
    one = replace(car(name, codes[0], at("09:00")), workshop_id=desk.workshop_id)
    one = replace(one, visit=replace(one.visit, jobs=jobs))
    with desk.database.write() as connection:
        use_parts(connection, one, at("11:00"), "key:1")


def on_hand(desk: Counter) -> dict[str, int]:
    """Pieces on the shelf."""
    with desk.database.read() as connection:
        return {one.part_number: one.on_hand for one in setup_of(connection, desk.workshop_id).parts}


def test_what_the_jobs_needed_is_off_the_shelf(service: House) -> None:
    desk = service.open(shop(filters=9, pads=5))
    deliver(desk, "v1", "PADS")
    assert on_hand(desk) == {"FILTER": 9, "PAD": 3}
    told = entries_of_workshop(desk.database, desk.workshop_id, 0)
    assert [entry.payload for entry in told if entry.type == "parts.used"] == [{"parts": {"PAD": 2}}]


def test_a_part_that_nobody_had_counted_does_not_go_below_nothing(service: House) -> None:
    desk = service.open(shop(filters=9, pads=1))
    deliver(desk, "v1", "PADS")
    assert on_hand(desk)["PAD"] == 0


def test_what_lay_aside_for_it_lies_aside_no_more(service: House) -> None:
    desk = service.open(shop(pads=2), car("v1", "PADS", at("09:00")))
    desk.post("appointments/v1/parts:pick", seen=0).raise_for_status()
    deliver(desk, "v1", "PADS")
    found = desk.get("parts/PAD/standing")
    assert (found["on_hand"], found["picked"]) == (0, 0)


def test_the_desk_s_delivery_takes_them_off(service: House) -> None:
    desk = service.open(shop(pads=2), car("v1", "PADS", at("09:00"), state=State.ARRIVED))
    desk.clock.now = at("11:00")
    answer = desk.post("appointments/v1:deliver", seen=1)
    assert answer.status_code == 200, answer.text
    assert on_hand(desk)["PAD"] == 0
    assert desk.get("parts/PAD/standing")["reserved"] == []


def test_work_outside_the_catalogue_takes_nothing(service: House) -> None:
    desk = service.open(shop(pads=2))
    deliver(desk, "v1", "PADS", "LOST")
    assert on_hand(desk)["PAD"] == 2


def test_a_car_of_yesterday_that_is_still_in_the_house_keeps_its_pieces(service: House) -> None:
    desk = service.open(shop(pads=2), car("v1", "PADS", at("09:00"), state=State.ARRIVED))
    desk.clock.now = at("08:00", 1)
    assert desk.get("parts/PAD/standing")["free"] == 0
