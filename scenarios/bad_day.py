"""A bad day in the shop of `docs/examples/shop.yaml`: whom it expects, what goes wrong, and what goes by plan between.

Pure data and one function: whoever plays it books the cars, tells what goes by plan until each incident, and then the
incident itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

DATE = date(2026, 3, 16)  # a Monday


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedCar:
    """An appointment. ``name`` stands for it in the script; ``hour``: its arrival is in this one."""

    name: str
    plate: str
    operation_codes: tuple[str, ...]
    hour: int
    waits: bool = False
    vic: bool = False
    loan_car: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """Something that goes wrong at ``at`` (``hh:mm``). ``type`` and ``fields``: the event, as the floor tells it.

    ``car``: the name of the car it is about; ``step``: the id of its step without the car's.
    """

    at: str
    title_en: str
    title_zh: str
    type: str
    car: str | None = None
    step: str | None = None
    fields: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedStep:
    """A step as it stands: where it is in the plan, and how far it is."""

    visit_id: str
    step_id: str
    start: datetime
    end: datetime
    technician_ids: tuple[str, ...] = ()
    bay_id: str | None = None
    unit_id: str | None = None
    status: str | None = None  # as in ``StepStatus``; None: not started


@dataclass(frozen=True, slots=True, kw_only=True)
class ByPlan:
    """An event that the plan foresaw: ``subject_id`` is the step's, or the visit's for an arrival.

    ``step``: of a beginning, who and where.
    """

    at: datetime
    type: str
    subject_id: str
    step: PlannedStep | None = None


CARS: tuple[ExpectedCar, ...] = (
    ExpectedCar(name="camry", plate="粤A10001", operation_codes=("SVC-20K",), hour=8),
    ExpectedCar(name="accord", plate="粤A10002", operation_codes=("OIL", "PADS"), hour=8, waits=True),
    ExpectedCar(name="odyssey", plate="粤A10003", operation_codes=("EXPRESS",), hour=11, waits=True),
    ExpectedCar(name="fit", plate="粤A10004", operation_codes=("OIL", "CHECK"), hour=9),
    ExpectedCar(name="crown", plate="粤A10005", operation_codes=("SVC-20K",), hour=10, vic=True),
    ExpectedCar(name="civic", plate="粤A10006", operation_codes=("PADS",), hour=10),
    ExpectedCar(name="vezel", plate="粤A10007", operation_codes=("OIL",), hour=11, waits=True),
    ExpectedCar(name="city", plate="粤A10008", operation_codes=("SVC-20K",), hour=13),
    ExpectedCar(name="avancier", plate="粤A10009", operation_codes=("PADS", "CHECK"), hour=13),
    ExpectedCar(name="elysion", plate="粤A10010", operation_codes=("OIL", "AIR"), hour=14, waits=True),
    ExpectedCar(name="breeze", plate="粤A10011", operation_codes=("SVC-20K",), hour=15),
)

INCIDENTS: tuple[Incident, ...] = (
    Incident(
        at="08:05",
        title_en="Li Qiang calls in ill",
        title_zh="李强请病假",
        type="technician_absent",
        fields=(("technician_id", "T2"), ("reason", "ill 病假")),
    ),
    Incident(
        at="09:05",
        title_en="the check of the Camry takes an hour longer",
        title_zh="凯美瑞60项检查要多用一小时",
        type="step_estimated",
        car="camry",
        step="work/1.3",
        fields=(("remaining_minutes", 80),),
    ),
    Incident(
        at="09:20",
        title_en="the Fit comes an hour later",
        title_zh="飞度晚到一小时",
        type="car_late",
        car="fit",
        fields=(("until", "2026-03-16T10:15"),),
    ),
    Incident(
        at="10:20",
        title_en="more work is found on the Accord",
        title_zh="雅阁发现追加作业",
        type="work_found",
        car="accord",
        fields=(
            ("jobs", [{"operation_code": "ALIGN"}]),
            ("reason", "tyres worn on one side 轮胎偏磨"),
            ("authorise", False),
        ),
    ),
    Incident(
        at="11:15",
        title_en="the lift in bay B2 leaks oil",
        title_zh="2号工位举升机漏油",
        type="bay_down",
        fields=(("bay_id", "B2"), ("until", "2026-03-16T14:00"), ("reason", "lift leaks oil 举升机漏油")),
    ),
    Incident(
        at="11:40",
        title_en="a safety comeback at the door",
        title_zh="安全返修车辆到店",
        type="safety_comeback",
        fields=(
            ("jobs", [{"operation_code": "PADS"}]),
            ("vehicle", {"plate": "粤A10099"}),
            ("promised", "2026-03-16T14:00"),
        ),
    ),
    Incident(
        at="13:05",
        title_en="front pads that were counted are not there",
        title_zh="前刹车片账实不符",
        type="part_short",
        fields=(("part_number", "45022-TZA-A01"), ("quantity", 1)),
    ),
    Incident(
        at="14:40",
        title_en="the City's owner turns out to be a VIC",
        title_zh="锋范车主为VIC客户",
        type="priority_changed",
        car="city",
        fields=(("priority", {"vic": True}),),
    ),
    Incident(
        at="15:20",
        title_en="the Breeze does not come",
        title_zh="皓影未到店",
        type="car_no_show",
        car="breeze",
    ),
    Incident(
        at="16:10",
        title_en="the City fails its final inspection",
        title_zh="锋范完工检查不合格",
        type="inspection_failed",
        car="city",
        fields=(
            ("rework", [{"step_id": "work/1.1", "frt_hours": 0.4}]),
            ("reason", "drain plug weeps 放油螺丝渗油"),
        ),
    ),
)

# Nothing of it goes by plan.
NEVER_COMES = "breeze"


def by_plan(
    arrivals: Iterable[tuple[str, datetime]], steps: Iterable[PlannedStep], since: datetime, until: datetime
) -> tuple[ByPlan, ...]:
    """What goes as it was planned from ``since`` up to ``until``, in the order in which it happens.

    ``arrivals``: visits whose car has not come yet, each with its time. A step starts when it is planned to, one that
    was to have started before starts at ``since``; it ends when it is planned to end. Equal arguments, equal events.
    """
    found = [ByPlan(at=max(at, since), type="car_arrived", subject_id=one) for one, at in arrivals if at <= until]
    for one in steps:
        found.extend(_of(one, since, until))
    order = {"step_finished": 0, "car_arrived": 1, "step_started": 2, "step_resumed": 2}
    return tuple(sorted(found, key=lambda one: (one.at, order[one.type], one.subject_id)))


def _of(one: PlannedStep, since: datetime, until: datetime) -> Iterator[ByPlan]:
    if one.status == "finished":
        return
    start = max(one.start, since)
    if one.status != "running" and start <= until:
        begins = "step_started" if one.status is None else "step_resumed"
        yield ByPlan(at=start, type=begins, subject_id=one.step_id, step=one)
    end = max(one.end, start + timedelta(minutes=1))
    if end <= until:
        yield ByPlan(at=end, type="step_finished", subject_id=one.step_id)
