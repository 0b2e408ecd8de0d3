"""Loaded by the process from which killed services are forked, so that each of them can search at once."""

from __future__ import annotations

from api.service.example_day import example_day
from optimizer.plan_day import plan_day
from optimizer.slots.book import Book

_DAY = example_day()
Book.build(_DAY.workshop, _DAY.now, ()).warm_up()
plan_day(_DAY, time_limit_s=0.0)
