"""The page of the API: its OpenAPI document, readable, with nothing loaded from elsewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.board.markup import Markup, el, join
from api.web.chrome import answer

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@router.get("/docs")
def show_docs(request: Request) -> HTMLResponse:
    """The API, readable."""
    return answer(request, "API", docs_body(request.app.openapi()))


def docs_body(document: Mapping[str, Any]) -> Markup:
    """The ``<main>`` of the page: every operation with its parameters, body and answers."""
    operations = [
        _operation(method, path, operation, document)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]
    info = document["info"]
    raw = el("a", "openapi.json", href="/openapi.json")
    intro = el(
        "section", el("h1", f"{info['title']} {info['version']}"), prose(info["description"]), raw, class_="card"
    )
    return el("main", intro, el("section", *operations, class_="card"), id="main")


def prose(text: str) -> Markup:
    """Paragraphs of text, with ``code`` and **strong** as in Markdown."""
    paragraphs = [part for part in text.split("\n\n") if part.strip()]
    return join(el("p", *_spans(" ".join(part.split()))) for part in paragraphs)


def _spans(text: str) -> Iterator[str]:
    for piece in re.split(r"(`[^`]+`|\*\*[^*]+\*\*)", text):
        if piece.startswith("`"):
            yield el("code", piece.strip("`"))
        elif piece.startswith("**"):
            yield el("strong", piece.strip("*"))
        else:
            yield piece


def _operation(method: str, path: str, operation: Mapping[str, Any], document: Mapping[str, Any]) -> Markup:
    return el(
        "article",
        el("h2", el("span", method.upper(), class_=f"method {method}"), " ", el("code", path)),
        el("p", el("strong", operation["summary"])),
        prose(operation.get("description", "")),
        _parameters(operation.get("parameters", [])),
        _body(operation.get("requestBody"), document),
        _answers(operation["responses"]),
        class_="operation",
        id=operation["operationId"],
    )


def _parameters(parameters: Sequence[Mapping[str, Any]]) -> Markup:
    if not parameters:
        return Markup()
    rows = [
        el(
            "tr",
            el("td", el("code", parameter["name"]), class_="words"),
            el("td", parameter["in"], class_="words"),
            el("td", *_spans(parameter.get("description", "")), class_="words wrap"),
        )
        for parameter in parameters
    ]
    return el("table", *rows)


def _body(body: Mapping[str, Any] | None, document: Mapping[str, Any]) -> Markup:
    if body is None:
        return Markup()
    content = body["content"]["application/json"]
    name = content["schema"]["$ref"].rsplit("/", 1)[-1]
    example = document["components"]["schemas"][name].get("example")
    text = json.dumps(example, indent=2, ensure_ascii=False)
    return el("details", el("summary", f"{body['description']} ({name})"), el("pre", el("code", text)))


def _answers(responses: Mapping[str, Mapping[str, Any]]) -> Markup:
    rows = [
        el(
            "tr",
            el("td", el("code", status), class_="words"),
            el("td", *_spans(answer["description"]), class_="words wrap"),
        )
        for status, answer in sorted(responses.items())
    ]
    return el("table", *rows)
