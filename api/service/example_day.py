"""The smallest day and its plan, as the API's documents show them; a test lets the referee check them."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from pydantic import JsonValue

from api.contract import plan_document, write_day, write_plan
from optimizer.calendar import Span
from optimizer.day import Day
from optimizer.plan import Assignment, Bound, Plan
from optimizer.policy import PriorityClass
from optimizer.referee import cost
from optimizer.visit import Job, StepKind, Visit
from optimizer.workshop import Advisor, Bay, Operation, Station, StationKind, Technician, Workshop

_ZONE = ZoneInfo("Asia/Shanghai")


@lru_cache
def day_example() -> JsonValue:
    """A day document: one technician, one bay, one car."""
    return write_day(example_day())


@lru_cache
def plan_example() -> JsonValue:
    """The plan document of that day."""
    return write_plan(plan_document(example_day(), example_plan()))


def example_day() -> Day:
    """An oil change for a customer who waits."""
    hours, lunch = (Span(_at(8), _at(17)),), (Span(_at(12), _at(13)),)
    workshop = Workshop(
        workshop_id="GZ-01",
        name="Guangzhou 广州一店",
        time_zone=_ZONE.key,
        open_spans=hours,
        technicians=(
            Technician(technician_id="T1", name="王伟", skills=frozenset({"general"}), shifts=hours, breaks=lunch),
        ),
        advisors=(Advisor(advisor_id="SA1", name="李娜", shifts=hours, breaks=lunch),),
        bays=(Bay(bay_id="B1", name="1号工位", capabilities=frozenset({"STANDARD_LIFT"})),),
        stations=(
            Station(kind=StationKind.INSPECTION, count=1, open_spans=hours),
            Station(kind=StationKind.WASH, count=1, open_spans=hours),
        ),
        operations=(
            Operation(
                operation_code="MA10",
                name="10,000 km service 1万公里保养",
                category="maintenance",
                frt_hours=0.8,
                skill="general",
                bay_capability="STANDARD_LIFT",
            ),
        ),
    )
    visit = Visit(
        visit_id="V1",
        plate="粤A12345",
        priority_class=PriorityClass.WAITING,
        arrival=_at(8, 30),
        promised=_at(10, 30),
        waits=True,
        jobs=(Job(job_id="1", operation_code="MA10"),),
    )
    return Day(workshop=workshop, visits=(visit,), now=_at(8))


def example_plan() -> Plan:
    """Step after step."""
    assignments = (
        _assignment("reception", StepKind.RECEPTION, _at(8, 30), _at(8, 42), unit_id="SA1"),
        _assignment("work/1", StepKind.WORK, _at(8, 42), _at(9, 30), technician_ids=("T1",), bay_id="B1", unit_id=None),
        _assignment("inspection", StepKind.INSPECTION, _at(9, 30), _at(9, 40), unit_id="inspection-1"),
        _assignment("wash", StepKind.WASH, _at(9, 40), _at(10, 0), unit_id="wash-1"),
        _assignment("hand_over", StepKind.HAND_OVER, _at(10, 0), _at(10, 10), unit_id="SA1"),
    )
    return Plan(
        workshop_id="GZ-01",
        now=_at(8),
        horizon_start=datetime(2026, 3, 16, tzinfo=_ZONE),
        horizon_end=datetime(2026, 3, 17, tzinfo=_ZONE),
        assignments=assignments,
        cost=cost(example_day(), assignments, ()),
        bound=Bound(unavoidable=0, avoidable=0, proven=True, proofs=("no promise is missed",)),
        seconds=0.1,
    )


def _at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, 16, hour, minute, tzinfo=_ZONE)


def _assignment(
    name: str,
    kind: StepKind,
    start: datetime,
    end: datetime,
    *,
    unit_id: str | None,
    technician_ids: tuple[str, ...] = (),
    bay_id: str | None = None,
) -> Assignment:
    return Assignment(
        step_id=f"V1/{name}",
        visit_id="V1",
        kind=kind,
        start=start,
        end=end,
        technician_ids=technician_ids,
        bay_id=bay_id,
        unit_id=unit_id,
    )
