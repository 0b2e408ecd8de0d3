"""The log: one line an event, as JSON or for the eye, from this service and from the libraries under it.

Loggers are the standard library's everywhere; structlog renders their records. What is bound with
``structlog.contextvars`` (the request's id, its run) is in every line written meanwhile, also by a thread that was
handed the context.
"""

from __future__ import annotations

import logging
import sys
from typing import Literal, TextIO

import structlog
from structlog.typing import Processor

from api.ops.traces import tell_error

Level = Literal["debug", "info", "warning", "error"]
Layout = Literal["json", "console"]

# Libraries that tell of each of their steps at this level and above only.
_QUIET = dict.fromkeys(("alembic", "sqlalchemy", "numba", "httpx", "httpcore", "asyncio"), logging.WARNING)


def configure(*, level: Level, layout: Layout, stream: TextIO | None = None) -> None:
    """Send all log records of this process to a stream (standard error by default), in place of earlier handlers."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(formatter(layout))
    root = logging.getLogger()
    for old in root.handlers[:]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(level.upper())
    for name, quiet in _QUIET.items():
        logging.getLogger(name).setLevel(max(quiet, root.level))


def formatter(layout: Layout) -> logging.Formatter:
    """Renders records of the standard library; extras of a record become fields of the line."""
    common: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    last: list[Processor]
    if layout == "json":
        last = [structlog.processors.JSONRenderer(ensure_ascii=False)]
    else:
        last = [structlog.dev.ConsoleRenderer(colors=False)]
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=common,
        processors=[tell_error, structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
    )
