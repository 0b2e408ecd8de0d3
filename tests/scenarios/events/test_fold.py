"""Events folded onto the tiny shop: whatever is accepted makes a day that can be planned."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optimizer.changes import CauseKind
from optimizer.day import Day
from optimizer.faults import faults_of
from optimizer.plan_day import plan_day
from optimizer.referee import violations
from optimizer.visit import Interruption, Job, StepStatus, Visit
from scenarios.events import records
from scenarios.events.causes import Names, cause_of
from scenarios.events.facts import tools_down, with_facts
from scenarios.events.fold import fold, with_event, without_event
from scenarios.events.ground import Car, Ground
from scenarios.events.records import Event, Told
from scenarios.events.refusals import EventRefused
from scenarios.events.state import FloorState
from scenarios.setup.resolve import resolve
from tests.scenarios.setup.shops import MONDAY, tiny

SETUP = tiny()
OPENS = datetime(2026, 3, 2, 0, 0, tzinfo=UTC)  # 8:00 in Shanghai


def at(minutes: int) -> datetime:
    """So many minutes after opening."""
    return OPENS + timedelta(minutes=minutes)


def visit(key: str, *codes: str) -> Visit:
    """A car that is expected at opening."""
    jobs = tuple(Job(job_id=str(n), operation_code=code) for n, code in enumerate(codes, start=1))
    return Visit(visit_id=key, arrival=OPENS, promised=at(300), jobs=jobs)


GROUND = Ground.of(
    SETUP,
    {
        "A": Car(visit=visit("A", "OIL", "ENGINE"), arrived_at=OPENS),
        "B": Car(visit=visit("B", "OIL"), arrived_at=OPENS),
        "C": Car(visit=visit("C", "ENGINE")),
    },
)
STEPS = [step.step_id for car in FloorState.before(GROUND).cars.values() for step in car.plan]
CREWS: list[tuple[str, ...]] = [(), ("ann",), ("bob",), ("ann", "bob"), ("joe",)]
UNITS = [None, "eve", "inspection-1", "wash-1"]


def key_of(step_id: str) -> str:
    """The car of a step."""
    return step_id.partition("/")[0]


def starts(draw: st.DrawFn) -> Event:
    """Somebody begins or goes on with something somewhere."""
    kind = records.StepStarted if draw(st.integers(0, 2)) else records.StepResumed
    step_id = draw(st.sampled_from(STEPS))
    is_labour = "/work/" in step_id
    return kind(
        appointment_id=key_of(step_id),
        step_id=step_id,
        technician_ids=draw(st.sampled_from(CREWS[1:3])) if is_labour else draw(st.sampled_from(CREWS[:2])),
        bay_id=draw(st.sampled_from(["b1", "b1", None])) if is_labour else None,
        unit_id=None if is_labour else draw(st.sampled_from(UNITS[1:])),
    )


def ends(draw: st.DrawFn) -> Event:
    """Something stops or ends."""
    step_id = draw(st.sampled_from(STEPS))
    key = key_of(step_id)
    code = draw(st.sampled_from(Interruption))
    until = draw(st.one_of(st.none(), st.integers(0, 900).map(at)))
    some: list[Event] = [
        records.StepFinished(appointment_id=key, step_id=step_id),
        records.StepFinished(appointment_id=key, step_id=step_id),
        records.StepPaused(appointment_id=key, step_id=step_id),
        records.StepInterrupted(appointment_id=key, step_id=step_id, code=code, until=until),
        records.InterruptionEnded(appointment_id=key, step_id=step_id),
        records.StepEstimated(appointment_id=key, step_id=step_id, remaining_minutes=draw(st.integers(0, 500))),
        records.InspectionFailed(appointment_id=key, rework=(records.Rework(step_id=f"{key}/work/1", frt_hours=0.5),)),
        records.WorkFound(
            appointment_id=key, jobs=(Job(job_id="a1", operation_code="OIL"),), authorise=draw(st.booleans())
        ),
    ]
    return draw(st.sampled_from(some))


def facts(draw: st.DrawFn) -> Event:
    """Somebody or something is not there, or is again."""
    some: list[Event] = [
        records.TechnicianAway(technician_id="ann", why=records.Away.ABSENT),
        records.TechnicianAway(technician_id="bob", why=records.Away.LATE, until=draw(st.integers(1, 600).map(at))),
        records.TechnicianBack(technician_id="ann"),
        records.BayDown(bay_id="b1", until=draw(st.one_of(st.none(), st.integers(1, 600).map(at)))),
        records.BayDown(bay_id="b1", capability="LIFT"),
        records.BayUp(bay_id="b1"),
        records.CarLate(appointment_id="C", until=draw(st.integers(1, 600).map(at))),
    ]
    return draw(st.sampled_from(some))


@st.composite
def tellings(draw: st.DrawFn) -> list[Told]:
    """Events in the order in which they are told; some late."""
    count = draw(st.integers(1, 25))
    told, minute = [], 0
    for seq in range(1, count + 1):
        make = draw(st.sampled_from([starts, starts, ends, ends, ends, facts]))
        minute += draw(st.integers(0, 30))
        back = draw(st.sampled_from([0, 0, 0, 0, 20, 90]))
        event = make(draw)
        if isinstance(event, records.WorkFound):
            event = replace(event, jobs=(Job(job_id=f"a{seq}", operation_code="OIL"),))
        told.append(Told(event_id=f"e{seq}", seq=seq, occurred_at=at(max(0, minute - back)), event=event))
    return told


def accepted(told: list[Told]) -> tuple[FloorState, list[Told]]:
    """The floor after all that can be, and what that was."""
    floor, kept = FloorState.before(GROUND), list[Told]()
    for one in told:
        try:
            floor, _ = with_event(floor, kept, one)
        except EventRefused as refused:
            assert refused.message
            assert refused.remedy
            continue
        kept.append(one)
    return floor, kept


def day_of(floor: FloorState, now: datetime) -> Day:
    """The day that the floor makes."""
    workshop = with_facts(resolve(SETUP, MONDAY, 3).workshop, floor.facts)
    visits = tuple(floor.visit(key, now) for key in floor.cars)
    day = Day(workshop=workshop, visits=visits, now=now)
    forbidden = tools_down(workshop, visits, floor.facts, now)
    return replace(day, decisions=replace(day.decisions, forbidden=forbidden))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(told=tellings())
def test_whatever_is_accepted_makes_a_valid_day_and_the_same_when_told_anew(told: list[Told]) -> None:
    floor, kept = accepted(told)
    now = max([one.occurred_at for one in told]) + timedelta(minutes=10)
    day = day_of(floor, now)
    assert faults_of(day) == ()
    anew = fold(GROUND, kept)
    assert anew.lapsed == set()
    assert day_of(anew, now) == day


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(told=tellings())
def test_and_a_plan_that_the_referee_accepts(told: list[Told]) -> None:
    floor, _ = accepted(told)
    day = day_of(floor, max([one.occurred_at for one in told]))
    assert violations(day, plan_day(day, time_limit_s=0.01, deterministic=True)) == ()


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(told=tellings(), pick=st.integers(0, 24))
def test_an_event_that_is_withdrawn_was_never_told(told: list[Told], pick: int) -> None:
    floor, kept = accepted(told)
    if not kept:
        return
    gone = kept[pick % len(kept)]
    left = [one for one in kept if one is not gone]
    now = at(900)
    try:
        after = without_event(floor, kept, gone)
    except EventRefused as refused:
        assert refused.code == "others_depend"
        assert refused.against in {one.event_id for one in left}
        assert fold(GROUND, left).lapsed
    else:
        assert day_of(after, now) == day_of(fold(GROUND, left), now)


def told_at(minute: int, event: Event, seq: int = 1) -> Told:
    """An event that was told when it happened."""
    return Told(event_id=f"e{seq}", seq=seq, occurred_at=at(minute), event=event)


def test_work_left_counts_hours_on_the_roster_only() -> None:
    """Of two hours of FRT, half an hour is done by lunch at 12:00; the hour of lunch is no work."""
    start = records.StepStarted(appointment_id="C", step_id="C/work/1", technician_ids=("ann",))
    ground = replace(GROUND, cars={"C": replace(GROUND.cars["C"], arrived_at=OPENS)})
    floor = fold(ground, [told_at(210, start)])
    assert [floor.visit("C", at(minute)).progress[1].remaining_minutes for minute in (210, 240, 270, 300, 330)] == [
        *(120, 90, 90, 90, 60)
    ]


def test_a_car_that_is_interrupted_is_out_of_the_bay_unless_it_stays() -> None:
    start = records.StepStarted(appointment_id="B", step_id="B/work/1", technician_ids=("ann",), bay_id="b1")
    for stays in (True, False):
        stop = records.StepInterrupted(
            appointment_id="B", step_id="B/work/1", code=Interruption.AWAITING_PARTS, stays=stays
        )
        found = fold(GROUND, [told_at(0, start), told_at(30, stop, 2)]).visit("B")
        assert found.in_bay == ("b1" if stays else None)
        assert (found.progress[1].status, found.progress[1].remaining_frt_hours) == (StepStatus.INTERRUPTED, 0.5)


@pytest.mark.parametrize(
    ("event", "kind", "en", "zh"),
    [
        (
            records.TechnicianAway(technician_id="ann", why=records.Away.ABSENT, until=at(330)),
            CauseKind.TECHNICIAN,
            "ann is absent until 13:30",
            "ann缺勤至13:30",
        ),
        (
            records.StepInterrupted(
                appointment_id="A", step_id="A/work/1", code=Interruption.AWAITING_PARTS, reason="wrong filter"
            ),
            CauseKind.PARTS,
            "粤A1 waits for parts: wrong filter",
            "粤A1等待零件：wrong filter",
        ),
        (
            records.BayDown(bay_id="b1", capability="LIFT"),
            CauseKind.PLACE,
            "LIFT in bay b1 is down",
            "工位b1的LIFT停用",
        ),
    ],
)
def test_causes_are_said_in_words_of_the_shop(event: Event, kind: CauseKind, en: str, zh: str) -> None:
    cause = cause_of(told_at(0, event), Names.of(SETUP, {"A": "粤A1"}))
    assert cause is not None
    assert (cause.kind, cause.text_en, cause.text_zh) == (kind, en, zh)


def test_what_only_says_how_far_the_work_is_is_no_cause() -> None:
    event = records.StepFinished(appointment_id="A", step_id="A/work/1")
    assert cause_of(told_at(0, event), Names.of(SETUP, {})) is None
