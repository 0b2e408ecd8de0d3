"""What the demo has to show: a workshop with appointments, and a day of it that is in progress."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from api.commands.demo_begin import Beginning
from api.commands.demo_day import DayTeller
from api.commands.demo_desk import DemoDesk
from scenarios.morning import late_technician, mishaps

# Before the shop opens the day is planned; so long before the time that is shown things go wrong, and it is re-planned.
_EARLY = timedelta(minutes=20)
_UNWELL = timedelta(minutes=12)
_DAY_S, _REPLAN_S = 2.0, 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """The day from ``start`` on, with ``num_cars`` on it and ``num_customers`` in all; ``most_s``: for each search."""

    desk: DemoDesk
    teller: DayTeller
    start: Beginning
    num_cars: int
    num_customers: int
    most_s: float

    def make(self) -> None:
        """Bring the store to the time that is shown. Raises ``DemoError``."""
        is_new = self.desk.open()
        began = time.monotonic()
        if self.teller.has_begun(self.start.day.opens - _EARLY):
            self._go_on()
            return
        self._finish_before()
        if self.teller.clock() < self.start.day.opens:
            self.desk.fill_day(self.start.day.date, self.num_cars)
        if is_new and self.num_customers > self.num_cars:
            self.desk.fill_after(self.start.day.date, self.num_customers - self.num_cars)
        self._say(self._begin(), began)

    def _go_on(self) -> None:
        count = self.teller.go_on(self.start.at)
        self._say(f"the day of the store goes on, {count} events told", time.monotonic())

    def _finish_before(self) -> None:
        """The day on which the store stands ends as planned; what is not finished stays overnight."""
        before = self.start.unfinished
        if before is not None and self.teller.has_begun(before.opens - _EARLY):
            self.teller.plan(min(_REPLAN_S, self.most_s))
            self.teller.go_on(before.closes)

    def _begin(self) -> str:
        teller, day, at = self.teller, self.start.day, self.start.at
        teller.clock.to(day.opens - _EARLY)
        count = teller.go_wrong(late_technician)
        teller.plan(min(_DAY_S, self.most_s))
        count += teller.go_on(max(at - _UNWELL, teller.clock()))
        count += teller.go_wrong(mishaps)
        calls = teller.plan(min(_REPLAN_S, self.most_s))
        count += teller.go_on(at)
        return f"the day planned and re-planned, {count} events told, {calls} customers to be called"

    def _say(self, words: str, began: float) -> None:
        local = self.teller.clock().astimezone(ZoneInfo(self.desk.shop.time_zone))
        self.desk.tools.err.print(
            f"{local:%Y-%m-%d %H:%M} in the shop: {words}, {time.monotonic() - began:.1f} s", highlight=False
        )
