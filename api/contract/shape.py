"""What the wire types expect at a place of a document."""

from __future__ import annotations

from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Annotated, TypeGuard, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

Loc = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """The type at a place, None when nothing is expected there, and the field it belongs to."""

    expected: object
    field: FieldInfo | None = None

    @property
    def model(self) -> type[BaseModel] | None:
        """The wire type, when one is expected."""
        return self.expected if _is_model(self.expected) else None

    @property
    def members(self) -> tuple[type[BaseModel], ...]:
        """The wire types of which one is expected, told apart by a tag; Pydantic names the tag in its places."""
        return get_args(self.expected) if get_origin(self.expected) in (Union, UnionType) else ()

    def inside(self, segment: str | int) -> Shape:
        """What is expected one step further in."""
        if self.members:
            return Shape(next((one for one in self.members if segment in tags_of(one)), None), self.field)
        if self.model is not None:
            field = self.model.model_fields.get(str(segment))
            return Shape(None) if field is None else Shape(_bare(field.annotation), field)
        arguments = get_args(self.expected)
        if get_origin(self.expected) is dict:
            return Shape(_bare(arguments[1]), self.field)
        return Shape(_bare(arguments[0]), self.field) if arguments else Shape(None, self.field)


def without_tags(root: type[BaseModel], loc: Loc) -> Loc:
    """A place of Pydantic's as the document has it: the tags of unions are no part of it."""
    shape, kept = Shape(root), list[str | int]()
    for segment in loc:
        kept += [] if shape.members else [segment]
        shape = shape.inside(segment)
    return tuple(kept)


def tags_of(model: type[BaseModel]) -> tuple[object, ...]:
    """The values of ``type`` by which a wire type is known among others."""
    field = model.model_fields.get("type")
    return () if field is None else get_args(field.annotation)


def shape_at(root: type[BaseModel], loc: Loc) -> Shape:
    """What is expected at a place under the document type ``root``."""
    shape = Shape(root)
    for segment in loc:
        shape = shape.inside(segment)
    return shape


def _bare(annotation: object) -> object:
    """The type without metadata and without its None; of several wire types the union."""
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation = get_args(annotation)[0]
        elif origin in (Union, UnionType):
            some = [one for one in get_args(annotation) if one is not NoneType]
            if len(some) > 1 and all(_is_model(one) for one in some):
                return annotation
            annotation = some[0]
        else:
            return annotation


def _is_model(annotation: object) -> TypeGuard[type[BaseModel]]:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
