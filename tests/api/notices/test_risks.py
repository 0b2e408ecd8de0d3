"""Early warning over HTTP: a promise is at risk before it is late."""

from __future__ import annotations

from api.security.principal import Role
from tests.api.desk.desks import DeskClient, Json, on
from tests.api.notices.floors import booked, clock, works, workshop_of
from tests.api.served import asking, new_key


def risks(desk: DeskClient) -> Json:
    """The answer."""
    answer = desk.get("/risks")
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def under_work(desk: DeskClient, minutes: int) -> Json:
    """A car promised for 10:00, half an hour of work done at 8:42; inspection and wash take 30 minutes after it."""
    one = booked(desk, vehicle={"plate": "粤A12345"})
    assert clock(one["promised"]) == "10:00"
    desk.clock.now = on("08:42")
    works(desk, one, minutes)
    return one


def test_an_empty_shop_has_no_risks(desk: DeskClient) -> None:
    found = risks(desk)
    assert (found["items"], found["promised_cars"], found["draws"]) == ([], 0, 100)
    assert found["late_cars"] == {"mean": 0.0, "p50": 0.0, "p90": 0.0}
    assert found["uncertainty"].startswith("assumed")


def test_a_car_with_time_to_spare_is_not_in_it(desk: DeskClient) -> None:
    under_work(desk, 10)  # ready at 9:42: nothing of the published plan moves
    assert risks(desk)["items"] == []


def test_a_car_is_at_risk_while_the_plan_still_keeps_its_promise(desk: DeskClient) -> None:
    one = under_work(desk, 42)
    found = risks(desk)
    assert found["promised_cars"] == 1
    (risk,) = found["items"]
    assert (risk["appointment_id"], risk["plate"], risk["standing"]) == (one["id"], "粤A12345", "at_risk")
    assert (clock(risk["planned"]), risk["slack_minutes"]) == ("09:54", 6)
    assert risk["ready_p90"] > risk["promised"] >= risk["planned"]
    assert 0.1 <= risk["late_share"] < 0.6
    assert found["late_cars"]["mean"] == risk["late_share"]
    assert risks(desk) == found


def test_a_car_that_is_late_by_the_plan_comes_first(desk: DeskClient) -> None:
    under_work(desk, 70)
    (risk,) = risks(desk)["items"]
    assert (risk["standing"], clock(risk["planned"]), risk["slack_minutes"]) == ("late", "10:22", -22)
    assert risk["late_share"] > 0.7


def test_who_may_see_the_floor_may_see_risks(desk: DeskClient) -> None:
    key = new_key(desk.services.security, Role.PARTS, workshop_of(desk))
    with asking(str(desk.http.base_url), key) as parts:
        assert parts.get(f"{desk.path}/risks").status_code == 200
