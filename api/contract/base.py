"""The common ground of all wire types."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Annotated, ClassVar, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, WithJsonSchema
from pydantic.config import JsonDict

R = TypeVar("R")

MAX_HOURS = 1_000

# No blanks at the ends and no control characters: such ids look alike and are not.
ID_PATTERN = r"^[^\x00-\x20\x7f]([^\x00-\x1f\x7f]*[^\x00-\x20\x7f])?$"

Id = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=ID_PATTERN)]
# visit id / kind / job id . line
StepId = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=ID_PATTERN)]
Name = Annotated[str, StringConstraints(max_length=200)]
Text = Annotated[str, StringConstraints(max_length=2000)]
# Null is what exports write for "no time"; the check of the day then says so in the words of the trade.
HoursOrNone = Annotated[
    float,
    BeforeValidator(lambda value: 0.0 if value is None else value),
    WithJsonSchema({"anyOf": [{"type": "number", "minimum": 0, "maximum": MAX_HOURS}, {"type": "null"}]}),
]

MAX_PEOPLE = 1_000
MAX_CATALOGUE = 20_000
MAX_VISITS = 5_000
MAX_SPANS = 1_000
MAX_LINES = 100
MAX_STEPS = 11_000  # of a visit: every line may be a group job with as many operations
MAX_ASSIGNMENTS = 1_000_000
MAX_MINUTES = 100_000
MAX_PIECES = 1_000_000

# For the schema only: see `Wire`.
AT_LEAST_0: JsonDict = {"minimum": 0}
AT_LEAST_1: JsonDict = {"minimum": 1}
ABOVE_0: JsonDict = {"exclusiveMinimum": 0}
SHARE: JsonDict = {"minimum": 0, "maximum": 1}
PRESENCE: JsonDict = {"exclusiveMinimum": 0, "maximum": 1}


class Wire(BaseModel):
    """A wire type: knows no field too many, converts nothing silently, never changes.

    ``record`` is the trade record it stands for, whose fields have the same names; None: it is only shown.
    Lower limits that mean something in the trade (no negative stock) stand in the schema, but are judged by
    ``optimizer.faults``, so that a day built in Python is refused in the same words.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)

    record: ClassVar[Callable[..., object] | None] = None


def record_of(wire: Wire, kind: type[R]) -> R:
    """The trade record that a wire type stands for. Raises ``TypeError`` when it stands for another kind."""
    built = _build(wire)
    if not isinstance(built, kind):
        raise TypeError(f"{type(wire).__name__} stands for {type(built).__name__}, not {kind.__name__}")
    return built


@cache
def record_fields(wire: type[Wire]) -> frozenset[str]:
    """Names of the fields that go into the record of a wire type."""
    return frozenset(wire.model_fields) & frozenset(getattr(wire.record, "__dataclass_fields__", {}))


def _build(value: object) -> object:
    if isinstance(value, Wire):
        if value.record is None:
            raise TypeError(f"{type(value).__name__} stands for no record")
        return value.record(**{name: _build(getattr(value, name)) for name in record_fields(type(value))})
    if isinstance(value, tuple):
        return tuple(_build(item) for item in value)
    return value
