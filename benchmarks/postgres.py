"""A PostgreSQL server of our own: private, on a Unix socket, gone when the block ends."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from api.store.database import Database

_START_S = 60.0
_OWNER = "heijunka"
# The machine may crash, the data need not survive it: what is killed here is the service, never the server.
_FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
_SETTINGS = {
    "listen_addresses": "",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "jit": "off",
    "deadlock_timeout": "100ms",
}


class NoPostgresError(RuntimeError):
    """This machine has no PostgreSQL server to start."""


@dataclass(slots=True)
class PostgresServer:
    """A running server with its socket in ``folder``; makes databases that have all tables and no rows."""

    folder: Path
    _numbers: count[int] = field(default_factory=lambda: count(1))
    _template: str | None = None

    def url(self, name: str) -> str:
        """The URL of a database."""
        return f"postgresql://{_OWNER}@/{name}?host={self.folder}"

    def empty_database(self) -> str:
        """The URL of a fresh database without any table."""
        name = f"empty_{next(self._numbers)}"
        self._do(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return self.url(name)

    def database(self) -> str:
        """The URL of a fresh database with all tables: a copy, which is faster than to migrate again."""
        if self._template is None:
            template = self.empty_database()
            Database(template).close()
            self._template = _name_of(template)
        name = f"store_{next(self._numbers)}"
        command = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        self._do(command.format(sql.Identifier(name), sql.Identifier(self._template)))
        return self.url(name)

    def drop(self, url: str) -> None:
        """Drop a database, whoever is still connected."""
        self._do(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(_name_of(url))))

    def _do(self, command: sql.Composed) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(command)


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """Start a server for the time of the block. Raises ``NoPostgresError`` where there is none to start."""
    binaries = _binaries()
    folder = Path(tempfile.mkdtemp(prefix="heijunka-pg-"))
    user = _user()
    try:
        if user is not None:
            shutil.chown(folder, user, user)
        data = folder / "data"
        command = [
            str(binaries / "initdb"),
            "-D",
            str(data),
            "-U",
            _OWNER,
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "-N",
        ]
        subprocess.run(command, check=True, capture_output=True, cwd=folder, user=user)
        with _running(binaries, data, folder, user):
            yield PostgresServer(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _running(binaries: Path, data: Path, folder: Path, user: str | None) -> Iterator[None]:
    settings = {**_SETTINGS, **_FAST, "unix_socket_directories": str(folder)}
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    command = [str(binaries / "postgres"), "-D", str(data), *options]
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, user=user) as process,
    ):
        try:
            _wait_for(folder, process)
            yield
        finally:
            process.send_signal(signal.SIGQUIT)  # at once: what it has is thrown away
            process.wait()


def _wait_for(folder: Path, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _START_S
    while True:
        try:
            psycopg.connect(PostgresServer(folder).url("postgres")).close()
        except psycopg.OperationalError as error:
            if process.poll() is not None or time.monotonic() > deadline:
                log = (folder / "log").read_text(encoding="utf-8", errors="replace")
                raise RuntimeError(f"PostgreSQL did not start: {log}") from error
            time.sleep(0.05)
        else:
            return


def _binaries() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    if on_path is None:
        raise NoPostgresError("no PostgreSQL server is installed (Debian: apt-get install postgresql)")
    return Path(on_path).resolve().parent


def _user() -> str | None:
    # PostgreSQL refuses to run as root; Debian's package makes a user for it.
    return "postgres" if os.geteuid() == 0 else None


def _name_of(url: str) -> str:
    name = make_url(url).database
    assert name is not None
    return name
