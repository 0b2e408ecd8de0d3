"""Runs the application under uvicorn on a socket of our own."""

from __future__ import annotations

import errno
import logging
import math
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import anyio
import anyio.to_thread
import uvicorn
from fastapi import FastAPI

from api.service.services import Services

logger = logging.getLogger(__name__)

_DRAIN_S = 5.0
# Who opened a connection is to close it: what is sent on one that we are just closing is lost without an answer.
# Browsers and balancers keep an idle one for up to 60 s, uvicorn of itself for 5 s.
IDLE_S = 75


class Server(uvicorn.Server):
    """A server that ends in order when it is told to, and at once when it is told again.

    In order: for ``notice_s`` seconds it answers on but says that it is not ready, so that a balancer turns away;
    then the searches end with their best plans and the streams come to their end; then requests under way have
    ``drain_s`` seconds to finish.
    """

    def __init__(self, app: FastAPI, *, drain_s: float = _DRAIN_S, notice_s: float = 0.0) -> None:
        self.app = app
        self.notice_s = notice_s
        # Logging is set up by the command: uvicorn adds nothing to it. `api.ops.requests` tells of each request.
        super().__init__(
            uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                lifespan="on",
                server_header=False,
                timeout_keep_alive=IDLE_S,
                timeout_graceful_shutdown=math.ceil(drain_s),
            )
        )

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the searches with their best plans before the connections are waited for."""
        services = getattr(self.app.state, "services", None)
        if isinstance(services, Services):
            logger.info("ending", extra={"notice_s": self.notice_s})
            services.closing.set()
            await anyio.sleep(self.notice_s)
            await anyio.to_thread.run_sync(services.end_searches)
        await super().shutdown(sockets)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """The first signal begins the end; the second is the end: the store is found whole, runs are taken up again."""
        if self.should_exit:
            os._exit(128 + sig)
        super().handle_exit(sig, frame)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Unlike its namesake does not raise the signal again in the end: to have ended in order is exit code 0."""
        with super().capture_signals():
            try:
                yield
            finally:
                self._captured_signals.clear()


def bind(host: str, port: int, *, tries: int = 1) -> socket.socket:
    """A listening socket on ``port`` or, with more ``tries``, the next free one; port 0 takes any.

    Raises ``OSError`` when none is free or the host is not ours.
    """
    for attempt in range(tries - 1):
        try:
            return _listen(host, port + attempt if port else 0)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
    return _listen(host, port + tries - 1 if port else 0)


def _listen(host: str, port: int) -> socket.socket:
    # By its protocol's name: asyncio sends the parts of an answer at once on sockets that say TCP, and on no others.
    # Unsaid, the second part waits 40 ms for the other side to acknowledge the first one.
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":  # elsewhere this option would let two processes have one port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(128)
    except OSError:
        listener.close()
        raise
    return listener


def address_of(listener: socket.socket) -> str:
    """``http://host:port`` of a listening socket."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


@contextmanager
def running(server: Server, listener: socket.socket) -> Iterator[None]:
    """The server on a thread, ready on entry and ended on exit. Raises ``OSError`` when it cannot start."""
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="server")
    thread.start()
    try:
        while not server.started:
            if not thread.is_alive():
                raise OSError("the service did not start; its log tells why")
            time.sleep(0.02)
        yield
    finally:
        server.should_exit = True
        thread.join()
        listener.close()
