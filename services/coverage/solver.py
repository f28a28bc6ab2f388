"""Runs the exact answer beside the page: started, watched and ended without the page waiting for it."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np

from services import paths
from services.coverage.exact import Fewest, Table, pack
from services.coverage.siting import Answer, Problem


class Run:
    """One exact answer on its way, in a process of its own that can be ended at any moment; nothing is written to disk."""

    def __init__(self, given: Problem | Table, *, k: int = 0, wanted: float = 0.0, seconds: float = 60.0, root: Path = paths.ROOT) -> None:
        """Start; ``wanted`` above 0 asks for the fewest sites that reach so many people, else k sites are asked for."""
        self._wanted, self._seconds, self._started = wanted, seconds, time.monotonic()
        self._answer: bytes | None = None
        command = [sys.executable, "-m", "services.coverage.exact"]
        self._process = subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self._thread = threading.Thread(target=self._talk, args=(pack(given, k, wanted, seconds),), daemon=True)
        self._thread.start()

    def _talk(self, content: bytes) -> None:
        output, _ = self._process.communicate(content)
        if self._process.returncode == 0:
            self._answer = output

    @property
    def share_of_time(self) -> float:
        """The share of the time allowed that is gone, 0 to 1: HiGHS does not say how much of the work is done."""
        return min(1.0, (time.monotonic() - self._started) / self._seconds)

    @property
    def done(self) -> bool:
        """Whether there is nothing more to wait for."""
        return not self._thread.is_alive()

    def wait(self) -> None:
        """Wait for the end."""
        self._thread.join()

    def cancel(self) -> None:
        """End it; an answer that has not come will not come."""
        self._process.kill()
        self._thread.join()

    def result(self) -> Answer | Fewest | None:
        """Give the answer; ``None`` while it runs, after it was ended, and where none was found in time."""
        if self._answer is None:
            return None
        bound, proven, people, *sites = np.frombuffer(self._answer, dtype="<f8").tolist()
        chosen = tuple(int(site) for site in sites)
        if self._wanted > 0:
            return Fewest(chosen, int(bound), bool(proven))
        return Answer(chosen, people, bound, "exact", bool(proven))
