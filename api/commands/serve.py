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
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on; 0 takes a free one.")] = None,
    data: Annotated[Path | None, typer.Option(help="Folder of the store; without it one of the user's.")] = None,
    solvers: Annotated[int | None, typer.Option(help="Days planned at a time.")] = None,
    allow_remote: Annotated[
        bool | None, typer.Option("--allow-remote", help="Listen on an address that others can reach.")
    ] = None,
    notice: Annotated[float | None, typer.Option(help="Seconds between being told to end and ending.")] = None,
    drain: Annotated[float | None, typer.Option(help="Seconds for requests under way when it ends.")] = None,
    log_level: Annotated[str | None, typer.Option(help="debug, info, warning or error.")] = None,
    log_format: Annotated[str | None, typer.Option(help="auto, json or console.")] = None,
) -> None:
    """Serve the API and the board until ctrl-c; searches then end with their best plans.

    `heijunka config` shows all settings, these and those that only the environment has.
    """
    # Here and not above, so that the other commands start without loading a web server.
    from api.commands.serving import configured, probe
    from api.ops import logs
    from api.service.app import create_app
    from api.service.server import Server, address_of, bind
    from api.store.backend import StoreError

    tools = tools_of(context)
    settings = configured(
        tools,
        host=host,
        port=port,
        data=data,
        solvers=solvers,
        allow_remote=allow_remote,
        notice=notice,
        drain=drain,
        log_level=log_level,
        log_format=log_format,
    )
    if not settings.allow_remote and not _is_loopback(settings.host):
        fail(
            tools,
            f"{settings.host} can be reached from other machines, and this service speaks plain HTTP: keys and names "
            "would travel where others can read them. Keep it on 127.0.0.1 behind a proxy that speaks TLS, or, on a "
            "network that you trust, say --allow-remote.",
        )
    try:
        listener = bind(settings.host, settings.port)
    except OSError as error:
        fail(tools, f"cannot listen on {settings.host} port {settings.port}: {error.strerror or error}")
    service = settings.service()
    try:
        probed = probe(service.place)
    except (OSError, StoreError) as error:
        fail(tools, f"cannot use the store: {error}")
    tools.err.print(
        f"board and API: {address_of(listener)}   store: {escape(probed.name)}", highlight=False, soft_wrap=True
    )
    if not probed.has_keys:
        tools.err.print("[yellow]nobody has a key yet: end this, say[/] heijunka key create[yellow], start again[/]")
    logs.configure(level=settings.log_level, layout=settings.layout)
    Server(create_app(service, tools.planner), drain_s=settings.drain, notice_s=settings.notice).run(sockets=[listener])


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
