"""What a person sees when an address is wrong, a form cannot be read, or we broke: calm words, the emergency line and a way on."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.language.catalogue import LANGUAGES, N_, Translator
from services.language.preferred import preferred
from web import templates
from web.compression import pack_quickly
from web.quiet import LOGGER, summary
from web.shell import Shell

#: A title and what to do, by status.
WORDS = {
    400: (N_("We could not read that"), N_("What was sent did not arrive whole. Please go back to the start and try again.")),
    404: (N_("There is nothing at this address"), N_("Perhaps a letter is missing. Begin at the start: help is easy to find from there.")),
    405: (N_("This page cannot be opened like that"), N_("Please begin at the start.")),
    413: (N_("That was too long"), N_("Please write less: the name of a town or country is enough.")),
    500: (N_("Something went wrong on our side"), N_("It is not your fault, and nothing you wrote was kept. Please begin again.")),
}


def language_of(path: str, headers: Headers) -> str:
    """Give the language of a plain page's address, else the browser's wish."""
    named = path.removeprefix("/plain/").split("/")[0] if path.startswith("/plain/") else ""
    return named if named in LANGUAGES else preferred(headers.get("accept-language", ""))


class Trouble:
    """Makes the pages of trouble; ``translate`` gives the translator of a language. They need no data, so they cannot break with it."""

    def __init__(self, shell: Shell, translate: Callable[[str], Translator]) -> None:
        self.shell = shell
        self.translate = translate

    def page(self, status: int, path: str, headers: Headers, kept: dict[str, str] | None = None) -> Response:
        """Make the page of a status; one that we have no words for gets the words of its class."""
        t = self.translate(language_of(path, headers))
        title, advice = WORDS.get(status, WORDS[500 if status >= 500 else 400])
        frame = self.shell.plain(t)
        body = templates.render("trouble.html", t=t, frame=frame, title=t(title), advice=t(advice), plain_home=f"/plain/{t.language}")
        encoding, packed = pack_quickly(body.encode(), headers.get("accept-encoding", ""))
        said = {"content-security-policy": frame.policy, "content-language": t.language, "vary": "accept-encoding", **(kept or {})}
        return HTMLResponse(packed, status, said | ({"content-encoding": encoding} if encoding else {}))

    async def on_http_error(self, request: Request, error: Exception) -> Response:
        """Answer an ``HTTPException`` of a route: Starlette's and Streamlit's own texts never reach a person."""
        if not isinstance(error, HTTPException):
            return self.page(HTTPStatus.INTERNAL_SERVER_ERROR, request.url.path, request.headers)
        kept = {name: value for name, value in (error.headers or {}).items() if name.lower() == "allow"}
        return self.page(error.status_code, request.url.path, request.headers, kept)


class CalmErrors:
    """ASGI middleware that turns whatever breaks inside into a calm page; the log gets the places in the code, nothing else."""

    def __init__(self, app: ASGIApp, trouble: Trouble) -> None:
        self.app = app
        self.trouble = trouble

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def noted(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, noted)
        except Exception as error:
            status = error.status_code if isinstance(error, HTTPException) else 500
            if status >= 500:
                LOGGER.error("A page broke: %s", summary(error))
            if not started:
                await self.trouble.page(status, scope["path"], Headers(scope=scope))(scope, receive, send)
