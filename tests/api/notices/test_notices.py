"""Calls over HTTP: one a customer, until they agree the old promise stands."""

from __future__ import annotations

import httpx
import pytest

from api.security.principal import Role
from api.store.journal import entries_of_workshop
from tests.api.desk.desks import DeskClient, Json, on
from tests.api.desk.test_appointments import problem
from tests.api.notices.floors import booked, clock, publish, works, workshop_of
from tests.api.served import asking, new_key


@pytest.fixture
def car(desk: DeskClient) -> Json:
    """A car of today, promised for 10:00, that is under work at 8:30; with 40 minutes to go it is ready in time."""
    one = booked(desk, vehicle={"plate": "粤A12345"})
    assert (clock(one["arrival"]), clock(one["promised"])) == ("08:00", "10:00")
    desk.clock.now = on("08:30")
    works(desk, one, 42)
    return one


def to_call(desk: DeskClient) -> list[Json]:
    """The list of calls."""
    found: list[Json] = desk.get("/notices").raise_for_status().json()["items"]
    return found


def say(desk: DeskClient, one: Json, action: str, body: object = None) -> httpx.Response:
    """What a call has brought."""
    return desk.http.post(f"{one['links']['self']}:{action}", json=body, headers={"If-Match": f'"{one["version"]}"'})


def late(desk: DeskClient, car: Json, minutes: int) -> list[Json]:
    """The work needs so many minutes from now on, and a plan is published that says so; the list of calls."""
    works(desk, car, minutes)
    publish(desk)
    return to_call(desk)


def promised(desk: DeskClient, car: Json) -> str:
    """The promise that counts."""
    return clock(desk.get(f"/appointments/{car['id']}").json()["promised"])


def types(desk: DeskClient) -> list[str]:
    """What the journal has of notices and promises."""
    entries = entries_of_workshop(desk.services.database, workshop_of(desk), 0)
    return [one.type for one in entries if one.type.startswith("notice.") or one.type == "appointment.promised"]


def test_a_published_plan_that_breaks_a_promise_makes_a_call(desk: DeskClient, car: Json) -> None:
    (one,) = late(desk, car, 90)
    assert (one["kind"], one["state"], one["caller"]) == ("promise_moved", "proposed", "desk")
    assert (one["appointment_id"], one["plate"], one["replan_id"]) == (car["id"], "粤A12345", "rpl_1")
    assert (clock(one["promised_before"]), clock(one["promised_after"])) == ("10:00", "10:45")
    assert clock(one["call_by"]) == "09:30"
    assert one["say_en"] == (
        "Your car will be ready at 10:45 and not at 10:00, because the work on your car takes longer than expected. "
        "Does that suit you?"
    )
    assert one["say_zh"] == "您的车预计10:45可取，原定10:00，因为您车辆的作业时间比预计长。请问这个时间可以吗？"
    assert one["allowed"] == ["called", "no-answer", "agreed", "declined"]
    alone = desk.http.get(one["links"]["self"])
    assert (alone.json(), alone.headers["etag"]) == (one, '"1"')
    assert promised(desk, car) == "10:00"


def test_a_plan_that_keeps_the_promise_calls_nobody(desk: DeskClient, car: Json) -> None:
    assert late(desk, car, 50) == []  # ready at 9:50
    assert types(desk) == []


def test_two_plans_make_one_call(desk: DeskClient, car: Json) -> None:
    (first,) = late(desk, car, 90)
    (second,) = late(desk, car, 130)
    assert second["id"] == first["id"]
    assert (second["version"], clock(second["promised_after"])) == (2, "11:30")
    publish(desk)  # nothing new
    assert to_call(desk) == [second]
    assert types(desk) == ["notice.proposed", "notice.changed"]


def test_a_promise_that_can_be_kept_after_all_takes_its_call_back(desk: DeskClient, car: Json) -> None:
    (one,) = late(desk, car, 90)
    assert late(desk, car, 40) == []
    assert desk.http.get(one["links"]["self"]).json()["state"] == "withdrawn"
    assert types(desk) == ["notice.proposed", "notice.withdrawn"]


def test_until_the_customer_agrees_the_old_promise_stands(desk: DeskClient, car: Json) -> None:
    (one,) = late(desk, car, 90)
    one = say(desk, one, "called", {"note": "calls back"}).json()
    assert (one["state"], promised(desk, car)) == ("called", "10:00")
    answer = say(desk, one, "agreed")
    assert answer.status_code == 200, answer.text
    assert (answer.json()["state"], answer.json()["allowed"]) == ("agreed", [])
    assert promised(desk, car) == "10:45"
    life = desk.get(f"/appointments/{car['id']}/life").json()["items"]
    assert life[-1]["action"] == "promise"
    assert types(desk) == ["notice.proposed", "notice.changed", "appointment.promised", "notice.changed"]
    publish(desk)
    assert to_call(desk) == []  # what was agreed is kept


def test_a_customer_may_agree_to_a_later_time_and_to_no_earlier_one(desk: DeskClient, car: Json) -> None:
    (one,) = late(desk, car, 90)
    refused = say(desk, one, "agreed", {"promised": "2026-03-02T10:30"})
    assert (refused.status_code, problem(refused)) == (422, "invalid_request")
    assert refused.json()["errors"][0]["pointer"] == "/promised"
    assert say(desk, one, "agreed", {"promised": "2026-03-02T16:30"}).status_code == 200
    assert promised(desk, car) == "16:30"


def test_calls_that_nobody_answers_are_counted(desk: DeskClient, car: Json) -> None:
    (one,) = late(desk, car, 90)
    one = say(desk, one, "no-answer").json()
    one = say(desk, one, "no-answer", {"note": "engaged"}).json()
    assert (one["state"], one["attempts"]) == ("no_answer", 2)
    assert to_call(desk) == [one]
    (same,) = late(desk, car, 130)  # nobody knows of the first time: the second one takes its place
    assert (same["state"], same["attempts"], clock(same["promised_after"])) == ("no_answer", 2, "11:30")


def test_who_was_told_is_called_again_only_when_it_got_worse(desk: DeskClient, car: Json) -> None:
    (one,) = late(desk, car, 90)
    one = say(desk, one, "called").json()
    assert late(desk, car, 80) == [one]  # ready earlier than they were told
    (again,) = late(desk, car, 130)
    assert (again["id"], again["state"], clock(again["promised_after"])) == (one["id"], "proposed", "11:30")


def test_who_declines_is_not_called_with_the_same_again(desk: DeskClient, car: Json) -> None:
    (one,) = late(desk, car, 90)
    answer = say(desk, one, "declined", {"note": "needs it at ten"})
    assert (answer.json()["state"], answer.json()["offers"]) == ("declined", [])
    assert promised(desk, car) == "10:00"
    publish(desk)
    assert to_call(desk) == []
    assert late(desk, car, 85) == []
    (again,) = late(desk, car, 130)
    assert again["id"] != one["id"]
    everything = desk.get("/notices", all="true").json()["items"]
    assert [(each["id"], each["state"]) for each in everything] == [(again["id"], "proposed"), (one["id"], "declined")]


def test_a_wish_is_answered_with_offers(desk: DeskClient, car: Json) -> None:
    """The car is here already, so they are for an appointment of its own."""
    (one,) = late(desk, car, 90)
    nonsense = say(desk, one, "declined", {"wish": {"must": {"dates": ["2026-03-07"]}}})  # a Saturday
    assert nonsense.status_code == 422
    assert nonsense.json()["errors"][0]["pointer"] == "/wish/must"
    assert to_call(desk) == [one]  # nothing was written
    answer = say(desk, one, "declined", {"wish": {"must": {"dates": ["2026-03-04"]}}})
    assert answer.status_code == 200, answer.text
    assert answer.json()["answer"] == {"wish": {"must": {"dates": ["2026-03-04"]}}}
    offers = answer.json()["offers"]
    assert {each["arrival"][:10] for each in offers} == {"2026-03-04"}
    assert desk.take(offers[0]).status_code == 201


def test_a_wish_for_a_car_that_has_not_come_moves_its_appointment(desk: DeskClient, car: Json) -> None:
    """It waits for the only bay, in which the first car stays three hours longer."""
    hours = {"dates": ["2026-03-02"], "hours": [{"start": "10:00", "end": "11:00"}]}
    second = booked(desk, must=hours)
    found = {each["appointment_id"]: each for each in late(desk, car, 240)}
    one = found[second["id"]]
    assert one["reasons"][0]["text_en"] == "the work on a car before yours takes longer than expected"
    answer = say(desk, one, "declined", {"wish": {"must": {"dates": ["2026-03-04"]}}})
    offer = answer.json()["offers"][0]
    moved = desk.post(f"/appointments/{second['id']}:move", {"offer": offer["token"]}, etag="*")
    assert (moved.status_code, moved.json()["arrival"]) == (200, offer["arrival"])


def test_a_list_is_read_before_it_is_written_to(desk: DeskClient, car: Json) -> None:
    (one,) = late(desk, car, 90)
    path = f"{one['links']['self']}:agreed"
    assert desk.http.post(path).status_code == 428
    say(desk, one, "called")
    stale = desk.http.post(path, headers={"If-Match": '"1"'})
    assert (stale.status_code, stale.headers["etag"]) == (412, '"2"')
    assert desk.http.post(path, headers={"If-Match": '"2"'}).status_code == 200
    closed = desk.http.post(path, headers={"If-Match": "*"})
    assert (closed.status_code, problem(closed), closed.json()["allowed"]) == (409, "notice_not_allowed", [])
    unknown = desk.get("/notices/ntc_none")
    assert (unknown.status_code, problem(unknown)) == (404, "unknown_notice")


def test_a_call_that_comes_too_late_expires_and_the_next_plan_makes_another(desk: DeskClient, car: Json) -> None:
    (one,) = late(desk, car, 90)
    desk.clock.now = on("09:30")
    assert to_call(desk) == []
    assert desk.http.get(one["links"]["self"]).json()["state"] == "expired"
    works(desk, car, 30)
    publish(desk)
    (again,) = to_call(desk)
    assert clock(again["call_by"]) == "10:00"  # on the way already: until they stand at the desk


def test_an_appointment_that_goes_takes_its_call_along(desk: DeskClient, car: Json) -> None:
    (one,) = late(desk, car, 90)
    desk.post(f"/appointments/{car['id']}:cancel", {}, etag="*")
    assert to_call(desk) == []
    assert desk.http.get(one["links"]["self"]).json()["state"] == "withdrawn"


def test_a_safety_comeback_is_told_to_the_service_manager_once(desk: DeskClient) -> None:
    one = booked(desk, priority={"comeback": True, "safety_related": True})
    desk.clock.now = on("08:30")
    works(desk, one, 90)
    publish(desk)
    by_caller = {each["caller"]: each for each in to_call(desk)}
    assert set(by_caller) == {"service_manager", "complaint_officer"}
    manager = by_caller["service_manager"]
    assert (manager["kind"], manager["answer_needed"], manager["allowed"]) == ("safety_comeback", "none", ["called"])
    assert say(desk, manager, "agreed").status_code == 409
    assert say(desk, manager, "called").json()["allowed"] == []
    publish(desk)
    assert [each["caller"] for each in to_call(desk)] == ["complaint_officer"]


def test_names_and_phones_are_for_those_who_call(desk: DeskClient) -> None:
    customer = {"name": "王小明", "phone": "13800000000"}
    answer = desk.http.put(f"{desk.path}/customers/C-881", json=customer, headers={"If-Match": "*"})
    assert answer.status_code in (200, 201), answer.text
    offer = desk.offers(must={"dates": ["2026-03-02"]}, lead_minutes=0)[0]
    one = desk.take(offer, customer_ref="C-881").json()
    desk.clock.now = on("08:30")
    works(desk, one, 90)
    publish(desk)
    (seen,) = to_call(desk)
    assert seen["customer"] == customer
    key = new_key(desk.services.security, Role.FOREMAN, workshop_of(desk))
    with asking(str(desk.http.base_url), key) as foreman:
        (told,) = foreman.get(f"{desk.path}/notices").json()["items"]
        assert (told["customer"], told["customer_ref"]) == (None, "C-881")
        refused = foreman.post(f"{seen['links']['self']}:called", headers={"If-Match": "*"})
        assert (refused.status_code, problem(refused)) == (403, "not_allowed")
    for entry in entries_of_workshop(desk.services.database, workshop_of(desk), 0):
        assert not any(word in str(entry.payload) for word in ("王小明", "13800000000", "C-881"))


def test_pages_of_all_notices(desk: DeskClient, car: Json) -> None:
    for minutes in (90, 40, 90, 40, 90):
        late(desk, car, minutes)
    first = desk.get("/notices", all="true", limit=2).json()
    second = desk.get("/notices", all="true", limit=2, cursor=first["next_cursor"]).json()
    states = [each["state"] for each in (*first["items"], *second["items"])]
    assert states == ["proposed", "withdrawn", "withdrawn"]
    assert second["next_cursor"] is None
    assert desk.get("/notices", all="true", appointment_id="apt_other").json()["items"] == []
