"""The workshop as the desk sees it: on the dates for which it gives appointments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from optimizer.calendar import Span
from optimizer.steps import Catalogue
from optimizer.workshop import Workshop
from scenarios.setup.calendar import ShopCalendar
from scenarios.setup.hours import instant_at
from scenarios.setup.records import Setup, SetupOperation
from scenarios.setup.resolve import resolved_workshop

# Work that begins on the last date with appointments may be carried over to these.
CARRY_OVER_DAYS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """A set-up resolved for the open ``dates`` on which appointments are given, and some more to carry work over to."""

    setup: Setup
    workshop: Workshop
    dates: tuple[date, ...]
    zone: ZoneInfo
    catalogue: Catalogue
    operations: Mapping[str, SetupOperation]

    @classmethod
    def of(cls, setup: Setup, today: date, open_days: int) -> Shop:
        """The shop from ``today`` on. Raises ``ScenarioError`` when it is not open within 120 days."""
        workshop = resolved_workshop(setup, today, open_days + CARRY_OVER_DAYS)
        days = ShopCalendar.of(setup).open_days(today, open_days)
        return cls(
            setup=setup,
            workshop=workshop,
            dates=tuple(day.date for day in days),
            zone=ZoneInfo(setup.time_zone),
            catalogue=Catalogue.of(workshop),
            operations={one.operation_code: one for one in setup.operations},
        )

    @property
    def booking_end(self) -> datetime:
        """No appointment is given from then on: local midnight after the last date."""
        return instant_at(self.zone, self.dates[-1] + timedelta(days=1), 0)

    @staticmethod
    def date_in(setup: Setup, at: datetime) -> date:
        """The local date of an instant."""
        return at.astimezone(ZoneInfo(setup.time_zone)).date()

    def date_of(self, at: datetime) -> date:
        """The local date of an instant."""
        return at.astimezone(self.zone).date()

    def midnight(self, day: date) -> datetime:
        """Local midnight at the beginning of a date."""
        return instant_at(self.zone, day, 0)

    def day_span(self, day: date) -> Span:
        """A date from midnight to midnight."""
        return Span(self.midnight(day), self.midnight(day + timedelta(days=1)))

    def hours_for(self, operation_code: str, model: str) -> float | None:
        """Flat-rate time of an operation on a model where it differs from the usual one."""
        return self.operations[operation_code].frt_by_model.get(model)
