"""What a foreman sends to decide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, NamedTuple

from pydantic import ConfigDict, Field

from api.contract.base import MAX_LINES, Id, StepId, Text, Wire
from api.contract.times import Instant
from api.contract.visit import Crew
from api.replans import examples
from api.replans.decision_records import DecisionKind
from optimizer.errors import Fault
from optimizer.faults import pointer

StepIds = Annotated[tuple[StepId, ...], Field(max_length=MAX_LINES)]
Ids = Annotated[tuple[Id, ...], Field(max_length=MAX_LINES)]


class DecisionAsk(Wire):
    """A decision: its kind, and the fields that this kind has.

    `pin`: `step_id` and at least one of `technician_ids`, `bay_id`, `start`. `forbid`: `step_id` and one of
    `technician_id`, `bay_id`, with `until` only up to then. `order`: `technician_id` and `step_ids`. `swap`: two
    `step_ids`. `release`: `step_id`. `override`: `step_id`, `rule` and `reason`.
    """

    model_config = ConfigDict(json_schema_extra={"example": examples.DECISION_ASK})

    kind: DecisionKind = Field(description="What is decided.", examples=["pin"])
    reason: Text = Field("", description="Why; an override needs it.", examples=["customer asked for Wang"])
    replaces: Ids = Field(
        (), description="Decisions that end by this one.", examples=[["dec_4f1c0b7a9d2e4c6f8a1b3c5d"]]
    )
    step_id: StepId | None = Field(None, description="The step.", examples=["V1/work/1"])
    step_ids: StepIds = Field((), description="Steps in order.", examples=[["V1/work/1", "V4/work/2"]])
    technician_id: Id | None = Field(None, description="The technician.", examples=["T1"])
    technician_ids: Crew | None = Field(None, description="By these and nobody else.", examples=[["T1"]])
    bay_id: Id | None = Field(None, description="The bay.", examples=["B1"])
    start: Instant | None = Field(None, description="At this time.", examples=["2026-03-16T10:30"])
    until: Instant | None = Field(None, description="It may be from then on.", examples=["2026-03-16T12:00"])
    rule: Id | None = Field(None, description="Name of the rule that is set aside.", examples=["skill"])


class _Shape(NamedTuple):
    needed: frozenset[str]
    one_of: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()


_FIELDS = ("step_id", "step_ids", "technician_id", "technician_ids", "bay_id", "start", "until", "rule")
_SHAPES: Mapping[DecisionKind, _Shape] = {
    DecisionKind.PIN: _Shape(frozenset({"step_id"}), frozenset({"technician_ids", "bay_id", "start"})),
    DecisionKind.FORBID: _Shape(
        frozenset({"step_id"}), frozenset({"technician_id", "bay_id"}), optional=frozenset({"until"})
    ),
    DecisionKind.ORDER: _Shape(frozenset({"technician_id", "step_ids"})),
    DecisionKind.SWAP: _Shape(frozenset({"step_ids"})),
    DecisionKind.RELEASE: _Shape(frozenset({"step_id"})),
    DecisionKind.OVERRIDE: _Shape(frozenset({"step_id", "rule", "reason"})),
}


def faults_of_form(ask: DecisionAsk, *where: str | int) -> Iterator[Fault]:
    """Fields that the kind needs and that are missing, and those that it does not have."""
    shape = _SHAPES[ask.kind]
    for name in sorted(shape.needed):
        if not _is_given(ask, name):
            yield _fault(where, name, "missing_field", f"a decision of kind {ask.kind} needs {name}", f"add {name}")
    for name in _FIELDS:
        if _is_given(ask, name) and name not in shape.needed | shape.one_of | shape.optional:
            message = f"a decision of kind {ask.kind} knows no {name}"
            yield _fault(where, name, "unknown_field", message, f"leave {name} out")
    given = [name for name in sorted(shape.one_of) if _is_given(ask, name)]
    if shape.one_of and not given:
        names = " or ".join(sorted(shape.one_of))
        message = f"a decision of kind {ask.kind} says nothing without {names}"
        yield _fault(where, "", "missing_field", message, f"add {names}")
    if ask.kind is DecisionKind.FORBID and len(given) > 1:
        yield _fault(where, "bay_id", "two_decisions", "it forbids a technician and a bay", "make two decisions of it")
    if ask.kind is DecisionKind.SWAP and ask.step_ids and len(set(ask.step_ids)) != 2:
        yield _fault(where, "step_ids", "not_two", f"{len(set(ask.step_ids))} steps cannot swap", "name two steps")


def _is_given(ask: DecisionAsk, name: str) -> bool:
    found = getattr(ask, name)
    return bool(found.strip()) if isinstance(found, str) else found is not None and found != ()


def _fault(where: tuple[str | int, ...], name: str, code: str, message: str, remedy: str) -> Fault:
    place = (*where, name) if name else where
    return Fault(pointer=pointer(*place), code=code, message=message, remedy=remedy)
