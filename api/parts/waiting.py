"""Who is told when a part has come, and whose appointment breaks when it comes later."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from api.desk.records import Appointment
from api.parts.scene import Scene
from optimizer.balance import Allotment
from optimizer.policy import Policy
from optimizer.steps import steps_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """A customer who waited for a part. ``quantity``: pieces needed; ``there``: all of them are on the shelf now."""

    appointment: Appointment
    quantity: int
    there: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """An appointment whose work starts before a part is there.

    ``start``: of the first such step; ``there_from``: when its last piece comes, None when nobody brings it.
    ``newly``: it was in time before.
    """

    appointment: Appointment
    part_number: str
    start: datetime
    short: int
    there_from: datetime | None
    newly: bool


def invitations(
    before: Scene, after: Scene, part_number: str, ordered_for: Iterable[Appointment] = ()
) -> tuple[Invitation, ...]:
    """Whom to invite now that pieces of a part have come, by priority, then by arrival.

    Those who were waiting before the arrival: their pieces were not on the shelf. And those for whom the part was
    ordered, whether they have a place in the plan or not.
    """
    waiting = {key: before.appointments[key] for key in _not_on_shelf(before, part_number)}
    waiting |= {one.appointment_id: one for one in ordered_for}
    found = (_invitation(one, after, part_number) for one in waiting.values())
    rank = class_ranks(after.setup.policy)
    return tuple(
        sorted(
            (one for one in found if one.quantity),
            key=lambda one: (
                rank.get(one.appointment.visit.priority_class.value, len(rank)),
                one.appointment.visit.arrival,
                one.appointment.appointment_id,
            ),
        )
    )


def broken(before: Scene, after: Scene, part_number: str) -> tuple[Broken, ...]:
    """Appointments that start before their pieces of a part are there, by the start of their work."""
    known = {one.need.visit_id for one in _late(before, part_number)}
    late: dict[str, list[Allotment]] = {}
    for one in _late(after, part_number):
        late.setdefault(one.need.visit_id, []).append(one)
    return tuple(
        Broken(
            appointment=after.appointments[key],
            part_number=part_number,
            start=some[0].need.start,
            short=sum(one.short for one in some),
            there_from=some[-1].there_from,  # the last to be served; nobody is served after one who never is
            newly=key not in known,
        )
        for key, some in late.items()
    )


def class_ranks(policy: Policy) -> dict[str, int]:
    """Place of each priority class in the order of the policy, highest first."""
    return {rule.priority_class.value: n for n, rule in enumerate(policy.classes)}


def _not_on_shelf(scene: Scene, part_number: str) -> list[str]:
    return [one.need.visit_id for one in _allotments(scene, part_number) if not one.on_shelf]


def _late(scene: Scene, part_number: str) -> list[Allotment]:
    return [one for one in _allotments(scene, part_number) if not one.in_time]


def _allotments(scene: Scene, part_number: str) -> tuple[Allotment, ...]:
    balance = scene.balances.get(part_number)
    return () if balance is None else balance.allotments


def _invitation(one: Appointment, scene: Scene, part_number: str) -> Invitation:
    own = [each for each in scene.allotments(one.appointment_id) if each.need.part_number == part_number]
    if own:
        quantity = sum(each.need.quantity for each in own)
        return Invitation(appointment=one, quantity=quantity, there=all(each.on_shelf for each in own))
    quantity = _wanted(one, scene, part_number)
    free = scene.balances[part_number].free_at(scene.now) if part_number in scene.balances else 0
    return Invitation(appointment=one, quantity=quantity, there=0 < quantity <= free)


def _wanted(one: Appointment, scene: Scene, part_number: str) -> int:
    """Pieces that the jobs of an appointment without a place need."""
    if not scene.reads(one):
        return 0
    steps = steps_of(one.visit, scene.catalogue)
    return sum(need.quantity for step in steps for need in step.parts if need.part_number == part_number)
