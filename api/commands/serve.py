"""`heijunka serve`: the service."""

from __future__ import annotations

import ipaddress
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from api.commands.tools import fail, tools_of

DataFolder = Annotated[
    Path | None, typer.Option(help="Folder of the store; without it one of the user's.", envvar="HEIJUNKA_DATA")
]


def serve(
    context: typer.Context,
    *,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on; 0 takes a free one.", min=0, max=65_535)] = 8000,
    data: DataFolder = None,
    solvers: Annotated[int, typer.Option(help="Days planned at a time.", min=1)] = 1,
    allow_remote: Annotated[
        bool, typer.Option("--allow-remote", help="Listen on an address that others can reach.")
    ] = False,
) -> None:
    """Serve the API and the board until ctrl-c; searches then end with their best plans."""
    # Here and not above, so that the other commands start without loading a web server.
    from api.commands.serving import probe, user_folder
    from api.service.app import create_app
    from api.service.server import Server, address_of, bind
    from api.service.settings import LOOPBACK_HOSTS, ServiceSettings
    from api.store.backend import StoreError

    tools = tools_of(context)
    remote = not _is_loopback(host)
    if remote and not allow_remote:
        fail(
            tools,
            f"{host} can be reached from other machines, and this service asks nobody who they are: whoever reaches "
            "it reads and sends days. Keep it on 127.0.0.1 behind a proxy that knows its users, or say --allow-remote.",
        )
    try:
        listener = bind(host, port)
    except OSError as error:
        fail(tools, f"cannot listen on {host} port {port}: {error.strerror or error}")
    folder = data if data is not None else user_folder()
    settings = ServiceSettings(data=folder, solvers=solvers, hosts=("*",) if remote else LOOPBACK_HOSTS)
    try:
        probe(folder)
    except (OSError, StoreError) as error:
        fail(tools, f"cannot use {folder}: {error}")
    tools.err.print(f"board and API: {address_of(listener)}   store: {escape(str(folder))}", highlight=False)
    Server(create_app(settings, tools.planner)).run(sockets=[listener])


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
