"""The ASGI entry: ``streamlit run app.py`` serves the rich view, the plain pages and everything around them."""

import os
from datetime import UTC, datetime
from threading import Thread

import streamlit as st
from streamlit import runtime

from pages.ui import cached, state, trouble
from services import paths
from services.language.catalogue import Translator, translator
from web import plain, quiet, settings, site, suggest, tiles
from web.shell import Shell

quiet.install()


def translate(language: str) -> Translator:
    """Give the translator of a language, from the shipped catalogues."""
    return translator(language, paths.LOCALE)


def close(session: str) -> None:
    """End a session and let go of the files that were made for it."""
    runtime.get_instance().close_session(session)
    state.drop_files()


chosen = settings.from_environment(os.environ)
shell = Shell(chosen, translate)
sources = plain.Sources(
    directory=cached.directory,
    index=cached.index,
    gazetteer=cached.gazetteer,
    library=cached.library,
    now=lambda: datetime.now(UTC),
    fonts=paths.FONTS,
)
house = site.assemble(
    chosen,
    shell,
    translate,
    close,
    more=(suggest.route(cached.gazetteer().suggest, translate), *plain.routes(shell, translate, sources), *tiles.routes(cached.tiles())),
)

# What every visitor needs is read while the server starts, so that the first one does not wait for it.
Thread(target=cached.prepare, daemon=True).start()

app = st.App(
    "pages/frame.py",
    routes=house.routes,
    middleware=house.middleware,
    on_script_error=trouble.show,
    exception_handlers=house.exception_handlers,
)
