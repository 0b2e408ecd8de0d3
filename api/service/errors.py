"""Every error leaves the service as a problem document (RFC 9457)."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import DataError
from starlette.exceptions import HTTPException
from starlette.types import Receive, Scope, Send

from api.problems import MEDIA_TYPE, Problem
from optimizer.errors import Fault
from optimizer.faults import pointer


class ApiError(Exception):
    """A request that ends in a problem document."""

    def __init__(self, problem: Problem, headers: dict[str, str] | None = None) -> None:
        super().__init__(problem.title)
        self.problem = problem
        self.headers = headers


class NothingMoreError(Exception):
    """A live feed that has told everything; 204 tells the client not to come back."""


class ProblemResponse(JSONResponse):
    """A problem document. Its code stays with the request, for its log line and the figures."""

    def __init__(self, problem: Problem, headers: dict[str, str] | None = None) -> None:
        super().__init__(problem.as_dict(), status_code=problem.status, headers=headers, media_type=MEDIA_TYPE)
        self.code = problem.code

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send."""
        scope.setdefault("state", {})["problem"] = self.code
        await super().__call__(scope, receive, send)


def answer(problem: Problem, headers: dict[str, str] | None = None) -> ProblemResponse:
    """A problem as a response."""
    return ProblemResponse(problem, headers)


def install(app: FastAPI) -> None:
    """Answer all errors of an application with problem documents; `api.ops.requests` has what nobody expects."""

    async def known(request: Request, error: Exception) -> Response:
        del request
        assert isinstance(error, ApiError)
        return answer(error.problem, error.headers)

    async def http(request: Request, error: Exception) -> Response:
        del request
        assert isinstance(error, HTTPException)
        title = HTTPStatus(error.status_code).phrase
        code = title.lower().replace(" ", "_")
        detail = "" if error.detail == title else str(error.detail)
        headers = None if error.headers is None else dict(error.headers)
        return answer(Problem(status=error.status_code, code=code, title=title, detail=detail), headers)

    async def parameters(request: Request, error: Exception) -> Response:
        del request
        assert isinstance(error, RequestValidationError)
        faults = tuple(
            Fault(
                pointer=pointer(*fault["loc"]),
                code=str(fault["type"]),
                message=str(fault["msg"]),
                remedy="correct the parameter, or leave it out",
            )
            for fault in error.errors()
        )
        return answer(Problem(status=422, code="invalid_parameters", title="A parameter cannot be used", errors=faults))

    async def unstorable(request: Request, error: Exception) -> Response:
        del request
        # The one text that JSON and addresses can hold and PostgreSQL cannot; the driver finds it before the server.
        if not (isinstance(error, DataError) and "NUL" in str(error.orig)):
            raise error
        return answer(_nul())

    async def nothing_more(request: Request, error: Exception) -> Response:
        del request, error
        return Response(status_code=204)

    app.add_exception_handler(ApiError, known)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(RequestValidationError, parameters)
    app.add_exception_handler(DataError, unstorable)
    app.add_exception_handler(NothingMoreError, nothing_more)


def _nul() -> Problem:
    return Problem(
        status=422,
        code="nul_character",
        title="A text has a NUL character",
        detail="The character U+0000 is in the address, a parameter or the body, and cannot be stored: leave it out.",
    )
