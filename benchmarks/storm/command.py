"""The command of the storm."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.storm.storm import Storm, Tally, run_days
from scenarios.shop import SHOPS


def run_storm(options: Namespace, say: Callable[[str], None]) -> Tally:
    """The days that the options ask for, in stores that are gone afterwards."""
    storm = Storm(
        spec=SHOPS[options.shop],
        events=options.events,
        limit_s=options.limit,
        replan_every=options.replan_every,
    )
    with TemporaryDirectory() as folder:
        return run_days(storm, options.days, options.seed, Path(folder), say)
