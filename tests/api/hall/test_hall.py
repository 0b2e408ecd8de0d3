"""A screen on a wall over HTTP: what it shows, and what it never shows."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import httpx
from hypothesis import given, settings
from hypothesis import strategies as st

from api.floor.records import FloorDay
from api.hall.writing import HallWriter
from api.security.principal import OPERATOR, Role
from optimizer.outlook import outlook
from optimizer.visit import Visit
from tests.api.desk.desks import DeskClient, Json, on
from tests.api.floor.floors import day_of, told, workshop_of
from tests.api.notices.floors import booked, clock, works
from tests.api.served import asking, new_key


def hall(desk: DeskClient) -> Json:
    """The answer."""
    answer = desk.get("/hall")
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def screen(desk: DeskClient) -> tuple[str, httpx.Client]:
    """A screen's key and its client."""
    key = new_key(desk.services.security, Role.SCREEN, workshop_of(desk))
    return key, asking(str(desk.http.base_url).rstrip("/"), key)


def test_a_car_is_followed_from_the_door_to_the_keys(desk: DeskClient) -> None:
    one = booked(desk, vehicle={"plate": "粤A12345"})
    step = {each["kind"]: each for each in one["steps"]}

    def stage() -> str:
        (car,) = hall(desk)["cars"]
        assert car["tail"] == "2345"
        assert car["promised"] == one["promised"]
        found: str = car["stage"]
        return found

    assert stage() == "expected"
    desk.clock.now = on("08:42")
    works(desk, one, 30)
    assert stage() == "in_work"
    told(desk, {"type": "step_interrupted", "step_id": step["work"]["step_id"], "code": "C"})
    assert stage() == "awaiting_parts"
    told(desk, {"type": "interruption_ended", "step_id": step["work"]["step_id"]})
    told(desk, {"type": "step_resumed", "step_id": step["work"]["step_id"]})
    desk.clock.now = on("09:20")
    told(desk, {"type": "step_finished", "step_id": step["work"]["step_id"]})
    assert stage() == "inspection"
    for kind in ("inspection", "wash"):
        told(desk, {"type": "step_started", "step_id": step[kind]["step_id"]})
        told(desk, {"type": "step_finished", "step_id": step[kind]["step_id"]})
    assert stage() == "ready"
    assert hall(desk)["cars"][0]["standing"] is None
    desk.do(desk.get(f"/appointments/{one['id']}"), "deliver")
    assert hall(desk)["cars"] == []


def test_technicians_have_what_they_do_and_what_they_do_next(desk: DeskClient) -> None:
    first = booked(desk, vehicle={"plate": "粤A12345"})
    afternoon = {"dates": ["2026-03-02"], "hours": [{"start": "13:00", "end": "14:00"}]}
    second = booked(desk, must=afternoon, vehicle={"plate": "粤B55555"})
    desk.clock.now = on("08:42")
    works(desk, first, 42)
    shown = hall(desk)
    assert (shown["date"], shown["time_zone"]) == ("2026-03-02", "Asia/Shanghai")
    at = {one["technician_id"]: one for one in shown["technicians"]}
    (who,) = next(one for one in first["steps"] if one["kind"] == "work")["technician_ids"]
    now = at[who]["now"]
    assert (now["tail"], now["kind"], now["work"], now["bay"]) == ("2345", "work", "OIL", "b1")
    assert (clock(now["end"]), now["standing"]) == ("09:24", "at_risk")
    work = next(one for one in second["steps"] if one["kind"] == "work")
    (other,) = work["technician_ids"]
    assert (at[other]["next"]["tail"], at[other]["next"]["start"]) == ("5555", work["start"])
    assert {one["presence"] for one in at.values()} == {"at_work"}
    told(desk, {"type": "technician_absent", "technician_id": who})
    assert {one["technician_id"]: one["presence"] for one in hall(desk)["technicians"]}[who] == "away"


def test_cars_of_other_days_are_not_on_it(desk: DeskClient) -> None:
    booked(desk, must={"dates": ["2026-03-03"]}, vehicle={"plate": "粤A12345"})
    shown = hall(desk)
    assert shown["cars"] == []
    assert [one["next"] for one in shown["technicians"]] == [None, None]


def test_a_screen_that_has_it_is_told_so_until_something_happens_or_a_minute_goes(desk: DeskClient) -> None:
    tag = desk.get("/hall").headers["ETag"]

    def again() -> int:
        return desk.http.get(f"{desk.path}/hall", headers={"If-None-Match": tag}).status_code

    assert again() == 304
    desk.clock.turn(minutes=1)
    assert again() == 200
    desk.clock.turn(minutes=-1)
    told(desk, {"type": "bay_down", "bay_id": "b1"})
    assert again() == 200


def test_a_screens_key_reads_the_hall_and_nothing_else(desk: DeskClient) -> None:
    key, http = screen(desk)
    with http:
        assert http.get(f"{desk.path}/hall").status_code == 200
        assert http.get("/v1/me").json()["workshop_id"] == workshop_of(desk)
        for path in ("/floor", "/risks", "/events/stream", "/appointments", "/customers", "/capacity", ""):
            assert http.get(f"{desk.path}{path}").status_code in (403, 405), path
        assert http.get("/v1/workshops").status_code == 403
        desk.services.security.keys.revoke(key.split("_")[1], None, seen=None, by=OPERATOR)
        assert http.get(f"{desk.path}/hall").status_code == 401


def test_a_wall_tells_nothing_of_a_customer(desk: DeskClient) -> None:
    customer = {"customer_ref": "C-SECRET", "name": "王芳 Wang Fang", "phone": "138 0013 8000"}
    desk.http.post(f"{desk.path}/customers", json=customer).raise_for_status()
    offers = desk.offers(must={"dates": ["2026-03-02"]}, lead_minutes=0, vehicle={"plate": "粤A12345"})
    desk.take(offers[0], customer_ref="C-SECRET", note="SECRET: gate code 99").raise_for_status()
    desk.clock.now = on("08:42")
    (car,) = desk.get("/floor").json()["cars"]
    told(desk, {"type": "car_arrived", "appointment_id": car["appointment_id"]})
    told(desk, {"type": "step_started", "step_id": car["steps"][0]["step_id"]})
    stop = {"type": "step_interrupted", "step_id": car["steps"][0]["step_id"], "code": "A", "reason": "SECRET reason"}
    told(desk, stop)
    text = desk.get("/hall").text
    for secret in ("SECRET", "王芳", "Wang", "138", "粤A12345", "A12345", car["appointment_id"]):
        assert secret not in text
    assert "2345" in text


def test_whatever_is_typed_of_a_car_it_is_not_shown(desk: DeskClient) -> None:
    one = booked(desk, vehicle={"plate": "粤A12345"})
    booked(desk, vehicle={"plate": "粤B55555"})
    desk.clock.now = on("08:42")
    works(desk, one, 42)
    floor = day_of(desk)
    looked = outlook(floor.day)
    # Letters that stand nowhere but in what is typed.
    typed = st.text(st.characters(min_codepoint=0xE000, max_codepoint=0xE0FF), min_size=1, max_size=12)
    plates = st.from_regex(r"[粤京][A-Z][·]?[0-9A-Z]{5,6}", fullmatch=True)

    @settings(max_examples=60, deadline=None)
    @given(st.lists(plates, min_size=2, max_size=2), typed)
    def nothing_is_shown(numbers: list[str], text: str) -> None:
        changed = with_typed(floor, numbers, text)
        written = HallWriter(floor=changed, outlook=looked, zone=ZoneInfo("Asia/Shanghai")).resource()
        shown = written.model_dump_json()
        assert not any(letter in shown for letter in text)
        assert not any(plate in shown or plate.replace("·", "") in shown for plate in numbers)

    nothing_is_shown()


def with_typed(floor: FloorDay, plates: list[str], text: str) -> FloorDay:
    """The floor with other plates, and a text wherever one is typed of a car."""

    def typed(visit: Visit, plate: str) -> Visit:
        progress = tuple(replace(one, reason=text) for one in visit.progress)
        return replace(visit, plate=plate, customer_ref=text, priority_reason=text, progress=progress)

    visits = tuple(typed(visit, plate) for visit, plate in zip(floor.day.visits, plates, strict=True))
    rows = {
        visit.visit_id: replace(
            floor.appointments[visit.visit_id],
            visit=visit,
            plate=visit.plate,
            customer_ref=text,
            details={"note": text, "wish": {"symptoms": [text]}},
        )
        for visit in visits
    }
    return replace(floor, day=replace(floor.day, visits=visits), appointments=rows)
