"""What the site will not read: forms that are too large, and addresses that it does not have."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: What of Streamlit is served; its agent API, metrics and login routes are not, since nobody here needs them and they tell of visits.
STREAMLIT_EXACT = ("/_stcore/health", "/_stcore/host-config")
STREAMLIT_UNDER = ("/static/", "/media/", "/component/", "/_stcore/bidi-components/", "/_stcore/upload_file/")
_UPLOADS = "/_stcore/upload_file/"


class KnownAddresses:
    """ASGI middleware that answers 404 where Streamlit would give its page to any address, so that an address says nothing."""

    def __init__(self, app: ASGIApp, routes: Sequence[BaseRoute]) -> None:
        self.app = app
        self.routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            self._stop_what_is_unknown(scope)
        await self.app(scope, receive, send)

    def _stop_what_is_unknown(self, scope: Scope) -> None:
        path = scope["path"]
        matches = {route.matches(scope)[0] for route in self.routes}
        if Match.FULL in matches:
            return
        # A known address asked in a way it does not answer would fall through to Streamlit's page as well.
        if Match.PARTIAL in matches:
            raise HTTPException(405)
        if path not in STREAMLIT_EXACT and not path.startswith(STREAMLIT_UNDER):
            raise HTTPException(404)


class FormLimit:
    """ASGI middleware that stops reading a body past ``limit`` bytes with 413; a file sent to Streamlit has Streamlit's own limit."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self.app = app
        self.limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(_UPLOADS):
            await self.app(scope, receive, send)
            return
        said = Headers(scope=scope).get("content-length", "0")
        if not said.isdigit():
            raise HTTPException(400)
        if int(said) > self.limit:
            raise HTTPException(413)
        read = 0

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > self.limit:
                raise HTTPException(413)
            return message

        await self.app(scope, counted, send)
