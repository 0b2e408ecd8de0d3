"""From the day as it stands to what a board shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from pydantic import JsonValue

from api.contract.times import local
from api.contract.writing import json_of
from api.desk.records import Appointment
from api.floor.board_resources import (
    AwayResource,
    ClosedResource,
    FloorAdvisor,
    FloorBay,
    FloorCar,
    FloorResource,
    FloorStation,
    FloorStep,
    FloorTechnician,
    FoundResource,
    PlaceResource,
    ProgressResource,
    SpanResource,
)
from api.floor.records import FloorDay, Found
from optimizer.calendar import Span
from optimizer.plan import Assignment
from optimizer.steps import Catalogue, steps_of
from optimizer.visit import Step, StepProgress, Visit
from optimizer.workshop import Bay, Technician


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardWriter:
    """Writes the floor of a day, with times on the workshop's clock."""

    floor: FloorDay
    zone: ZoneInfo

    def floor_resource(self, *, journal_seq: int, open_replans: int) -> FloorResource:
        """Everything a board shows."""
        day, versions = self.floor.day, self.floor.versions
        workshop = day.workshop
        return FloorResource(
            workshop_id=workshop.workshop_id,
            at=self._at(day.now),
            date=day.now.astimezone(self.zone).date(),
            horizon_days=workshop.policy.horizon_days,
            setup_version=versions.setup,
            plan_version=versions.plan,
            floor_version=versions.floor,
            journal_seq=journal_seq,
            open_replans=open_replans,
            open_spans=self._spans(workshop.open_spans),
            technicians=[self._technician(one) for one in workshop.technicians],
            advisors=[
                FloorAdvisor(
                    advisor_id=one.advisor_id,
                    name=one.name,
                    shifts=self._spans(one.shifts),
                    breaks=self._spans(one.breaks),
                    absences=self._spans(one.absences),
                )
                for one in workshop.advisors
            ],
            bays=[self._bay(one) for one in workshop.bays],
            stations=[
                FloorStation(kind=one.kind, unit_ids=[f"{one.kind.value}-{n + 1}" for n in range(one.count)])
                for one in workshop.stations
            ],
            cars=self._cars(),
            decisions=self._decisions(),
            left_out=list(self.floor.left_out),
        )

    def _decisions(self) -> dict[str, JsonValue]:
        written = json_of(self.floor.day.decisions, self.zone)
        assert isinstance(written, dict)
        return written

    def _technician(self, one: Technician) -> FloorTechnician:
        away = [each for each in self.floor.facts.absent if each.technician_id == one.technician_id]
        return FloorTechnician(
            technician_id=one.technician_id,
            name=one.name,
            skills=sorted(one.skills),
            shifts=self._spans(one.shifts),
            breaks=self._spans(one.breaks),
            absences=self._spans(one.absences),
            overtime=self._spans(one.overtime),
            away=[
                AwayResource(
                    start=self._at(each.span.start), end=self._at(each.span.end), why=each.why, event_id=each.event_id
                )
                for each in away
            ],
        )

    def _bay(self, one: Bay) -> FloorBay:
        return FloorBay(
            bay_id=one.bay_id,
            name=one.name,
            capabilities=sorted(one.capabilities),
            outages=self._spans(one.outages),
            closed=[
                ClosedResource(
                    start=self._at(each.span.start),
                    end=self._at(each.span.end),
                    capability=each.capability,
                    event_id=each.event_id,
                )
                for each in self.floor.facts.closed
                if each.bay_id == one.bay_id
            ],
        )

    def _cars(self) -> list[FloorCar]:
        catalogue, until = Catalogue.of(self.floor.day.workshop), self._frozen_until()
        cars = [self._car(one, catalogue, until) for one in self.floor.day.visits]
        return sorted(cars, key=lambda one: (one.arrival, one.appointment_id))

    def _frozen_until(self) -> datetime:
        day = self.floor.day
        return day.now + timedelta(minutes=day.workshop.policy.frozen_window_minutes)

    def _car(self, visit: Visit, catalogue: Catalogue, frozen_until: datetime) -> FloorCar:
        row = self.floor.appointments[visit.visit_id]
        places = {one.step_id: one for one in row.assignments}
        progress = {one.step_id: one for one in visit.progress}
        return FloorCar(
            appointment_id=visit.visit_id,
            version=row.version,
            state=row.state,
            plate=row.plate,
            priority_class=visit.priority_class,
            priority_reason=visit.priority_reason,
            arrival=self._at(visit.arrival),
            arrived_at=_arrived(row, self.zone),
            promised=self._maybe(visit.promised),
            waits=visit.waits,
            loan_car=visit.loan_car,
            in_bay=visit.in_bay,
            steps=[
                FloorStep(
                    step_id=step.step_id,
                    kind=step.kind,
                    operation_code=step.operation_code,
                    name=_name(step, catalogue),
                    frt_hours=step.labour_hours,
                    place=self._place(places.get(step.step_id), progress.get(step.step_id), frozen_until),
                    progress=self._progress(progress.get(step.step_id)),
                )
                for step in steps_of(visit, catalogue)
            ],
            found=[self._found(one) for one in self.floor.found.get(visit.visit_id, ())],
        )

    def _place(
        self, one: Assignment | None, progress: StepProgress | None, frozen_until: datetime
    ) -> PlaceResource | None:
        if one is None:
            return None
        published = self.floor.day.published
        released = published is not None and one.step_id in published.released
        soon = self.floor.day.now <= one.start < frozen_until
        return PlaceResource(
            start=self._at(one.start),
            end=self._at(one.end),
            technician_ids=list(one.technician_ids),
            bay_id=one.bay_id,
            unit_id=one.unit_id,
            overtime=one.overtime,
            frozen=progress is None and soon and not released,
        )

    def _progress(self, one: StepProgress | None) -> ProgressResource | None:
        if one is None:
            return None
        return ProgressResource(
            status=one.status,
            started_at=self._at(one.started_at),
            finished_at=self._maybe(one.finished_at),
            technician_ids=list(one.technician_ids),
            bay_id=one.bay_id,
            unit_id=one.unit_id,
            remaining_minutes=one.remaining_minutes,
            remaining_frt_hours=one.remaining_frt_hours,
            code=one.code,
            reason=one.reason,
            resume_at=self._maybe(one.resume_at),
        )

    def _found(self, one: Found) -> FoundResource:
        operations = {each.operation_code: each.frt_hours for each in self.floor.setup.operations}
        hours = [
            job.frt_hours if job.frt_hours is not None else operations.get(job.operation_code, 0.0)
            for job in one.work.jobs
        ]
        return FoundResource(
            event_id=one.event_id,
            operation_codes=[job.operation_code for job in one.work.jobs],
            frt_hours=sum(hours),
            authorise=one.work.authorise,
            answer=one.answer,
            answer_by=self._maybe(one.work.answer_by),
            reason=one.work.reason,
        )

    def _spans(self, spans: Iterable[Span]) -> list[SpanResource]:
        return [SpanResource(start=self._at(one.start), end=self._at(one.end)) for one in spans]

    def _at(self, instant: datetime) -> datetime:
        return local(instant, self.zone)

    def _maybe(self, instant: datetime | None) -> datetime | None:
        return None if instant is None else local(instant, self.zone)


def _arrived(row: Appointment, zone: ZoneInfo) -> datetime | None:
    told = row.details.get("arrived_at")
    return local(datetime.fromisoformat(told), zone) if isinstance(told, str) else None


def _name(step: Step, catalogue: Catalogue) -> str:
    return "" if step.operation_code is None else catalogue.operations[step.operation_code].name
