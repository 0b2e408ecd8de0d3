"""Tables and state handed to kernels as one pointer each.

A named tuple is passed field by field: 36 arrays made every call copy hundreds of words and every kernel compile for
seconds. A numba struct is one pointer, with the same attribute syntax; the arrays stay shared with the tuple.
"""

from __future__ import annotations

from typing import Any, cast

from numba.core import types
from numba.experimental import structref

from optimizer.engine.kernel import entry
from optimizer.engine.state import State
from optimizer.engine.tables import Tables


class _StructType(types.StructRef):
    def preprocess_fields(self, fields: list[tuple[str, types.Type]]) -> tuple[tuple[str, types.Type], ...]:
        return tuple((name, types.unliteral(kind)) for name, kind in fields)


@structref.register
class _TablesType(_StructType):
    pass


@structref.register
class _StateType(_StructType):
    pass


class _TablesProxy(structref.StructRefProxy):
    def __new__(cls, *fields: Any) -> _TablesProxy:
        return cast("_TablesProxy", structref.StructRefProxy.__new__(cls, *fields))


class _StateProxy(structref.StructRefProxy):
    def __new__(cls, *fields: Any) -> _StateProxy:
        return cast("_StateProxy", structref.StructRefProxy.__new__(cls, *fields))


structref.define_proxy(_TablesProxy, _TablesType, list(Tables._fields))
structref.define_proxy(_StateProxy, _StateType, list(State._fields))


@entry
def _refer_tables(tables: Tables) -> Tables:
    return _TablesProxy(*tables)  # type: ignore[return-value]  # the struct answers to the tuple's attributes


@entry
def _refer_state(state: State) -> State:
    return _StateProxy(*state)  # type: ignore[return-value]


def refer_tables(tables: Tables) -> Tables:
    """The tables as kernels take them."""
    return _refer_tables(tables)


def refer_state(state: State) -> State:
    """The state as kernels take it; it shares its arrays with the tuple."""
    return _refer_state(state)
