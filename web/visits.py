"""Forgetting what the server holds of a visit, at once when a person leaves.

Streamlit keeps a session for a while after its line broke, so that a phone in a tunnel finds its page again. After leaving, that memory
is a trace. The page therefore makes up a random word, keeps it in its own memory alone, and sends it twice: when it opens the line,
beside the protocol's name, and when the person goes. It is never in an address, a cookie or a file.
"""

from __future__ import annotations

import asyncio
import re
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

STREAM = "/_stcore/stream"
_WORD = re.compile(r"visit-[0-9a-f]{32}")

#: How long a word is remembered as gone, for a line that opens after its page left.
_GONE_SECONDS = 120.0


@dataclass(slots=True)
class _Visit:
    sessions: set[str] = field(default_factory=set)
    lines: int = 0


@dataclass
class Visits:
    """Which sessions belong to which page, and how to forget them.

    ``close`` ends a session for good, by its id, on the event loop; ``grace_seconds`` is how long a session outlives a line that broke
    without a word of leaving.
    """

    close: Callable[[str], None]
    grace_seconds: float
    _open: dict[str, _Visit] = field(default_factory=dict)
    _gone: dict[str, float] = field(default_factory=dict)

    def forget(self, word: str) -> None:
        """End all sessions of a page now; a word that nobody knows is kept briefly, for a line on its way."""
        if not _WORD.fullmatch(word):
            return
        now = time.monotonic()
        self._gone = {known: until for known, until in self._gone.items() if until > now}
        self._gone[word] = now + _GONE_SECONDS
        visit = self._open.pop(word, None)
        for session in visit.sessions if visit else ():
            self.close(session)

    def began(self, word: str, session: str) -> None:
        """Note that a page has a session; one whose page has already left ends here."""
        if word in self._gone:
            self.close(session)
            return
        self._open.setdefault(word, _Visit()).sessions.add(session)

    def line_opened(self, word: str) -> None:
        """Note that a page has one more line."""
        if word not in self._gone:
            self._open.setdefault(word, _Visit()).lines += 1

    def line_broke(self, word: str) -> None:
        """Note that a line ended; with the last one the grace begins, and after it the sessions end."""
        visit = self._open.get(word)
        if visit is None:
            return
        visit.lines -= 1
        asyncio.get_running_loop().call_later(self.grace_seconds, self._end_if_still_broken, word)

    def _end_if_still_broken(self, word: str) -> None:
        visit = self._open.get(word)
        if visit is not None and visit.lines <= 0:
            self._open.pop(word)
            for session in visit.sessions:
                self.close(session)


class VisitLines:
    """ASGI middleware that learns from Streamlit's line which session belongs to which page."""

    def __init__(self, app: ASGIApp, visits: Visits) -> None:
        self.app = app
        self.visits = visits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket" or scope["path"] != STREAM:
            await self.app(scope, receive, send)
            return
        word, scope = _take_word(scope)
        word = word or f"visit-{secrets.token_hex(16)}"
        known = False

        async def watch(message: Message) -> None:
            nonlocal known
            if not known and (session := _session_named_in(message)):
                known = True
                self.visits.began(word, session)
            await send(message)

        self.visits.line_opened(word)
        try:
            await self.app(scope, receive, watch)
        finally:
            self.visits.line_broke(word)


def _take_word(scope: Scope) -> tuple[str, Scope]:
    """Take the page's word out of the offered protocols, so that Streamlit does not read it as a session to come back to."""
    word = ""
    headers: list[tuple[bytes, bytes]] = []
    for name, value in scope["headers"]:
        if name == b"sec-websocket-protocol":
            entries = [entry.strip() for entry in value.decode("latin-1").split(",")]
            word = next((entry for entry in entries if _WORD.fullmatch(entry)), word)
            value = ", ".join(entry for entry in entries if not _WORD.fullmatch(entry)).encode("latin-1")
        headers.append((name, value))
    offered = [entry for entry in scope.get("subprotocols", ()) if not _WORD.fullmatch(entry)]
    return word, {**scope, "headers": headers, "subprotocols": offered}


def _session_named_in(message: Message) -> str:
    payload = message.get("bytes")
    if message["type"] != "websocket.send" or not payload:
        return ""
    return ForwardMsg.FromString(payload).new_session.initialize.session_id
