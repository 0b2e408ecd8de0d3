"""A plan as one file: HTML with everything in it, or an SVG picture of a date."""

from __future__ import annotations

import base64
import hashlib
from zoneinfo import ZoneInfo

from api.board.assets import asset
from api.board.from_plan import board_of
from api.board.markup import Markup, el
from api.board.page import board_body
from api.board.shell import frame
from api.board.svg import draw_day
from api.board.view import RowsBy
from api.board.words import Language, say
from api.contract import PlanDocument
from api.contract.times import local


def html_file(document: PlanDocument, language: Language) -> str:
    """A document that needs no other file and is allowed none: its policy knows only what is in it."""
    style, script = asset("page.css") + asset("board.css"), asset("board.js")
    policy = f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; img-src data:"
    head = (
        el("meta", http_equiv="Content-Security-Policy", content=policy),
        el("style", Markup(style)),
    )
    body = board_body(document, language)
    return frame(
        title=title_of(document, language),
        when=when_of(document, language),
        head=head,
        navigation=Markup(),
        body=el("div", body, el("script", Markup(script))),
        language=language,
    )


def svg_file(document: PlanDocument, language: Language, rows_by: RowsBy = RowsBy.TECHNICIANS) -> str:
    """The first date of a plan as a picture."""
    board = board_of(document, language)
    picture = draw_day(board, board.days[0], rows_by, language, style=asset("board.css"))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{picture}\n'


def title_of(document: PlanDocument, language: Language) -> str:
    """The name of the workshop."""
    return board_of(document, language).workshop


def when_of(document: PlanDocument, language: Language) -> str:
    """Which date, planned when."""
    now = local(document.plan.now, ZoneInfo(document.workshop.time_zone))
    return f"{now:%Y-%m-%d} · {say('planned_at', language)} {now:%H:%M}"


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
