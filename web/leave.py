"""The way out, and the health of the server: the routes that must work whatever else does not."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from web.settings import Settings
from web.visits import Visits

#: What a browser is told to throw away. Browsers heed it over TLS and on localhost only.
CLEAR = {"clear-site-data": '"cache", "cookies", "storage"'}


def routes(settings: Settings, visits: Visits) -> list[Route]:
    """Make ``/leave`` (a link without script, a POST of the visit's word with it), ``/forget`` and ``/health``."""

    async def leave_by_link(_request: Request) -> Response:
        return RedirectResponse(settings.exit_url, 303, CLEAR)

    async def leave(request: Request) -> Response:
        visits.forget(await _word(request))
        return Response(status_code=204, headers=CLEAR)

    async def forget(request: Request) -> Response:
        visits.forget(await _word(request))
        return Response(status_code=204)

    async def health(_request: Request) -> Response:
        return PlainTextResponse("ok")

    return [
        Route("/leave", leave_by_link, methods=["GET"]),
        Route("/leave", leave, methods=["POST"]),
        Route("/forget", forget, methods=["POST"]),
        Route("/health", health, methods=["GET"]),
    ]


async def _word(request: Request) -> str:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > 64:
            raise HTTPException(413)
    return body.decode("latin-1")
