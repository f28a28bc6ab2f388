"""Starts an app for a benchmark as its readers get it, on two processors, and stops it again."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
YARDSTICK = ROOT / "benchmarks" / "yardstick" / "app.py"
CORES = 2


@dataclass(frozen=True)
class Server:
    """A running app: its port and the number of its process."""

    port: int
    process: int

    @property
    def address(self) -> str:
        """Its address without a slash at the end."""
        return f"http://localhost:{self.port}"

    def resident(self) -> int:
        """Give the memory that the process holds, in bytes."""
        pages = int(Path(f"/proc/{self.process}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")


@contextmanager
def serve(script: Path) -> Iterator[Server]:
    """Run a Streamlit script: ours from the root with our settings, the yardstick from its own folder with the defaults."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    # Without these two Streamlit would ask outside servers, which a benchmark without internet would measure as waiting.
    quiet = ["--server.headless", "true", "--browser.gatherUsageStats", "false", "--browser.serverAddress", "localhost"]
    command = [sys.executable, "-m", "streamlit", "run", script.name, "--server.port", str(port), *quiet]
    with tempfile.TemporaryDirectory() as home:
        process = subprocess.Popen(
            command,
            cwd=script.parent,
            env={**os.environ, "HOME": home},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            if hasattr(os, "sched_setaffinity"):
                os.sched_setaffinity(process.pid, set(sorted(os.sched_getaffinity(0))[:CORES]))
            _wait(f"http://localhost:{port}/_stcore/health")
            yield Server(port, process.pid)
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(20)


def _wait(address: str) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError("the app did not start within a minute")


def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """Set rows as a table for people."""
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    lines = [" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in (head, *rows)]
    return "\n".join([lines[0], "-+-".join("-" * width for width in widths), *lines[1:]])
