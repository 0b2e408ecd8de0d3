"""Technicians, advisors and their rosters on the wire."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from api.contract.base import AT_LEAST_1, MAX_LINES, MAX_SPANS, PRESENCE, Id, Name, Wire
from api.contract.people import Ids, Pace
from api.contract.setup.clock import WORKDAYS, HoursText, LocalDate, ManyHours, Weekdays
from scenarios.setup import records as trade

Weeks = Annotated[tuple[int, ...], Field(max_length=52)]
ONE_SHIFT = [{"days": WORKDAYS, "hours": "08:00-17:00", "breaks": ["12:00-13:00"]}]
ONE_ROSTER = {"shifts": ONE_SHIFT}


class Shift(Wire):
    """A shift that comes back on some weekdays."""

    record = trade.Shift

    days: Weekdays = Field(description="Weekdays on which it begins.", examples=[WORKDAYS])
    hours: HoursText = Field(
        description="From start to end; hours above 24 are of the next date.", examples=["08:00-17:00"]
    )
    breaks: ManyHours = Field((), description="Breaks in it.", examples=[["12:00-13:00"]])
    overtime: ManyHours = Field(
        (), description="Hours beyond it that may be used, if the policy allows overtime.", examples=[["17:00-18:30"]]
    )
    weeks: Weeks = Field((), description="Weeks of the rotation in which it holds, from 1; empty: all.", examples=[[1]])


class Rotation(Wire):
    """Shifts that alternate by weeks."""

    record = trade.Rotation

    weeks: int = Field(
        le=52, json_schema_extra=AT_LEAST_1, description="Weeks after which the pattern comes back.", examples=[2]
    )
    first_week: LocalDate = Field(description="A date in a week that is week 1.", examples=["2026-01-05"])


class DatedShift(Wire):
    """A shift on one date, instead of the pattern's shifts on it."""

    record = trade.DatedShift

    date: LocalDate = Field(description="The date.", examples=["2026-03-21"])
    hours: HoursText = Field(description="From start to end.", examples=["08:00-12:00"])
    breaks: ManyHours = Field((), description="Breaks in it.", examples=[["10:00-10:15"]])
    overtime: ManyHours = Field((), description="Hours beyond it that may be used.", examples=[["12:00-14:00"]])


class Absence(Wire):
    """Leave, training, sickness."""

    record = trade.Absence

    first_day: LocalDate = Field(description="First date.", examples=["2026-03-16"])
    last_day: LocalDate = Field(description="Last date, the same for one day.", examples=["2026-03-20"])
    hours: HoursText | None = Field(
        None, description="Hours of each of the dates; null: the whole dates.", examples=["13:00-15:00"]
    )


class Roster(Wire):
    """When a person works: shifts minus breaks minus absences, on dates the shop is open."""

    record = trade.Roster

    shifts: Annotated[tuple[Shift, ...], Field(max_length=MAX_LINES)] = Field(
        (), description="Shifts by weekday.", examples=[ONE_SHIFT]
    )
    rotation: Rotation | None = Field(
        None,
        description="For shifts that alternate by weeks.",
        examples=[{"weeks": 2, "first_week": "2026-01-05"}],
    )
    dated_shifts: Annotated[tuple[DatedShift, ...], Field(max_length=MAX_SPANS)] = Field(
        (), description="Shifts on single dates.", examples=[[{"date": "2026-03-21", "hours": "08:00-12:00"}]]
    )
    absences: Annotated[tuple[Absence, ...], Field(max_length=MAX_SPANS)] = Field(
        (),
        description="Dates or hours away.",
        examples=[[{"first_day": "2026-03-16", "last_day": "2026-03-20"}]],
    )
    employed_from: LocalDate | None = Field(
        None, description="First date employed; null: always has been.", examples=["2026-04-01"]
    )
    employed_until: LocalDate | None = Field(
        None, description="Last date employed; null: no end known.", examples=["2026-12-31"]
    )


class SetupTechnician(Wire):
    """A technician (技师)."""

    record = trade.SetupTechnician

    technician_id: Id = Field(description="Id, unique among technicians.", examples=["T1"])
    name: Name = Field("", description="Name shown to people.", examples=["王伟"])
    team: Name = Field("", description="Team (班组).", examples=["机电一组"])
    skills: Ids = Field(frozenset(), description="Skills that operations ask for.", examples=[["engine", "brakes"]])
    efficiency: dict[Id, Pace] = Field(
        {},
        max_length=MAX_LINES,
        description="Operation category → FRT sold ÷ time worked, above 0.",
        examples=[{"maintenance": 1.2}],
    )
    default_efficiency: Pace = Field(1.0, description="Efficiency in every other category.", examples=[1.0])
    availability: float = Field(
        1.0,
        json_schema_extra=PRESENCE,
        description="Share of presence that goes into work: above 0, at most 1 (apprentices below 1).",
        examples=[0.6],
    )
    roster: Roster = Field(description="When the technician works.", examples=[ONE_ROSTER])


class SetupAdvisor(Wire):
    """A service advisor (服务顾问)."""

    record = trade.SetupAdvisor

    advisor_id: Id = Field(description="Id, unique among advisors.", examples=["SA1"])
    name: Name = Field("", description="Name shown to people.", examples=["李娜"])
    team: Name = Field("", description="Team.", examples=["前台"])
    roster: Roster = Field(description="When the advisor works.", examples=[ONE_ROSTER])
