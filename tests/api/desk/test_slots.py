"""Asking for slots over HTTP."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.api.desk.desks import DeskClient, on


def test_offers_can_be_taken_exactly_as_they_are(desk: DeskClient) -> None:
    for offer in desk.offers(count=4):
        answer = desk.take(offer)
        assert answer.status_code == 201, answer.text
        booked = answer.json()
        for name in ("arrival", "promised", "advisor_id", "technician_ids", "bay_ids"):
            assert booked[name] == offer[name]
        times = [(step["kind"], step["start"], step["end"]) for step in booked["steps"]]
        assert times == [(step["kind"], step["start"], step["end"]) for step in offer["steps"]]
        assert booked["steps"][0]["step_id"] == f"{booked['id']}/reception"


def test_what_is_booked_is_not_offered_again(desk: DeskClient) -> None:
    first = desk.book().json()
    for offer in desk.offers(count=20, per_date=20):
        assert not overlap(first["steps"], offer["steps"])


def overlap(some: list[dict[str, str]], others: list[dict[str, str]]) -> bool:
    """Whether two visits have one person or place at the same time."""

    def taken(step: dict[str, str]) -> set[str]:
        return {*step["technician_ids"], step["bay_id"], step["unit_id"]} - {None}

    return any(
        taken(one) & taken(other) and one["start"] < other["end"] and other["start"] < one["end"]
        for one in some
        for other in others
    )


def test_the_answer_explains_itself(desk: DeskClient) -> None:
    offer = desk.offers(count=1)[0]
    assert offer["rank"] == sum(term["amount"] * term["weight"] for term in offer["terms"])
    assert {term["name"] for term in offer["terms"]} >= {"day_load", "half_hour_load", "technician_load"}
    day = offer["load"]["day"]
    assert (day["before"], day["after"], day["available"]) == (0, 60, 960)
    assert day["share_after"] == round(60 / 960, 3)
    assert offer["parts"][0]["part_number"] == "FILTER"
    assert offer["found_by"] == "insertion"
    assert offer["moved"] == 0


def test_it_speaks_both_languages(desk: DeskClient) -> None:
    body = {"jobs": [{"operation_code": "OIL"}], "count": 1}
    chinese = desk.post("/slots:search", body, accept_language="zh-CN,zh;q=0.9,en;q=0.5").json()
    english = desk.post("/slots:search", body, accept_language="en-GB").json()
    assert chinese["offers"][0]["words"][0].startswith("3月2日周一")
    assert english["offers"][0]["words"][0].startswith("Monday 2 March")


def test_the_three_questions_of_the_trade(desk: DeskClient) -> None:
    found = desk.search(
        count=0,
        questions={
            "fits": {"start": "2026-03-03T08:00", "end": "2026-03-03T10:30"},
            "earliest_ready": True,
            "earliest_ready_within_minutes": 120,
        },
    )
    assert found["offers"] == []
    answers = found["answers"]
    fits = answers["fits"]
    assert fits["arrival"] >= "2026-03-03T08:00"
    assert fits["promised"] <= "2026-03-03T10:30:00+08:00"
    assert answers["earliest_ready"]["arrival"] == on("09:00").isoformat()  # an hour from now
    within = answers["earliest_ready_within"]
    assert minutes(within["promised"]) - minutes(within["arrival"]) <= 120
    no = desk.search(count=0, questions={"fits": {"start": "2026-03-03T08:00", "end": "2026-03-03T08:30"}})
    assert no["answers"]["fits"] is None


def minutes(text: str) -> float:
    """Minutes since the epoch."""
    return datetime.fromisoformat(text).timestamp() / 60


def test_wishes_come_first_among_equals_and_musts_always(desk: DeskClient) -> None:
    liked = desk.offers(count=1, preferred={"dates": ["2026-03-05"], "hours": [{"start": "14:00", "end": "15:00"}]})[0]
    assert liked["arrival"].startswith("2026-03-05T14")
    for offer in desk.offers(must={"weekdays": ["wed"], "hours": [{"start": "08:00", "end": "09:00"}]}):
        arrival = datetime.fromisoformat(offer["arrival"])
        assert (arrival.weekday(), arrival.hour) == (2, 8)


def test_a_car_that_we_fetch_and_bring_back(desk: DeskClient) -> None:
    offer = desk.offers(count=1, collect={"minutes": 25}, bring_back={"minutes": 35})[0]
    arrival, promised = (datetime.fromisoformat(offer[name]) for name in ("arrival", "promised"))
    assert datetime.fromisoformat(offer["collect_at"]) == arrival - timedelta(minutes=25)
    assert datetime.fromisoformat(offer["back_at"]) == promised + timedelta(minutes=35)


def test_no_offer_lies_beyond_the_dates_with_appointments(desk: DeskClient) -> None:
    offers = desk.offers(count=20, per_date=1)
    assert len({offer["arrival"][:10] for offer in offers}) == len(offers) == 14
    assert max(offer["arrival"] for offer in offers) < "2026-03-20"


def test_times_come_on_the_workshops_clock(desk: DeskClient) -> None:
    sent_as_utc = desk.offers(count=1, must={"spans": [{"start": "2026-03-03T02:00Z", "end": "2026-03-03T02:01Z"}]})
    assert sent_as_utc[0]["arrival"] == "2026-03-03T10:00:00+08:00"


def test_every_fault_is_told_at_once(desk: DeskClient) -> None:
    body = {"jobs": [{"operation_code": "OIL"}, {}], "vehicle": {"plates": "x"}, "waits": "yes", "count": 99}
    refused = desk.post("/slots:search", body)
    assert refused.status_code == 422
    assert {fault["pointer"] for fault in refused.json()["errors"]} == {
        "/jobs/1",
        "/vehicle/plates",
        "/waits",
        "/count",
    }
    assert all(fault["remedy"] for fault in refused.json()["errors"])
    sense = desk.post("/slots:search", {"jobs": [{"operation_code": "NONE"}], "advisor_id": "nobody"})
    assert [fault["code"] for fault in sense.json()["errors"]] == ["unknown_person", "unknown_operation"]


def test_an_unknown_workshop_is_not_found(desk: DeskClient) -> None:
    answer = desk.http.post("/v1/workshops/none/slots:search", json={"jobs": [{"operation_code": "OIL"}]})
    assert answer.status_code == 404
    assert answer.json()["type"] == "urn:heijunka:problem:unknown_workshop"
