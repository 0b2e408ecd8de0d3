"""The demo's service with a full board, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

_COMMAND = (sys.executable, "-c", "from api.cli import main; main()", "demo", "--no-browser", "--port", "0")
WORKSHOP = "/v1/workshops/default"


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """Where it is served, a link that logs a browser in once, and the key."""

    address: str
    link: str
    key: str


@contextmanager
def demo(folder: Path, num_cars: int) -> Iterator[Demo]:
    """``heijunka demo`` with so many cars on its day. Raises ``RuntimeError`` with its last words when it ends."""
    more = ("--cars", str(num_cars), "--appointments", str(num_cars), "--time-limit", "2", "--data", str(folder))
    environment = {**os.environ, "COLUMNS": "400", "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        [*_COMMAND, *more], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout is not None
        try:
            found = _said(process.stdout)
            # Nobody reads on what it says: the pipe must not fill.
            threading.Thread(target=deque, args=(process.stdout, 0), daemon=True).start()
            yield found
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(30)
            process.kill()


def _said(stream: IO[str]) -> Demo:
    words: list[str] = []
    for line in stream:
        words += line.split()
        if "ctrl-c ends it" in line:
            link = next(word for word in words if "/login?link=" in word)
            key = next(word for word in words if word.startswith("hj_"))
            return Demo(address=link.partition("/login")[0], link=link, key=key)
    raise RuntimeError(f"the demo ended: {' '.join(words[-200:])}")
