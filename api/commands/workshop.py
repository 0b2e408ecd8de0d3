"""`heijunka workshop`: the set-up of a workshop as one file, applied to a running service and written out of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, NoReturn
from urllib.parse import quote, urlencode

import typer
from pydantic import JsonValue

from api.commands.changes import say_changes, say_faults
from api.commands.remote import NoServiceError, Remote, Reply
from api.commands.tools import Tools, fail, read_file, tools_of, write_file
from api.contract.setup import read_setup
from api.contract.setup.document import InvalidSetupError
from api.contract.setup.short import short_document, yaml_text
from api.contract.setup.source_file import Source, read_source
from api.contract.source import UnreadableError
from optimizer.errors import Fault
from scenarios.setup.records import Setup

workshop = typer.Typer(name="workshop", help="Set up a workshop on a running service.", no_args_is_help=True)

Url = Annotated[str, typer.Option(help="Address of the service.", envvar="HEIJUNKA_URL")]
Key = Annotated[str, typer.Option(help="Key to ask with.", envvar="HEIJUNKA_KEY", show_default=False)]
HERE = "http://127.0.0.1:8000"


@workshop.command()
def apply(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Set-up in YAML or JSON; - reads standard input.")],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the difference and change nothing.")] = False,
    accept_affected: Annotated[
        bool, typer.Option("--accept-affected", help="Change it although appointments lose their place.")
    ] = False,
    url: Url = HERE,
    key: Key = "",
) -> None:
    """Make a workshop what a file says; the same file again changes nothing. Sections left out stay as they are."""
    tools = tools_of(context)
    source = _read(tools, file)
    remote = Remote(url=url, key=key)
    place = _place(_id_of(tools, file, source))
    try:
        present = remote.ask("GET", f"{place}/setup")
        if present.status == 404:
            _create(tools, file, source, remote, dry_run=dry_run)
            return
        _expect(tools, present, 200)
        query = urlencode({"dry_run": str(dry_run).lower(), "accept_affected": str(accept_affected).lower()})
        headers = {"If-Match": present.headers.get("etag", "")}
        reply = remote.ask("PUT", f"{place}/setup?{query}", body=source.document, headers=headers)
        _expect(tools, reply, 200, file, source)
        say_changes(tools, reply.json(), dry_run=dry_run)
    except NoServiceError as error:
        fail(tools, str(error), code=1)


@workshop.command()
def export(
    context: typer.Context,
    workshop_id: Annotated[str, typer.Argument(metavar="ID", help="Id of the workshop.")],
    *,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="File to write, .json for JSON; standard output without it.")
    ] = None,
    url: Url = HERE,
    key: Key = "",
) -> None:
    """Write the set-up of a workshop as a file that can be applied again; what is as usual is left out."""
    tools = tools_of(context)
    try:
        reply = Remote(url=url, key=key).ask("GET", f"{_place(workshop_id)}/setup")
        _expect(tools, reply, 200)
        setup = read_setup(reply.body, unfinished=True)
    except NoServiceError as error:
        fail(tools, str(error), code=1)
    except InvalidSetupError as error:
        fail(tools, f"the service answered a set-up that this version cannot read:\n{error}", code=1)
    write_file(tools, out, _text(setup, out).rstrip("\n"))


def _text(setup: Setup, out: Path | None) -> str:
    if out is not None and out.suffix == ".json":
        return json.dumps(short_document(setup), ensure_ascii=False, indent=1)
    return yaml_text(setup)


def _read(tools: Tools, file: Path) -> Source:
    try:
        source = read_source(read_file(tools, file))
    except UnreadableError as error:
        fail(tools, f"{file} cannot be used: {error.fault}")
    if source.faults:
        _refuse(tools, file, source, source.faults)
    return source


def _id_of(tools: Tools, file: Path, source: Source) -> str:
    found = source.document.get("workshop_id")
    if not isinstance(found, str) or not found:
        remedy = 'write workshop_id: "GZ-01" at its beginning, in quotes if it is a number'
        fault = Fault(pointer="/workshop_id", code="missing_field", message="which workshop is not said", remedy=remedy)
        _refuse(tools, file, source, (fault,))
    return found


def _create(tools: Tools, file: Path, source: Source, remote: Remote, *, dry_run: bool) -> None:
    try:
        setup = read_setup(source.document)
    except InvalidSetupError as error:
        _refuse(tools, file, source, error.faults)
    if not dry_run:
        _expect(tools, remote.ask("POST", "/v1/workshops", body=source.document), 201, file, source)
    words = "would be made" if dry_run else "is made"
    tools.out.print(f"workshop {setup.workshop_id} {words}: {_counts(setup)}", highlight=False, soft_wrap=True)


def _counts(setup: Setup) -> str:
    names = ("technicians", "advisors", "bays", "operations", "group_jobs", "parts")
    return ", ".join(f"{len(getattr(setup, name))} {name.replace('_', ' ')}" for name in names)


def _place(workshop_id: str) -> str:
    return f"/v1/workshops/{quote(workshop_id, safe='')}"


def _expect(tools: Tools, reply: Reply, status: int, file: Path | None = None, source: Source | None = None) -> None:
    """End with exit code 1, and 2 for faults of the file, when the service answered something else."""
    if reply.status == status:
        return
    problem = reply.json()
    faults = _faults(problem.get("errors"))
    if file is not None and source is not None and reply.status == 422 and faults:
        _refuse(tools, file, source, faults)
    if reply.status == 412:
        fail(tools, "the set-up was changed by somebody else at this moment: look at it and apply again", code=1)
    words = f"{problem.get('title', 'refused')} ({reply.status})"
    if problem.get("detail"):
        words += f": {problem['detail']}"
    tools.err.print(words, style="bold red", markup=False, highlight=False, soft_wrap=True)
    say_faults(tools, faults, source if reply.status == 422 else None)
    raise typer.Exit(1)


def _refuse(tools: Tools, file: Path, source: Source, faults: tuple[Fault, ...]) -> NoReturn:
    count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
    words = f"{file} cannot be used: {count}"
    tools.err.print(words, style="bold red", markup=False, highlight=False, soft_wrap=True)
    say_faults(tools, faults, source)
    raise typer.Exit(2)


def _faults(errors: JsonValue) -> tuple[Fault, ...]:
    names = ("pointer", "code", "message", "remedy")
    found = errors if isinstance(errors, list) else []
    return tuple(Fault(**{name: str(one.get(name, "")) for name in names}) for one in found if isinstance(one, dict))
