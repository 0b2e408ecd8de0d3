"""``python -m tests.api.toy_service FOLDER``: a service with the toy planner; says address and key, then serves."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

from api.security.security import Security
from api.service.app import create_app
from api.service.server import Server, address_of, bind
from api.service.settings import system_clock
from api.store.database import Database
from tests.api.served import UNHURRIED, new_key, quick
from tests.api.toy import toy_planner


def main(folder: Path) -> None:
    """Serve until killed."""
    with closing(Database(folder)) as database, closing(Security.open(database, UNHURRIED, system_clock)) as security:
        key = new_key(security)
    listener = bind("127.0.0.1", 0)
    server = Server(create_app(quick(folder), toy_planner))
    sys.stdout.write(f"{address_of(listener)} {key}\n")
    sys.stdout.flush()
    server.run(sockets=[listener])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
