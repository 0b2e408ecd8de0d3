"""Settings of the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskSettings:
    """``open_days``: open dates on which appointments are given. ``lead``: between a call and an arrival at least.

    ``reshuffle_s``: seconds for the search that moves other cars. ``hold``: how long a hold lasts by itself,
    ``offer``: how long an offer can be taken. ``sweep_every_s``: between two sweeps of holds that have run out.
    ``warm``: the compiled search is loaded as soon as there is a workshop, not by whoever asks first.
    ``books``: of how many workshops, those asked for last, the book stays in memory; one takes some megabytes.
    """

    open_days: int = 14
    lead: timedelta = timedelta(minutes=60)
    reshuffle_s: float = 0.8
    hold: timedelta = timedelta(minutes=10)
    offer: timedelta = timedelta(minutes=10)
    sweep_every_s: float = 30.0
    warm: bool = True
    books: int = 100
