"""What goes wrong on the demo's day: chosen from what is in work, and always something that the floor can tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from optimizer.day import Day
from optimizer.plan import Assignment, Published
from optimizer.steps import Catalogue, steps_of
from optimizer.visit import StepKind, StepProgress, StepStatus, Visit
from scenarios.generator import generate_day
from scenarios.morning import Mishap, late_technician, mishaps
from scenarios.shop import SHOPS

DAY = generate_day(SHOPS["small"], seed=3, date=date(2026, 3, 16))
NOW = DAY.workshop.open_spans[0].start + timedelta(hours=2)


def in_work(num_cars: int) -> Day:
    """The day two hours after opening: the first work of so many cars runs, promised an hour from now, and later."""
    catalogue, visits = Catalogue.of(DAY.workshop), list[Visit]()
    for n, visit in enumerate(DAY.visits[:num_cars]):
        work = next(step for step in steps_of(visit, catalogue) if step.kind is StepKind.WORK)
        running = StepProgress(step_id=work.step_id, status=StepStatus.RUNNING, started_at=NOW, remaining_minutes=30)
        promised = NOW + timedelta(hours=1, minutes=10 * n)
        visits.append(replace(visit, arrival=NOW - timedelta(hours=1), promised=promised, progress=(running,)))
    return replace(DAY, now=NOW, visits=tuple(visits))


def codes(found: tuple[Mishap, ...]) -> list[str]:
    """Type and code of each."""
    return [str(one.fields.get("code", one.type)) for one in found]


@pytest.mark.parametrize(
    ("num_cars", "expected"),
    [(0, []), (1, ["step_estimated"]), (2, ["step_estimated", "C"]), (5, ["step_estimated", "C", "B"])],
)
def test_the_more_is_in_work_the_more_goes_wrong(num_cars: int, expected: list[str]) -> None:
    assert codes(mishaps(in_work(num_cars))) == expected


def test_the_nearest_promise_is_broken_by_the_work_itself() -> None:
    day = in_work(3)
    longer, parts, _ = mishaps(day)
    assert str(longer.fields["step_id"]).startswith(day.visits[0].visit_id)
    assert longer.fields["remaining_minutes"] == 60, "inspection and wash come after the promised time"
    assert datetime.fromisoformat(str(parts.fields["until"])) >= NOW + timedelta(minutes=70)


def test_a_car_that_is_expected_is_late() -> None:
    coming = replace(DAY.visits[0], visit_id="soon", waits=False, arrival=NOW + timedelta(minutes=40))
    day = in_work(0)
    (found,) = mishaps(replace(day, visits=(coming,)))
    assert (found.type, found.fields["appointment_id"]) == ("car_late", "soon")
    assert datetime.fromisoformat(str(found.fields["until"])) == coming.arrival + timedelta(minutes=15)


def test_who_has_least_to_do_at_first_is_late() -> None:
    early = replace(DAY, now=DAY.workshop.open_spans[0].start - timedelta(minutes=20))
    names = [one.technician_id for one in early.workshop.technicians]
    start = min(one.shifts[0].start for one in early.workshop.technicians)
    busy = [
        Assignment(
            step_id=f"v/work/{n}",
            visit_id="v",
            kind=StepKind.WORK,
            start=start,
            end=start + timedelta(hours=2),
            technician_ids=(name,),
        )
        for n, name in enumerate(names[:-1])
    ]
    (found,) = late_technician(replace(early, published=Published(assignments=tuple(busy))))
    assert (found.type, found.fields["technician_id"]) == ("technician_late", names[-1])
    assert late_technician(replace(DAY, now=DAY.workshop.technicians[0].shifts[-1].end + timedelta(days=9))) == ()
