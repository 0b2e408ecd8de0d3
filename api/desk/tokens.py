"""Offer tokens: an offer that its holder can book exactly as it was made, and can neither read nor change.

A token is a Fernet message (AES and HMAC-SHA256, the `cryptography` package) around the compressed offer, under a
secret that all processes of the service share through the store. So any of them can take it, nothing is kept for
offers that nobody takes, and no other customer's car can be read out of it.
"""

from __future__ import annotations

import base64
import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from pydantic import JsonValue, TypeAdapter

from api.desk.records import Versions
from optimizer.slots.records import Commitment, FoundBy

_MAX_PLAIN_BYTES = 5_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """What a token carries. ``moves``: the offer is for an appointment that is there already.

    ``versions``: of the book when the offer was made: while they stand, the offer stands. ``wish``: what was asked
    for, as JSON.
    """

    workshop_id: str
    versions: Versions
    commitment: Commitment
    moved: tuple[Commitment, ...]
    found_by: FoundBy
    wish: dict[str, JsonValue]
    plate: str = ""
    moves: bool = False


class UnknownTokenError(ValueError):
    """A text that is no token of ours."""


class ExpiredTokenError(ValueError):
    """A token that was good for a while; ``ticket`` is what it carried."""

    def __init__(self, ticket: Ticket) -> None:
        super().__init__("the offer has expired")
        self.ticket = ticket


_TICKET = TypeAdapter(Ticket)


class TokenBox:
    """Seals tickets with the first of ``secrets`` and opens those sealed with any of them. Good for ``lasts``."""

    def __init__(self, secrets: Sequence[str], lasts: timedelta) -> None:
        self._fernet = MultiFernet([Fernet(_key(secret)) for secret in secrets])
        self._lasts_s = int(lasts.total_seconds())

    def seal(self, ticket: Ticket, now: datetime) -> str:
        """The token of a ticket, which holds from ``now`` on."""
        plain = zlib.compress(_TICKET.dump_json(ticket, exclude_defaults=True))
        return self._fernet.encrypt_at_time(plain, int(now.timestamp())).decode()

    def open(self, token: str, now: datetime) -> Ticket:
        """The ticket of a token. Raises ``UnknownTokenError`` or ``ExpiredTokenError``."""
        try:
            sealed = token.encode("ascii")
            plain = self._fernet.decrypt(sealed)
            made_at = self._fernet.extract_timestamp(sealed)
        except (InvalidToken, UnicodeEncodeError):
            raise UnknownTokenError("this is no offer of ours") from None
        ticket = _TICKET.validate_json(zlib.decompressobj().decompress(plain, _MAX_PLAIN_BYTES))
        if made_at + self._lasts_s < now.timestamp():
            raise ExpiredTokenError(ticket)
        return ticket


def _key(secret: str) -> bytes:
    # A key of its own for this purpose, of the length that Fernet needs.
    return base64.urlsafe_b64encode(hashlib.sha256(b"offer token\x00" + secret.encode()).digest())
