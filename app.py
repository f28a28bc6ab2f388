"""The ASGI entry: ``streamlit run app.py`` serves the rich view, the plain pages and everything around them."""

import os

import streamlit as st
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from streamlit import runtime

from pages.ui import trouble as rich_trouble
from services import paths
from services.language.catalogue import Translator, translator
from web import assets, document, leave, quiet, settings
from web.compression import Packer
from web.headers import SafetyHeaders
from web.limits import FormLimit, KnownAddresses
from web.shell import Shell
from web.trouble import CalmErrors, Trouble
from web.visits import VisitLines, Visits

quiet.install()


def translate(language: str) -> Translator:
    """Give the translator of a language, from the shipped catalogues."""
    return translator(language, paths.LOCALE)


chosen = settings.from_environment(os.environ)
shell = Shell(chosen, translate)
trouble = Trouble(shell, translate)
visits = Visits(close=lambda session: runtime.get_instance().close_session(session), grace_seconds=chosen.grace_seconds)
packer = Packer(assets.BUILD)
files = assets.collect(packer)
assets.prepare(files, assets.wanted_early(files))
page = assets.streamlit_page()

routes = [
    document.route(shell, page, packer, (files.versioned("/app/static/waymark.css"),)),
    *leave.routes(chosen, visits),
    Mount("/app/static", StaticFiles(directory=paths.STATIC)),
]

app = st.App(
    "pages/frame.py",
    routes=routes,
    middleware=[
        Middleware(SafetyHeaders, always_tls=chosen.always_tls),
        Middleware(CalmErrors, trouble=trouble),
        Middleware(FormLimit, limit=chosen.form_bytes),
        Middleware(KnownAddresses, routes=routes),
        Middleware(assets.PackedFiles, files=files),
        Middleware(VisitLines, visits=visits),
    ],
    on_script_error=rich_trouble.show,
    exception_handlers={HTTPException: trouble.on_http_error},
)
