"""`heijunka demo`: a day of the default shop, planned by the service on loopback, and where to look at it."""

from __future__ import annotations

import os
import signal
import sys
import time
import webbrowser
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from api.board.words import Language
from api.commands.client import DemoError
from api.commands.demo_begin import BeginError, Beginning, beginning, minute_of
from api.commands.demo_clock import DemoClock, keep
from api.commands.demo_desk import DemoDesk, check_desk, say_desk
from api.commands.serve import DataFolder
from api.commands.tools import Tools, fail, tools_of
from api.commands.tour import Tour
from api.security.secret import parse_key
from scenarios.setup.from_shop import setup_of_shop
from scenarios.setup.records import Setup
from scenarios.shop import SHOPS, ShopSpec

if TYPE_CHECKING:
    from api.security.security import Security

_PORT_TRIES = 20
# The time is remembered so often: it need not be told of what nobody wrote.
_KEEP_S = 5.0


def demo(
    context: typer.Context,
    *,
    once: Annotated[bool, typer.Option("--once", help="Check the service over HTTP, then end.")] = False,
    port: Annotated[int, typer.Option(help="First port to try; 0 takes a free one.", min=0, max=65_000)] = 8000,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open the board in a browser.")] = False,
    at: Annotated[
        str | None, typer.Option(help="Time in the shop at which the demo begins: such as 14:30, or now.")
    ] = None,
    cars: Annotated[int, typer.Option(help="Cars on the day that is shown.", min=1, max=100)] = 50,
    appointments: Annotated[
        int, typer.Option(help="Customers who have called in all; 0 makes no workshop.", min=0, max=1000)
    ] = 200,
    time_limit: Annotated[float, typer.Option(help="Seconds to search.", min=0.1, max=600)] = 10.0,
    seed: Annotated[int, typer.Option(help="Seed of the day.", min=0)] = 7,
    data: DataFolder = None,
    lang: Annotated[Language, typer.Option(help="Language of the words.")] = Language.EN,
) -> None:
    """Serve a day in progress of the default shop on loopback until ctrl-c: booked, planned, re-planned, half told.

    The clock of the shop is the demo's own. It begins at 10:20 of the next open date and goes on from there; a store
    that is there already goes on where it was left.
    """
    # Here and not above, so that the other commands start without loading a web server.
    from api.commands.demo_day import DayTeller
    from api.commands.demo_key import demo_key
    from api.commands.demo_scene import Scene
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
    start = _beginning(tools, folder, setup_of_shop(shop, seed), at)
    clock = DemoClock(start.first_call)
    app = create_app(ServiceSettings(data=folder, clock=clock), tools.planner)
    try:
        with running(Server(app), listener):
            services = app.state.services
            key = demo_key(services.security, folder, shop.shop_id)
            links = _links(address, services.security, key)
            if appointments:
                desk = DemoDesk(tools=tools, services=services, shop=shop, seed=seed)
                teller = DayTeller(services=services, clock=clock, workshop_id=shop.shop_id)
                Scene(
                    desk=desk,
                    teller=teller,
                    start=start,
                    num_cars=min(cars, appointments),
                    num_customers=appointments,
                    most_s=time_limit,
                ).make()
            clock.to(start.at)
            clock.run()
            keep(folder, clock())
            tour = Tour(tools, address, folder, key, next(links), lang)
            tour.say_where()
            if appointments:
                say_desk(tools, address, key, shop)
            if not once and not no_browser and _has_screen():
                webbrowser.open(next(links))
            tour.plan_a_day(seed, time_limit)
            if once:
                _check(tour, address, key, shop, has_desk=appointments > 0)
            else:
                _wait(tools, folder, clock)
    except KeyboardInterrupt:
        keep(folder, clock())
        tools.err.print("ended")
    except (DemoError, OSError) as error:
        fail(tools, f"the demo failed: {error}", code=1)


def _beginning(tools: Tools, folder: Path, made: Setup, at: str | None) -> Beginning:
    """When the demo begins; ends with exit code 2 when it cannot begin then. ``made``: set-up of a new workshop."""
    from api.commands.demo_store import read_store
    from api.service.settings import system_clock

    stored, now = read_store(folder, made.workshop_id), system_clock()
    setup = stored.setup or made
    try:
        return beginning(setup, now, stored.at, None if at is None else minute_of(at, setup, now))
    except BeginError as error:
        fail(tools, str(error))


def _links(address: str, security: Security, key: str) -> Iterator[str]:
    """Addresses of the board that each log in once."""
    from api.security.principal import OPERATOR

    parsed = parse_key(key)
    assert parsed is not None
    mine = security.keys.get(parsed.key_id, None)
    while True:
        yield f"{address}/login?link={security.sessions.new_link(mine, OPERATOR)}"


def _check(tour: Tour, address: str, key: str, shop: ShopSpec, *, has_desk: bool) -> None:
    if has_desk:
        check_desk(address, key, shop)
    tour.check()


def _wait(tools: Tools, folder: Path, clock: DemoClock) -> NoReturn:
    tools.out.print("ctrl-c ends it", highlight=False)
    while True:
        time.sleep(_KEEP_S)
        keep(folder, clock())


def _has_screen() -> bool:
    # Without one, a browser of the terminal would take the terminal over.
    graphical = (
        os.name == "nt" or sys.platform == "darwin" or "DISPLAY" in os.environ or "WAYLAND_DISPLAY" in os.environ
    )
    return graphical and sys.stdout.isatty()
