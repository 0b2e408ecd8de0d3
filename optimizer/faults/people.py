"""Technicians and advisors who cannot do the work."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.calendar import Span
from optimizer.day import Day
from optimizer.faults.finding import Finding, pointer
from optimizer.workshop import Workshop


def technician_without_shift(day: Day) -> Iterator[Finding]:
    """A technician without a shift."""
    for i, technician in enumerate(day.workshop.technicians):
        if not technician.shifts:
            yield Finding(
                pointer("workshop", "technicians", i, "shifts"),
                f"technician {technician.technician_id} has no shift",
                "add the shifts of the days planned, or leave the technician out",
            )


def advisor_without_shift(day: Day) -> Iterator[Finding]:
    """An advisor without a shift."""
    for i, advisor in enumerate(day.workshop.advisors):
        if not advisor.shifts:
            yield Finding(
                pointer("workshop", "advisors", i, "shifts"),
                f"advisor {advisor.advisor_id} has no shift",
                "add the shifts of the days planned, or leave the advisor out",
            )


def no_advisor(day: Day) -> Iterator[Finding]:
    """A workshop without an advisor."""
    if not day.workshop.advisors:
        yield Finding(
            pointer("workshop", "advisors"),
            "nobody receives the customers",
            "list at least one service advisor",
        )


def overlapping_shifts(day: Day) -> Iterator[Finding]:
    """A person with two shifts at one time."""
    for path, name, shifts in _staff_shifts(day.workshop):
        order = sorted(range(len(shifts)), key=lambda k: shifts[k])
        latest = order[0] if order else 0
        for k in order[1:]:
            if shifts[k].start < shifts[latest].end:
                yield Finding(
                    pointer(*path, k),
                    f"shift {k} of {name} starts before shift {latest} ends",
                    "join the two shifts, or correct their times",
                )
            if shifts[k].end > shifts[latest].end:
                latest = k


def efficiency_not_positive(day: Day) -> Iterator[Finding]:
    """A technician whose efficiency is not above 0."""
    remedy = "give FRT sold ÷ time worked, above 0 (1.0 is the catalogue's pace)"
    for i, technician in enumerate(day.workshop.technicians):
        path = ("workshop", "technicians", i)
        for category, efficiency in technician.efficiency.items():
            if not efficiency > 0:
                message = f"technician {technician.technician_id} has efficiency {efficiency} in {category}"
                yield Finding(pointer(*path, "efficiency", category), message, remedy)
        if not technician.default_efficiency > 0:
            message = f"technician {technician.technician_id} has efficiency {technician.default_efficiency}"
            yield Finding(pointer(*path, "default_efficiency"), message, remedy)


def availability_out_of_range(day: Day) -> Iterator[Finding]:
    """A technician whose availability is not above 0 and at most 1."""
    for i, technician in enumerate(day.workshop.technicians):
        if not 0 < technician.availability <= 1:
            yield Finding(
                pointer("workshop", "technicians", i, "availability"),
                f"technician {technician.technician_id} has availability {technician.availability}",
                "give the share of presence that goes into work, above 0 and at most 1; for nobody at work, leave out",
            )


def _staff_shifts(workshop: Workshop) -> Iterator[tuple[tuple[str | int, ...], str, tuple[Span, ...]]]:
    for i, technician in enumerate(workshop.technicians):
        yield ("workshop", "technicians", i, "shifts"), f"technician {technician.technician_id}", technician.shifts
    for i, advisor in enumerate(workshop.advisors):
        yield ("workshop", "advisors", i, "shifts"), f"advisor {advisor.advisor_id}", advisor.shifts
