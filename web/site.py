"""Everything around Streamlit put together: the routes, and the layers every request passes, from the outside in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from services import paths
from services.language.catalogue import Translator
from web import assets, document, leave
from web.compression import Packer
from web.headers import SafetyHeaders
from web.limits import FormLimit, KnownAddresses
from web.settings import Settings
from web.shell import Shell
from web.trouble import CalmErrors, Trouble
from web.visits import VisitLines, Visits

#: Our own stylesheets of the rich view: in the document, so that they are there before the first answer.
STYLESHEETS = ("/app/static/waymark.css",)


@dataclass(frozen=True)
class Site:
    """What ``st.App`` is given."""

    routes: list[BaseRoute]
    middleware: list[Middleware]
    exception_handlers: dict[Any, Any]


def assemble(
    settings: Settings,
    shell: Shell,
    translate: Callable[[str], Translator],
    close_session: Callable[[str], None],
    more: Sequence[BaseRoute] = (),
) -> Site:
    """Put the site together; ``close_session`` ends a Streamlit session by its id, ``more`` are the routes of the other rooms of web/."""
    packer = Packer(assets.BUILD)
    files = assets.collect(packer)
    assets.prepare(files, assets.wanted_early(files))
    visits = Visits(close_session, settings.grace_seconds)
    trouble = Trouble(shell, translate)
    routes: list[BaseRoute] = [
        document.route(shell, assets.streamlit_page(), packer, tuple(files.versioned(address) for address in STYLESHEETS), files.script),
        *leave.routes(settings, visits),
        Mount("/app/static", StaticFiles(directory=paths.STATIC)),
        *more,
    ]
    middleware = [
        Middleware(SafetyHeaders, always_tls=settings.always_tls),
        Middleware(CalmErrors, trouble=trouble),
        Middleware(FormLimit, limit=settings.form_bytes),
        Middleware(KnownAddresses, routes=routes),
        Middleware(assets.PackedFiles, files=files),
        Middleware(VisitLines, visits=visits),
    ]
    return Site(routes, middleware, {HTTPException: trouble.on_http_error})
