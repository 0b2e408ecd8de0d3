"""Which language a visitor gets: the one clicked, the one clicked before, or the browser's."""

from __future__ import annotations

from fastapi import Request, Response

from api.board.words import Language

COOKIE = "lang"


def language_of(request: Request) -> Language:
    """``?lang=``, else the cookie, else ``Accept-Language``, else English."""
    for chosen in (request.query_params.get("lang"), request.cookies.get(COOKIE)):
        if chosen in (Language.EN, Language.ZH):
            return Language(chosen)
    return from_accept_language(request.headers.get("accept-language", ""))


def from_accept_language(header: str) -> Language:
    """The better liked of our languages. Malformed parts of the header are passed over."""
    liked: list[tuple[float, int, Language]] = []
    for place, part in enumerate(header.split(",")):
        tag, _, parameter = part.strip().partition(";")
        try:
            quality = float(parameter.strip().removeprefix("q=")) if parameter else 1.0
        except ValueError:
            continue
        short = tag.strip().lower().partition("-")[0]
        if short in (Language.EN, Language.ZH) and quality > 0:
            liked.append((-quality, place, Language(short)))
    return min(liked)[2] if liked else Language.EN


def remember(request: Request, response: Response) -> None:
    """Keep a clicked language for the next page."""
    chosen = request.query_params.get("lang")
    if chosen in (Language.EN, Language.ZH):
        response.set_cookie(COOKIE, chosen, max_age=365 * 86400, samesite="lax", httponly=True)
