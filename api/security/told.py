"""What the OpenAPI document says of who may call: the ways to say who asks, and the scope of each operation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts
from starlette.routing import BaseRoute

from api.security.principal import Needs
from api.security.roles import SCOPES_OF, Scope

_SCHEMES: dict[str, Any] = {
    "key": {
        "type": "http",
        "scheme": "bearer",
        "description": "A key, `hj_<id>_<secret>`: made by `heijunka key create` or by an admin's key.",
    },
    "token": {
        "type": "oauth2",
        "description": "A token of minutes, fetched with the two halves of a key (OAuth 2, client credentials).",
    },
}


def scopes_of(dependant: Dependant | None) -> frozenset[Scope]:
    """All scopes that a route asks for, by its own dependencies or by theirs."""
    return frozenset(_scopes(dependant))


def add_security(document: dict[str, Any], routes: Sequence[BaseRoute]) -> None:
    """Name the schemes, and at each operation the scopes it needs."""
    roles = {scope: ", ".join(role for role, scopes in SCOPES_OF.items() if scope in scopes) for scope in Scope}
    flow = {"tokenUrl": "/oauth/token", "scopes": {scope.value: f"Roles: {roles[scope]}." for scope in Scope}}
    token = {**_SCHEMES["token"], "flows": {"clientCredentials": flow}}
    document.setdefault("components", {})["securitySchemes"] = {**_SCHEMES, "token": token}
    for route in iter_route_contexts(routes):
        scopes = sorted(scopes_of(getattr(route, "dependant", None)))
        for method in getattr(route, "methods", None) or ():
            operation = document["paths"].get(route.path, {}).get(method.lower())
            if operation is not None and scopes:
                operation["security"] = [{"key": scopes}, {"token": scopes}]


def _scopes(dependant: Dependant | None) -> Iterator[Scope]:
    if dependant is None:
        return
    if isinstance(dependant.call, Needs):
        yield dependant.call.scope
    for inner in dependant.dependencies:
        yield from _scopes(inner)
