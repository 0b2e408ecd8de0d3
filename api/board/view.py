"""What is drawn: rows of bars over hours, in local time of the workshop, without any drawing in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from optimizer.policy import PriorityClass
from optimizer.visit import StepKind


class RowsBy(StrEnum):
    """What a row of the board stands for."""

    TECHNICIANS = "technicians"
    BAYS = "bays"
    CARS = "cars"


class Group(StrEnum):
    """Headings among the rows."""

    TECHNICIANS = "technicians"
    ADVISORS = "advisors"
    BAYS = "bays"
    STATIONS = "stations"
    CARS = "cars"


class Shade(StrEnum):
    """Why nothing can be planned somewhere."""

    OFF = "off"
    BREAK = "break"
    ABSENCE = "absence"
    OUTAGE = "outage"


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """A stretch ``[start, end)`` of a row in which nothing can be planned."""

    start: datetime
    end: datetime
    shade: Shade


@dataclass(frozen=True, slots=True, kw_only=True)
class Car:
    """One visit as the board names it. ``label``: the plate, or the visit's id without one.

    ``ready``: end of the last step before the hand-over; None when the visit is not planned.
    """

    visit_id: str
    label: str
    priority_class: PriorityClass
    waits: bool = False
    arrival: datetime
    promised: datetime | None = None
    ready: datetime | None = None
    late_minutes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One step ``[start, end)``. ``held_until``: the car keeps the bay until then, after its step has ended."""

    start: datetime
    end: datetime
    kind: StepKind
    car: Car
    operation: str = ""
    people: tuple[str, ...] = ()
    place: str = ""
    held_until: datetime | None = None
    pinned: bool = False
    overtime: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the board; its bars do not overlap. ``marks``: instants of promises, on rows of cars."""

    row_id: str
    name: str
    group: Group
    bars: tuple[Bar, ...] = ()
    closed: tuple[Closed, ...] = ()
    marks: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardDay:
    """One date of the plan; the axis runs over whole hours ``[start, end)``."""

    date: date
    start: datetime
    end: datetime
    rows: Mapping[RowsBy, tuple[Row, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """A plan as a picture: the dates on which something happens, in order, and the planned cars."""

    workshop: str
    now: datetime
    days: tuple[BoardDay, ...]
    cars: tuple[Car, ...] = ()
