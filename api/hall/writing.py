"""From the day as it stands to what a wall may show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from api.contract.times import local
from api.desk.life import State
from api.floor.board_resources import SpanResource
from api.floor.records import FloorDay
from api.hall.hours import done_at, presence_of
from api.hall.pieces import Piece, coming, pieces_of, under_work
from api.hall.resources import HallCar, HallJob, HallResource, HallStanding, HallTechnician
from api.hall.stages import Stage, stage_of
from api.hall.tails import tails_of
from optimizer.outlook import CarOutlook, Outlook
from optimizer.steps import Catalogue
from optimizer.visit import Visit
from optimizer.workshop import Technician


@dataclass(frozen=True, kw_only=True)
class HallWriter:
    """Writes the screen of a day, with times on the workshop's clock. ``outlook``: that of the same day."""

    floor: FloorDay
    outlook: Outlook
    zone: ZoneInfo

    def resource(self) -> HallResource:
        """What is shown."""
        setup, workshop = self.floor.setup, self.floor.day.workshop
        today = [one for one in workshop.open_spans if self._date(one.start) == self._today]
        return HallResource(
            workshop_id=setup.workshop_id,
            workshop_name=setup.name,
            time_zone=setup.time_zone,
            at=self._at(self.floor.day.now),
            date=self._today,
            open_spans=[SpanResource(start=self._at(one.start), end=self._at(one.end)) for one in today],
            technicians=[self._technician(one) for one in workshop.technicians],
            cars=[self._car(one) for one in sorted(self._visits, key=_by_promise)],
        )

    @cached_property
    def _today(self) -> date:
        return self._date(self.floor.day.now)

    @cached_property
    def _visits(self) -> Sequence[Visit]:
        """Cars that are there, and those to come today."""
        visits = self.floor.day.visits
        return [one for one in visits if self._is_here(one) or self._date(one.arrival) == self._today]

    @cached_property
    def _tails(self) -> Mapping[str, str]:
        return tails_of(one.plate for one in self._visits)

    @cached_property
    def _standings(self) -> Mapping[str, HallStanding]:
        return {one.visit_id: _standing(one) for one in self.outlook.cars}

    @cached_property
    def _catalogue(self) -> Catalogue:
        return Catalogue.of(self.floor.day.workshop)

    @cached_property
    def _pieces(self) -> Mapping[str, Sequence[Piece]]:
        rows = self.floor.appointments
        return {one.visit_id: pieces_of(one, rows[one.visit_id].assignments, self._catalogue) for one in self._visits}

    @cached_property
    def _bays(self) -> Mapping[str, str]:
        return {one.bay_id: one.name or one.bay_id for one in self.floor.day.workshop.bays}

    def _is_here(self, visit: Visit) -> bool:
        return self.floor.appointments[visit.visit_id].state is State.ARRIVED

    def _car(self, visit: Visit) -> HallCar:
        pieces, stage = self._pieces[visit.visit_id], self._stage(visit)
        running = [one.bay_id for one in pieces if one.running is not None]
        return HallCar(
            tail=self._tails[visit.plate],
            stage=stage,
            standing=None if stage is Stage.READY else self._standings.get(visit.visit_id),
            arrival=self._at(visit.arrival),
            promised=self._maybe(visit.promised),
            bay=self._bay(running[-1] if running else visit.in_bay),
        )

    def _stage(self, visit: Visit) -> Stage:
        if not self._is_here(visit):
            return Stage.EXPECTED
        found = self.floor.found.get(visit.visit_id, ())
        progress = {one.step_id: one for one in visit.progress}
        steps = [one.step for one in self._pieces[visit.visit_id]]
        return stage_of(steps, progress, unanswered=any(one.work.authorise and one.answer is None for one in found))

    def _technician(self, one: Technician) -> HallTechnician:
        now, pieces = self.floor.day.now, [piece for car in self._pieces.values() for piece in car]
        shown = HallTechnician(technician_id=one.technician_id, name=one.name, presence=presence_of(one, now))
        if (busy := under_work(pieces, one.technician_id)) is not None:
            piece, progress = busy
            ends = done_at(one, now, progress.remaining_minutes or 0)
            shown.now = self._job(piece, progress.started_at, ends)
        if (later := coming(pieces, one.technician_id)) is not None:
            piece, place, at = later
            if self._date(at) <= self._today:
                shown.next = self._job(piece, at, max(place.end, at))
        return shown

    def _job(self, piece: Piece, start: datetime, end: datetime) -> HallJob:
        code = piece.step.operation_code
        return HallJob(
            tail=self._tails[piece.visit.plate],
            kind=piece.step.kind,
            work="" if code is None else self._catalogue.operations[code].name or code,
            bay=self._bay(piece.bay_id),
            start=self._at(start),
            end=self._at(end),
            promised=self._maybe(piece.visit.promised),
            standing=self._standings.get(piece.visit.visit_id),
        )

    def _bay(self, bay_id: str | None) -> str | None:
        return None if bay_id is None else self._bays.get(bay_id, bay_id)

    def _at(self, instant: datetime) -> datetime:
        return local(instant, self.zone)

    def _maybe(self, instant: datetime | None) -> datetime | None:
        return None if instant is None else local(instant, self.zone)

    def _date(self, instant: datetime) -> date:
        return instant.astimezone(self.zone).date()


def _standing(car: CarOutlook) -> HallStanding:
    if car.is_late:
        return HallStanding.LATE
    return HallStanding.AT_RISK if car.at_risk else HallStanding.ON_TIME


def _by_promise(visit: Visit) -> tuple[bool, datetime, str]:
    return visit.promised is None, visit.promised or visit.arrival, visit.visit_id
