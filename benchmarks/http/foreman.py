"""From an event to its proposal over HTTP, on a day of sixty cars: told, asked for, answered, one after the other."""

from __future__ import annotations

import argparse
import math
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import httpx

from benchmarks.http.service import client, service
from benchmarks.http.shop import WORKSHOP_ID, book_full, full_shop, prepared
from benchmarks.machine import caption
from benchmarks.table import markdown

_PATH = f"/v1/workshops/{WORKSHOP_ID}"
_HEAD = ("", "n", "p50", "p95", "most")


def add_options(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("--cars", type=int, default=60, help="cars booked on the next open date")
    parser.add_argument("--events", type=int, default=40, help="events, each with a re-plan")
    parser.add_argument("--limit", type=float, default=0.6, help="seconds for a re-plan")


def measure(options: argparse.Namespace, say: Callable[[str], None]) -> str:
    """Measure; the table. Raises ``RuntimeError`` when the service does not start."""
    settings = {"HEIJUNKA_LOG_LEVEL": "warning"}
    setup = full_shop()
    with tempfile.TemporaryDirectory(prefix="heijunka-foreman-") as folder:
        key = prepared(Path(folder), setup)
        with service(Path(folder), key, settings) as found, client(found) as http:
            booked = book_full(found, setup, 1, options.cars, say)
            names = [one.technician_id for one in setup.technicians]
            told, asked = _ask_all(http, names, options)
    both = [one + other for one, other in zip(told, asked, strict=True)]
    rows = [_row("event", told), _row("re-plan", asked), _row("event → proposal", both)]
    words = f"{booked} cars, {len(names)} technicians, {options.limit:g} s to search"
    return f"{caption(1)}\n\n{words}\n\n{markdown(list(_HEAD), rows)}"


def _ask_all(http: httpx.Client, names: Sequence[str], options: argparse.Namespace) -> tuple[list[float], list[float]]:
    """Seconds of each event and each re-plan; the first two, which find nothing loaded, do not count."""
    told: list[float] = []
    asked: list[float] = []
    for n in range(options.events + 2):
        kind = "technician_back" if n % 2 else "technician_absent"
        event = {"events": [{"type": kind, "technician_id": names[n // 2 % len(names)]}]}
        told.append(_timed(http, f"{_PATH}/events", event, {}))
        question = {"time_limit_s": options.limit}
        asked.append(_timed(http, f"{_PATH}/replans", question, {"Prefer": "wait=30"}))
    return told[2:], asked[2:]


def _timed(http: httpx.Client, path: str, body: object, headers: dict[str, str]) -> float:
    start = time.perf_counter()
    answer = http.post(path, json=body, headers=headers)
    seconds = time.perf_counter() - start
    if answer.status_code != 201:
        raise RuntimeError(f"{path}: {answer.status_code} {answer.text[:500]}")
    return seconds


def _row(name: str, seconds: Sequence[float]) -> list[str]:
    ordered = sorted(seconds)
    at = [ordered[max(0, math.ceil(share * len(ordered)) - 1)] for share in (0.5, 0.95, 1.0)]
    return [name, str(len(ordered)), *(f"{1000 * one:.0f} ms" for one in at)]
