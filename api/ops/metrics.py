"""Figures of one application, for Prometheus. Each application has a registry of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info, ProcessCollector

from api.planner import SearchProgress, StopSignal
from api.runs.records import RunOptions
from api.runs.solve import NotBegunError, RunProblemError, Solve
from api.version import version

_REQUEST_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_SOLVE_BUCKETS = (0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 60.0, 120.0, 300.0, 600.0, 3600.0)
_MINUTE_BUCKETS = (0.0, 1.0, 5.0, 15.0, 30.0, 60.0, 120.0, 240.0, 480.0, 960.0)
_LAG_BUCKETS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 60.0)


class Metrics:
    """What is counted while the application runs."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        Info("heijunka_build", "Version of the service.", registry=self.registry).info({"version": version()})
        self.requests = Histogram(
            "heijunka_http_request_seconds",
            "Seconds from a request to the start of its answer.",
            ("method", "route", "status"),
            buckets=_REQUEST_BUCKETS,
            registry=self.registry,
        )
        self.in_flight = Gauge("heijunka_http_in_flight", "Requests being answered.", registry=self.registry)
        self.solves = Histogram(
            "heijunka_solve_seconds",
            "Seconds of a search, by how it ended: planned, refused, failed or put off.",
            ("outcome",),
            buckets=_SOLVE_BUCKETS,
            registry=self.registry,
        )
        self.solving = Gauge("heijunka_solves_running", "Searches running in this process.", registry=self.registry)
        self.gap = Histogram(
            "heijunka_solve_avoidable_minutes",
            "Class-weighted minutes of lateness that a better plan might still have avoided.",
            buckets=_MINUTE_BUCKETS,
            registry=self.registry,
        )
        self.problems = Counter(
            "heijunka_problems",
            "Requests answered with a problem document, by its code.",
            ("method", "route", "code"),
            registry=self.registry,
        )
        self.streams = Gauge("heijunka_streams_open", "Event streams being followed.", registry=self.registry)
        self.stream_lag = Histogram(
            "heijunka_stream_lag_seconds",
            "Seconds from an entry in the journal to its event on a stream that was open.",
            buckets=_LAG_BUCKETS,
            registry=self.registry,
        )

    def measured(self, solve: Solve) -> Solve:
        """The same ``Solve``, counted and timed."""
        return _Measured(self, solve)

    @contextmanager
    def following(self) -> Iterator[None]:
        """While an event stream is open."""
        with self.streams.track_inprogress():
            yield


class _Measured:
    def __init__(self, metrics: Metrics, solve: Solve) -> None:
        self._metrics, self._solve = metrics, solve

    def __call__(
        self, day: str, options: RunOptions, stop: StopSignal, on_progress: Callable[[SearchProgress], None]
    ) -> str:
        """Plan; the gap is that of the last progress told."""
        gap: list[int] = []

        def look(progress: SearchProgress) -> None:
            gap[:] = [progress.avoidable]
            on_progress(progress)

        started, outcome = perf_counter(), "failed"
        try:
            with self._metrics.solving.track_inprogress():
                plan = self._solve(day, options, stop, look)
            outcome = "planned"
        except (RunProblemError, NotBegunError) as error:
            outcome = "refused" if isinstance(error, RunProblemError) else "put off"
            raise
        finally:
            self._metrics.solves.labels(outcome).observe(perf_counter() - started)
        for minutes in gap:
            self._metrics.gap.observe(minutes)
        return plan
