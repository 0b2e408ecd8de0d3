"""Whom a proposal touches: the service publishes by itself only what touches nobody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from api.notices.records import StoredNotice
from api.replans.views import Valued
from optimizer.day import Day
from optimizer.notices import Notice, NoticeKind
from optimizer.visit import StepStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """Ids of the cars whose customers would hear something new, and of steps that have begun and would change hands.

    ``planned``: whether there is a plan at all.
    """

    planned: bool
    customers: tuple[str, ...] = ()
    begun: tuple[str, ...] = ()

    @property
    def nobody(self) -> bool:
        """Whether it can be published without asking anybody."""
        return self.planned and not self.customers and not self.begun

    def told(self) -> dict[str, object] | None:
        """What a person must decide about; None when nobody must."""
        if self.nobody:
            return None
        return {"planned": self.planned, "customers": list(self.customers), "begun": list(self.begun)}


def touched(day: Day, valued: Valued | None, told: Mapping[str, Sequence[StoredNotice]]) -> Touched:
    """Whom a proposal touches. ``told``: notices so far, by car."""
    if valued is None:
        return Touched(planned=False)
    calls = [one for one in valued.calls if one.kind is not NoticeKind.SAFETY_COMEBACK]
    customers = tuple(one.visit_id for one in calls if not _is_known(one, told.get(one.visit_id, ())))
    return Touched(planned=True, customers=customers, begun=tuple(_change_hands(day, valued)))


def _is_known(call: Notice, told: Sequence[StoredNotice]) -> bool:
    """Whether an open notice says as much already: no promise becomes later than told."""
    return any(
        one.is_open
        and one.kind is call.kind
        and (
            call.promised_after is None
            or (one.promised_after is not None and call.promised_after <= one.promised_after)
        )
        for one in told
    )


def _change_hands(day: Day, valued: Valued) -> Iterator[str]:
    """Interrupted steps that would go on with other people or in another bay."""
    begun = {one.step_id: one for visit in day.visits for one in visit.progress}
    for car in valued.changes.cars:
        for move in car.moves:
            progress = begun.get(move.step_id)
            if progress is None or progress.status is not StepStatus.INTERRUPTED:
                continue
            after = move.after
            if (
                after is None
                or set(after.technician_ids) != set(progress.technician_ids)
                or after.bay_id != progress.bay_id
            ):
                yield move.step_id
