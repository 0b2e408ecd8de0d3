"""What stands before anything was told: the set-up, the cars as they were booked, and when they came and left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from optimizer.faults.visits import STATION_STEPS
from optimizer.steps import Catalogue
from optimizer.visit import Step, StepKind, Visit
from optimizer.workshop import Bay, Operation
from scenarios.events.hours import WorkHours
from scenarios.setup.hours import instant_at
from scenarios.setup.records import Setup, SetupTechnician


@dataclass(frozen=True, slots=True, kw_only=True)
class Car:
    """A car as it was booked: no progress, no additional work. ``left_at``: it is gone, or never came."""

    visit: Visit
    arrived_at: datetime | None = None
    left_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What events are folded onto. ``cars`` by appointment."""

    setup: Setup
    zone: ZoneInfo
    catalogue: Catalogue
    hours: WorkHours
    technicians: Mapping[str, SetupTechnician]
    bays: Mapping[str, Bay]
    units: Mapping[StepKind, frozenset[str]]
    cars: Mapping[str, Car]

    @classmethod
    def of(cls, setup: Setup, cars: Mapping[str, Car]) -> Ground:
        """The ground of a set-up and its cars."""
        return cls(
            setup=setup,
            zone=ZoneInfo(setup.time_zone),
            catalogue=Catalogue(
                {one.operation_code: one for one in setup.operations},
                {one.group_code: one for one in setup.group_jobs},
            ),
            hours=WorkHours.of(setup),
            technicians={one.technician_id: one for one in setup.technicians},
            bays={one.bay_id: one for one in setup.bays},
            units=_units(setup),
            cars=cars,
        )

    def operation(self, step: Step) -> Operation | None:
        """The operation of diagnosis or work done here; None for every other step."""
        if step.kind not in (StepKind.DIAGNOSIS, StepKind.WORK):
            return None
        return self.catalogue.operations[step.operation_code or ""]

    def pace(self, step: Step, technician_ids: tuple[str, ...]) -> float:
        """FRT hours that a crew does in an hour; 1 for a step without a crew."""
        operation = self.operation(step)
        if operation is None:
            return 1.0
        people = [self.technicians[one] for one in sorted(technician_ids) if one in self.technicians]
        paces = (one.efficiency.get(operation.category, one.default_efficiency) * one.availability for one in people)
        return sum(paces) or 1.0

    def usual_minutes(self, step: Step) -> float:
        """Minutes of a step without a crew: those of the policy, or the hours of the other firm."""
        policy = self.setup.policy
        minutes = {
            StepKind.RECEPTION: policy.reception_minutes,
            StepKind.INSPECTION: policy.inspection_minutes,
            StepKind.WASH: policy.wash_minutes,
            StepKind.HAND_OVER: policy.hand_over_minutes,
        }
        if step.kind is StepKind.SUBLET:
            return 60.0 * (self.catalogue.operations[step.operation_code or ""].sublet_hours or 0.0)
        return float(minutes[step.kind])

    def date_of(self, at: datetime) -> date:
        """The local date of an instant."""
        return at.astimezone(self.zone).date()

    def end_of_day(self, at: datetime) -> datetime:
        """Local midnight after an instant."""
        return instant_at(self.zone, self.date_of(at) + timedelta(days=1), 0)


def _units(setup: Setup) -> Mapping[StepKind, frozenset[str]]:
    advisors = frozenset(one.advisor_id for one in setup.advisors)
    counts = {one.kind: one.count for one in setup.stations}
    places = {
        kind: frozenset(f"{kind.value}-{n}" for n in range(1, counts.get(station, 0) + 1))
        for kind, station in STATION_STEPS.items()
    }
    return {StepKind.RECEPTION: advisors, StepKind.HAND_OVER: advisors, **places}
