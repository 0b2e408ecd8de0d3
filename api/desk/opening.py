"""Opens the desk on a store."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime

from api.desk.desk import Desk
from api.desk.resident import Residents
from api.desk.settings import DeskSettings
from api.desk.tokens import TokenBox
from api.setup.standing import setup_of
from api.store.database import Database


def open_desk(database: Database, settings: DeskSettings, clock: Callable[[], datetime]) -> Desk:
    """The desk of a store; books are built when they are first asked for."""
    box = TokenBox((secrets.token_hex(),), settings.offer)
    return Desk(
        database=database,
        clock=clock,
        settings=settings,
        residents=Residents(setup_of, open_days=settings.open_days),
        tokens=lambda: box,
    )
