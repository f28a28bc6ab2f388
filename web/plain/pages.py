"""The routes of the plain pages, and how a form becomes a page.

One address for each language, ``/plain/<language>``, takes every form and gives every page. Only what the reader may want to open by
itself has an address of its own: the emergency numbers and each country's sheets to print.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from anyio import CapacityLimiter, to_thread
from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from services.language.catalogue import LANGUAGES, Translator
from services.language.preferred import preferred
from services.leaflet.printing import printed
from services.places import countries
from services.search.query import Need
from web import templates
from web.plain import asked as asking
from web.plain import refer, reply, rights, views
from web.plain.asked import Asked, Unknown, Unreadable
from web.plain.sources import Sources
from web.plain.views import Reading, View
from web.quiet import LOGGER, summary
from web.shell import EMERGENCY_PATH, Shell
from web.trouble import WORDS

STYLE = (Path(__file__).parent / "plain.css").read_text("utf-8")

#: A name for saved sheets that tells nothing.
FILE_NAME = "numbers.pdf"

_VIEWS: Mapping[str, views.Draw] = {
    "needs": views.needs,
    "place": views.place,
    "search": views.search,
    "results": views.results,
    "listing": views.listing,
    "numbers": views.numbers,
    "safety": views.safety_page,
    "leaflet": views.leaflet_page,
    "card": partial(views.leaflet_page, discreet=True),
    "rights": rights.topics,
    "topic": rights.topic,
    "words": rights.glossary,
    "pictures": rights.pictures,
    "steps": rights.steps,
    "paper": rights.paper,
    "refer": refer.form,
    "refer_move": refer.move,
    "refer_plan": refer.plan,
    "refer_agree": refer.agree,
    "refer_sheet": refer.handed,
}

#: So many pages are made at once: one more than is computed, so that packing, which needs no interpreter, goes on beside it.
_HANDS = 2

#: Emergency lines that are kept drawn: a country's, in a language, for a day.
_STRIPS = 1200


@dataclass(frozen=True, slots=True)
class Sent:
    """One request as far as a page depends on it."""

    language: str
    content_type: str
    body: bytes
    accept_encoding: str


class PlainPages:
    """Answers the forms; holds what is the same for everybody and nothing of a visit."""

    def __init__(self, shell: Shell, translate: Callable[[str], Translator], sources: Sources) -> None:
        self.translate = translate
        self.sources = sources
        self.frames = {language: shell.plain(translate(language), STYLE) for language in LANGUAGES}
        self.languages = [(code, translate(code).language_name(code).capitalize()) for code in LANGUAGES]
        self._strip = lru_cache(maxsize=_STRIPS)(self._draw_strip)

    def answer(self, sent: Sent) -> Response:
        """Make the page that a form asks for; whatever goes wrong becomes a calm page with the emergency line."""
        country = ""
        try:
            fields = asking.parse(sent.content_type, sent.body)
            if fields.get("speak") in LANGUAGES:
                sent = replace(sent, language=fields["speak"])
            asked = asking.read(fields, self.sources.gazetteer(), sent.language)
            country = asked.country
            if asked.go in refer.PAPERS:
                return refer.paper(asked, self._reading(sent.language))
            return self._show(self._view(asked, self._reading(sent.language)), sent)
        except Unreadable as error:
            return self._sorry(400, error.country or country, sent)
        except Unknown as error:
            return self._sorry(404, error.country or country, sent)
        except Exception as error:
            LOGGER.error("A plain page broke: %s", summary(error))
            return self._sorry(500, country, sent)

    def show(self, go: str, target: str, sent: Sent) -> Response:
        """Make one of the pages that have an address."""
        country = target.upper() if countries.exists(target.upper()) else ""
        try:
            return self._show(self._view(Asked(go=go, target=target), self._reading(sent.language)), sent)
        except Unknown:
            return self._sorry(404, "", sent)
        except Exception as error:
            LOGGER.error("A plain page broke: %s", summary(error))
            return self._sorry(500, country, sent)

    def paper(self, country: str, language: str, discreet: bool) -> bytes:
        """Make a country's sheet as a PDF; raises ``Unknown`` for a country that we do not know."""
        if not countries.exists(country.upper()):
            raise Unknown
        sources = self.sources
        return printed(
            sources.index(), sources.directory(), country.upper(), sources.now(), self.translate(language), sources.fonts, discreet
        )

    def _reading(self, language: str) -> Reading:
        return Reading(self.translate(language), self.sources, self.sources.now())

    def _view(self, asked: Asked, reading: Reading) -> View:
        if asked.go == "need":
            asked = _with_need(asked)
        elif asked.go == "more":
            asked = asking.more(asked, asked.target)
        elif asked.go == "without":
            asked = asking.without(asked, asked.target)
        elif asked.go == "in":
            asked = self._in_country(asked)
        draw = _VIEWS.get(asked.go)
        if draw is None:
            raise Unreadable(asked.country)
        return draw(asked, reading)

    def _in_country(self, asked: Asked) -> Asked:
        code = asked.target.upper()
        if not countries.exists(code):
            raise Unknown(asked.country)
        return replace(asked, go="results", target="", token="", query=replace(asked.query, place=None, country=code))

    def _show(self, view: View, sent: Sent) -> Response:
        asked, country = view.asked, view.asked.country
        strip = self._strip(country, sent.language, self.sources.now().date()) if country and view.strip else None
        return self._page(view.template, sent, strip, 200, asked=asked, but=view.but, **view.values)

    def _sorry(self, status: int, country: str, sent: Sent) -> Response:
        """Say that something went wrong; where even the emergency line cannot be drawn, the page goes without it."""
        title, advice = WORDS[status]
        t = self.translate(sent.language)
        strip = None
        if country:
            try:
                strip = self._strip(country, sent.language, self.sources.now().date())
            except Exception as error:
                LOGGER.error("The emergency line broke: %s", summary(error))
        return self._page("sorry.html", sent, strip, status, asked=Asked(), but=(), title=t(title), advice=t(advice))

    def _page(self, template: str, sent: Sent, strip: Markup | None, status: int, **values: Any) -> Response:
        frame = self.frames[sent.language]
        body = templates.render(
            template,
            t=self.translate(sent.language),
            frame=frame,
            strip=strip,
            languages=self.languages,
            home=f"/plain/{sent.language}",
            **values,
        )
        return reply.page(body, sent.language, frame.policy, sent.accept_encoding, status)

    def _draw_strip(self, country: str, language: str, _day: date) -> Markup | None:
        return views.strip(country, self._reading(language))


def _with_need(asked: Asked) -> Asked:
    try:
        need = Need(asked.target)
    except ValueError:
        raise Unreadable(asked.country) from None
    return replace(asked, go="results" if asked.country else "place", target="", query=replace(asked.query, need=need))


async def _read(request: Request) -> bytes:
    """Read a form; one longer than any of ours is not read to its end."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > asking.LONGEST_BODY:
            raise HTTPException(413)
    return body


def _sent(request: Request, body: bytes = b"") -> Sent:
    language = request.path_params["language"]
    if language not in LANGUAGES:
        raise HTTPException(404)
    return Sent(language, request.headers.get("content-type", ""), body, request.headers.get("accept-encoding", ""))


def routes(shell: Shell, translate: Callable[[str], Translator], sources: Sources) -> list[BaseRoute]:
    """Make the routes of the plain pages; ``translate`` gives the translator of a language."""
    pages = PlainPages(shell, translate, sources)
    press, hands = CapacityLimiter(1), CapacityLimiter(_HANDS)

    async def start(request: Request) -> Response:
        return RedirectResponse(f"/plain/{preferred(request.headers.get('accept-language', ''))}", 303)

    async def page(request: Request) -> Response:
        sent = _sent(request)
        sent = _sent(request, await _read(request)) if request.method == "POST" else sent
        return await to_thread.run_sync(pages.answer, sent, limiter=hands)

    async def emergency(request: Request) -> Response:
        return await to_thread.run_sync(pages.show, "numbers", "", _sent(request), limiter=hands)

    async def leaflet(request: Request) -> Response:
        sent = _sent(request)
        return await to_thread.run_sync(pages.show, request.path_params["kind"], _country(request), sent, limiter=hands)

    async def paper(request: Request) -> Response:
        sent, discreet = _sent(request), request.path_params["kind"] == "card"
        try:
            # One at a time: a sheet takes half a second of a processor, and others want to read.
            made = await to_thread.run_sync(pages.paper, _country(request), sent.language, discreet, limiter=press)
        except Unknown:
            raise HTTPException(404) from None
        headers = {"content-disposition": f'inline; filename="{FILE_NAME}"', "content-language": sent.language}
        return Response(made, headers=headers, media_type="application/pdf")

    def _country(request: Request) -> str:
        code: str = request.path_params["country"]
        if request.path_params["kind"] not in ("leaflet", "card") or not (code.isascii() and code.islower()):
            raise HTTPException(404)
        return code

    return [
        Route("/plain", start, methods=["GET"]),
        Route("/plain/{language}", page, methods=["GET", "POST"]),
        Route("/plain/{language}" + EMERGENCY_PATH, emergency, methods=["GET"]),
        Route("/plain/{language}/{country}/{kind}.pdf", paper, methods=["GET"]),
        Route("/plain/{language}/{country}/{kind}", leaflet, methods=["GET"]),
    ]
