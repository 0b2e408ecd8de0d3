"""``python -m tests.browser.shop_process FOLDER PORT``: the example shop in a process to be killed; says a key."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

from api.contract.setup import read_setup
from api.contract.setup.source_file import read_source
from api.service.app import create_app
from api.service.server import Server, bind
from api.service.settings import system_clock
from api.setup.change import Author, create
from api.store.database import Database
from tests.api.served import key_in, quick
from tests.api.toy import toy_planner
from tests.browser.shop import SHOP


def main(folder: Path, port: int) -> None:
    """Serve until killed."""
    if not folder.exists():
        with closing(Database(folder)) as database, database.write() as connection:
            setup = read_setup(read_source(SHOP.read_bytes()).document)
            create(connection, setup, Author(actor="test", at=system_clock()))
    key = key_in(folder)
    listener = bind("127.0.0.1", port)
    sys.stdout.write(f"{key}\n")
    sys.stdout.flush()
    Server(create_app(quick(folder), toy_planner)).run(sockets=[listener])


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
