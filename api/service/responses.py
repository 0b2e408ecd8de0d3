"""How the OpenAPI document tells of answers: the refusals that routes have in common, said once.

A route declares what is its own with ``refusals``. The rest follows from its shape, and ``add_implied`` says it: a
route with a path parameter may find nothing, one with a body may get too large a one, and so on.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from api.problems import MEDIA_TYPE

# FastAPI types these maps with Any, and so must we.
Responses = dict[int | str, dict[str, Any]]

PROBLEM_REF = "#/components/schemas/ProblemResource"
_METHODS = ("get", "put", "post", "patch", "delete")


def header(words: str) -> dict[str, object]:
    """A header of an answer."""
    return {"description": words, "schema": {"type": "string"}}


RETRY_AFTER = header("Seconds after which it pays to ask again.")
ETAG = header("Version of the resource: send it back as `If-Match` to change it.")

_WORDS = {
    401: "No key or token came with the request, or it is unknown, expired or revoked.",
    403: "The key lacks the scope that this needs.",
    404: "There is no such thing, or not for this key.",
    409: "The present state does not allow it; the problem says what does.",
    412: "It has changed since it was read.",
    413: "The body is too large.",
    415: "The media type of the body is not one that is read here.",
    422: "A parameter or the body has faults, all of them listed.",
    428: "`If-Match` is missing.",
    429: "Too many requests.",
    503: "The service is starting or ending, or its store does not answer.",
}
_HEADERS: Mapping[int, Mapping[str, object]] = {
    401: {"WWW-Authenticate": header("How to identify.")},
    412: {"ETag": header("The present version.")},
    429: {"Retry-After": RETRY_AFTER},
    503: {"Retry-After": RETRY_AFTER},
}


def problem(status: int, words: str | None = None) -> dict[str, Any]:
    """The documentation of an answer with a problem document. ``words`` unless the usual ones tell enough."""
    found: dict[str, Any] = {
        "description": words or _WORDS[status],
        "content": {MEDIA_TYPE: {"schema": {"$ref": PROBLEM_REF}}},
    }
    if status in _HEADERS:
        found["headers"] = dict(_HEADERS[status])
    return found


def refusals(words: Mapping[int, str]) -> Responses:
    """For ``responses=`` of a route: problem documents by status, in words of the route's own.

    ``responses=refusals({409: "The slot is gone; fresh offers are in `offers`."})``. Only for what the shape of the
    route does not tell: 401, 403, 404, 412, 413, 415, 422, 428, 429 and 503 come by themselves, as ``implied`` has
    it.
    """
    return {status: problem(status, text) for status, text in words.items()}


def implied(path: str, operation: Mapping[str, Any]) -> frozenset[int]:
    """Statuses of the refusals that follow from the shape of an operation of `/v1`."""
    if not path.startswith("/v1"):
        return frozenset()
    named = {(parameter["in"], parameter["name"].lower()) for parameter in operation.get("parameters", ())}
    places = {place for place, _ in named}
    found = {401, 403, 429, 503}
    if "path" in places:
        found.add(404)
    if places or "requestBody" in operation:
        found.add(422)
    if "requestBody" in operation:
        found |= {413, 415}
    if ("header", "if-match") in named:
        found |= {412, 428}
    if ("header", "idempotency-key") in named:
        found.add(409)
    return frozenset(found)


def add_implied(document: Mapping[str, Any]) -> None:
    """Say in an OpenAPI document what is implied; words of a route's own stay. FastAPI's own 422 is replaced."""
    for path, methods in document["paths"].items():
        for operation in (methods[name] for name in _METHODS if name in methods):
            responses = operation["responses"]
            if responses.get("422", {}).get("description") == "Validation Error":
                responses["422"] = problem(422)
            for status in implied(path, operation):
                responses.setdefault(str(status), problem(status))
            operation["responses"] = dict(sorted(responses.items()))
