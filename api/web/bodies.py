"""Bodies of the pages other than the board: a run under way, one without a plan, the list, the start."""

from __future__ import annotations

import json
from collections.abc import Iterable

from api.board.markup import Markup, el
from api.board.words import Language, say, say_or
from api.runs.records import Run

_START = """\
heijunka generate --shop default --seed 7 -o day.json
curl -H 'Authorization: Bearer <key>' -H 'Content-Type: application/json' --data-binary @day.json {address}/v1/plans"""


def start_body(address: str, language: Language) -> Markup:
    """What to do when nothing has been planned."""
    return _main(
        el("h2", say("no_plan_title", language)),
        el("p", say("no_plan", language)),
        el("pre", el("code", _START.format(address=address))),
    )


def open_run_body(run: Run, language: Language) -> Markup:
    """The figures of a run, filled in by its events; the page turns into the board when it ends."""
    progress = run.progress
    figures = {} if progress is None else progress.as_dict()
    cells = [
        el(
            "div",
            el("dt", say(words, language)),
            el("dd", el("div", _shown(figures.get(field, "–"), language), data_field=field, class_="value")),
            class_="figure",
        )
        for field, words in _FIELDS
    ]
    seconds = 0.0 if progress is None else progress.seconds
    share = min(1.0, seconds / run.options.time_limit_s)
    return _main(
        el("h2", f"{say('run_open', language)} · {say(run.status, language)}"),
        el("progress", max="1", value=share, aria_label=say("run_open", language)),
        el("dl", *cells, class_="figures"),
        data_events=f"/v1/plans/{run.run_id}/events",
        data_limit=run.options.time_limit_s,
        data_phases=json.dumps({phase: say(f"phase_{phase}", language) for phase in _PHASES}),
    )


_PHASES = ("load", "construct", "improve", "prove")
_FIELDS = (
    ("seconds", "seconds"),
    ("phase", "phase"),
    ("promise", "lateness"),
    ("unavoidable", "unavoidable"),
    ("avoidable", "avoidable"),
    ("cost", "cost_value"),
)


def ended_run_body(run: Run, language: Language) -> Markup:
    """A run that ended without a plan, and why."""
    problem = run.problem or {}
    words = [str(problem[key]) for key in ("title", "detail") if key in problem]
    return _main(
        el("h2", say("run_failed" if problem else "run_without_plan", language)),
        *(el("p", line) for line in words),
    )


def list_body(runs: Iterable[Run], older: str | None, language: Language) -> Markup:
    """Runs, newest first."""
    head = [
        el("th", say(key, language), scope="col", class_="words")
        for key in ("created", "day", "cars", "status", "lateness")
    ]
    rows = [
        el(
            "tr",
            el("td", el("a", f"{run.created_at:%Y-%m-%d %H:%M:%S} UTC", href=f"/plans/{run.run_id}"), class_="words"),
            el("td", f"{run.day_now:%Y-%m-%d}", class_="words"),
            el("td", str(run.num_visits), class_="words"),
            el("td", say(run.status, language), class_="words"),
            el("td", "–" if run.progress is None else f"{run.progress.promise:,}", class_="words"),
        )
        for run in runs
    ]
    link = Markup() if older is None else el("p", el("a", say("older", language), href=f"/plans?cursor={older}"))
    return _main(el("table", el("thead", el("tr", *head)), el("tbody", *rows)), link)


def lost_body(language: Language) -> Markup:
    """An address that leads nowhere."""
    return _main(el("h2", say("not_found", language)))


def _main(*children: Markup, **data: str | float) -> Markup:
    return el("main", el("section", *children, class_="card", **data), id="main")


def _shown(value: float | int | str, language: Language) -> str:
    return say_or(f"phase_{value}", language, value) if isinstance(value, str) else f"{value:,}"
