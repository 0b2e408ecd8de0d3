"""Errors in the log: where they came from, without the data they were about.

A database error quotes the row, a validation error quotes the input: either may be a customer's name or phone. Of
these only the kind is told; the frames show the place.
"""

from __future__ import annotations

import sqlite3
import sys
import traceback
from collections.abc import Iterator

import psycopg
from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError
from structlog.typing import EventDict, WrappedLogger

from optimizer.errors import InvalidInputError

_QUOTES_DATA = (SQLAlchemyError, sqlite3.Error, psycopg.Error, ValidationError, InvalidInputError, ValueError, KeyError)


def tell_error(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """A structlog processor: ``exc_info`` becomes ``error`` (the kind) and ``trace`` (text of frames)."""
    del logger, method
    found = event.pop("exc_info", None)
    error = sys.exc_info()[1] if found is True else found[1] if isinstance(found, tuple) else found
    if isinstance(error, BaseException):
        event["error"] = type(error).__name__
        event["trace"] = "".join(_lines(error))
    return event


def _lines(error: BaseException) -> Iterator[str]:
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        yield from _lines(cause)
        yield "and then:\n"
    yield from traceback.format_tb(error.__traceback__)
    yield f"{type(error).__name__}{_words(error)}\n"


def _words(error: BaseException) -> str:
    if isinstance(error, _QUOTES_DATA):
        return " (its words are left out: they may quote data)"
    return f": {error}" if str(error) else ""
