"""What makes a set-up impossible to work by, beyond what ``optimizer.faults`` says of a workshop."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from optimizer.faults import pointer
from optimizer.faults.finding import Finding
from optimizer.workshop import PartNeed
from scenarios.setup.hours import MIDNIGHT, Hours
from scenarios.setup.records import ExceptionKind, OpenHours, Setup

Path = tuple[str | int, ...]


def duplicate_exception(setup: Setup) -> Iterator[Finding]:
    """Two exceptions for one date."""
    dates = [one.date.isoformat() for one in setup.exceptions]
    yield from _repeated(dates, "exceptions", "date", "join the two: one line a date")


def duplicate_delivery(setup: Setup) -> Iterator[Finding]:
    """Two deliveries with one id."""
    ids = [one.delivery_id for one in setup.deliveries]
    yield from _repeated(ids, "deliveries", "delivery_id", "give each its own id; of the same one remove the second")


def exception_contradicts(setup: Setup) -> Iterator[Finding]:
    """An exception whose kind and other fields do not go together."""
    for i, one in enumerate(setup.exceptions):
        place = ("exceptions", i)
        if one.kind is ExceptionKind.OTHER_HOURS and not one.hours:
            yield Finding(
                pointer(*place, "hours"),
                f"{one.date} has other hours, but none are said",
                'give hours: ["09:00-12:00"]',
            )
        if one.kind is not ExceptionKind.OTHER_HOURS and one.hours:
            remedy = "leave hours out, or make the kind other_hours"
            yield Finding(pointer(*place, "hours"), f"{one.date} is {one.kind}, which has no hours of its own", remedy)
        if one.kind is ExceptionKind.MAKE_UP and one.works_as is None:
            remedy = "give works_as: the weekday whose hours and shifts hold, such as mon"
            yield Finding(pointer(*place, "works_as"), f"as which weekday {one.date} works is not said", remedy)
        if one.kind is ExceptionKind.CLOSED and one.works_as is not None:
            yield Finding(
                pointer(*place, "works_as"),
                f"{one.date} is closed, but works as {one.works_as}",
                "leave works_as out, or make the kind make_up",
            )


def opening_past_midnight(setup: Setup) -> Iterator[Finding]:
    """Opening hours that run into the next date."""
    for place, hours in _opening_hours(setup):
        if hours.end > MIDNIGHT:
            remedy = "end them at 24:00 and write the rest on the next day; shifts may run over midnight"
            yield Finding(pointer(*place), f"the opening hours {hours} run into the next date", remedy)


def overlapping_opening(setup: Setup) -> Iterator[Finding]:
    """Opening hours of one date that overlap."""
    lists: list[tuple[Path, Sequence[OpenHours]]] = [(("opening",), setup.opening)]
    lists += [(("stations", i, "opening"), one.opening) for i, one in enumerate(setup.stations)]
    for path, opening in lists:
        for k, late in enumerate(opening):
            for early in opening[:k]:
                common = [day for day in late.days if day in early.days]
                if common and late.hours.overlaps(early.hours):
                    message = f"on {common[0]} the hours {late.hours} overlap {early.hours}"
                    yield Finding(pointer(*path, k, "hours"), message, "join the two, or correct their times")
    for i, one in enumerate(setup.exceptions):
        for k, hours in enumerate(one.hours):
            if any(hours.overlaps(other) for other in one.hours[:k]):
                message = f"the hours {hours} of {one.date} overlap others of it"
                yield Finding(pointer("exceptions", i, "hours", k), message, "join them, or correct their times")


def unknown_part(setup: Setup) -> Iterator[Finding]:
    """A delivery, or a need of an operation, of a part that is not listed."""
    known = {one.part_number for one in setup.parts}
    remedy = "add the part to parts, or correct the part number"
    for i, delivery in enumerate(setup.deliveries):
        if delivery.part_number not in known:
            message = f"delivery {delivery.delivery_id} is of part {delivery.part_number}, which is not listed"
            yield Finding(pointer("deliveries", i, "part_number"), message, remedy)
    for place, code, need in _needs(setup):
        if need.part_number not in known:
            message = f"operation {code} needs part {need.part_number}, which is not listed"
            yield Finding(pointer(*place, "part_number"), message, remedy)


def negative_supply(setup: Setup) -> Iterator[Finding]:
    """Days or pieces of a part below 0."""
    for i, part in enumerate(setup.parts):
        counts = {
            ("safety_stock",): part.safety_stock,
            ("order_cycle_days",): part.order_cycle_days,
            ("transport_days", "regular"): part.transport_days.regular,
            ("transport_days", "urgent"): part.transport_days.urgent,
            ("transport_days", "extra_urgent"): part.transport_days.extra_urgent,
        }
        for path, count in counts.items():
            if count < 0:
                message = f"{path[-1]} of part {part.part_number} is {count}"
                yield Finding(pointer("parts", i, *path), message, "give 0 or more")


def model_without_time(setup: Setup) -> Iterator[Finding]:
    """A model whose own flat-rate time is not above 0."""
    for i, operation in enumerate(setup.operations):
        for model, hours in operation.frt_by_model.items():
            if not hours > 0:
                yield Finding(
                    pointer("operations", i, "frt_by_model", model),
                    f"operation {operation.operation_code} takes {hours} hours on {model}",
                    "give decimal hours above 0, or leave the model out to use frt_hours",
                )


def policy_without_class(setup: Setup) -> Iterator[Finding]:
    """A policy that lists no priority class."""
    if not setup.policy.classes:
        remedy = "list the classes with their weights, the usual one (rest) at least"
        yield Finding(pointer("policy", "classes"), "the policy lists no priority class", remedy)


def _opening_hours(setup: Setup) -> Iterator[tuple[Path, Hours]]:
    for k, one in enumerate(setup.opening):
        yield ("opening", k, "hours"), one.hours
    for i, station in enumerate(setup.stations):
        for k, one in enumerate(station.opening):
            yield ("stations", i, "opening", k, "hours"), one.hours
    for i, exception in enumerate(setup.exceptions):
        for k, hours in enumerate(exception.hours):
            yield ("exceptions", i, "hours", k), hours


def _needs(setup: Setup) -> Iterator[tuple[Path, str, PartNeed]]:
    for i, operation in enumerate(setup.operations):
        for k, need in enumerate(operation.parts):
            yield ("operations", i, "parts", k), operation.operation_code, need


def _repeated(ids: Iterable[str], section: str, field: str, remedy: str) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for i, name in enumerate(ids):
        if name in first:
            message = f"{name} is already at {pointer(section, first[name], field)}"
            yield Finding(pointer(section, i, field), message, remedy)
        first.setdefault(name, i)


SetupCheck = Callable[[Setup], Iterator[Finding]]
SHOP_CHECKS: tuple[SetupCheck, ...] = (
    duplicate_exception,
    duplicate_delivery,
    exception_contradicts,
    opening_past_midnight,
    overlapping_opening,
    unknown_part,
    negative_supply,
    model_without_time,
    policy_without_class,
)
