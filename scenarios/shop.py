"""How big a generated shop is and when it works."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from scenarios.clock import SUNDAY


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftTimes:
    """A shift by the wall clock, in minutes after midnight; ``lunches`` are the starts that are staggered."""

    start: int
    end: int
    lunches: tuple[int, ...]
    lunch_minutes: int = 60


DAY_SHIFT = ShiftTimes(start=8 * 60, end=17 * 60, lunches=(690, 720, 750))
LATE_DAY_SHIFT = ShiftTimes(start=8 * 60 + 30, end=17 * 60 + 30, lunches=(720, 750, 780))
EARLY_SHIFT = ShiftTimes(start=7 * 60 + 30, end=16 * 60, lunches=(660, 690, 720), lunch_minutes=30)
AFTERNOON_SHIFT = ShiftTimes(start=10 * 60 + 30, end=19 * 60, lunches=(810, 840, 870), lunch_minutes=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopSpec:
    """A shop to generate: ``cars`` a day, staff, bays and opening times (minutes after local midnight).

    ``apprentices`` and ``part_timers`` are among the ``technicians``. ``shifts`` are dealt out in turn.
    Weekdays count from Monday 0.
    """

    shop_id: str
    name: str
    cars: int
    technicians: int
    bays: int
    advisors: int
    apprentices: int = 1
    part_timers: int = 1
    shifts: tuple[ShiftTimes, ...] = (DAY_SHIFT, LATE_DAY_SHIFT)
    opening: int = 8 * 60
    closing: int = 17 * 60 + 30
    closed_weekdays: frozenset[int] = frozenset({SUNDAY})
    time_zone: str = "Asia/Shanghai"
    loan_cars: int = 3
    horizon_days: int = 3

    @property
    def inspection_places(self) -> int:
        """Places for final inspection: ten minutes a car use about half of them."""
        return max(1, round(self.cars / 25))

    @property
    def wash_places(self) -> int:
        """Wash places: twenty minutes for three cars in four use about half of them."""
        return max(1, round(self.cars / 17))

    @property
    def car_park_places(self) -> int:
        """Places of the repair car park, where cars stand that were moved out of a bay."""
        return max(4, round(self.cars / 4))


_TWO_SHIFTS = (EARLY_SHIFT, AFTERNOON_SHIFT)

SHOPS: Mapping[str, ShopSpec] = MappingProxyType(
    {
        spec.shop_id: spec
        for spec in (
            ShopSpec(shop_id="default", name="Default shop 标准店", cars=50, technicians=13, bays=20, advisors=4),
            ShopSpec(
                shop_id="small",
                name="Small shop 小店",
                cars=20,
                technicians=5,
                bays=8,
                advisors=2,
                apprentices=0,
                loan_cars=1,
            ),
            ShopSpec(
                shop_id="medium",
                name="Medium shop 中型店",
                cars=60,
                technicians=15,
                bays=22,
                advisors=5,
                loan_cars=4,
            ),
            ShopSpec(
                shop_id="large",
                name="Large shop 大型店",
                cars=160,
                technicians=40,
                bays=60,
                advisors=12,
                apprentices=2,
                part_timers=2,
                shifts=_TWO_SHIFTS,
                opening=7 * 60 + 30,
                closing=19 * 60,
                loan_cars=8,
            ),
            ShopSpec(
                shop_id="huge",
                name="Huge shop 超大型店",
                cars=300,
                technicians=80,
                bays=120,
                advisors=23,
                apprentices=4,
                part_timers=4,
                shifts=_TWO_SHIFTS,
                opening=7 * 60 + 30,
                closing=19 * 60,
                loan_cars=15,
            ),
        )
    }
)
