"""Runs the application under uvicorn on a socket of our own."""

from __future__ import annotations

import errno
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import anyio.to_thread
import uvicorn
from fastapi import FastAPI

from api.service.services import Services

_DRAIN_S = 5


class Server(uvicorn.Server):
    """A server that first ends the searches and streams, then the connections that waited for them."""

    def __init__(self, app: FastAPI, *, log_level: str = "warning") -> None:
        self.app = app
        super().__init__(
            uvicorn.Config(
                app, log_level=log_level, lifespan="on", server_header=False, timeout_graceful_shutdown=_DRAIN_S
            )
        )

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the searches with their best plans before the connections are waited for."""
        services = getattr(self.app.state, "services", None)
        if isinstance(services, Services):
            await anyio.to_thread.run_sync(services.end_searches)
        await super().shutdown(sockets)


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
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
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
