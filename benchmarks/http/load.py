"""Requests at a steady rate, each timed from the moment it was due.

The rate does not follow the service: a request that is due goes out though others are still waiting, and a late start
counts as waiting. Otherwise a slow service would be asked less and look better than it is.
"""

from __future__ import annotations

import asyncio
import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from time import perf_counter

import httpx

from benchmarks.http.service import Service


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request. ``want``: the statuses that are no error."""

    method: str
    path: str
    body: object = None
    want: frozenset[int] = frozenset({200})


@dataclass(slots=True)
class Outcome:
    """Seconds of all requests that were answered as wanted, and what became of the others, by kind."""

    seconds: list[float] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)

    def percentile(self, share: float) -> float:
        """The smallest time that at least this share (0..1) of the answers did not exceed; NaN without answers."""
        if not self.seconds:
            return math.nan
        return sorted(self.seconds)[max(0, math.ceil(share * len(self.seconds)) - 1)]


def run(found: Service, make: Callable[[int], Request], rate: float, seconds: float) -> Outcome:
    """Send ``rate`` requests a second for some seconds; ``make`` gives the n-th."""
    return asyncio.run(_run(found, make, rate, round(rate * seconds)))


async def _run(found: Service, make: Callable[[int], Request], rate: float, count: int) -> Outcome:
    outcome = Outcome()
    limits = httpx.Limits(max_connections=100)
    async with httpx.AsyncClient(
        base_url=found.address, headers=dict(found.headers), timeout=30.0, trust_env=False, limits=limits
    ) as http:
        start = perf_counter() + 0.1
        async with asyncio.TaskGroup() as tasks:
            for n in range(count):
                due = start + n / rate
                await asyncio.sleep(max(0.0, due - perf_counter()))
                tasks.create_task(_one(http, make(n), due, outcome))
    return outcome


async def _one(http: httpx.AsyncClient, request: Request, due: float, outcome: Outcome) -> None:
    try:
        answer = await http.request(request.method, request.path, json=request.body)
    except httpx.HTTPError as error:
        outcome.errors[type(error).__name__] += 1
        return
    if answer.status_code in request.want:
        outcome.seconds.append(perf_counter() - due)
    else:
        outcome.errors[str(answer.status_code)] += 1


def row(name: str, outcome: Outcome) -> Sequence[str]:
    """A line of the table: percentiles in milliseconds."""
    shares = [f"{1000 * outcome.percentile(share):.1f}" for share in (0.5, 0.95, 0.99, 1.0)]
    return (name, str(len(outcome.seconds)), *shares, _counted(outcome.errors))


HEAD = ("request", "answers", "p50 ms", "p95 ms", "p99 ms", "max ms", "errors")


def _counted(errors: Mapping[str, int]) -> str:
    return ", ".join(f"{count} × {kind}" for kind, count in sorted(errors.items())) or "0"
