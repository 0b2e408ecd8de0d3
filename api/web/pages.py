"""Routes of the pages."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI, Query, Request
from fastapi.responses import HTMLResponse
from starlette.staticfiles import StaticFiles

from api.board.assets import STATIC
from api.board.file import title_of, when_of
from api.board.markup import Markup
from api.board.page import board_body
from api.board.words import Language, say
from api.contract import read_plan_document
from api.runs.documents import plan_as_told
from api.runs.records import Run
from api.security.principal import Needs, Principal, Scope
from api.security.sessions import COOKIE
from api.service import cursor as cursors
from api.service.services import Services, ServicesDep
from api.web import bodies
from api.web.chrome import page
from api.web.docs_page import docs_body
from api.web.language import language_of, remember

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

_PAGE_SIZE = 50

Reader = Annotated[Principal, Depends(Needs(Scope.PLANS_READ))]


def mount_static(app: FastAPI) -> None:
    """Serve the files of the pages."""
    app.mount("/static", StaticFiles(directory=STATIC), name="static")


@router.get("/")
def show_latest(request: Request, services: ServicesDep, principal: Reader) -> HTMLResponse:
    """The newest plan, or how to get one."""
    run = services.store.latest_with_plan(principal.workshop_id)
    language = language_of(request)
    if run is None:
        body = bodies.start_body(str(request.base_url).rstrip("/"), language)
        return _answer(request, language, say("title", language), "", body)
    return _run_page(request, services, run)


@router.get("/plans")
def show_list(
    request: Request,
    services: ServicesDep,
    principal: Reader,
    cursor: Annotated[str | None, Query(max_length=64)] = None,
) -> HTMLResponse:
    """All runs."""
    before = None if cursor is None else cursors.decode(cursor)
    found = services.store.page(before=before, limit=_PAGE_SIZE + 1, workshop_id=principal.workshop_id)
    older = cursors.encode(found[_PAGE_SIZE - 1].seq) if len(found) > _PAGE_SIZE else None
    language = language_of(request)
    return _answer(request, language, say("runs", language), "", bodies.list_body(found[:_PAGE_SIZE], older, language))


@router.get("/plans/{run_id}")
def show_run(request: Request, services: ServicesDep, principal: Reader, run_id: str) -> HTMLResponse:
    """A run: its board, or how far it is."""
    run = _run_of(services, principal, run_id)
    if run is None:
        language = language_of(request)
        return _answer(request, language, say("not_found", language), "", bodies.lost_body(language), status=404)
    return _run_page(request, services, run)


@router.get("/docs")
def show_docs(request: Request) -> HTMLResponse:
    """The API, readable."""
    return _answer(request, language_of(request), "API", "", docs_body(request.app.openapi()))


def _run_of(services: Services, principal: Principal, run_id: str) -> Run | None:
    try:
        run = services.store.get(run_id)
    except KeyError:
        return None
    return run if principal.is_of(run.workshop_id) else None


def _run_page(request: Request, services: Services, run: Run) -> HTMLResponse:
    language = language_of(request)
    day, plan = services.store.documents(run.run_id)
    if plan is not None:
        document = read_plan_document(plan_as_told(run.options, day, plan))
        body = board_body(document, language)
        return _answer(request, language, title_of(document, language), when_of(document, language), body)
    draw = bodies.ended_run_body if run.status.ended else bodies.open_run_body
    return _answer(request, language, run.workshop_id, f"{run.day_now:%Y-%m-%d}", draw(run, language))


def _answer(
    request: Request, language: Language, title: str, when: str, body: Markup, *, status: int = 200
) -> HTMLResponse:
    logged_in = COOKIE in request.cookies
    text = page(title=title, when=when, body=body, language=language, path=request.url.path, logged_in=logged_in)
    response = HTMLResponse(text, status_code=status, headers={"Vary": "Accept-Language, Cookie"})
    remember(request, response)
    return response
