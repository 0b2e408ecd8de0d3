"""A small shop with a morning's cars, and a planner of a few lines that stands in for the engine."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from api.planner import SearchProgress, StopSignal
from api.runs.records import RunProgress
from optimizer.calendar import Span
from optimizer.day import Day
from optimizer.plan import Assignment, Bound, CostBreakdown, CostTerm, Plan, Reason, VisitNote
from optimizer.policy import PriorityClass
from optimizer.steps import Catalogue, steps_of
from optimizer.visit import Job, Step, StepKind, Visit
from optimizer.workshop import Advisor, Bay, Operation, Station, StationKind, Technician, Workshop

ZONE = ZoneInfo("Asia/Shanghai")
MINUTES = {StepKind.RECEPTION: 12, StepKind.INSPECTION: 10, StepKind.WASH: 20, StepKind.HAND_OVER: 10}


def at(clock: str, day: int = 14) -> datetime:
    """``"08:30"`` on a day of March 2017 in the shop's zone."""
    hour, minute = map(int, clock.split(":"))
    return datetime(2017, 3, day, hour, minute, tzinfo=ZONE)


def span(start: str, end: str) -> Span:
    """Two clock times of the day."""
    return Span(at(start), at(end))


def toy_workshop() -> Workshop:
    """Five technicians, four bays, two advisors, one inspection and one wash place."""
    hours, lunch = (span("08:00", "17:00"),), (span("12:00", "13:00"),)
    names = ("Wang Lei", "Li Na", "Zhang Wei", "Liu Yang", "Chen Jing")
    return Workshop(
        workshop_id="toy",
        name="Toy Motors 玩具汽车",
        time_zone="Asia/Shanghai",
        open_spans=hours,
        technicians=tuple(
            Technician(
                technician_id=f"T{n}",
                name=name,
                skills=frozenset({"general"}),
                shifts=hours,
                breaks=lunch,
                absences=(span("14:00", "15:30"),) if n == 3 else (),
            )
            for n, name in enumerate(names, start=1)
        ),
        advisors=tuple(Advisor(advisor_id=f"A{n}", name=f"Advisor {n}", shifts=hours, breaks=lunch) for n in (1, 2)),
        bays=tuple(
            Bay(
                bay_id=f"B{n}",
                name=f"Bay {n}",
                capabilities=frozenset({"STANDARD_LIFT"}),
                outages=(span("15:00", "17:00"),) if n == 4 else (),
            )
            for n in (1, 2, 3, 4)
        ),
        stations=tuple(
            Station(kind=kind, count=1, open_spans=hours) for kind in (StationKind.INSPECTION, StationKind.WASH)
        ),
        operations=(
            Operation(
                operation_code="M10",
                name="10,000 km service",
                category="maintenance",
                frt_hours=1.0,
                skill="general",
                bay_capability="STANDARD_LIFT",
            ),
            Operation(
                operation_code="R20",
                name="Front brakes 前刹车",
                category="repair",
                frt_hours=1.8,
                skill="general",
                bay_capability="STANDARD_LIFT",
            ),
            Operation(
                operation_code="D01",
                name="Find noise",
                category="repair",
                frt_hours=0.5,
                skill="general",
                bay_capability="STANDARD_LIFT",
                is_diagnosis=True,
            ),
        ),
    )


def toy_visit(n: int) -> Visit:
    """The n-th car of the morning."""
    codes = (("M10",), ("R20",), ("D01", "R20"))[n % 3]
    arrival = at("08:00") + timedelta(minutes=20 * n)
    return Visit(
        visit_id=f"V{n:02}",
        plate=f"沪A·{10234 + 7 * n}",
        priority_class=tuple(PriorityClass)[n % 8],
        priority_reason="brakes failed after repair <b>" if n == 0 else "",
        arrival=arrival,
        promised=arrival + timedelta(hours=3, minutes=30),
        waits=n % 4 == 0,
        jobs=tuple(Job(job_id=f"J{k}", operation_code=code) for k, code in enumerate(codes, start=1)),
    )


def toy_day(num_visits: int = 10) -> Day:
    """The shop with its first cars, planned at 07:30."""
    return Day(
        workshop=toy_workshop(),
        visits=tuple(toy_visit(n) for n in range(num_visits)),
        now=at("07:30"),
        assumptions=("Arrival hours are drawn from a seed.",),
    )


def toy_planner(
    day: Day,
    *,
    time_limit_s: float = 10.0,
    seed: int = 0,
    deterministic: bool = False,
    stop: StopSignal | None = None,
    on_progress: Callable[[SearchProgress], None] | None = None,
) -> Plan:
    """Cars one after the other, each step as soon as its people are free; pretends to search until told to end.

    The pretended search takes ``time_limit_s``, or no time at all when deterministic. Not a valid plan.
    """
    started = time.monotonic()
    assignments = _place(day)
    plan = _plan_of(day, assignments, seed)
    while True:
        seconds = time.monotonic() - started
        if on_progress is not None:
            on_progress(RunProgress(seconds=seconds, phase="improve", cost=900, promise=300, unavoidable=120))
        if deterministic or seconds >= time_limit_s or (stop is not None and stop.is_set()):
            return plan
        time.sleep(0.01)


def _place(day: Day) -> tuple[Assignment, ...]:
    free: dict[str, datetime] = {}
    catalogue = Catalogue.of(day.workshop)
    placed: list[Assignment] = []
    for visit in day.visits:
        ready = visit.arrival
        for step in steps_of(visit, catalogue):
            names = _resources(step, day, free)
            start = max([ready, *(free.get(name, ready) for name in names.values())])
            start = max(start, visit.customer_there or start) if step.kind is StepKind.HAND_OVER else start
            ready = start + timedelta(minutes=MINUTES.get(step.kind, round(step.labour_hours * 60) or 60))
            free.update(dict.fromkeys(names.values(), ready))
            placed.append(_assignment(step, start, ready, names))
    return tuple(placed)


def _resources(step: Step, day: Day, free: dict[str, datetime]) -> dict[str, str]:
    never = datetime.min.replace(tzinfo=UTC)

    def first(names: list[str]) -> str:
        return min(names, key=lambda name: free.get(name, never))

    if step.kind in (StepKind.RECEPTION, StepKind.HAND_OVER):
        return {"unit": first([a.advisor_id for a in day.workshop.advisors])}
    if step.kind in (StepKind.INSPECTION, StepKind.WASH):
        return {"unit": f"{step.kind.value}-1"}
    return {
        "technician": first([t.technician_id for t in day.workshop.technicians]),
        "bay": first([b.bay_id for b in day.workshop.bays]),
    }


def _assignment(step: Step, start: datetime, end: datetime, names: dict[str, str]) -> Assignment:
    technician = names.get("technician")
    return Assignment(
        step_id=step.step_id,
        visit_id=step.visit_id,
        kind=step.kind,
        start=start,
        end=end,
        technician_ids=() if technician is None else (technician,),
        bay_id=names.get("bay"),
        unit_id=names.get("unit"),
    )


def _plan_of(day: Day, assignments: tuple[Assignment, ...], seed: int) -> Plan:
    late = VisitNote(
        visit_id=day.visits[-1].visit_id,
        code="promise_at_risk",
        late_minutes=25,
        reasons=(
            Reason(
                rule="bay_outage",
                subject="B4",
                until=at("17:00"),
                text_en="bay 4 is out of order until 17:00",
                text_zh="工位4停用至17:00",
            ),
        ),
    )
    terms = (
        CostTerm(name="tardiness", tier="promise", amount=300, unit="class-weighted minutes", weight=1, cost=300),
        CostTerm(name="technician_load", tier="level", amount=150, unit="load minutes", weight=4, cost=600),
    )
    return Plan(
        workshop_id=day.workshop.workshop_id,
        now=day.now,
        horizon_start=at("00:00"),
        horizon_end=at("00:00", 17),
        assignments=assignments,
        notes=(late,),
        cost=CostBreakdown(terms=terms),
        bound=Bound(unavoidable=120, avoidable=180, proven=False),
        seed=seed,
        seconds=0.1,
    )
