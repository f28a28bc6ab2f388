"""Logs that say where something went wrong and never what a person gave.

A message of a library may hold an address, a session or a typed word, and an exception's text nearly always does. So a log line is
made of places in the code alone, at every level: the text that came with it is thrown away before any handler sees it.
"""

from __future__ import annotations

import logging
import sys
import threading
import traceback
import warnings
from pathlib import Path
from types import TracebackType

from services.paths import ROOT

LOGGER = logging.getLogger("waymark")

#: Loggers whose words are ours, or are said at start-up before anybody visits.
_OWN = ("waymark",)
_LIBRARIES = Path(traceback.__file__).resolve().parent


def summary(error: BaseException | None) -> str:
    """Name an exception by its type and the places it went through in our code; with none of ours, the place that raised it."""
    parts: list[str] = []
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        parts.append(f"{type(error).__module__}.{type(error).__qualname__} at {_places(error.__traceback__)}")
        error = error.__cause__ or error.__context__
    return ", from ".join(parts)


def _places(trace: TracebackType | None) -> str:
    frames = [(Path(frame.filename), frame.lineno) for frame in traceback.extract_tb(trace)]
    ours = [(path.relative_to(ROOT).as_posix(), line) for path, line in frames if _is_ours(path)]
    shown = ours or [(path.name, line) for path, line in frames[-1:]]
    return " > ".join(f"{name}:{line}" for name, line in shown) or "an unknown place"


def _is_ours(path: Path) -> bool:
    return path.is_relative_to(ROOT) and "site-packages" not in path.parts


class _PlaceRecord(logging.LogRecord):
    """A log record without the words that came with it."""

    def __init__(self, *parts: object, **named: object) -> None:
        super().__init__(*parts, **named)  # type: ignore[arg-type]
        error = self.exc_info[1] if self.exc_info else None
        if self.name.split(".")[0] not in _OWN:
            self.msg = f"{self.name} says something at {self.filename}:{self.lineno}"
            self.args = None
        if error is not None:
            self.msg = f"{self.getMessage()}: {summary(error)}"
            self.args = None
        self.exc_info = self.exc_text = self.stack_info = None


def install() -> None:
    """Make every log line of this process, and every uncaught error and warning, a line of places."""
    logging.setLogRecordFactory(_PlaceRecord)
    logging.raiseExceptions = False
    sys.excepthook = lambda _kind, error, _trace: LOGGER.error("Stopped", exc_info=error)
    threading.excepthook = lambda args: LOGGER.error("A thread stopped", exc_info=args.exc_value)
    warnings.showwarning = _warn  # type: ignore[assignment]
    if not LOGGER.handlers:
        LOGGER.addHandler(logging.StreamHandler())
        LOGGER.propagate = False


def _warn(_message: object, category: type[Warning], filename: str, lineno: int, *_rest: object) -> None:
    LOGGER.warning("%s at %s:%s", category.__name__, Path(filename).name, lineno)
