"""Days that were: a garage's work orders of one date become a day to plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from optimizer.day import Day
from scenarios.calibration import Calibration
from scenarios.errors import ScenarioError
from scenarios.garage import garage_spec
from scenarios.garage_day import garage_day
from scenarios.orders import WorkOrder, read_orders
from scenarios.shop import ShopSpec


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """A file of work orders, read once, and the garage sized to all of them."""

    path: Path
    orders: tuple[WorkOrder, ...]
    calibration: Calibration
    shop: ShopSpec

    @classmethod
    def read(cls, csv_path: Path | str, calibration: Calibration) -> History:
        """Read a file. Raises ``ScenarioError`` naming row and column of what cannot be read."""
        path = Path(csv_path)
        orders = read_orders(path)
        return cls(path=path, orders=orders, calibration=calibration, shop=garage_spec(orders, calibration))

    @property
    def working_dates(self) -> tuple[date, ...]:
        """Dates with work orders, in order."""
        return _dates(self.orders)

    def day(self, date: date, *, seed: int) -> Day:
        """The orders of ``date`` as a day planned at opening time; equal seeds, equal days.

        Orders of one vehicle are one visit; hours of labour are flat-rate times. What the file does not say is
        drawn under the seed, and each such assumption stands in ``Day.assumptions`` with its count.
        Raises ``ScenarioError`` naming the nearest dates with orders when ``date`` has none.
        """
        orders = [order for order in self.orders if order.day == date]
        if not orders:
            near = " and ".join(each.isoformat() for each in _nearest(date, self.working_dates))
            raise ScenarioError(f"{self.path}: no work orders on {date.isoformat()}; the nearest dates are {near}")
        return garage_day(self.shop, orders, self.calibration, seed=seed)


def history_day(csv_path: Path | str, date: date, *, seed: int, calibration: Calibration) -> Day:
    """One date of a file as a day to plan: ``History.read`` and ``History.day`` in one."""
    return History.read(csv_path, calibration).day(date, seed=seed)


def working_dates(csv_path: Path | str) -> tuple[date, ...]:
    """Dates with work orders in a file, in order. Raises ``ScenarioError`` as ``History.read``."""
    return _dates(read_orders(Path(csv_path)))


def _dates(orders: Sequence[WorkOrder]) -> tuple[date, ...]:
    return tuple(sorted({order.day for order in orders}))


def _nearest(day: date, dates: Sequence[date]) -> list[date]:
    before = [each for each in dates if each < day][-1:]
    return before + [each for each in dates if each > day][:1]
