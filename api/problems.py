"""Problem documents (RFC 9457): what went wrong, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from optimizer.errors import Fault, InvalidInputError

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """``code`` is the stable name of the problem; it is also the last part of the document's ``type``.

    ``members``: what else the document tells, such as fresh offers (extension members of RFC 9457).
    """

    status: int
    code: str
    title: str
    detail: str = ""
    errors: tuple[Fault, ...] = ()
    members: Mapping[str, object] = field(default_factory=dict)

    def as_dict(self) -> dict[str, object]:
        """The document; ``detail`` and ``errors`` only when there are some."""
        document: dict[str, object] = {
            "type": f"urn:heijunka:problem:{self.code}",
            "title": self.title,
            "status": self.status,
        }
        if self.detail:
            document["detail"] = self.detail
        if self.errors:
            document["errors"] = [asdict(fault) for fault in self.errors]
        return document | dict(self.members)


def invalid_day(error: InvalidInputError) -> Problem:
    """The problem of a day that is not one, with every fault."""
    count = len(error.faults)
    return Problem(
        status=422,
        code="invalid_day",
        title="This day cannot be planned",
        detail="1 fault" if count == 1 else f"{count} faults",
        errors=error.faults,
    )
