"""Why a login by a provider came to nothing."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """What is told to who wanted to log in; the log has the rest."""

    UNREACHABLE = "unreachable"
    BROKEN = "broken"
    STALE = "stale"
    DECLINED = "declined"
    NOT_VALID = "not_valid"
    NO_ROLE = "no_role"


class LoginRefusedError(Exception):
    """``detail`` is for the log: it has neither tokens nor secrets."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
