"""A log line says where, never what: no text that came with it reaches a handler, at any level."""

from __future__ import annotations

import logging
import sys
import threading
import warnings
from collections.abc import Iterator

import pytest

from web import quiet

NAMES = ("streamlit.error_util", "uvicorn.error", "asyncio", "pandas", "somebody")
MARKER = "Quillfeather Hollow"


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Install the quiet logs for one test; give all lines that handlers would write."""
    lines: list[str] = []
    formatter = logging.Formatter("%(name)s %(levelname)s %(message)s")

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(formatter.format(record))

    ear, factory = Ear(), logging.getLogRecordFactory()
    for owner, name in ((sys, "excepthook"), (threading, "excepthook"), (warnings, "showwarning"), (logging, "raiseExceptions")):
        monkeypatch.setattr(owner, name, getattr(owner, name))
    # Other tests start servers, whose loggers then keep their words to themselves.
    for name in (*NAMES, "uvicorn", "streamlit"):
        monkeypatch.setattr(logging.getLogger(name), "propagate", True)
    own = list(quiet.LOGGER.handlers), quiet.LOGGER.propagate
    quiet.LOGGER.handlers[:] = [ear]
    logging.getLogger().addHandler(ear)
    quiet.install()
    quiet.LOGGER.propagate = False
    yield lines
    logging.setLogRecordFactory(factory)
    logging.getLogger().removeHandler(ear)
    quiet.LOGGER.handlers[:], quiet.LOGGER.propagate = own


def fail() -> None:
    try:
        int(MARKER)
    except ValueError as error:
        raise KeyError(MARKER) from error


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("level", [logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR])
def test_what_a_library_says_is_not_written(heard: list[str], name: str, level: int) -> None:
    logger = logging.getLogger(name)
    logger.setLevel(logging.DEBUG)
    logger.log(level, "searched for %s", MARKER)
    logger.log(level, f"searched for {MARKER}")
    try:
        fail()
    except KeyError:
        logger.log(level, MARKER, exc_info=True, stack_info=True)
    assert len(heard) == 3
    assert MARKER not in "".join(heard)
    assert "test_quiet.py" in heard[0]


def test_an_error_is_told_by_its_types_and_places(heard: list[str]) -> None:
    try:
        fail()
    except KeyError as error:
        told = quiet.summary(error)
        quiet.LOGGER.error("A page broke", exc_info=error)
    assert "builtins.KeyError at tests/unit/test_quiet.py" in told and "builtins.ValueError" in told
    assert MARKER not in told + heard[0]


def test_uncaught_errors_and_warnings_are_told_the_same_way(heard: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    try:
        fail()
    except KeyError as error:
        sys.excepthook(KeyError, error, error.__traceback__)
        threading.excepthook(threading.ExceptHookArgs((KeyError, error, error.__traceback__, None)))
    warnings.showwarning(MARKER, UserWarning, "/somewhere/module.py", 7)
    assert len(heard) == 3 and "UserWarning at module.py:7" in heard[2]
    assert MARKER not in "".join(heard) + "".join(capsys.readouterr())


def test_an_error_that_is_its_own_cause_is_told_once() -> None:
    error = ValueError(MARKER)
    error.__context__ = error
    assert quiet.summary(error).count("ValueError") == 1
