"""Names that carry both languages, such as ``Zhang Wei 张伟`` or ``Quick service 快保 1``."""

from __future__ import annotations

import unicodedata

from api.board.words import Language


def in_language(name: str, language: Language) -> str:
    """The part of a two-language name that is in ``language``; any other name as it is.

    Words in Latin letters come first, then the Chinese ones; what stands after those (a number) belongs to both.
    """
    words = name.split()
    chinese = [n for n, word in enumerate(words) if any(_is_han(character) for character in word)]
    if not chinese or chinese[0] == 0:
        return name
    first, after = chinese[0], chinese[-1] + 1
    kept = words[:first] if language is Language.EN else words[first:after]
    return " ".join(kept + words[after:])


def _is_han(character: str) -> bool:
    return unicodedata.name(character, "").startswith("CJK UNIFIED")
