"""Opens the desk on a store."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import lru_cache

from sqlalchemy import Connection, select

from api.desk.desk import Desk
from api.desk.resident import Residents
from api.desk.settings import DeskSettings
from api.desk.tokens import TokenBox
from api.floor.standing import facts_of
from api.setup.standing import setup_of
from api.store.database import Database
from api.store.security_tables import signing_secrets


def open_desk(database: Database, settings: DeskSettings, clock: Callable[[], datetime]) -> Desk:
    """The desk of a store; books are built when they are first asked for."""

    def tokens() -> TokenBox:
        with database.read() as connection:
            return _box(_secrets(connection, clock()), settings.offer)

    return Desk(
        database=database,
        clock=clock,
        settings=settings,
        residents=Residents(setup_of, facts_of, open_days=settings.open_days, most=settings.books),
        tokens=tokens,
    )


def _secrets(connection: Connection, now: datetime) -> tuple[str, ...]:
    """What this server signs with, the newest first, and what is still good after a change of it.

    Read each time, so that all processes of a service take one another's offers at any moment.
    """
    good = signing_secrets.c.good_until.is_(None) | (signing_secrets.c.good_until > now)
    query = select(signing_secrets.c.secret).where(good).order_by(signing_secrets.c.seq.desc())
    return tuple(connection.execute(query).scalars())


@lru_cache(maxsize=8)
def _box(secrets: tuple[str, ...], lasts: timedelta) -> TokenBox:
    return TokenBox(secrets, lasts)
