"""What is known of a customer, and what they are found by."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class CallBy(StrEnum):
    """How a customer wishes to be reached."""

    PHONE = "phone"
    MESSAGE = "message"
    NOT = "not"


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What a customer has told of themselves. Left out of what is printed by accident."""

    name: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    notes: str = field(default="", repr=False)
    call_by: CallBy = CallBy.PHONE
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """A customer of a workshop. ``erased_at``: since then only ``customer_ref`` is left, which appointments have."""

    workshop_id: str
    customer_ref: str
    version: int
    details: Details
    created_at: datetime
    updated_at: datetime
    erased_at: datetime | None


def name_key(name: str) -> str:
    """What a name is found by: one form of each letter, wide or narrow, large or small."""
    return unicodedata.normalize("NFKC", name).casefold().strip()[:400]


def phone_key(phone: str) -> str:
    """What a phone is found by: its digits, without the prefix of a mobile phone of China."""
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", phone), flags=re.ASCII)
    return re.sub(r"^(?:00)?86(?=1\d{10}$)", "", digits)
