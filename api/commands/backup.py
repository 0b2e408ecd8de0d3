"""`heijunka backup` and `heijunka restore`: a store in a file, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from sqlalchemy.exc import SQLAlchemyError

from api.commands.tools import Tools, fail, tools_of

DataFolder = Annotated[Path | None, typer.Option(help="Folder of the store; without it that of the configuration.")]
DatabaseUrl = Annotated[
    str | None, typer.Option(help="PostgreSQL database of the store, in place of a folder.", metavar="URL")
]


def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that is not there yet.")],
    *,
    data: DataFolder = None,
    database_url: DatabaseUrl = None,
) -> None:
    """Write the whole store, as it is at this moment, into a file. The service may go on meanwhile."""
    from api.store.backup import back_up

    tools = tools_of(context)
    try:
        manifest = back_up(_place(tools, data, database_url), file)
    except (OSError, ValueError, RuntimeError, SQLAlchemyError) as error:
        fail(tools, f"cannot back up: {error}")
    _say(tools, f"wrote {file}: {manifest.rows:,} rows of {len(manifest.tables)} tables, revision {manifest.revision}")


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `heijunka backup` wrote.")],
    *,
    data: DataFolder = None,
    database_url: DatabaseUrl = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite the store that is there: it is lost.")] = False,
) -> None:
    """Put the store of a backup into a folder or a database that no service uses; all of it, or nothing changes.

    A backup of one kind of database may be restored into the other.
    """
    from api.store.restore import StoreNotEmptyError
    from api.store.restore import restore as put_back

    tools = tools_of(context)
    try:
        manifest = put_back(file, _place(tools, data, database_url), force=force)
    except StoreNotEmptyError as error:
        fail(tools, f"cannot restore: {error}. Say --force to overwrite it.")
    except (OSError, ValueError, RuntimeError, SQLAlchemyError) as error:
        fail(tools, f"cannot restore {file}: {error}")
    _say(tools, f"restored {manifest.rows:,} rows of {len(manifest.tables)} tables, from {manifest.created_at}")


def _place(tools: Tools, data: Path | None, database_url: str | None) -> str | Path:
    from api.commands.serving import configured

    if data is not None and database_url is not None:
        fail(tools, "say --data or --database-url, not both: a store is in one place")
    settings = configured(tools, data=data, database_url=database_url)
    if data is not None or settings.database_url is None:
        return settings.data
    return settings.database_url


def _say(tools: Tools, words: str) -> None:
    tools.err.print(escape(words), highlight=False, soft_wrap=True)
