"""The wire types and the trade records have the same fields, and every field says what it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass

import pytest
from jsonschema import Draft202012Validator

from api.contract import DayDocument, PlanDocument
from api.contract.base import Wire, record_of
from api.contract.policy import Policy
from api.contract.schema import FILES, schema_of
from api.contract.shape import Shape
from optimizer import policy as trade
from optimizer.decisions import Decisions

# Fields of the wire that no record has: what kind of document it is, and a sum that a reader can check.
ADDED = {"DayDocument": {"kind", "version"}, "CostBreakdown": {"total"}}


def wire_types(root: type[Wire]) -> Iterator[type[Wire]]:
    """A document type and every wire type in it."""
    seen: set[type] = set()
    waiting = [Shape(root)]
    while waiting:
        model = waiting.pop().model
        if model is None or model in seen or not issubclass(model, Wire):
            continue
        seen.add(model)
        yield model
        for name in model.model_fields:
            inside = Shape(model).inside(name)
            waiting += [inside, inside.inside(0)]


WIRE_TYPES = sorted({*wire_types(DayDocument), *wire_types(PlanDocument)}, key=lambda one: one.__qualname__)
STANDING = [one for one in WIRE_TYPES if one.record is not None]


def test_all_wire_types_are_found() -> None:
    names = {one.__name__ for one in WIRE_TYPES}
    assert {"Span", "Technician", "PartNeed", "StepProgress", "Weights", "Published", "CostTerm", "BoardStep"} <= names


@pytest.mark.parametrize("wire", STANDING, ids=lambda one: one.__name__)
def test_a_wire_type_has_the_fields_of_its_record_with_the_same_defaults(wire: type[Wire]) -> None:
    record = wire.record
    assert is_dataclass(record)
    ours = {field.name: field for field in fields(record)}
    assert wire.model_fields.keys() - ADDED.get(wire.__name__, set()) == ours.keys()
    for name, field in ours.items():
        default = wire.model_fields[name].get_default(call_default_factory=True, validated_data={})
        theirs = field.default_factory() if field.default_factory is not MISSING else field.default
        if name == "frt_hours" and wire.__name__ == "Operation":
            assert default == 0.0  # may be left out: the check of the day tells it in the words of the trade
        elif theirs is MISSING:
            assert wire.model_fields[name].is_required()
        elif not isinstance(theirs, trade.Policy | trade.Weights | Decisions) and name != "classes":
            assert default == theirs


def test_the_default_policy_is_that_of_the_records() -> None:
    assert record_of(Policy.model_validate({}), trade.Policy) == trade.Policy()


@pytest.mark.parametrize("wire", WIRE_TYPES, ids=lambda one: one.__name__)
def test_every_field_has_words_and_an_example(wire: type[Wire]) -> None:
    assert (wire.__doc__ or "").strip()
    for name, field in wire.model_fields.items():
        assert (field.description or "").endswith((".", "…")), name
        assert field.examples, name


@pytest.mark.parametrize("name", FILES)
def test_a_schema_is_one(name: str) -> None:
    schema = schema_of(*FILES[name])
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] in ("urn:heijunka:day:1", "urn:heijunka:plan:1", "urn:heijunka:setup:1")


@pytest.mark.parametrize("name", FILES)
def test_examples_in_a_schema_fit_it(name: str) -> None:
    """Examples of whole objects may be shortened; values and lists of values may not."""
    schema = schema_of(*FILES[name])
    definitions = schema["$defs"]
    assert isinstance(definitions, dict)
    for definition in [schema, *definitions.values()]:
        assert isinstance(definition, dict)
        properties = definition.get("properties", {})
        assert isinstance(properties, dict)
        for field, value in properties.items():
            assert isinstance(value, dict)
            examples = value.get("examples", [])
            assert isinstance(examples, list)
            for example in examples:
                errors = Draft202012Validator({"$defs": definitions} | value).iter_errors(example)
                assert [error.message for error in errors if error.validator != "required"] == [], field


def test_a_record_of_another_kind_is_a_mistake() -> None:
    with pytest.raises(TypeError, match="Policy"):
        record_of(Policy.model_validate({}), trade.Weights)
