"""Figures that shape a day: when customers come, how long work takes, how often parts are there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from scenarios.errors import ScenarioError


@dataclass(frozen=True, slots=True, kw_only=True)
class LogNormal:
    """Hours with ln(hours) ~ normal(``mu``, ``sigma``)."""

    mu: float
    sigma: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """The range in which a share lies from day to day; a day draws its own share from it."""

    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Figures a day is drawn from. Shares are 0..1.

    ``arrival_shares``: share of the day's arrivals in the first, second, … hour after opening, adding up to 1.
    ``maintenance_hours`` and ``repair_hours``: FRT of one order. ``half_hour_heap``: share of orders whose
    hours were written down in halves. ``efficiency``: FRT sold ÷ time worked over technicians (mean, standard
    deviation). ``worked_over_available``: time worked ÷ time present, what a shop is staffed for. ``fill_*``:
    share of part lines that are on the shelf. ``visits_per_advisor``: visits an advisor takes a day.
    ``source`` says in words where the figures come from.
    """

    source: str
    arrival_shares: tuple[float, ...]
    maintenance_hours: LogNormal
    repair_hours: LogNormal
    half_hour_heap: float
    maintenance_share: float
    efficiency_mean: float
    efficiency_sd: float
    worked_over_available: float
    walk_in: Range
    waits: Range
    comeback: Range
    fill_maintenance: float
    fill_repair: float
    fill_warranty: float
    visits_per_advisor: Range

    @classmethod
    def assumed(cls) -> Calibration:
        """Our own rounded assumptions about the trade, for use without any measured source.

        Nobody measured these: they are what a dealership would call usual, to be replaced by the shop's own.
        """
        return cls(
            source="assumed: rounded usual figures of the trade, not measured",
            arrival_shares=(0.12, 0.18, 0.17, 0.14, 0.08, 0.09, 0.09, 0.07, 0.04, 0.02),
            maintenance_hours=LogNormal(mu=0.1, sigma=0.7),
            repair_hours=LogNormal(mu=0.5, sigma=0.95),
            half_hour_heap=0.4,
            maintenance_share=0.7,
            efficiency_mean=1.06,
            efficiency_sd=0.11,
            worked_over_available=0.87,
            walk_in=Range(low=0.15, high=0.3),
            waits=Range(low=0.4, high=0.6),
            comeback=Range(low=0.03, high=0.05),
            fill_maintenance=0.98,
            fill_repair=0.9,
            fill_warranty=0.35,
            visits_per_advisor=Range(low=10.0, high=16.0),
        )

    @classmethod
    def read(cls, path: Path | str) -> Calibration:
        """Measured figures from a calibration file (JSON).

        Raises ``ScenarioError`` naming the file and the figure that is missing or is no number.
        """
        source = _Figures.open(Path(path))
        hours = "labour_hours_per_order_CIN_2017_2021"
        staff = "staffing_and_rates"
        return cls(
            source=f"read from {Path(path).name}",
            arrival_shares=source.shares("arrival_hour_share_MFCS_jobcard"),
            maintenance_hours=source.lognormal(hours, "PM", "lognormal"),
            repair_hours=source.lognormal(hours, "REPAIR", "lognormal"),
            half_hour_heap=min(1.0, sum(source.row(hours, "heaping").values())),
            maintenance_share=source.number(staff, "maintenance_share"),
            efficiency_mean=source.number(staff, "sold_over_worked_per_technician", "mean"),
            efficiency_sd=source.number(staff, "sold_over_worked_per_technician", "sd"),
            worked_over_available=source.number(staff, "worked_over_available", "mean"),
            walk_in=source.range(staff, "walk_in_share"),
            waits=source.range(staff, "customer_waits"),
            comeback=source.range(staff, "comeback"),
            fill_maintenance=source.number(staff, "parts_fill", "maintenance"),
            fill_repair=source.number(staff, "parts_fill", "repair"),
            fill_warranty=source.number(staff, "parts_fill", "warranty"),
            visits_per_advisor=source.range(staff, "advisor_visits_per_day"),
        )


@dataclass(frozen=True, slots=True)
class _Figures:
    """A JSON document read by keys, with errors that name the file and the keys."""

    path: Path
    document: object

    @classmethod
    def open(cls, path: Path) -> _Figures:
        try:
            return cls(path, json.loads(path.read_text(encoding="utf-8")))
        except OSError as error:
            raise ScenarioError(f"{path}: cannot be read ({error.strerror})") from error
        except ValueError as error:
            raise ScenarioError(f"{path}: is no UTF-8 JSON ({error})") from error

    def value(self, *keys: str) -> object:
        found = self.document
        for depth, key in enumerate(keys, start=1):
            if not isinstance(found, dict) or key not in found:
                raise ScenarioError(f"{self.path}: figure {' / '.join(keys[:depth])} is missing")
            found = found[key]
        return found

    def number(self, *keys: str) -> float:
        return self._number(self.value(*keys), keys)

    def row(self, *keys: str) -> Mapping[str, float]:
        found = self.value(*keys)
        if not isinstance(found, dict) or not found:
            raise ScenarioError(f"{self.path}: figure {' / '.join(keys)} is not a table")
        return {str(key): self._number(value, (*keys, str(key))) for key, value in found.items()}

    def pair(self, *keys: str) -> tuple[float, float]:
        found = self.value(*keys)
        if not isinstance(found, list) or len(found) != 2:
            raise ScenarioError(f"{self.path}: figure {' / '.join(keys)} is not a pair of numbers")
        return self._number(found[0], keys), self._number(found[1], keys)

    def range(self, *keys: str) -> Range:
        low, high = self.pair(*keys)
        return Range(low=low, high=high)

    def lognormal(self, *keys: str) -> LogNormal:
        mu, sigma = self.pair(*keys)
        return LogNormal(mu=mu, sigma=sigma)

    def shares(self, *keys: str) -> tuple[float, ...]:
        by_hour = sorted((int(hour), share) for hour, share in self.row(*keys).items())
        total = sum(share for _, share in by_hour)
        return tuple(share / total for _, share in by_hour)

    def _number(self, value: object, keys: tuple[str, ...]) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ScenarioError(f"{self.path}: figure {' / '.join(keys)} is no number: {value!r}")
        return float(value)
