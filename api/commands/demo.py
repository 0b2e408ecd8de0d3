"""`heijunka demo`: a day of the default shop, planned by the service on loopback, and where to look at it."""

from __future__ import annotations

import os
import signal
import sys
import time
import webbrowser
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from api.board.words import Language
from api.commands.client import DemoError
from api.commands.demo_desk import check_desk, prepare_desk, say_desk
from api.commands.serve import DataFolder
from api.commands.tools import Tools, fail, tools_of
from api.commands.tour import Tour
from api.security.secret import parse_key
from scenarios.shop import SHOPS

if TYPE_CHECKING:
    from api.security.security import Security

_PORT_TRIES = 20


def demo(
    context: typer.Context,
    *,
    once: Annotated[bool, typer.Option("--once", help="Check the service over HTTP, then end.")] = False,
    port: Annotated[int, typer.Option(help="First port to try; 0 takes a free one.", min=0, max=65_000)] = 8000,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open the board in a browser.")] = False,
    appointments: Annotated[
        int, typer.Option(help="Customers who call before you do; 0 makes no workshop for the desk.", min=0, max=1000)
    ] = 300,
    time_limit: Annotated[float, typer.Option(help="Seconds to search.", min=0.1, max=600)] = 10.0,
    seed: Annotated[int, typer.Option(help="Seed of the day.", min=0)] = 7,
    data: DataFolder = None,
    lang: Annotated[Language, typer.Option(help="Language of the words.")] = Language.EN,
) -> None:
    """Plan a realistic day of the default shop and serve it on loopback until ctrl-c."""
    # Here and not above, so that the other commands start without loading a web server.
    from api.commands.demo_key import demo_key
    from api.commands.serving import usable_folder
    from api.ops import logs
    from api.service.app import create_app
    from api.service.server import Server, address_of, bind, running
    from api.service.settings import ServiceSettings

    tools, shop = tools_of(context), SHOPS["default"]
    # Stopped like ctrl-c by whoever started it in the background.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        listener = bind("127.0.0.1", port, tries=_PORT_TRIES)
    except OSError as error:
        fail(tools, f"no free port from {port} on: {error.strerror or error}")
    address = address_of(listener)
    if port and not address.endswith(f":{port}"):
        tools.err.print(f"[yellow]port {port} is taken; using {address}[/]", highlight=False)
    folder = usable_folder(tools, data)
    logs.configure(level="warning", layout="console")
    app = create_app(ServiceSettings(data=folder), tools.planner)
    try:
        with running(Server(app), listener):
            security = app.state.services.security
            key = demo_key(security, folder, shop.shop_id)
            links = _links(address, security, key)
            prepare_desk(tools, app.state.services, shop, seed, appointments)
            tour = Tour(tools, address, folder, key, next(links), lang)
            tour.plan_a_day(seed, time_limit)
            if appointments:
                say_desk(tools, address, key, shop)
            if once and appointments:
                check_desk(address, key, shop)
            _show(tools, tour, once=once, browser=None if no_browser else links)
    except KeyboardInterrupt:
        tools.err.print("ended")
    except (DemoError, OSError) as error:
        fail(tools, f"the demo failed: {error}", code=1)


def _links(address: str, security: Security, key: str) -> Iterator[str]:
    """Addresses of the board that each log in once."""
    parsed = parse_key(key)
    assert parsed is not None
    while True:
        yield f"{address}/login?link={security.sessions.new_link(parsed.key_id)}"


def _show(tools: Tools, tour: Tour, *, once: bool, browser: Iterator[str] | None) -> None:
    if once:
        tour.check()
        return
    if browser is not None and _has_screen():
        webbrowser.open(next(browser))
    tools.out.print("ctrl-c ends it", highlight=False)
    while True:
        time.sleep(3600)


def _has_screen() -> bool:
    # Without one, a browser of the terminal would take the terminal over.
    graphical = (
        os.name == "nt" or sys.platform == "darwin" or "DISPLAY" in os.environ or "WAYLAND_DISPLAY" in os.environ
    )
    return graphical and sys.stdout.isatty()
