"""The time that can be promised instead."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from optimizer.calendar import merge
from optimizer.problem.grid import local_midnight
from optimizer.workshop import Workshop


def next_promise(ready: datetime, workshop: Workshop) -> datetime:
    """The promise for a car that is ready at ``ready``, as an offer makes it.

    The planned time and the policy's slack, up to the promise grid of the local day, when the shop is open for the
    hand-over; else the first such time of the next opening. Outside of all known opening hours the time itself.
    """
    policy = workshop.policy
    zone = ZoneInfo(workshop.time_zone)
    least = ready + timedelta(minutes=policy.promise_slack_minutes)
    for span in merge(workshop.open_spans):
        found = _on_grid(max(least, span.start), policy.promise_grid_minutes, zone)
        if found + timedelta(minutes=policy.hand_over_minutes) <= span.end:
            return found
    return _on_grid(least, policy.promise_grid_minutes, zone)


def _on_grid(at: datetime, minutes: int, zone: ZoneInfo) -> datetime:
    """The next time on the grid, counted in elapsed time from local midnight, not before ``at``."""
    midnight = local_midnight(at.astimezone(zone).date(), zone)
    grid = timedelta(minutes=minutes)
    return (midnight - (midnight - at.astimezone(UTC)) // grid * grid).astimezone(zone)
