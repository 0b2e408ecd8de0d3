"""What the demo does over HTTP: send a day, follow its run, tell the figures, check the pages."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from pydantic import JsonValue
from rich.console import Console
from rich.markup import escape

from api.board.words import Language
from api.commands.client import DemoError, ask
from api.commands.generate import day_text, next_open_date
from api.commands.report import print_figures, print_notes
from api.commands.solving import LOADING
from api.commands.tools import Tools
from api.contract import read_plan_document
from scenarios.generator import generate_day
from scenarios.shop import SHOPS

_POLL_S = 0.25
# The login leads to the first; the others are reached from where their subject is.
_NOT_SAID = ("board", "waiting", "print")
# What each page must have in it.
_PAGES = {
    "/": "<script",
    "/?lang=zh": 'lang="zh-CN"',
    "/docs": "createPlan",
    "/openapi.json": "DayDocument",
    "/static/frame.css": ".top",
    "/login": 'name="key"',
    "/healthz": "ok",
}


@dataclass(frozen=True, slots=True)
class Tour:
    """One service at ``address`` with its store in ``folder``, under a ``key``; ``login`` opens its board once."""

    tools: Tools
    address: str
    folder: Path
    key: str
    login: str
    language: Language

    def plan_a_day(self, seed: int, time_limit_s: float) -> None:
        """Send a day of the default shop, wait for its plan, and tell what it keeps and costs.

        Raises ``DemoError`` when the run does not succeed.
        """
        shop = SHOPS["default"]
        day = generate_day(shop, seed=seed, date=next_open_date(shop))
        staff = f"{shop.technicians} technicians, {shop.bays} bays, {shop.advisors} advisors, {shop.cars} cars"
        self.tools.err.print(f"a day of the {shop.shop_id} shop: {staff}", highlight=False)
        url = f"{self.address}/v1/plans?time_limit_s={time_limit_s:g}&seed={seed}"
        accepted = ask(url, key=self.key, body=day_text(day), want=202)
        location = f"{self.address}{accepted.headers['location']}"
        self._follow(location, time_limit_s)
        document = read_plan_document(ask(f"{location}/plan", key=self.key).body)
        print_figures(self.tools.out, document, self.language)
        print_notes(self.tools.out, document, self.language)
        self.tools.out.print(f"Plan  {location}/plan", highlight=False, soft_wrap=True)

    def check(self) -> None:
        """Fetch every page once. Raises ``DemoError`` naming the one that is not as it should be."""
        from api.web.built import PAGES

        wanted = {**_PAGES, **{f"/{page}": "<script" for page in PAGES}}
        for path, must_have in wanted.items():
            text = ask(self.address + path, key=self.key).body.decode()
            if must_have not in text:
                raise DemoError(f"{self.address}{path} lacks {must_have!r}")
        self.tools.out.print(f"checked {len(wanted)} pages over HTTP: all well", highlight=False)

    def _follow(self, location: str, time_limit_s: float) -> None:
        console = self.tools.err
        with console.status("planning") as status:
            while True:
                run = ask(location, key=self.key).json()
                if run["status"] in ("succeeded", "failed", "cancelled"):
                    break
                status.update(_words(run["progress"], time_limit_s))
                time.sleep(_POLL_S)
        if run["status"] != "succeeded":
            raise DemoError(f"the run has {run['status']}: {run['problem']}")
        _print_end(console, run["progress"], time_limit_s)

    def say_where(self) -> None:
        """Where everything is."""
        # Here and not above, so that the other commands start without loading a web server.
        from api.web.built import PAGES

        places = (
            ("Board", self.login),
            ("", "this link logs in once, within ten minutes; later log in with the key"),
            ("Key", self.key),
            *((page.capitalize(), f"{self.address}/{page}") for page in PAGES if page not in _NOT_SAID),
            ("API", f"{self.address}/docs"),
            ("Store", str(self.folder)),
        )
        self.tools.out.print()
        # Lines and no table: a table cuts a key that is longer than the terminal is wide.
        for name, value in places:
            self.tools.out.print(f"[bold]{name:<13}[/]{escape(value)}", highlight=False, soft_wrap=True)


def _words(progress: JsonValue, time_limit_s: float) -> str:
    if not isinstance(progress, dict):
        return "planning"
    if progress["phase"] == "load":
        return LOADING
    return (
        f"{progress['seconds']:.1f} of {time_limit_s:g} s, {progress['phase']}: cost {progress['cost']:,}, "
        f"promises {progress['promise']:,}: unavoidable {progress['unavoidable']:,}, "
        f"avoidable at most {progress['avoidable']:,}"
    )


def _print_end(console: Console, progress: JsonValue, time_limit_s: float) -> None:
    console.print(_words(progress, time_limit_s), highlight=False, soft_wrap=True)
