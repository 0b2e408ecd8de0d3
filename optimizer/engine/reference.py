"""Tables and state handed to kernels as one pointer each.

A named tuple is passed field by field: 36 arrays made every call copy hundreds of words and every kernel compile for
seconds. A reference is one pointer to the tuple's fields in memory, with the same attribute syntax; the arrays stay
shared with the tuple. It is a type of our own because numba's structs, and arrays that own their memory, count
references at each use, by atomic operations that took a quarter of the search's time. Here nothing is counted: the
Python object keeps the tuple, and so the arrays, alive.
"""

from __future__ import annotations

from typing import Any, cast

import numba
import numpy as np
from numba.core import cgutils, types
from numba.core.typing.templates import AttributeTemplate
from numba.extending import (
    NativeValue,
    infer_getattr,
    intrinsic,
    lower_getattr_generic,
    models,
    register_model,
    typeof_impl,
    unbox,
)

from optimizer.engine.kernel import entry
from optimizer.engine.state import State, UInt64
from optimizer.engine.tables import Tables

_WORDS = 16  # room for a field; an array of four dimensions takes 13


class _Reference:
    """``address`` of the fields in ``memory``; ``owner``: the tuple they come from."""

    def __init__(self, owner: Tables | State) -> None:
        self.owner = owner
        self.kind = _kind_of(owner)
        self.memory = np.zeros(_WORDS * len(owner), dtype=np.uint64)
        self.address = int(self.memory.ctypes.data)
        _write(owner, self.memory)


class _ReferenceType(types.Type):
    """The numba type of a reference to a named tuple of type ``fields``."""

    def __init__(self, fields: Any) -> None:
        self.fields = fields
        super().__init__(name=f"Reference({fields})")


_kinds: dict[tuple[object, ...], _ReferenceType] = {}


def _kind_of(owner: Tables | State) -> _ReferenceType:
    """The type of a tuple's reference. numba takes milliseconds to say it, so it is asked once for each."""
    key = (type(owner), *map(_look, owner))
    if key not in _kinds:
        _kinds[key] = _ReferenceType(numba.typeof(owner))
    return _kinds[key]


def _look(field: object) -> object:
    """What the type of a field depends on."""
    if isinstance(field, np.ndarray):
        return field.dtype, field.ndim, field.flags.c_contiguous, field.flags.writeable, field.flags.aligned
    return type(field)


@register_model(_ReferenceType)
class _ReferenceModel(models.OpaqueModel):
    """A pointer."""


@typeof_impl.register(_Reference)
def _typeof(reference: _Reference, _context: Any) -> _ReferenceType:
    return reference.kind


@unbox(_ReferenceType)  # type: ignore[untyped-decorator]  # numba's own lack types
def _unbox(_kind: Any, reference: Any, native: Any) -> Any:
    address = native.pyapi.object_getattr_string(reference, "address")
    pointer = native.pyapi.long_as_voidptr(address)
    native.pyapi.decref(address)
    return NativeValue(pointer, is_error=cgutils.is_not_null(native.builder, native.pyapi.err_occurred()))


@infer_getattr
class _Attributes(AttributeTemplate):
    key = _ReferenceType

    def generic_resolve(self, reference: Any, name: str) -> Any:  # type: ignore[override]  # a hook, not a method there
        """Type of a field; None for what is not one."""
        names = reference.fields.fields
        return reference.fields.types[names.index(name)] if name in names else None


@lower_getattr_generic(_ReferenceType)  # type: ignore[untyped-decorator]
def _load(context: Any, builder: Any, reference: Any, value: Any, name: str) -> Any:
    """Code that loads a field: an array without an owner, or a number."""
    index = reference.fields.fields.index(name)
    kind = reference.fields.types[index]
    pointer = builder.bitcast(value, context.get_value_type(reference.fields).as_pointer())
    field = builder.load(cgutils.gep_inbounds(builder, pointer, 0, index))
    if not isinstance(kind, types.Array):
        return field
    array = context.make_array(kind)(context, builder, field)
    array.meminfo = array.meminfo.type(None)
    return array._getvalue()


@intrinsic
def _store(_context: Any, fields: Any, memory: Any) -> Any:
    """Write a tuple as it is into the memory of an array."""

    def generate(context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        array = context.make_array(memory)(context, builder, arguments[1])
        builder.store(arguments[0], builder.bitcast(array.data, arguments[0].type.as_pointer()))
        return context.get_dummy_value()

    return types.none(fields, memory), generate


@entry
def _write(fields: Tables | State, memory: UInt64) -> None:
    _store(fields, memory)  # type: ignore[call-arg]  # the context is numba's to give


def refer_tables(tables: Tables) -> Tables:
    """The tables as kernels take them: the reference answers to the tuple's attributes."""
    return cast("Tables", _Reference(tables))


def refer_state(state: State) -> State:
    """The state as kernels take it; it shares its arrays with the tuple."""
    return cast("State", _Reference(state))
