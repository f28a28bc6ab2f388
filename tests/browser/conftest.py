"""The real app with the real dataset, and a real Chromium whose every request is watched: for all browser tests.

Four promises are kept here for every test, whatever it is about: no request goes to another host, no policy of ours is broken, every
answer carries the headers, and no word that a test typed is found afterwards in a log, an address, a cookie or a storage area; one that
it marked as typed, also in no file.
"""

from __future__ import annotations

import http.server
import os
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Frame, Keyboard, Locator, Page, Playwright, Response

from benchmarks.chromium import FLAGS, executable

ROOT = Path(__file__).resolve().parents[2]


#: What every answer of ours says, whatever it is about.
HEADERS = {
    "content-security-policy": r"default-src 'none'; .*frame-ancestors 'self'.*",
    "referrer-policy": "no-referrer",
    "permissions-policy": r"geolocation=\(self\), .*",
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store, max-age=0|public, no-cache|public, max-age=31536000, immutable",
}
FORBIDDEN = {"set-cookie", "access-control-allow-origin", "x-powered-by"}


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Server:
    """A running app: its address, and everything it said and wrote."""

    address: str
    process: subprocess.Popen[bytes]
    home: Path
    log: Path

    def stop(self) -> None:
        """End the server, as a power cut would."""
        self.process.kill()
        self.process.wait(10)


@dataclass
class Watch:
    """What the browser did in this run: requests, broken policies, cookies and storage that it was left with, and what tests typed."""

    allowed: set[str] = field(default_factory=set)
    requests: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    typed: set[str] = field(default_factory=set)
    filled: set[str] = field(default_factory=set)
    bare: list[str] = field(default_factory=list)

    def attach(self, context: BrowserContext) -> None:
        """Watch a context from its first request to its end."""
        context.on("request", lambda request: self.requests.append(request.url))
        context.on("response", self._answer)
        context.on("console", lambda message: self._console(message.text))
        context.on("page", self._page)
        close = context.close

        def close_watched(**named: Any) -> None:
            state = context.storage_state()
            self.kept.append(str(state))
            self.addresses.extend(page.url for page in context.pages)
            close(**named)

        context.close = close_watched  # type: ignore[method-assign]

    def _page(self, page: Page) -> None:
        page.on("websocket", lambda line: self.requests.append(line.url))
        page.on("framenavigated", lambda frame: self.addresses.append(frame.url))

    def _answer(self, response: Response) -> None:
        """Note an answer of ours without its headers; one that a browser had kept has those that it was kept with."""
        parts = urlsplit(response.url)
        if parts.hostname != "localhost" or parts.scheme != "http":
            return
        said = response.headers
        wrong = [name for name, wanted in HEADERS.items() if not re.fullmatch(wanted, said.get(name, ""))]
        if wrong or FORBIDDEN & said.keys():
            self.bare.append(f"{parts.path}: {wrong or FORBIDDEN & said.keys()}")

    def note_filled(self, word: str) -> None:
        """Take a word that goes into a field as typed by a person; short ones are in every log."""
        if len(word) >= 4 and not word.isdigit():
            self.filled.add(word)

    def _console(self, text: str) -> None:
        if "Content Security Policy" in text or "Permissions policy violation" in text:
            self.violations.append(text)

    def foreign(self, since: int) -> list[str]:
        """Name the requests that left for another host than ours and the exit site's."""
        return [url for url in self.requests[since:] if urlsplit(url).netloc and urlsplit(url).netloc not in self.allowed]


class _Neutral(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = b"<!doctype html><html lang=en><title>Weather</title><h1>Weather</h1>"
        self.send_response(200)
        self.send_header("content-type", "text/html; charset=utf-8")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_parts: object) -> None:
        """Say nothing: the test's output is for the tests."""


@pytest.fixture(scope="session")
def exit_site() -> Iterator[str]:
    """Serve the neutral site where a person lands who leaves."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Neutral)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def start_app(tmp_path_factory: pytest.TempPathFactory, exit_site: str, watch: Watch) -> Iterator[Callable[..., Server]]:
    """Give a function that starts the app as ``make run`` does, on a free port, with its own home and folder for temporary files."""
    started: list[Server] = []

    def start(**environment: str) -> Server:
        home = tmp_path_factory.mktemp("home")
        (home / "tmp").mkdir()
        log, port = home / "server.log", free_port()
        settings = {"HOME": str(home), "TMPDIR": str(home / "tmp"), "WAYMARK_EXIT_URL": exit_site, **environment}
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
        with log.open("wb") as sink:
            process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **settings}, stdout=sink, stderr=subprocess.STDOUT)
        server = Server(f"http://localhost:{port}", process, home, log)
        started.append(server)
        watch.allowed |= {f"localhost:{port}", urlsplit(exit_site).netloc}
        _wait_until_it_answers(server)
        return server

    yield start
    for server in started:
        server.process.terminate()
    for server in started:
        server.process.wait(20)


def _wait_until_it_answers(server: Server) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if server.process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{server.address}/health", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the app did not start:\n{server.log.read_text('utf-8', 'replace')[-3000:]}")


@pytest.fixture(scope="session")
def app_server(start_app: Callable[..., Server]) -> Server:
    """The app that all browser tests share."""
    return start_app()


@pytest.fixture(scope="session")
def watch() -> Watch:
    """What was seen of the browser, over the whole run."""
    return Watch()


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Use the system's Chromium; a machine without one fails the tests, it does not skip them."""
    return {"executable_path": executable(), "args": list(FLAGS)}


@pytest.fixture(scope="session")
def browser(playwright: Playwright, browser_type_launch_args: dict[str, Any], watch: Watch) -> Iterator[Browser]:
    """Start Chromium once; every context that anybody opens in it is watched."""
    started = playwright.chromium.launch(**browser_type_launch_args)
    new_context = started.new_context

    def watched(**named: Any) -> BrowserContext:
        context = new_context(**named)
        watch.attach(context)
        return context

    started.new_context = watched  # type: ignore[method-assign]
    yield started
    started.close()


@pytest.fixture(scope="session")
def browser_context_args(app_server: Server) -> dict[str, Any]:
    """Open every page at the app's address, in English and at a phone's size, unless a test says otherwise."""
    return {"base_url": app_server.address, "locale": "en-GB", "viewport": {"width": 390, "height": 844}}


@pytest.fixture
def visit(page: Page) -> Callable[[], Page]:
    """Give a function that opens the rich view and waits for its first answer."""

    def go() -> Page:
        page.goto("/")
        page.wait_for_selector(".wm-language", state="attached", timeout=30_000)
        return page

    return go


@pytest.fixture
def typed(watch: Watch) -> Callable[[str], str]:
    """Give a function that marks a word as typed by a person: nothing of it may be found anywhere when the run is over."""

    def mark(word: str) -> str:
        watch.typed.add(word)
        return word

    return mark


@pytest.fixture(autouse=True)
def nothing_leaves_the_house(watch: Watch) -> Iterator[None]:
    """Fail a test whose page asked another host for anything, broke a policy of ours, or got an answer without its headers."""
    requests, violations, bare = len(watch.requests), len(watch.violations), len(watch.bare)
    yield
    assert not watch.foreign(requests), "a page made a request to another host"
    assert not watch.violations[violations:], "a page did what its own policy forbids"
    assert not watch.bare[bare:], "an answer came without its headers"


@pytest.fixture(scope="session", autouse=True)
def every_typed_word_is_noted(watch: Watch) -> Iterator[None]:
    """Take every word that any test fills into a field as typed by a person, whether the test thinks of it or not."""
    ways = [(Page, "fill", 1), (Frame, "fill", 1), (Locator, "fill", 0), (Locator, "press_sequentially", 0), (Keyboard, "type", 0)]
    with pytest.MonkeyPatch.context() as patch:
        for kind, name, at in ways:
            patch.setattr(kind, name, _noting(getattr(kind, name), at, watch))
        yield


def _noting(way: Callable[..., None], at: int, watch: Watch) -> Callable[..., None]:
    def noted(self: Any, *parts: Any, **named: Any) -> None:
        watch.note_filled(str(parts[at]))
        way(self, *parts, **named)

    return noted


@pytest.fixture(scope="session", autouse=True)
def nothing_typed_is_found(watch: Watch, app_server: Server, browser: Browser) -> Iterator[None]:
    """At the end of the run look for every typed word in all logs, addresses, cookies, storage areas and files written."""
    began = time.time()
    yield
    for context in list(browser.contexts):
        context.close()
    marked, filled = _spellings(watch.typed), _spellings(watch.filled | watch.typed)
    places = {
        "an address": "\n".join(unquote_plus(url) for url in [*watch.requests, *watch.addresses]),
        "a cookie or storage area": "\n".join(watch.kept),
        "the server's log": app_server.log.read_text("utf-8", "replace"),
    }
    found = {(word, where) for where, text in places.items() for word in filled if word in text.casefold()}
    # Names of real places stand in the data's own files; a marked word is one that stands nowhere.
    for path in _written_since(began, app_server.home):
        text = path.read_bytes().decode("utf-8", "replace").casefold()
        found |= {(word, f"the file {path}") for word in marked if word in text}
    assert not found


def _spellings(words: set[str]) -> set[str]:
    return {spelling for word in words for spelling in (word.casefold(), word.encode().hex())}


def _written_since(moment: float, home: Path) -> Iterator[Path]:
    """Name the files that anybody wrote in the house or in the server's home since a moment, but for the tests' own and git's."""
    passed_over = {".git", ".venv", ".hypothesis", "__pycache__", ".ruff_cache", ".mypy_cache", "tests", "test-results"}
    for root in (ROOT, home):
        for path in root.rglob("*"):
            if not passed_over & set(path.relative_to(root).parts) and path.is_file() and path.stat().st_mtime >= moment:
                yield path
