"""How many people one process on two processors serves: ``python -m benchmarks.sessions [--seconds 10]``.

A person of the rich view is a line of Streamlit's own protocol, as a browser holds it, without the browser's work. Measured, for our app
and for the yardstick app: session starts (until the first script run has ended), sessions that get to an answer with at least 250 matching
listings (yardstick: its first page; ours: a need and a country chosen), changes of a filter, and the memory of an idle session beyond the
first. Plain result pages are posted as forms, each another question. The clients share the machine with the server, so the figures are
what is left beside them. Prints a table, then one JSON line of the same figures.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import time
import urllib.parse
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from benchmarks.serving import ROOT, YARDSTICK, Server, serve, table

CLIENTS = 4
#: Lines that ask for plain pages: enough that the server never waits for one of them.
READERS = 32
IDLE = 30
ENDED = ("FINISHED_SUCCESSFULLY", "FINISHED_FRAGMENT_RUN_SUCCESSFULLY")

NEEDS = ("hurt", "talk", "not_safe", "lawyer_police", "safe_place", "helping", "long_ago", "pictures")
PLACES = ("town:184745", "town:3530597", "town:2643743", "town:2988507", "town:1273294", "town:3117735", "town:993800", "town:3688689")


@dataclass
class Line:
    """One session: its line, the widgets that it was shown (by the end of their ids), and what they hold."""

    socket: websockets.ClientConnection
    widgets: dict[str, str] = field(default_factory=dict)
    fragments: dict[str, str] = field(default_factory=dict)
    values: dict[str, WidgetState] = field(default_factory=dict)

    @classmethod
    async def start(cls, server: Server) -> Line:
        """Open a session and wait until its first page stands."""
        socket = await websockets.connect(
            f"ws://localhost:{server.port}/_stcore/stream", subprotocols=[websockets.Subprotocol("streamlit")], max_size=None, origin=None
        )
        line = cls(socket)
        await line.run()
        return line

    async def run(self, trigger: str = "", fragment: str = "") -> None:
        """Run the script, with one button pressed or none; returns when the run has ended."""
        message = BackMsg()
        message.rerun_script.query_string = ""
        if fragment:
            message.rerun_script.fragment_id = fragment
        states = [*self.values.values(), *([WidgetState(id=trigger, trigger_value=True)] if trigger else [])]
        message.rerun_script.widget_states.widgets.extend(states)
        await self.socket.send(message.SerializeToString())
        while True:
            told = ForwardMsg.FromString(await self.socket.recv())  # type: ignore[arg-type]
            kind = told.WhichOneof("type")
            if kind == "delta" and told.delta.WhichOneof("type") == "new_element":
                self._note(told)
            elif kind == "script_finished":
                status = ForwardMsg.ScriptFinishedStatus.Name(told.script_finished)
                if status in ENDED:
                    return

    def _note(self, told: ForwardMsg) -> None:
        element = told.delta.new_element
        kind = element.WhichOneof("type")
        named = getattr(getattr(element, kind), "id", "") if kind in ("button", "selectbox", "checkbox") else ""
        if named:
            key = named.rsplit("-", 1)[-1]
            self.widgets[key] = named
            self.fragments[key] = told.delta.fragment_id

    async def press(self, key: str) -> None:
        """Press a button."""
        await self.run(trigger=self.widgets[key], fragment=self.fragments[key])

    async def choose(self, key: str, value: str) -> None:
        """Choose an option of a list."""
        self.values[key] = WidgetState(id=self.widgets[key], string_value=value)
        await self.run(fragment=self.fragments[key])

    async def tick(self, key: str, value: bool) -> None:
        """Tick a box, or take the tick away."""
        self.values[key] = WidgetState(id=self.widgets[key], bool_value=value)
        await self.run(fragment=self.fragments[key])

    async def end(self) -> None:
        """Close the line."""
        await self.socket.close()


async def our_answer(line: Line) -> None:
    """Get to an answer with over 250 matching listings: a need and a country."""
    await line.press("need_helping")
    await line.choose("country_picker_", "South Africa")


async def nothing(_line: Line) -> None:
    """Stay on the first page."""


async def per_second(once: Callable[[], Awaitable[None]], seconds: float, clients: int = CLIENTS) -> float:
    """Do something over and over with a few clients at once, and count how often in a second."""
    done, until = 0, time.perf_counter() + seconds

    async def client() -> None:
        nonlocal done
        while time.perf_counter() < until:
            await once()
            done += 1

    began = time.perf_counter()
    await asyncio.gather(*(client() for _ in range(clients)))
    return done / (time.perf_counter() - began)


async def rich(server: Server, answer: Callable[[Line], Awaitable[None]], seconds: float) -> dict[str, float]:
    """Measure an app by its sessions."""

    async def start() -> None:
        await (await Line.start(server)).end()

    async def to_answer() -> None:
        line = await Line.start(server)
        await answer(line)
        await line.end()

    await to_answer()
    figures = {"session_starts_per_second": await per_second(start, seconds), "answers_per_second": await per_second(to_answer, seconds)}
    open_lines: list[Line] = []
    for _ in range(CLIENTS):
        open_lines.append(await Line.start(server))
        await answer(open_lines[-1])
    free = asyncio.Queue[Line]()
    for line in open_lines:
        free.put_nowait(line)

    async def change() -> None:
        line = await free.get()
        now = line.values.get("free")
        await line.tick("free", not (now and now.bool_value))
        free.put_nowait(line)

    figures["filter_changes_per_second"] = await per_second(change, seconds)
    figures["mb_per_idle_session"] = await idle(server, answer, open_lines)
    for line in open_lines:
        await line.end()
    return figures


async def idle(server: Server, answer: Callable[[Line], Awaitable[None]], open_lines: list[Line]) -> float:
    """Measure the memory that further sessions hold while nobody touches them, in MB each."""
    for _ in range(5):
        open_lines.append(await Line.start(server))
        await answer(open_lines[-1])
    await asyncio.sleep(1)
    before = server.resident()
    for _ in range(IDLE):
        open_lines.append(await Line.start(server))
        await answer(open_lines[-1])
    await asyncio.sleep(1)
    return (server.resident() - before) / IDLE / 1e6


async def plain(server: Server, seconds: float) -> float:
    """Count plain result pages a second, over lines that stay open, each page another question."""
    bodies = [urllib.parse.urlencode({"go": "results", "need": need, "place": place}).encode() for place in PLACES for need in NEEDS]
    head = (
        f"POST /plain/%s HTTP/1.1\r\nhost: localhost:{server.port}\r\naccept-encoding: br\r\n"
        "content-type: application/x-www-form-urlencoded\r\ncontent-length: %d\r\n\r\n"
    )
    posts = [(head % (language, len(body))).encode() + body for body in bodies for language in ("en", "fr", "es", "ru")]
    return await requests_per_second(server, posts, seconds)


async def smallest(server: Server, seconds: float) -> float:
    """Count the smallest answers a second, the word "ok" through the same server and middleware: what any page costs before it is made."""
    return await requests_per_second(server, [f"GET /_stcore/health HTTP/1.1\r\nhost: localhost:{server.port}\r\n\r\n".encode()], seconds)


async def requests_per_second(server: Server, requests: Sequence[bytes], seconds: float) -> float:
    """Send requests in turn over lines that stay open, each once to warm up, and count the answers a second."""
    asked = 0

    async def warm() -> None:
        for _ in range(len(requests) // READERS + 1):
            await once()

    async def once() -> None:
        nonlocal asked
        reader, writer = await lines.get()
        request = requests[asked % len(requests)]
        asked += 1
        writer.write(request)
        headers = (await reader.readuntil(b"\r\n\r\n")).lower()
        if not headers.startswith(b"http/1.1 200"):
            raise RuntimeError(f"not a page: {headers[:40]!r}")
        await reader.readexactly(int(headers.split(b"content-length: ")[1].split(b"\r\n")[0]))
        lines.put_nowait((reader, writer))

    lines = asyncio.Queue[tuple[asyncio.StreamReader, asyncio.StreamWriter]]()
    for _ in range(READERS):
        lines.put_nowait(await asyncio.open_connection("localhost", server.port))
    await asyncio.gather(*(warm() for _ in range(READERS)))
    found = await per_second(once, seconds, READERS)
    while not lines.empty():
        lines.get_nowait()[1].close()
    return found


def measure(script: Path, answer: Callable[[Line], Awaitable[None]], seconds: float, *, with_plain: bool) -> dict[str, float]:
    """Measure one app."""
    with serve(script) as server:
        figures = asyncio.run(rich(server, answer, seconds))
        if with_plain:
            figures["plain_pages_per_second"] = asyncio.run(plain(server, seconds))
            figures["smallest_answers_per_second"] = asyncio.run(smallest(server, seconds))
        return figures


def main() -> None:
    """Measure both apps and print the table and the JSON line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10.0, help="how long each figure is measured")
    seconds = parser.parse_args().seconds
    ours = measure(ROOT / "app.py", our_answer, seconds, with_plain=True)
    theirs = measure(YARDSTICK, nothing, seconds, with_plain=False)
    names = {
        "session_starts_per_second": "session starts a second",
        "answers_per_second": "sessions that reach an answer of 250+ listings, a second",
        "filter_changes_per_second": "filter changes a second",
        "mb_per_idle_session": "MB for each further idle session",
        "plain_pages_per_second": "plain result pages a second",
        "smallest_answers_per_second": "smallest answers a second, for comparison",
    }
    times = ours["answers_per_second"] / theirs["session_starts_per_second"]
    rows = [(words, f"{ours[name]:.2f}", f"{theirs[name]:.2f}" if name in theirs else "none") for name, words in names.items()]
    print(table(("one process, two processors", "Waymark", "yardstick"), rows))
    print(f"\nsessions of ours that show such an answer, to session starts of the yardstick, which shows 250: {times:.1f} times")
    print(json.dumps({"benchmark": "sessions", "waymark": ours, "yardstick": theirs, "times": round(times, 1)}))


if __name__ == "__main__":
    main()
