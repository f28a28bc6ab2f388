"""The one way in which tests and benchmarks start the system's Chromium: without a sandbox, and without a way to any other host."""

from __future__ import annotations

import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)


def executable() -> str:
    """Find Chromium; raises ``FileNotFoundError`` where there is none, saying how to get it."""
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        raise FileNotFoundError("no Chromium found; install it (Debian, Ubuntu: sudo apt install chromium) and try again")
    return path
