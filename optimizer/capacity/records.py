"""What the appointment control sheet says. Times on the clock are whole minutes; FRT is in hours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from optimizer.load import Spread
from optimizer.policy import PriorityClass


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """Minutes on the clock. Overtime and work outside the regular hours can make more booked than available."""

    available: int
    booked: int

    @property
    def left(self) -> int:
        """Available − booked."""
        return self.available - self.booked


@dataclass(frozen=True, slots=True, kw_only=True)
class TechnicianHours:
    """A technician's row. ``clock``: time at work and in work.

    ``frt_booked``: flat-rate hours of that work = Σ clock hours × pace in its category. ``frt_left``: flat-rate hours
    that the clock time left makes at ``pace``, the technician's default one (efficiency × availability).
    """

    technician_id: str
    clock: Minutes
    pace: float
    frt_booked: float

    @property
    def frt_left(self) -> float:
        """Clock hours left × pace."""
        return self.clock.left / 60 * self.pace


@dataclass(frozen=True, slots=True, kw_only=True)
class Bookable:
    """Bookable hours = technicians × hours a day × productivity × booking rate, as in 10 × 8 h × 100 % × 80 % = 64 h.

    ``technicians``: those at work on the date; ``hours_each``: clock hours of one of them on average, so that the
    first two factors make the hours available. ``booked_minutes``: by appointments whose class may not open the
    reserve. ``most_minutes``: what these may book: the formula, but no more than the reserve leaves.
    """

    technicians: int
    hours_each: float
    productivity: float
    booking_rate: float
    booked_minutes: int
    most_minutes: int

    @property
    def hours(self) -> float:
        """The product of the four factors."""
        return self.technicians * self.hours_each * self.productivity * self.booking_rate

    @property
    def left_minutes(self) -> int:
        """What can still be booked before the reserve is touched."""
        return self.most_minutes - self.booked_minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Reserve:
    """Minutes kept from bookings on a date for walk-ins, additional work and comebacks.

    ``kept``: ``share`` of the available minutes, rounded up. ``left``: what no work at all is planned in yet.
    ``opened_by``: classes whose appointments may use it; walk-ins may always.
    """

    share: float
    kept: int
    left: int
    opened_by: tuple[PriorityClass, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BayUse:
    """Bays with a capability: ``in_use`` hold a car at some time of the half-hour, ``available`` can."""

    in_use: int
    available: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HalfHour:
    """Half an hour from ``start``. ``arrivals``: receptions that start in it, by advisor at work or with one.

    ``most_arrivals``: of one advisor, by the arrival spacing. ``technicians_busy``: with any work in it, of
    ``technicians_there``; ``clock``: minutes of all of them. ``bays`` by capability; ``all_bays`` counts each once.
    """

    start: datetime
    arrivals: Mapping[str, int]
    most_arrivals: int
    technicians_busy: int
    technicians_there: int
    clock: Minutes
    bays: Mapping[str, BayUse]
    all_bays: BayUse


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """How level a date is: spreads of booked ÷ available over technicians, half-hours, advisors and bays."""

    technicians: Spread
    half_hours: Spread
    reception: Spread
    bays: Spread


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityDate:
    """The sheet of one local date; ``total``: of all technicians. Half-hours: those open, or with anything in them."""

    date: date
    is_open: bool
    technicians: tuple[TechnicianHours, ...]
    total: Minutes
    bookable: Bookable
    reserve: Reserve
    arrivals: int
    half_hours: tuple[HalfHour, ...]
    level: Level

    @property
    def frt_booked(self) -> float:
        """Flat-rate hours of the work booked."""
        return sum(row.frt_booked for row in self.technicians)

    @property
    def frt_left(self) -> float:
        """Flat-rate hours that the time left makes."""
        return sum(row.frt_left for row in self.technicians)


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """The sheets of successive dates. ``days``: spread of booked ÷ available over the open ones.

    ``not_counted``: visits that the workshop, as it stands now, cannot read: an operation, a priority class, a
    technician or a bay of theirs is no longer there. Their time is missing in the figures, wholly or in part.
    """

    dates: tuple[CapacityDate, ...]
    days: Spread
    not_counted: tuple[str, ...]
