"""The site around a tiny Streamlit script, in this process: its answers, layers and sessions can be looked at from inside."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit import config
from streamlit.runtime import Runtime
from streamlit.runtime.app_session import AppSession

from services import paths
from services.language.catalogue import Translator, translator
from web.settings import Settings
from web.shell import Shell
from web.site import assemble

MARKER = "Quillfeather Hollow"
SCRIPT = """
import streamlit as st
st.session_state["kept"] = "Quillfeather Hollow"
st.write("hello")
"""
SETTINGS = Settings(exit_url="https://weather.example/", grace_seconds=0.2)


def translate(language: str) -> Translator:
    return translator(language, paths.LOCALE)


async def broken(request: Request) -> PlainTextResponse:
    form = await request.form()
    raise ValueError(f"cannot work with {form.get('place', MARKER)}")


async def half_told(_request: Request) -> Any:
    async def answer(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise ValueError(MARKER)

    return answer


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Give the site with its usual settings, for tests that only ask."""
    with pytest.MonkeyPatch.context() as patch:
        yield from _running(tmp_path_factory.mktemp("site"), patch, lambda start: start())


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., TestClient]]:
    """Give a function that starts the site with other settings; its ``/broken`` route always breaks."""
    yield from _running(tmp_path, monkeypatch, lambda start: start)


def _running(folder: Path, patch: pytest.MonkeyPatch, give: Callable[[Callable[..., TestClient]], Any]) -> Iterator[Any]:
    patch.setattr(config, "_main_script_path", None)
    patch.setattr(Runtime, "_instance", None)
    script = folder / "frame.py"
    script.write_text(SCRIPT, "utf-8")
    running: list[TestClient] = []

    def start(**changes: Any) -> TestClient:
        settings = replace(SETTINGS, **changes)
        more = [Route("/broken", broken, methods=["GET", "POST"]), Route("/half", half_told)]
        house = assemble(settings, Shell(settings, translate), translate, lambda session: Runtime.instance().close_session(session), more)
        app = st.App(script, routes=house.routes, middleware=house.middleware, exception_handlers=house.exception_handlers)
        client = TestClient(app, base_url="http://localhost", raise_server_exceptions=False, follow_redirects=False)
        client.__enter__()
        running.append(client)
        return client

    yield give(start)
    for client in running:
        client.portal.call(_close_all)
        client.__exit__(None, None, None)


@pytest.fixture
def remembered() -> Callable[[], set[str]]:
    """Give a function that names every session that Streamlit holds."""
    return held_sessions


def held_sessions() -> set[str]:
    """Name every session that Streamlit holds, with or without a line."""
    manager = Runtime.instance()._session_mgr
    return {info.session.id for info in [*manager.list_active_sessions(), *manager._session_storage.list()]}


async def _close_all() -> None:
    """Close what a stopping Streamlit leaves open: the event loops of sessions, which end only after their script's thread has."""
    for session in held_sessions():
        Runtime.instance().close_session(session)
    for _ in range(100):
        gc.collect()
        if all(session._script_event_loop is None or session._script_event_loop.is_closed() for session in _sessions_in_memory()):
            return
        await asyncio.sleep(0.05)


def _sessions_in_memory() -> list[AppSession]:
    return [thing for thing in gc.get_objects() if type(thing) is AppSession]
