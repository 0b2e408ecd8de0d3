"""Every error leaves the service as a problem document (RFC 9457)."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

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


def answer(problem: Problem, headers: dict[str, str] | None = None) -> JSONResponse:
    """A problem as a response."""
    return JSONResponse(problem.as_dict(), status_code=problem.status, headers=headers, media_type=MEDIA_TYPE)


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

    async def nothing_more(request: Request, error: Exception) -> Response:
        del request, error
        return Response(status_code=204)

    app.add_exception_handler(ApiError, known)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(RequestValidationError, parameters)
    app.add_exception_handler(NothingMoreError, nothing_more)
