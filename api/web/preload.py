"""What a page is loaded with: named in its document, so that the browser fetches it beside the first script."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, Field, TypeAdapter

_ENTRY = "index.html"


class _Chunk(BaseModel):
    """What the built files' manifest says of one of them."""

    file: str
    imports: tuple[str, ...] = ()
    dynamic_imports: Annotated[tuple[str, ...], Field(alias="dynamicImports")] = ()
    css: tuple[str, ...] = ()


_MANIFEST = TypeAdapter(dict[str, _Chunk])


def preloads(built: Path, place: str, page: str) -> str:
    """The elements for the head of a page's document: scripts and styles of the page whose source is in ``src/page``.

    ``built``: folder of the built files, served under ``place``. Empty for a page that has no folder of its own.
    Raises ``FileNotFoundError``.
    """
    manifest = _MANIFEST.validate_json((built / "manifest.json").read_bytes())
    sources = [one for one in manifest[_ENTRY].dynamic_imports if one.startswith(f"src/{page}/")]
    if len(sources) != 1:
        return ""
    chunks = [manifest[name] for name in _needed(manifest, sources[0])]
    scripts = (f'<link rel="modulepreload" href="{place}/{one.file}">' for one in chunks)
    styles = (f'<link rel="stylesheet" href="{place}/{css}">' for one in chunks for css in one.css)
    return "".join((*scripts, *styles))


def _needed(manifest: Mapping[str, _Chunk], source: str) -> Iterator[str]:
    """The source and all that it imports, each once; without the first script and what is in it."""
    seen, left = {_ENTRY}, [source]
    while left:
        name = left.pop()
        if name not in seen:
            seen.add(name)
            left.extend(manifest[name].imports)
            yield name
