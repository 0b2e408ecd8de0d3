"""How wide text is, and which of several wordings fits: the drawing cannot ask a browser."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

_NARROW = frozenset("iIjl.,:;|'!·/ ()[]tfr-")
_WIDE = frozenset("mwMW@%")


def text_width(text: str, size: float) -> float:
    """Estimated width in pixels of a sans-serif text of ``size`` pixels, on the safe side."""
    return sum(_share(character) for character in text) * size


def fit(wordings: Iterable[str], width: float, size: float) -> str:
    """The first wording that is no wider than ``width`` pixels, or an empty text."""
    return next((wording for wording in wordings if wording and text_width(wording, size) <= width), "")


def shorten(text: str, width: float, size: float) -> str:
    """The text, cut with an ellipsis where it is wider than ``width`` pixels."""
    if text_width(text, size) <= width:
        return text
    kept = text
    while kept and text_width(kept + "…", size) > width:
        kept = kept[:-1]
    return kept.rstrip() + "…" if kept else ""


def _share(character: str) -> float:
    if unicodedata.east_asian_width(character) in ("W", "F"):
        return 1.0
    if character in _NARROW:
        return 0.38
    if character in _WIDE:
        return 0.9
    return 0.7 if character.isupper() else 0.63
