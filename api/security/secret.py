"""The text of a key, ``hj_<id>_<secret>``, and the digest that is kept of it.

A secret is 192 random bits, not a password that somebody chose: nobody can try enough of them to find one, so one
SHA-256 is as safe as a slow hash would be, and does not slow every request down.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass, field

PREFIX = "hj_"
_KEY = re.compile(r"hj_([0-9a-f]{16})_([0-9a-f]{48})", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyText:
    """The two halves of a key. The secret is left out when it is printed by accident."""

    key_id: str
    secret: str = field(repr=False)

    def text(self) -> str:
        """The key as it is handed over, once."""
        return f"{PREFIX}{self.key_id}_{self.secret}"


def new_key_text() -> KeyText:
    """A fresh id and a fresh secret."""
    return KeyText(key_id=secrets.token_hex(8), secret=new_secret())


def new_secret() -> str:
    """192 random bits as hexadecimal digits."""
    return secrets.token_hex(24)


def parse_key(text: str) -> KeyText | None:
    """The halves of a key; None for a text that is none."""
    match = _KEY.fullmatch(text)
    return None if match is None else KeyText(key_id=match[1], secret=match[2])


def digest_of(secret: str) -> str:
    """What the store keeps of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def is_secret_of(digest: str | None, secret: str) -> bool:
    """Whether a digest is that of a secret, in the same time for every secret."""
    return hmac.compare_digest(digest_of(secret), digest or "")
