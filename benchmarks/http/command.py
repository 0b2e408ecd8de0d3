"""The command: a service, something to ask it, and a table."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from benchmarks.http.load import HEAD, Request, row, run
from benchmarks.http.replans import Replans, replanning
from benchmarks.http.service import Service, client, service
from benchmarks.http.shop import book_full, full_shop, prepared, searches
from benchmarks.instances import DATE
from benchmarks.table import markdown
from optimizer.day import Day
from scenarios.generator import SHOPS, generate_day

# From a service that is ready to the n-th request; what needs booked days books them first.
Asked = Callable[[Service, argparse.Namespace], Callable[[int], Request]]


def _health(found: Service, options: argparse.Namespace) -> Callable[[int], Request]:
    del found, options
    return lambda n: Request(method="GET", path=f"/healthz?n={n}")


def _runs(found: Service, options: argparse.Namespace) -> Callable[[int], Request]:
    del found, options
    return lambda n: Request(method="GET", path=f"/v1/plans?limit={20 + n % 2}")


def _slots(found: Service, options: argparse.Namespace) -> Callable[[int], Request]:
    booked = book_full(found, full_shop(), options.days, options.cars, _say)
    _say(f"{booked} cars booked")
    make = searches(full_shop())
    with client(found) as http:
        for n in range(5):
            warm = make(n)
            http.request(warm.method, warm.path, json=warm.body).raise_for_status()
    return make


ASKED: dict[str, Asked] = {"health": _health, "runs": _runs, "slots": _slots}


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def sixty_cars() -> Day:
    """A day of sixty cars in the default shop."""
    return generate_day(replace(SHOPS["default"], cars=60), seed=7, date=DATE, load=0.95)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("--ask", choices=sorted(ASKED), default="slots", help="what is asked")
    parser.add_argument("--days", type=int, default=14, help="open dates that are booked before slots are asked for")
    parser.add_argument("--cars", type=int, default=60, help="cars booked on each")
    parser.add_argument("--rate", type=float, default=20.0, help="requests a second")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--idle", action="store_true", help="plan nothing meanwhile")
    parser.add_argument("--solve-in", choices=("processes", "threads"), default="processes")
    parser.add_argument("--niceness", type=int, default=10, help="of the solver processes")


def measure(options: argparse.Namespace) -> str:
    """Measure; the table. Raises ``RuntimeError`` when the service does not start or a re-plan fails."""
    settings = {
        "HEIJUNKA_SOLVE_IN": options.solve_in,
        "HEIJUNKA_SOLVER_NICENESS": str(options.niceness),
        "HEIJUNKA_LOG_LEVEL": "warning",
        "HEIJUNKA_OPEN_DAYS": str(max(14, options.days) + 1),  # today is one of them, and may be over
    }
    replans = Replans()
    with tempfile.TemporaryDirectory(prefix="heijunka-http-") as folder, ExitStack() as stack:
        key = prepared(Path(folder), full_shop())
        found = stack.enter_context(service(Path(folder), key, settings))
        make = ASKED[options.ask](found, options)
        if not options.idle:
            replans = stack.enter_context(replanning(found, sixty_cars(), time_limit_s=10.0))
        outcome = run(found, make, options.rate, options.seconds)
    if replans.errors:
        raise RuntimeError(f"re-plans failed: {replans.errors}")
    beside = "nothing else" if options.idle else f"re-plans on {options.solve_in}, niceness {options.niceness}"
    words = f"{options.rate:g} requests a second for {options.seconds:g} s beside {beside} ({replans.planned} planned)"
    return f"{words}\n\n{markdown(HEAD, [row(options.ask, outcome)])}"
