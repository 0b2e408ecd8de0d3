"""``python -m benchmarks pages``."""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path

import httpx
from playwright.sync_api import Browser, sync_playwright

from benchmarks.machine import caption
from benchmarks.pages.board import BoardRun, Figures
from benchmarks.pages.demo import WORKSHOP, Demo, demo
from benchmarks.table import markdown

_ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")
# What issue and docs ask for: at most this, where there is a goal.
_GOALS = {
    "first paint": 1000.0,
    "live event, longest task": 50.0,
    "re-plan, settled": 1000.0,
    "re-plan, longest frame": 150.0,
    "JS + CSS, kB": 120.0,
    "drag → consequences": 1200.0,
}


def measure(options: argparse.Namespace, say: Callable[[str], None]) -> str:
    """Measure; the table. Raises ``RuntimeError`` without Chromium, or when the demo does not start."""
    chromium = shutil.which("chromium")
    if chromium is None:
        raise RuntimeError("chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(_ARGUMENTS))
        found = _with_demo(options.cars, browser, lambda run, name: _all_but_drag(run, name, options.repeat, say))
        found |= _with_demo(options.drag_cars, browser, lambda run, _: _drags(run, options.repeat, say))
        browser.close()
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    head = ("", "n", "median", "most", "goal")
    return f"{caption(2)}\n\n{markdown(head, [_row(name, values) for name, values in found.items()])}"


def _with_demo(num_cars: int, browser: Browser, take: Callable[[BoardRun, str], None]) -> Figures:
    with (
        tempfile.TemporaryDirectory(prefix="heijunka-pages-") as folder,
        demo(Path(folder), num_cars) as served,
        _client(served) as http,
    ):
        run = BoardRun.begin(served, browser, http)
        technicians = http.get(f"{WORKSHOP}/floor").raise_for_status().json()["technicians"]
        take(run, technicians[-1]["technician_id"])
        return run.found


def _all_but_drag(run: BoardRun, technician_id: str, repeat: int, say: Callable[[str], None]) -> None:
    run.compressed()
    for n in range(repeat):
        run.first_paint()
        run.live_event(technician_id)
        run.all_moves(technician_id)
        say(f"board, {n + 1} of {repeat}: {_last(run.found)}")


def _drags(run: BoardRun, repeat: int, say: Callable[[str], None]) -> None:
    for n in range(repeat):
        run.drag()
        say(f"drag, {n + 1} of {repeat}: {_last(run.found)}")


def _last(found: Figures) -> str:
    return ", ".join(f"{name} {values[-1]:.0f}" for name, values in found.items())


def _client(served: Demo) -> httpx.Client:
    headers = {"Authorization": f"Bearer {served.key}"}
    return httpx.Client(base_url=served.address, headers=headers, timeout=60.0, trust_env=False)


def _row(name: str, values: list[float]) -> list[str]:
    goal = _GOALS.get(name)
    return [
        name,
        str(len(values)),
        f"{statistics.median(values):.0f}",
        f"{max(values):.0f}",
        "" if goal is None else f"≤ {goal:.0f}",
    ]
