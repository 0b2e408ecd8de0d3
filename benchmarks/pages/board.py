"""The board in headless Chromium: five figures, each taken several times."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import httpx
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route

from benchmarks.pages.demo import WORKSHOP, Demo

_PATIENCE_MS = 60_000
# After so long without a change the board has settled.
_QUIET_MS = 600
_ASK_MS = 50
# Watches from the first moment: bars on screen, tasks and frames that take long, changes of the board.
_WATCH = """
window.seen = {painted: 0, tasks: [], frames: [], changed: 0, proposed: 0, up: 0};
const note = (type, into) => new PerformanceObserver((list) =>
  list.getEntries().forEach((one) => into.push(one.duration))).observe({type, buffered: true});
note("longtask", seen.tasks);
if (PerformanceObserver.supportedEntryTypes.includes("long-animation-frame")) note("long-animation-frame", seen.frames);
new MutationObserver(() => {
  const now = performance.now();
  if (document.querySelector(".board")) seen.changed = now;
  if (!seen.painted && document.querySelector(".board .bar")) {
    seen.painted = now;
    requestAnimationFrame(() => setTimeout(() => { seen.painted = performance.now(); performance.mark("bars"); }));
  }
  if (seen.up && !seen.proposed && document.querySelector("[aria-labelledby=proposal-title][aria-busy=false] table"))
    requestAnimationFrame(() => setTimeout(() => { seen.proposed ||= performance.now(); }));
}).observe(document, {childList: true, subtree: true, attributes: true});
addEventListener("pointerup", () => { seen.up = performance.now(); seen.proposed = 0; }, true);
"""
_FORGET = """() => {
  seen.tasks.length = seen.frames.length = seen.changed = 0;
  performance.clearResourceTimings();
}"""
# When the first answer with the floor was there; 0: not yet.
_ANSWERED = """
(performance.getEntriesByType("resource").find((one) => one.name.endsWith("/floor"))?.responseEnd ?? 0)
"""
_LEFTS = (
    "() => Object.fromEntries([...document.querySelectorAll('.board .bar')].map(e => [e.dataset.bar, e.style.left]))"
)
_SENT = r"""
performance.getEntriesByType("resource").filter((one) => /\.(js|css)$/.test(one.name)).map((one) => one.encodedBodySize)
"""

_VERDICT = "document.querySelector('.row .held')?.closest('.row')?.dataset.verdict"

Figures = dict[str, list[float]]


@dataclass(slots=True, kw_only=True)
class BoardRun:
    """One browser at the demo's board. ``found``: what was measured, by name; times in ms."""

    demo: Demo
    context: BrowserContext
    http: httpx.Client
    found: Figures = field(default_factory=dict)

    @classmethod
    def begin(cls, demo: Demo, browser: Browser, http: httpx.Client) -> BoardRun:
        """Log in and load everything once, so that what is measured is warm."""
        context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
        context.add_init_script(_WATCH)
        run = cls(demo=demo, context=context, http=http)
        page = context.new_page()
        page.goto(demo.link)
        page.close()
        run.opened().close()
        return run

    def opened(self, floor: Callable[[Route], None] | None = None) -> Page:
        """A new tab with the board's bars on screen and nothing going on. ``floor`` answers in place of the service."""
        page = self.context.new_page()
        if floor is not None:
            page.route("**/floor", floor)
        page.goto(f"{self.demo.address}/board")
        page.locator(".board .bar").first.wait_for(timeout=_PATIENCE_MS)
        page.wait_for_timeout(_QUIET_MS)
        return page

    def first_paint(self) -> None:
        """From the click on a link to bars on screen."""
        page = self.opened()
        self._add("first paint", page.evaluate("seen.painted"))
        self._add("bars", page.locator(".board .bar").count())
        page.close()

    def live_event(self, technician_id: str) -> None:
        """Somebody is told to be away, and back: the longest task while the board follows."""
        page = self.opened()
        for kind in ("technician_absent", "technician_back"):
            page.evaluate(_FORGET)
            event = {"type": kind, "technician_id": technician_id}
            self.http.post(f"{WORKSHOP}/events", json={"events": [event]}).raise_for_status()
            self._settled(page)
            self._add("live event, longest task", page.evaluate("Math.max(0, ...seen.tasks)"))
            self._add("live event, longest frame", page.evaluate("Math.max(0, ...seen.frames)"))
        page.close()

    def all_moves(self, technician_id: str) -> None:
        """All that has not begun is seven minutes later in the next answer, as after a re-plan that moves all."""
        shift = [0]
        page = self.opened(lambda route: _moved(route, shift[0]))
        before = page.evaluate(_LEFTS)
        page.evaluate(_FORGET)
        shift[0] = 7
        event = {"type": "technician_lent_out", "technician_id": technician_id, "until": self._in_a_minute()}
        self.http.post(f"{WORKSHOP}/events", json={"events": [event]}).raise_for_status()
        self._settled(page)
        after = page.evaluate(_LEFTS)
        self._add("re-plan, bars moved", sum(1 for key, left in after.items() if before.get(key) != left))
        self._add("re-plan, settled", page.evaluate(f"seen.changed - {_ANSWERED}"))
        self._add("re-plan, longest frame", page.evaluate("Math.max(0, ...seen.frames)"))
        page.close()

    def drag(self) -> None:
        """A planned job is dragged along its row; from letting go to the proposal with its consequences.

        Raises ``RuntimeError`` when no job can be moved.
        """
        page = self.opened()
        planned = page.locator(".board .bar.work.state-planned")
        middle = planned.count() // 2
        for n in range(middle, planned.count()):
            if _carried(page, planned.nth(n)):
                page.mouse.up()
                _until(page, "seen.proposed > seen.up")
                self._add("drag → consequences", page.evaluate("seen.proposed - seen.up"))
                page.close()
                return
            page.keyboard.press("Escape")
            page.mouse.up()
        raise RuntimeError("no planned job goes an hour later")

    def compressed(self) -> None:
        """Scripts and styles that an empty cache loads for the board, as they are sent."""
        state = self.context.storage_state()
        browser = self.context.browser
        assert browser is not None
        fresh = browser.new_context(storage_state=state)
        page = fresh.new_page()
        page.goto(f"{self.demo.address}/board")
        page.locator(".board .bar").first.wait_for(timeout=_PATIENCE_MS)
        sent = page.evaluate(_SENT)
        self._add("JS + CSS, kB", sum(sent) / 1000)
        fresh.close()

    def _settled(self, page: Page) -> None:
        # The line of the present time moves by itself: only what comes after the answer counts.
        _until(page, f"{_ANSWERED} > 0 && seen.changed > {_ANSWERED}")
        _until(page, f"performance.now() - seen.changed > {_QUIET_MS}")

    def _in_a_minute(self) -> str:
        at = self.http.get(f"{WORKSHOP}/floor").raise_for_status().json()["at"]
        return (datetime.fromisoformat(at) + timedelta(minutes=1)).isoformat()

    def _add(self, name: str, value: float) -> None:
        self.found.setdefault(name, []).append(float(value))


def _carried(page: Page, bar: Locator) -> bool:
    """Hold a bar an hour later; whether the rules let it go there."""
    bar.scroll_into_view_if_needed()
    box = bar.bounding_box()
    assert box is not None
    x, y = box["x"] + min(10.0, box["width"] / 2), box["y"] + 15
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 110, y, steps=8)
    _until(page, f"{_VERDICT} !== undefined")
    page.wait_for_timeout(_QUIET_MS)  # what is known is of where it is held now
    return page.evaluate(_VERDICT) in ("goes", "displaces")


def _until(page: Page, condition: str) -> None:
    """Wait until it holds. By asking: the policy of the pages lets nothing be evaluated in them."""
    for _ in range(_PATIENCE_MS // _ASK_MS):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(_ASK_MS)
    raise RuntimeError(f"not within {_PATIENCE_MS} ms: {condition}")


def _moved(route: Route, minutes: int) -> None:
    """The floor's answer, with everything that has not begun so much later."""
    answer = route.fetch()
    floor = answer.json()
    for car in floor["cars"]:
        for step in car["steps"]:
            if step["place"] and not step["progress"]:
                step["place"] = {**step["place"], **_later(step["place"], minutes)}
    route.fulfill(status=200, content_type="application/json", body=json.dumps(floor))


def _later(place: Mapping[str, Any], minutes: int) -> dict[str, str]:
    by = timedelta(minutes=minutes)
    return {name: (datetime.fromisoformat(place[name]) + by).isoformat() for name in ("start", "end")}
