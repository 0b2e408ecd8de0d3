"""`heijunka demo`: a day of the default shop, planned by the service on loopback, and where to look at it."""

from __future__ import annotations

import os
import signal
import sys
import time
import webbrowser
from typing import Annotated

import typer

from api.board.words import Language
from api.commands.client import DemoError
from api.commands.serve import DataFolder
from api.commands.tools import Tools, fail, tools_of
from api.commands.tour import Tour

_PORT_TRIES = 20


def demo(
    context: typer.Context,
    *,
    once: Annotated[bool, typer.Option("--once", help="Check the service over HTTP, then end.")] = False,
    port: Annotated[int, typer.Option(help="First port to try; 0 takes a free one.", min=0, max=65_000)] = 8000,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open the board in a browser.")] = False,
    time_limit: Annotated[float, typer.Option(help="Seconds to search.", min=0.1, max=600)] = 10.0,
    seed: Annotated[int, typer.Option(help="Seed of the day.", min=0)] = 7,
    data: DataFolder = None,
    lang: Annotated[Language, typer.Option(help="Language of the words.")] = Language.EN,
) -> None:
    """Plan a realistic day of the default shop and serve it on loopback until ctrl-c."""
    # Here and not above, so that the other commands start without loading a web server.
    from api.commands.serving import usable_folder
    from api.ops import logs
    from api.service.app import create_app
    from api.service.server import Server, address_of, bind, running
    from api.service.settings import ServiceSettings

    tools = tools_of(context)
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
            _show(tools, Tour(tools, address, folder, lang), seed, time_limit, once=once, browser=not no_browser)
    except KeyboardInterrupt:
        tools.err.print("ended")
    except (DemoError, OSError) as error:
        fail(tools, f"the demo failed: {error}", code=1)


def _show(tools: Tools, tour: Tour, seed: int, time_limit_s: float, *, once: bool, browser: bool) -> None:
    tour.plan_a_day(seed, time_limit_s)
    if once:
        tour.check()
        return
    if browser and _has_screen():
        webbrowser.open(tour.board)
    tools.out.print("ctrl-c ends it", highlight=False)
    while True:
        time.sleep(3600)


def _has_screen() -> bool:
    # Without one, a browser of the terminal would take the terminal over.
    graphical = (
        os.name == "nt" or sys.platform == "darwin" or "DISPLAY" in os.environ or "WAYLAND_DISPLAY" in os.environ
    )
    return graphical and sys.stdout.isatty()
