"""Options of ``python -m benchmarks pages``: apart, since the command itself loads a browser's driver."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_options(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("--cars", type=int, default=88, help="cars of the day for a board of 300 bars")
    parser.add_argument("--drag-cars", type=int, default=60, help="cars of the day for the drag")
    parser.add_argument("--repeat", type=int, default=7, help="times that each figure is taken")
    parser.add_argument("--out", type=Path, default=Path("var/benchmarks/pages.json"), help="file of all figures")
