"""Serves the built pages: one document for all of them, and its files, whose names change with what is in them."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import HTMLResponse
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from api.problems import Problem
from api.service.errors import ApiError
from api.service.services import ServicesDep
from api.web.language import language_of, remember
from api.web.preload import preloads
from api.web.session_cookie import renew

BUILT = Path(__file__).parent / "static" / "app"
PLACE = "/static/app"

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


class _Lasting(StaticFiles):
    """Files that never change under one name: whoever has one need not ask again."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        if path.startswith("assets/"):
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


def mount_built(app: FastAPI) -> None:
    """Serve the files, compressed; before the folder they lie in is mounted."""
    files = _Lasting(directory=BUILT, check_dir=False)
    app.mount(PLACE, GZipMiddleware(files), name="built")


# First parts of the addresses of the pages, as in app/src/shell/pages.ts.
PAGES = ("board", "desk", "calls", "preparation", "plans", "setup", "hall", "waiting", "print")


def show_page(request: Request, services: ServicesDep) -> HTMLResponse:
    """The document; which page it shows follows from its address, what is in it from the API."""
    language = language_of(request)
    page = request.url.path.split("/")[1] or PAGES[0]
    text = _document(page).replace('<html lang="en">', f'<html lang="{language.tag}">', 1)
    headers = {"Cache-Control": "no-cache", "Vary": "Accept-Language, Cookie"}
    response = HTMLResponse(text, headers=headers)
    remember(request, response)
    renew(request, response, services.security)
    return response


# Of "/" the document shows the first page that somebody may see.
router.add_api_route("/", show_page)
for _page in PAGES:
    router.add_api_route(f"/{_page}", show_page)
    router.add_api_route(f"/{_page}/{{rest:path}}", show_page)


def _document(page: str) -> str:
    try:
        text = (BUILT / "index.html").read_text(encoding="utf-8")
        return text.replace("</head>", f"{preloads(BUILT, PLACE, page)}</head>", 1)
    except FileNotFoundError:
        raise ApiError(_not_built()) from None


def _not_built() -> Problem:
    return Problem(
        status=503,
        code="pages_not_built",
        title="The pages are not built",
        detail="This service runs out of a checkout: `make install`, or `python hatch_build.py`, builds them.",
    )
