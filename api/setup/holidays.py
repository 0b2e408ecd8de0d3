"""Public holidays as proposals for exceptions. They close nothing: people enter those that hold for the shop."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import holidays

from scenarios.setup.hours import Weekday
from scenarios.setup.records import DatedException, ExceptionKind

# Where working days are moved by a yearly announcement: the package knows only what was announced at its release.
_ANNOUNCED_YEARLY = frozenset({"CN"})
_MAKE_UP = "Make-up working day 调休上班"


class UnknownCountryError(ValueError):
    """A country, or a part of one, whose holidays are not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposals:
    """Exceptions that may be entered, by date, and what to know about them."""

    items: tuple[DatedException, ...]
    warnings: tuple[str, ...]


def proposals(country: str, subdivision: str, year: int) -> Proposals:
    """The holidays and make-up working days of a year. Raises ``UnknownCountryError``."""
    known = _known(country, subdivision, year)
    closed = {day: name for day, name in known.items() if day.year == year}
    worked = {day: off for day, off in _make_up(known).items() if day.year == year}
    found = [DatedException(date=day, kind=ExceptionKind.CLOSED, name=name[:200]) for day, name in closed.items()]
    found += [
        DatedException(date=day, kind=ExceptionKind.MAKE_UP, name=_MAKE_UP, works_as=Weekday.of(off))
        for day, off in worked.items()
    ]
    items = tuple(sorted(found, key=lambda one: one.date))
    return Proposals(items=items, warnings=tuple(_warnings(country, year, any_items=bool(items), moved=bool(worked))))


def _known(country: str, subdivision: str, year: int) -> holidays.HolidayBase:
    """The holidays, named in the country's own language: otherwise the language of the machine would decide."""
    part = subdivision or None
    try:
        language = holidays.country_holidays(country, subdiv=part).default_language
        # The years beside it too: a day off in January may be worked for in December.
        return holidays.country_holidays(country, subdiv=part, years=range(year - 1, year + 2), language=language)
    except NotImplementedError as error:
        raise UnknownCountryError(str(error)) from None


def _make_up(known: holidays.HolidayBase) -> Mapping[date, date]:
    """Make-up working day → the day off it is worked for, out of the names of the days off."""
    label, form = getattr(known, "substituted_label", None), getattr(known, "substituted_date_format", None)
    if not label or not form:
        return {}
    before, _, after = label.partition("%s")
    found: dict[date, date] = {}
    for off, names in known.items():
        for name in names.split("; "):
            if name.startswith(before) and name.endswith(after):
                worked = _parsed(name[len(before) : len(name) - len(after)], form)
                if worked is not None and worked in known.weekend_workdays:
                    found[worked] = off
    return found


def _parsed(text: str, form: str) -> date | None:
    try:
        return datetime.strptime(text, form).date()  # noqa: DTZ007 - a date, of no zone
    except ValueError:
        return None


def _warnings(country: str, year: int, *, any_items: bool, moved: bool) -> Iterator[str]:
    if not any_items:
        yield f"No holidays of {country} are known for {year}."
    elif country in _ANNOUNCED_YEARLY and not moved:
        yield (
            f"The days off and make-up working days (调休) of {year} were not announced when the holiday data was "
            f"made: what is listed follows from the law alone. Look again after the announcement."
        )
