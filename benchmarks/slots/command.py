"""The commands of the appointment desk: ``slots``, ``level``, ``bookings``, ``missed``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from benchmarks.machine import caption
from benchmarks.slots import bookings, level, missed, search


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Enter the commands among the others."""
    slots = _command(commands, "slots", "how long the desk waits for its offers", _slots)
    slots.add_argument("--load", type=float, default=0.75, help="of the technicians, from which cars are booked")
    slots.add_argument("--requests", type=int, default=200)
    even = _command(commands, "level", "how level a book becomes by first offers, against the earliest free", _level)
    even.add_argument("--loads", type=float, nargs="+", default=[0.3, 0.5, 0.7])
    many = _command(commands, "bookings", "random bookings and cancellations, refereed", _bookings)
    many.add_argument("--count", type=int, default=10_000)
    many.add_argument("--every", type=int, default=100, help="bookings between two reviews of the whole book")
    lost = _command(commands, "missed", "slots that insertion misses and a reshuffle finds", _missed)
    lost.add_argument("--count", type=int, default=50, help="instances")
    lost.add_argument("--load", type=float, default=0.95, help="of the technicians, from which cars are booked")
    lost.add_argument("--seconds", type=float, default=1.0, help="of a reshuffle")


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    text: str,
    run: Callable[[argparse.Namespace], None],
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=text, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    command.set_defaults(alone=run)
    command.add_argument("--shop", default="medium")
    command.add_argument("--seed", type=int, default=1)
    return command


def _slots(options: argparse.Namespace) -> None:
    _print(search.measure(options.shop, options.seed, options.load, options.requests, _say))


def _level(options: argparse.Namespace) -> None:
    _print(level.measure(options.shop, options.seed, options.loads, _say))


def _bookings(options: argparse.Namespace) -> None:
    tally = bookings.run(options.count, options.seed, options.every, options.shop, _say)
    _print(tally.text())
    if not tally.clean:
        raise SystemExit(1)


def _missed(options: argparse.Namespace) -> None:
    _print(missed.measure(options.shop, options.seed, options.count, options.load, options.seconds, _say))


def _print(text: str) -> None:
    print(f"{caption(2)}\n\n{text}")


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
