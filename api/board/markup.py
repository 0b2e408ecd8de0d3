"""HTML and SVG from Python: text is escaped unless it is already `Markup`."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

_VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})


class Markup(str):
    """Text that is markup already and is not escaped again."""

    __slots__ = ()


def el(name: str, /, *children: str, **attributes: str | float | bool | None) -> Markup:
    """An element. Children are escaped unless `Markup`; attributes always are.

    An attribute that is None or False is left out, True has no value. A trailing underscore is dropped
    (``class_``), other underscores become hyphens (``data_day``).
    """
    opening = name + "".join(_attribute(key, value) for key, value in attributes.items())
    if name in _VOID:
        return Markup(f"<{opening}>")
    return Markup(f"<{opening}>{join(children)}</{name}>")


def join(children: Iterable[str]) -> Markup:
    """One piece of markup from several; plain text among them is escaped."""
    return Markup("".join(child if isinstance(child, Markup) else escape(child, quote=False) for child in children))


def _attribute(key: str, value: str | float | bool | None) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    if value is True:
        return f" {name}"
    if isinstance(value, float):
        value = f"{value:.2f}".rstrip("0").rstrip(".")
    return f' {name}="{escape(str(value))}"'
