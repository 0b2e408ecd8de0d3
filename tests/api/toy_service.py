"""``python -m tests.api.toy_service FOLDER``: a service with the toy planner; says address and key, then serves."""

from __future__ import annotations

import sys
from pathlib import Path

from api.service.app import create_app
from api.service.server import Server, address_of, bind
from tests.api.served import key_in, quick
from tests.api.toy import toy_planner


def main(folder: Path) -> None:
    """Serve until killed."""
    key = key_in(folder)
    listener = bind("127.0.0.1", 0)
    server = Server(create_app(quick(folder), toy_planner))
    sys.stdout.write(f"{address_of(listener)} {key}\n")
    sys.stdout.flush()
    server.run(sockets=[listener])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
