"""Planning in the background: one re-plan after the other, so that a search runs all the time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from benchmarks.http.service import Service, client
from optimizer.day import Day


@dataclass(slots=True)
class Replans:
    """Runs that ended with a plan, and what went wrong."""

    planned: int = 0
    errors: list[str] = field(default_factory=list)


@contextmanager
def replanning(found: Service, day: Day, time_limit_s: float) -> Iterator[Replans]:
    """Plan a day again and again until the end of the block; the last run is ended early."""
    replans, over = Replans(), threading.Event()
    thread = threading.Thread(target=_plan_on, args=(found, day, time_limit_s, replans, over), name="replans")
    thread.start()
    try:
        yield replans
    finally:
        over.set()
        thread.join()


def _plan_on(found: Service, day: Day, time_limit_s: float, replans: Replans, over: threading.Event) -> None:
    from api.contract import write_day

    body = write_day(day)
    with client(found) as http:
        while not over.is_set():
            accepted = http.post("/v1/plans", params={"time_limit_s": time_limit_s}, json=body)
            if accepted.status_code != 202:
                replans.errors.append(f"{accepted.status_code}: {accepted.text[:200]}")
                return
            place = accepted.headers["Location"]
            while (status := http.get(place).json()["status"]) in ("queued", "running"):
                if over.wait(0.5):
                    http.delete(place)
                    return
            if status == "succeeded":
                replans.planned += 1
            else:
                replans.errors.append(status)
