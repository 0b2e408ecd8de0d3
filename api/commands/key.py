"""`heijunka key`: keys of a store, made on the machine that has it. The first key comes from here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.table import Table

from api.commands.serve import DataFolder
from api.commands.tools import Tools, fail, tools_of
from api.security.roles import Role, Scope

if TYPE_CHECKING:
    from api.security.security import Security

key = typer.Typer(name="key", help="Make, list, rotate and revoke keys.", no_args_is_help=True)

KeyId = Annotated[str, typer.Argument(help="Id of the key: the part between hj_ and the next underscore.")]


@key.command()
def create(
    context: typer.Context,
    *,
    role: Annotated[Role, typer.Option(help="What it is for.")] = Role.ADMIN,
    workshop: Annotated[str | None, typer.Option(help="Workshop it opens; without it all of the installation.")] = None,
    name: Annotated[str, typer.Option(help="Who or what has it.")] = "",
    scope: Annotated[list[Scope] | None, typer.Option(help="Only this of what the role may; repeat for more.")] = None,
    days: Annotated[int | None, typer.Option(help="Days until it expires; without it never.", min=1)] = None,
    data: DataFolder = None,
) -> None:
    """Make a key and print it, this once."""
    from api.security.keys import NewKey
    from api.security.principal import OPERATOR

    tools = tools_of(context)
    if role is Role.SCREEN and workshop is None:
        fail(tools, "a screen shows one workshop: give --workshop")
    with _opened(tools, data) as security:
        expires_at = None if days is None else security.clock() + timedelta(days=days)
        new = NewKey(
            name=name or role, role=role, workshop_id=workshop, scopes=frozenset(scope or ()), expires_at=expires_at
        )
        made, text = security.keys.create(new, OPERATOR)
    where = "the whole installation" if workshop is None else f"workshop {workshop}"
    tools.err.print(f"key {made.key_id}: {role} of {escape(where)}; shown this once, keep it now", highlight=False)
    typer.echo(text)


@key.command("list")
def list_(
    context: typer.Context,
    *,
    workshop: Annotated[str | None, typer.Option(help="Only of this workshop.")] = None,
    data: DataFolder = None,
) -> None:
    """List the keys, newest first, without their secrets."""
    tools = tools_of(context)
    table = Table("key", "workshop", "role", "name", "state", "expires", "last used")
    with _opened(tools, data) as security:
        now = security.clock()
        for one in security.keys.page(workshop, before=None, limit=10_000):
            times = (f"{at:%Y-%m-%d %H:%M}" if at is not None else "–" for at in (one.expires_at, one.last_used_at))
            cells = (one.key_id, one.workshop_id or "(all)", one.role, one.name, one.state(now), *times)
            table.add_row(*(escape(cell) for cell in cells))
    tools.out.print(table)


@key.command()
def rotate(
    context: typer.Context,
    key_id: KeyId,
    *,
    grace_hours: Annotated[float, typer.Option(help="Hours for which the old secret is good.", min=0, max=168)] = 24.0,
    data: DataFolder = None,
) -> None:
    """Give a key a new secret and print it, this once."""
    from api.security.principal import OPERATOR
    from api.service.errors import ApiError

    tools = tools_of(context)
    with _opened(tools, data) as security:
        try:
            _, text = security.keys.rotate(key_id, None, timedelta(hours=grace_hours), seen=None, by=OPERATOR)
        except ApiError as error:
            fail(tools, f"{error.problem.title}: {error.problem.detail}")
    typer.echo(text)


@key.command()
def revoke(context: typer.Context, key_id: KeyId, *, data: DataFolder = None) -> None:
    """End a key for good, with all tokens and sessions under it."""
    from api.security.principal import OPERATOR
    from api.service.errors import ApiError

    tools = tools_of(context)
    with _opened(tools, data) as security:
        try:
            security.keys.revoke(key_id, None, seen=None, by=OPERATOR)
        except ApiError as error:
            fail(tools, f"{error.problem.title}: {error.problem.detail}")
    tools.err.print(f"key {key_id} is revoked", highlight=False)


@key.command()
def link(
    context: typer.Context,
    key_id: KeyId,
    *,
    address: Annotated[str, typer.Option(help="Address of the service, as the screen reaches it.")],
    page: Annotated[str, typer.Option(help="Page to go on to.")] = "/hall",
    data: DataFolder = None,
) -> None:
    """Print an address that logs a screen in, once, within ten minutes."""
    from api.security.key_links import link_of
    from api.security.principal import OPERATOR
    from api.service.errors import ApiError

    tools = tools_of(context)
    with _opened(tools, data) as security:
        try:
            made = link_of(security, key_id, None, page, by=OPERATOR)
        except ApiError as error:
            fail(tools, f"{error.problem.title}: {error.problem.detail}")
    typer.echo(f"{address.rstrip('/')}{made.path}")


@key.command("rotate-signing")
def rotate_signing(
    context: typer.Context,
    *,
    at_once: Annotated[bool, typer.Option("--at-once", help="End all tokens and sessions now.")] = False,
    data: DataFolder = None,
) -> None:
    """Sign tokens and sessions with a new secret; the old one verifies until what it signed has expired."""
    from api.security.principal import OPERATOR

    tools = tools_of(context)
    with _opened(tools, data) as security:
        grace = timedelta() if at_once else max(security.sessions.longest, security.settings.token_lifetime)
        security.signer.rotate(grace, OPERATOR.actor)
    tools.err.print("a new secret signs from now on", highlight=False)


@contextmanager
def _opened(tools: Tools, data: Path | None) -> Iterator[Security]:
    from api.commands.serving import configured
    from api.security.security import Security
    from api.store.backend import StoreError
    from api.store.database import Database

    settings = configured(tools, data=data).service()
    try:
        database = Database(settings.place)
    except (OSError, StoreError) as error:
        fail(tools, f"cannot use the store: {error}. A running service makes keys at POST /v1/keys.")
    with closing(database), closing(Security.open(database, settings.security, settings.clock)) as security:
        yield security
