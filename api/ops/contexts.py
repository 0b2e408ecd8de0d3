"""Threads that remember for which request they work."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from typing import ParamSpec, TypeVar

_P = ParamSpec("_P")
_T = TypeVar("_T")


class ContextExecutor(ThreadPoolExecutor):
    """Runs each task in the context it was submitted in, so that its log lines carry the request's id."""

    def submit(self, fn: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        """Submit with the present context."""
        context = copy_context()
        return super().submit(lambda: context.run(fn, *args, **kwargs))
