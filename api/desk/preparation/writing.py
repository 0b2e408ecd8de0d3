"""Writes the preparation list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from api.contract.times import local
from api.desk.asks import Drive
from api.desk.preparation.answers import (
    CallResource,
    CustomerResource,
    DriveResource,
    DueCall,
    JobResource,
    Person,
    PickLine,
    Preparation,
    PreparedAppointment,
    PreparedDate,
    PutBack,
)
from api.desk.preparation.calls import Call, calls_of
from api.desk.preparation.reading import Outlook
from api.desk.preparation.words import STATES, call_words, drive_words
from api.desk.reading import wish_from
from api.desk.records import Appointment
from api.parts.picks import NOTHING
from api.parts.standing import PartLine, part_lines
from api.parts.words import PartStatus
from api.parts.writing import PartsWriter, superfluous
from optimizer.visit import Job

Customers = Mapping[str, CustomerResource]


class PreparationWriter:
    """Writes what lies ahead. ``customers``: by reference, those that the reader may see."""

    def __init__(self, outlook: Outlook, customers: Customers) -> None:
        self._outlook = outlook
        self._scene = outlook.scene
        self._setup = outlook.scene.setup
        self._zone = ZoneInfo(self._setup.time_zone)
        self._customers = customers
        self._parts = PartsWriter(self._zone, outlook.scene.now)

    def preparation(self) -> Preparation:
        """The whole list."""
        return Preparation(
            workshop_id=self._setup.workshop_id,
            time_zone=self._setup.time_zone,
            today=self._outlook.today,
            dates=[self._date(day) for day in self._outlook.dates],
            calls_due=[call for one in self._outlook.to_call for call in self._due_calls(one)],
            put_back=list(self._put_back()),
            not_readable=list(self._scene.unreadable),
        )

    def _date(self, day: date) -> PreparedDate:
        found = self._outlook.appointments[day]
        lines = [(one, self._lines(one)) for one in found]
        return PreparedDate(
            date=day,
            appointments=[self._appointment(one, own) for one, own in lines],
            pick_list=self._pick_list([line for _, own in lines for line in own]),
        )

    def _lines(self, one: Appointment) -> tuple[PartLine, ...]:
        return part_lines(self._scene, one.appointment_id, self._outlook.picks.get(one.appointment_id, NOTHING))

    def _appointment(self, one: Appointment, lines: Sequence[PartLine]) -> PreparedAppointment:
        visit, words = one.visit, STATES[one.state]
        technicians = dict.fromkeys(each for step in one.assignments for each in step.technician_ids)
        return PreparedAppointment(
            appointment_id=one.appointment_id,
            version=one.version,
            state=one.state,
            state_en=words.en,
            state_zh=words.zh,
            plate=one.plate,
            customer_ref=one.customer_ref,
            customer=self._customers.get(one.customer_ref),
            priority_class=visit.priority_class,
            priority_reason=visit.priority_reason,
            arrival=local(visit.arrival, self._zone),
            promised=None if visit.promised is None else local(visit.promised, self._zone),
            waits=visit.waits,
            loan_car=visit.loan_car,
            wash=visit.wash,
            advisor=self._advisor(visit.advisor_id),
            technicians=[Person(id=each, name=self._technician_names.get(each, "")) for each in technicians],
            bay_ids=list(dict.fromkeys(step.bay_id for step in one.assignments if step.bay_id is not None)),
            jobs=[self._job(job) for job in visit.jobs],
            parts=[self._parts.line(line, self._scene.parts) for line in lines],
            parts_version=self._outlook.picks.get(one.appointment_id, NOTHING).version,
            calls=[self._call(call) for call in self._calls(one)],
            drives=list(self._drives(one)),
            note=str(one.details.get("note", "")),
        )

    @property
    def _technician_names(self) -> Mapping[str, str]:
        return {one.technician_id: one.name for one in self._setup.technicians}

    def _advisor(self, advisor_id: str | None) -> Person | None:
        if advisor_id is None:
            return None
        names = {one.advisor_id: one.name for one in self._setup.advisors}
        return Person(id=advisor_id, name=names.get(advisor_id, ""))

    def _job(self, job: Job) -> JobResource:
        """A line of the order; of a group job the hours of its operations."""
        catalogue, code = self._scene.catalogue, job.operation_code
        group, operation = catalogue.groups.get(code), catalogue.operations.get(code)
        if group is not None:
            hours = sum(catalogue.operations[each].frt_hours for each in group.operation_codes)
            return JobResource(job_id=job.job_id, operation_code=code, name=group.name, frt_hours=round(hours, 4))
        own = job.frt_hours if job.frt_hours is not None else operation.frt_hours if operation is not None else 0.0
        name = "" if operation is None else operation.name
        return JobResource(job_id=job.job_id, operation_code=code, name=name, frt_hours=own)

    def _calls(self, one: Appointment) -> tuple[Call, ...]:
        return calls_of(one, self._outlook.lives.get(one.appointment_id, ()), self._setup)

    def _call(self, call: Call) -> CallResource:
        words = call_words(call, self._outlook.today, self._zone)
        return CallResource(
            kind=call.kind,
            due_on=call.due_on,
            done_at=None if call.done_at is None else local(call.done_at, self._zone),
            done_by=call.actor,
            is_due=call.is_due(self._outlook.today),
            text_en=words.en,
            text_zh=words.zh,
        )

    def _due_calls(self, one: Appointment) -> Iterator[DueCall]:
        """The next call of an appointment, when it is due."""
        due = next((call for call in self._calls(one) if call.is_due(self._outlook.today)), None)
        if due is None:
            return
        words = call_words(due, self._outlook.today, self._zone)
        yield DueCall(
            appointment_id=one.appointment_id,
            state=one.state,
            plate=one.plate,
            customer_ref=one.customer_ref,
            customer=self._customers.get(one.customer_ref),
            arrival=local(one.visit.arrival, self._zone),
            kind=due.kind,
            due_on=due.due_on,
            text_en=words.en,
            text_zh=words.zh,
        )

    def _drives(self, one: Appointment) -> Iterator[DriveResource]:
        wish = wish_from(one.details["wish"]) if "wish" in one.details else None
        if wish is None:
            return
        if wish.collect is not None:
            road = _road(wish.collect)
            yield self._drive("collect", one.visit.arrival - 2 * road, road)
        if wish.bring_back is not None and one.visit.promised is not None:
            yield self._drive("bring_back", one.visit.promised, _road(wish.bring_back))

    def _drive(self, kind: str, leaves: datetime, road: timedelta) -> DriveResource:
        words = drive_words(kind, leaves, leaves + road, self._zone)
        return DriveResource(
            kind=kind,
            leaves_at=local(leaves, self._zone),
            at_customer=local(leaves + road, self._zone),
            back_at=local(leaves + 2 * road, self._zone),
            text_en=words.en,
            text_zh=words.zh,
        )

    def _pick_list(self, lines: Sequence[PartLine]) -> list[PickLine]:
        by_part: dict[str, list[PartLine]] = {}
        for line in lines:
            by_part.setdefault(line.part_number, []).append(line)
        found = [self._pick(part, some) for part, some in by_part.items()]
        return sorted(found, key=lambda one: (one.bin, one.part_number))

    def _pick(self, part_number: str, some: Sequence[PartLine]) -> PickLine:
        part = self._scene.parts.get(part_number)
        quantity = sum(line.quantity for line in some)
        picked = sum(min(line.picked, line.quantity) for line in some)
        to_pick = sum(line.quantity - line.picked for line in some if line.status is PartStatus.ON_SHELF)
        return PickLine(
            part_number=part_number,
            name="" if part is None else part.name,
            bin="" if part is None else part.bin,
            quantity=quantity,
            picked=picked,
            to_pick=to_pick,
            missing=quantity - picked - to_pick,
        )

    def _put_back(self) -> Iterator[PutBack]:
        past = {one.appointment_id: one for one in self._outlook.past}
        for appointment_id, picks in self._outlook.aside.items():
            one = past.get(appointment_id) or self._scene.appointments.get(appointment_id)
            over = superfluous(part_lines(self._scene, appointment_id, picks), picks)
            if one is not None and over:
                yield PutBack(appointment_id=appointment_id, state=one.state, plate=one.plate, parts=over)


def _road(drive: Drive) -> timedelta:
    return timedelta(minutes=drive.minutes)
