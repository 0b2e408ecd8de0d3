"""``python -m benchmarks quality | grid | peers | …``: see docs/benchmarks.md, and docs/slots.md for the desk's."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks import grid, replan
from benchmarks.best import improve_best
from benchmarks.best_known import BestKnown
from benchmarks.blocks import soak_in_blocks
from benchmarks.http import command as http
from benchmarks.http.foreman import add_options as add_foreman_options
from benchmarks.instances import Instance, instances
from benchmarks.machine import caption
from benchmarks.measure import Setting
from benchmarks.pages.options import add_options as add_pages_options
from benchmarks.quality import measure_all, report
from benchmarks.slots.command import add_commands

_OUT = Path("var/benchmarks")

_WITH_DEFAULTS = argparse.ArgumentDefaultsHelpFormatter


def main(arguments: Sequence[str]) -> None:
    """Run a command line. Raises ``SystemExit`` 1 when a soak or a crash finds anything wrong."""
    options = _parser().parse_args(arguments)
    if "alone" in options:
        options.alone(options)
        return
    chosen = list(instances(options.shops, options.loads, options.seeds))
    run: Callable[[argparse.Namespace, Sequence[Instance]], None] = options.run
    run(options, chosen)


def _quality(options: argparse.Namespace, chosen: Sequence[Instance]) -> None:
    runs = measure_all(chosen, options.limits, options.threads, options.out, _say)
    print(f"{caption(options.threads)}\n\n{report(runs, BestKnown(), options.out)}")


def _best(options: argparse.Namespace, chosen: Sequence[Instance]) -> None:
    setting = Setting(limit_s=60 * options.minutes, seed=options.seed, threads=options.threads)
    improve_best(chosen, setting, options.out, _say)


def _peers(options: argparse.Namespace, chosen: Sequence[Instance]) -> None:
    # PyJobShop is loaded by the command that needs it only.
    from benchmarks.peers.command import compare, report_peers

    outcomes = compare(chosen, options.limits, options.threads, options.out, _say)
    print(f"{caption(options.threads)}\n\n{report_peers(outcomes, options.out)}")


def _replan(options: argparse.Namespace, chosen: Sequence[Instance]) -> None:
    print(f"{caption(options.threads)}\n\n{replan.compare(chosen, options.limit, options.threads, options.out, _say)}")


def _grid(options: argparse.Namespace, chosen: Sequence[Instance]) -> None:
    print(f"{caption(options.threads)}\n\n{grid.report(list(chosen))}")


def _soak(options: argparse.Namespace) -> None:
    tally = soak_in_blocks(options.days, options.seed, options.processes, options.out, _say)
    print(tally.table())
    if not tally.clean:
        raise SystemExit(1)


def _http(options: argparse.Namespace) -> None:
    print(f"{caption(2)}\n\n{http.measure(options)}")


def _foreman(options: argparse.Namespace) -> None:
    from benchmarks.http import foreman

    print(foreman.measure(options, _say))


def _pages(options: argparse.Namespace) -> None:
    # Playwright is loaded by the command that needs it only.
    from benchmarks.pages import command

    print(command.measure(options, _say))


def _crash(options: argparse.Namespace) -> None:
    # What only a service needs is loaded by the commands that need it.
    from benchmarks.crash.command import run_crash

    tally = run_crash(options.database, options.storm, options.kills, options.seed, _say)
    print(tally.table())
    if tally.faults:
        raise SystemExit(1)


def _race(options: argparse.Namespace) -> None:
    from benchmarks.race.command import run_race

    table, clean = run_race(options.database, options.desks, options.places, options.threads, _say)
    print(f"{caption(2)}\n\n{table}")
    if not clean:
        raise SystemExit(1)


def _storm(options: argparse.Namespace) -> None:
    from benchmarks.storm.command import run_storm

    tally = run_storm(options, _say)
    print(tally.table())
    if not tally.clean:
        raise SystemExit(1)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    commands = parser.add_subparsers(required=True)
    quality = _command(commands, "quality", "cost over time against bounds and best known plans", _quality)
    quality.add_argument("--limits", type=_floats, default=[1.0, 10.0], help="seconds, such as 1,10")
    _command(commands, "grid", "what the time grid does to working times and to the search", _grid)
    peers = _command(commands, "peers", "dispatching rules and PyJobShop on the same days", _peers)
    peers.add_argument("--limits", type=_floats, default=[1.0, 10.0], help="seconds, such as 1,10")
    again = _command(commands, "replan", "a bad morning: the re-plan beside doing nothing", _replan)
    again.add_argument("--limit", type=float, help="seconds for a re-plan; left out: by the size of the shop")
    again.set_defaults(loads=[0.95])
    best = _command(commands, "best", "look long for better best known plans", _best)
    best.add_argument("--minutes", type=float, default=10.0, help="for each instance")
    best.add_argument("--seed", type=int, default=1, help="of the search")
    tests = commands.add_parser("soak", help="thousands of odd days: no violation, no crash")
    tests.add_argument("--days", type=int, default=10_000, help="how many numbers, each an odd day or more")
    tests.add_argument("--seed", type=int, default=0, help="number of the first day")
    tests.add_argument("--processes", type=int, default=1, help="to plan on")
    tests.add_argument("--out", type=Path, default=_OUT, help="folder of results")
    tests.set_defaults(alone=_soak)
    load = commands.add_parser(
        "http", help="requests at a steady rate while a day is planned", formatter_class=_WITH_DEFAULTS
    )
    http.add_options(load)
    load.set_defaults(alone=_http)
    board = commands.add_parser(
        "foreman", help="from an event to its proposal over HTTP", formatter_class=_WITH_DEFAULTS
    )
    add_foreman_options(board)
    board.set_defaults(alone=_foreman)
    pages = commands.add_parser(
        "pages", help="the board in headless Chromium, on the demo's day", formatter_class=_WITH_DEFAULTS
    )
    add_pages_options(pages)
    pages.set_defaults(alone=_pages)
    kills = commands.add_parser(
        "crash", help="kill -9 in the middle of a storm of requests: nothing is lost", formatter_class=_WITH_DEFAULTS
    )
    kills.add_argument("--kills", type=int, default=200, help="how many times")
    kills.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite", help="where the store is")
    kills.add_argument(
        "--storm", choices=["runs", "bookings", "replans"], default="runs", help="what is asked of the service"
    )
    kills.add_argument("--seed", type=int, default=0, help="of moments and requests")
    kills.set_defaults(alone=_crash)
    desks = commands.add_parser(
        "race", help="many desks take the same few places at once", formatter_class=_WITH_DEFAULTS
    )
    desks.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite", help="where the store is")
    desks.add_argument("--desks", type=int, default=200, help="how many ask")
    desks.add_argument("--places", type=int, default=50, help="for how many places")
    desks.add_argument("--threads", type=int, default=32, help="desks at the same moment")
    desks.set_defaults(alone=_race)
    floor = commands.add_parser(
        "storm", help="random events on the workshop floor, days long", formatter_class=_WITH_DEFAULTS
    )
    floor.add_argument("--events", type=int, default=1000, help="a day")
    floor.add_argument("--days", type=int, default=20, help="how many")
    floor.add_argument("--seed", type=int, default=0, help="number of the first day")
    floor.add_argument("--shop", choices=["small", "medium"], default="small", help="how large")
    floor.add_argument("--limit", type=float, default=0.1, help="seconds for a re-plan")
    floor.add_argument("--replan-every", type=int, default=50, help="events between two re-plans")
    floor.set_defaults(alone=_storm)
    add_commands(commands)
    return parser


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    text: str,
    run: Callable[[argparse.Namespace, Sequence[Instance]], None],
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=text, formatter_class=_WITH_DEFAULTS)
    command.set_defaults(run=run)
    command.add_argument("--shops", type=_words, default=["small", "medium", "large", "huge"])
    command.add_argument("--loads", type=_floats, default=[0.85, 0.95, 1.05])
    command.add_argument("--seeds", type=int, default=10, help="how many days a shop and load")
    command.add_argument("--threads", type=int, default=2, help="processor cores to use")
    command.add_argument("--out", type=Path, default=_OUT, help="folder of results")
    return command


def _words(text: str) -> list[str]:
    return text.split(",")


def _floats(text: str) -> list[float]:
    return [float(word) for word in text.split(",")]


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
