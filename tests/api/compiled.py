"""The compiled search, before a service is asked: a machine that has never searched needs minutes for it."""

from __future__ import annotations

from functools import cache

from api.service.example_day import example_day
from optimizer.plan_day import plan_day
from optimizer.slots.book import Book


@cache
def compile_searches() -> None:
    """Compile the searches for slots and for plans, or load them; once a process."""
    day = example_day()
    Book.build(day.workshop, day.now, ()).warm_up()
    plan_day(day, time_limit_s=0.0)
