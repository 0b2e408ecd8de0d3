"""People who are away, bays and tools that are down: the day knows, and the desk sells none of it."""

from __future__ import annotations

from optimizer.calendar import Span
from optimizer.decisions import Forbidden
from tests.api.desk.desks import DeskClient, Json, on
from tests.api.floor.floors import codes, day_of, refusals, states, tell, told, withdraw
from tests.api.floor.test_steps import started

TODAY = {"dates": ["2026-03-02"]}
ENGINE = [{"operation_code": "ENGINE"}]


def absences(desk: DeskClient, name: str) -> tuple[Span, ...]:
    """Absences of a technician in the day."""
    return next(one.absences for one in day_of(desk).day.workshop.technicians if one.technician_id == name)


def works(desk: DeskClient, **wish: object) -> list[str]:
    """When work would start, by the offers for a car that is handed in today."""
    return [one["steps"][1]["start"] for one in desk.offers(must=TODAY, **wish)]


def test_an_absent_technician_is_neither_planned_nor_sold(desk: DeskClient) -> None:
    assert min(works(desk, jobs=ENGINE)) < "2026-03-02T12"
    before = day_of(desk).versions
    told(desk, {"type": "technician_absent", "technician_id": "ann", "reason": "ill"})
    assert absences(desk, "ann") == (Span(on("08:00"), on("00:00", 3)),)
    assert all(start > "2026-03-03" for start in works(desk, jobs=ENGINE))
    after = day_of(desk).versions
    assert (after.floor, after.facts) == (before.floor + 1, before.facts + 1)
    desk.clock.now = on("09:00")
    told(desk, {"type": "technician_back", "technician_id": "ann"})
    assert absences(desk, "ann") == (Span(on("08:00"), on("09:00")),)
    assert min(works(desk, jobs=ENGINE)) < "2026-03-02T12"


def test_what_an_absent_technician_was_at_stands_still(desk: DeskClient) -> None:
    car = desk.do(desk.book(jobs=ENGINE, must=TODAY), "arrive").json()
    desk.clock.now = on("10:00")
    told(desk, started(car, "work/1", "09:00"))
    (one,) = told(desk, {"type": "technician_absent", "technician_id": "ann"})
    assert codes(one) == ["work_stopped"]
    assert states(desk, car["id"])["work/1"] == "interrupted"
    resumed = {"type": "step_resumed", "step_id": f"{car['id']}/work/1"}
    assert refusals(tell(desk, resumed)) == [("/events/0/technician_ids", "technician_absent")]
    (two,) = told(desk, {**resumed, "technician_ids": ["bob"]})
    assert set(codes(two)) == {"skill_missing", "other_technician"}
    assert withdraw(desk, one).json()["type"] == "urn:heijunka:problem:others_depend"


def test_somebody_goes_home_later_and_comes_late(desk: DeskClient) -> None:
    until = "2026-03-02T09:30"
    told(
        desk,
        {"type": "technician_late", "technician_id": "bob", "until": until},
        {
            "type": "technician_lent_out",
            "technician_id": "bob",
            "start": "2026-03-02T14:00",
            "until": "2026-03-02T16:00",
        },
    )
    assert absences(desk, "bob") == (Span(on("08:00"), on("09:30")), Span(on("14:00"), on("16:00")))
    early = tell(desk, {"type": "technician_late", "technician_id": "bob", "until": "2026-03-02T07:30"})
    assert refusals(early) == [("/events/0/until", "until_past")]
    unknown = tell(desk, {"type": "technician_back", "technician_id": "joe"})
    assert refusals(unknown) == [("/events/0/technician_id", "unknown_technician")]
    there = tell(desk, {"type": "technician_back", "technician_id": "ann"})
    assert refusals(there) == [("/events/0/technician_id", "not_away")]


def test_a_bay_that_is_down_is_not_sold_until_it_is_up(desk: DeskClient) -> None:
    (down,) = told(desk, {"type": "bay_down", "bay_id": "b1", "reason": "lift leaks oil"})
    assert day_of(desk).day.workshop.bays[0].outages
    assert all(start > "2026-03-03" for start in works(desk))
    again = told(desk, {"type": "bay_down", "bay_id": "b1", "until": "2026-03-02T12:00"})
    assert codes(again[0]) == ["down_already"]
    assert day_of(desk).day.workshop.bays[0].outages == (Span(on("08:00"), on("12:00")),)
    assert min(works(desk)) >= on("12:00").isoformat()
    told(desk, {"type": "bay_up", "bay_id": "b1"})
    assert day_of(desk).day.workshop.bays[0].outages == ()
    assert refusals(tell(desk, {"type": "bay_up", "bay_id": "b1"})) == [("/events/0/bay_id", "not_down")]
    assert withdraw(desk, down).status_code == 200


def test_without_its_tool_a_bay_does_other_work_only(desk: DeskClient) -> None:
    car = desk.book(must=TODAY).json()
    event: Json = {"type": "tool_down", "bay_id": "b1", "capability": "LIFT", "until": "2026-03-02T12:00"}
    told(desk, event)
    day = day_of(desk).day
    assert day.workshop.bays[0].outages == ()
    step_id = f"{car['id']}/work/1"
    assert day.decisions.forbidden == (Forbidden(step_id=step_id, bay_id="b1", until=on("12:00")),)
    assert min(works(desk)) >= on("12:00").isoformat()
    unknown = tell(desk, {"type": "tool_up", "bay_id": "b1", "capability": "PRESS"})
    assert refusals(unknown) == [("/events/0/capability", "unknown_tool")]
    told(desk, {"type": "tool_up", "bay_id": "b1", "capability": "LIFT"})
    assert day_of(desk).day.decisions.forbidden == ()
