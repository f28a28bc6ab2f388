"""Place candidates while a person types: read from a POST body, never from an address, and kept nowhere."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from services.language.catalogue import LANGUAGES, Translator
from services.places import naming
from services.places.model import Place

LONGEST_BODY = 1024
LONGEST_TEXT = 120

Suggest = Callable[[str, str, str], Sequence[Place]]


def route(suggest: Suggest, translator: Callable[[str], Translator]) -> Route:
    """Make the route: ``suggest(text, language, country)`` gives the places, best first.

    The body is JSON with ``text``, ``language`` and ``country``; anything else is answered by 400, a longer body by 413.
    The answer is a list of ``{id, label, detail}``.
    """

    async def answer(request: Request) -> Response:
        body = b""
        async for part in request.stream():
            body += part
            if len(body) > LONGEST_BODY:
                return JSONResponse([], status_code=413)
        asked = _read(body)
        if asked is None:
            return JSONResponse([], status_code=400)
        text, language, country = asked
        places = await run_in_threadpool(suggest, text, language, country) if text else ()
        return JSONResponse([_candidate(place, translator(language)) for place in places])

    return Route("/suggest", answer, methods=["POST"])


def _read(body: bytes) -> tuple[str, str, str] | None:
    try:
        asked = json.loads(body)
    except ValueError:
        return None
    if not isinstance(asked, dict):
        return None
    text, language, country = asked.get("text"), asked.get("language"), asked.get("country", "")
    if (
        not isinstance(text, str)
        or language not in LANGUAGES
        or not isinstance(country, str)
        or len(text) > LONGEST_TEXT
        or len(country) > 3
    ):
        return None
    return text.strip(), language, country


def _candidate(place: Place, t: Translator) -> dict[str, str]:
    return {"id": naming.token(place), "label": place.name, "detail": naming.detail(place, t)}
