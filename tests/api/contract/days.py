"""Random days without faults: small, odd, with every field of the contract in use."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from optimizer.calendar import Span
from optimizer.day import Day
from optimizer.plan import Assignment, Published
from optimizer.policy import Policy, PriorityClass, Weights
from optimizer.steps import step_id
from optimizer.visit import Interruption, Job, StepKind, StepProgress, StepStatus, Visit
from optimizer.workshop import (
    Advisor,
    Bay,
    Delivery,
    GroupJob,
    Operation,
    PartNeed,
    PartStock,
    Station,
    StationKind,
    Stretch,
    Technician,
    Workshop,
)

# The nights of the clock changes in Berlin, 2026, and a date in between.
STARTS = [datetime(2026, month, day, 21, tzinfo=UTC) for month, day in ((3, 28), (6, 1), (10, 24))]
ZONES = ["Asia/Shanghai", "Europe/Berlin", "America/New_York", "UTC"]

words = st.text(max_size=8)
ids = st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=8)
hours = st.sampled_from([0.1, 0.3, 1.0, 2.5])
flags = st.booleans()
minutes = st.integers(0, 12 * 60)


@st.composite
def spans(draw: st.DrawFn, start: datetime, most: int = 3, least: int = 0) -> tuple[Span, ...]:
    """Spans that do not overlap, to the microsecond, from ``start`` on."""
    found: list[Span] = []
    for _ in range(draw(st.integers(least, most))):
        begin = start + timedelta(minutes=draw(minutes))
        start = begin + timedelta(minutes=draw(minutes), microseconds=1 + draw(st.integers(0, 3)))
        found.append(Span(begin, start))
    return tuple(found)


@st.composite
def workshops(draw: st.DrawFn, start: datetime) -> Workshop:
    """A workshop with one operation and one group job that anybody can do."""
    parts = st.lists(st.builds(PartNeed, part_number=ids, quantity=st.integers(1, 3)), max_size=2).map(tuple)
    skill, place = draw(ids), draw(ids)
    staff = draw(st.lists(ids, min_size=2, max_size=4, unique=True))
    technicians = [
        Technician(
            technician_id=name,
            name=draw(words),
            skills=frozenset([skill, *draw(st.lists(ids, max_size=2))]),
            efficiency=draw(st.dictionaries(ids, hours, max_size=2)),
            default_efficiency=draw(hours),
            availability=draw(st.sampled_from([0.25, 1.0])),
            shifts=draw(spans(start, least=1)),
            breaks=draw(spans(start)),
            absences=draw(spans(start)),
            overtime=draw(spans(start)),
        )
        for name in staff
    ]
    operations = st.builds(
        Operation,
        operation_code=st.just("op"),
        name=words,
        category=ids,
        frt_hours=hours,
        skill=st.sampled_from([None, skill]),
        bay_capability=st.sampled_from([None, place]),
        crew=st.integers(1, 2),
        stretch=st.sampled_from(Stretch),
        parts=parts,
        is_diagnosis=flags,
        sublet_hours=st.none() | hours,
    )
    weights = st.integers(0, 1000)
    opened = draw(spans(start, most=2, least=1))
    return Workshop(
        workshop_id=draw(ids),
        name=draw(words),
        time_zone=draw(st.sampled_from(ZONES)),
        open_spans=opened,
        technicians=tuple(technicians),
        advisors=(
            Advisor(advisor_id="sa", name=draw(words), shifts=draw(spans(start, least=1)), breaks=draw(spans(start))),
        ),
        bays=(Bay(bay_id="b", name=draw(words), capabilities=frozenset([place]), outages=draw(spans(start))),),
        stations=tuple(
            Station(kind=kind, count=draw(st.integers(1, 3)), open_spans=draw(spans(start, least=1)))
            for kind in draw(st.permutations(list(StationKind)))
        ),
        operations=(draw(operations),),
        group_jobs=(GroupJob(group_code="group", name=draw(words), operation_codes=("op",) * draw(st.integers(1, 3))),),
        stock=(PartStock(part_number="p", on_hand=draw(st.integers(0, 9))),),
        deliveries=(Delivery(part_number="p", quantity=draw(st.integers(0, 9)), eta=start),),
        loan_cars=draw(st.integers(2, 5)),
        policy=draw(
            st.builds(
                Policy,
                weights=st.builds(Weights, tardiness=weights, level_tier=weights, idle_bay=weights),
                grid_minutes=st.sampled_from([1, 5, 6]),
                horizon_days=st.integers(1, 3),
                reserve_share=st.sampled_from([0.0, 0.2, 1.0]),
                overtime_allowed=flags,
            )
        ),
    )


@st.composite
def visits(draw: st.DrawFn, visit_id: str, now: datetime) -> Visit:
    """A visit, whose reception may be finished, running or interrupted."""
    part = st.builds(PartNeed, part_number=ids, quantity=st.integers(1, 3))
    job = st.builds(
        Job,
        job_id=st.just("1"),
        operation_code=st.sampled_from(["op", "group"]),
        frt_hours=st.none() | hours,
        parts=st.none() | st.lists(part, max_size=2).map(tuple),
    )
    later = st.none() | st.builds(lambda ahead: now + timedelta(minutes=ahead), minutes)
    return Visit(
        visit_id=visit_id,
        plate=draw(words),
        customer_ref=draw(words),
        priority_class=draw(st.sampled_from(PriorityClass)),
        priority_reason=draw(words),
        arrival=now,
        promised=draw(later),
        pick_up=draw(later),
        waits=draw(flags),
        booked=draw(flags),
        loan_car=draw(flags),
        wash=draw(flags),
        advisor_id=draw(st.sampled_from([None, "sa"])),
        jobs=tuple(draw(st.lists(job, max_size=1))),
        progress=draw(st.sampled_from([(), (_finished(visit_id, now),), (_interrupted(visit_id, now, draw(words)),)])),
    )


@st.composite
def days(draw: st.DrawFn) -> Day:
    """A day that can be planned."""
    now = draw(st.sampled_from(STARTS))
    names = draw(st.lists(ids.filter(lambda one: "/" not in one), max_size=2, unique=True))
    placed = Assignment(
        step_id=f"{draw(ids)}/reception",
        visit_id="gone",
        kind=StepKind.RECEPTION,
        start=now,
        end=now + timedelta(minutes=1),
        technician_ids=tuple(draw(st.lists(ids, max_size=2))),
        bay_id=draw(st.none() | ids),
        unit_id=draw(st.none() | ids),
        keeps_bay=draw(flags),
        pinned=draw(flags),
        overtime=draw(flags),
    )
    published = Published(assignments=(placed,), released=frozenset(draw(st.lists(ids, max_size=2))))
    return Day(
        workshop=draw(workshops(now)),
        visits=tuple(draw(visits(name, now)) for name in names),
        now=now,
        published=draw(st.none() | st.just(published)),
        assumptions=tuple(draw(st.lists(words, max_size=2))),
    )


def _finished(visit_id: str, now: datetime) -> StepProgress:
    return StepProgress(
        step_id=step_id(visit_id, StepKind.RECEPTION),
        status=StepStatus.FINISHED,
        started_at=now - timedelta(minutes=10),
        finished_at=now,
        unit_id="sa",
    )


def _interrupted(visit_id: str, now: datetime, reason: str) -> StepProgress:
    return StepProgress(
        step_id=step_id(visit_id, StepKind.RECEPTION),
        status=StepStatus.INTERRUPTED,
        started_at=now,
        code=Interruption.AWAITING_ANSWER,
        reason=reason,
        resume_at=now + timedelta(minutes=3),
    )
