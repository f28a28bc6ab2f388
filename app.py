"""The ASGI entry: ``streamlit run app.py`` serves the rich view, the plain pages and everything around them."""

import os

import streamlit as st
from streamlit import runtime

from pages.ui import trouble
from services import paths
from services.language.catalogue import Translator, translator
from services.places.gazetteer import Gazetteer
from web import quiet, settings, site, suggest
from web.shell import Shell

quiet.install()


def translate(language: str) -> Translator:
    """Give the translator of a language, from the shipped catalogues."""
    return translator(language, paths.LOCALE)


chosen = settings.from_environment(os.environ)
gazetteer = Gazetteer(paths.GEO / "gazetteer.sqlite")
house = site.assemble(
    chosen,
    Shell(chosen, translate),
    translate,
    lambda session: runtime.get_instance().close_session(session),
    more=(suggest.route(gazetteer.suggest, translate),),
)

app = st.App(
    "pages/frame.py",
    routes=house.routes,
    middleware=house.middleware,
    on_script_error=trouble.show,
    exception_handlers=house.exception_handlers,
)
