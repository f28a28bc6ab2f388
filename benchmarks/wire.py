"""Counts what really crosses the line: a relay between browser and server that looks at nothing and adds up every byte.

Chromium tells the size of a websocket message after unpacking it, and leaves out its own requests' headers. The relay counts packed
messages, handshakes and headers alike, in both directions; what TCP and IP add to each packet is not in it.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field


@dataclass
class Wire:
    """A line to a server: ``received`` are the bytes that went to the browser, ``sent`` those that it sent."""

    port: int
    received: int = 0
    sent: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def address(self) -> str:
        """The address to open instead of the server's own, without a slash at the end."""
        return f"http://localhost:{self.port}"

    def count(self, received: int, sent: int) -> None:
        """Add to the counts."""
        with self._lock:
            self.received += received
            self.sent += sent


@contextmanager
def wire(server_port: int) -> Iterator[Wire]:
    """Open a counted line to a server on this machine."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        line = Wire(int(door.getsockname()[1]))
        threading.Thread(target=_let_in, args=(door, server_port, line), daemon=True).start()
        yield line


def _let_in(door: socket.socket, server_port: int, line: Wire) -> None:
    with suppress(OSError):  # the door is shut when the benchmark is over
        while True:
            browser, _ = door.accept()
            threading.Thread(target=_join, args=(browser, server_port, line), daemon=True).start()


def _join(browser: socket.socket, server_port: int, line: Wire) -> None:
    with browser, socket.create_connection(("127.0.0.1", server_port)) as server:
        back = threading.Thread(target=_carry, args=(server, browser, True, line), daemon=True)
        back.start()
        _carry(browser, server, False, line)
        back.join()


def _carry(source: socket.socket, target: socket.socket, received: bool, line: Wire) -> None:
    with suppress(OSError):  # either side may hang up
        while part := source.recv(65_536):
            line.count(len(part) if received else 0, 0 if received else len(part))
            target.sendall(part)
    for end in (source, target):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
