"""``python -m api.contract [FOLDER]``: make the schemas and the tables of the contract anew, in FOLDER/docs.

With ``--check`` nothing is written; the exit status says whether the files are current.
"""

from __future__ import annotations

import sys
from pathlib import Path

from api.contract.schema import schema_texts
from api.contract.tables import contract_tables, setup_tables, with_tables


def documents(root: Path) -> dict[Path, str]:
    """Path → text, of every file made out of the wire types, in the project at ``root``."""
    made = {root / "docs" / "schema" / name: text for name, text in schema_texts().items()}
    for name, tables in (("contract.md", contract_tables()), ("setup.md", setup_tables())):
        path = root / "docs" / name
        made[path] = with_tables(path.read_text(encoding="utf-8"), tables)
    return made


def main(arguments: list[str]) -> int:
    """Write or check the files. The exit status."""
    check = "--check" in arguments
    (root,) = [Path(one) for one in arguments if one != "--check"] or [Path()]
    stale = [
        (path, text)
        for path, text in documents(root).items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    for path, text in stale:
        sys.stderr.write(f"{path} {'is not current: run python -m api.contract' if check else 'written'}\n")
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
