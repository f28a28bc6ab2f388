"""Which messages does a language lack? ``python -m services.language.missing`` prints each with the file that says it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po
from jinja2.ext import babel_extract

from services import paths
from services.language.catalogue import LANGUAGES

#: The names under which code says messages: ``t(...)``, ``N_(...)``, ``t.n(singular, plural, number)``, and ``state.t()(...)``.
KEYWORDS: dict[str, tuple[int, ...] | None] = {"t": None, "N_": None, "_": None, "n": (1, 2)}
SPEAKING = ("app.py", "pages", "web", "services")

Message = str | tuple[str, ...]


def messages(root: Path) -> dict[Message, str]:
    """Collect every message of the code and the templates, with the first file that says it."""
    found: dict[Message, str] = {}
    for path in _speaking(root):
        name = path.relative_to(root).as_posix()
        for text in _said(path):
            message = _message(text)
            if message:
                found.setdefault(message, name)
    return found


def _said(path: Path) -> Iterator[object]:
    if path.suffix == ".py":
        for _, text, _, _ in extract_from_file("python", path, keywords=KEYWORDS):
            yield text
    else:
        with path.open("rb") as handle:
            for _, _, words, _ in babel_extract(handle, list(KEYWORDS), (), {"encoding": "utf-8"}):
                yield words


def _message(text: object) -> Message | None:
    parts = tuple(str(part) for part in (text if isinstance(text, (tuple, list)) else (text,)) if part)
    return (parts[0] if len(parts) == 1 else parts) if parts else None


def _speaking(root: Path) -> Iterator[Path]:
    for top in SPEAKING:
        path = root / top
        if path.is_file():
            yield path
        for pattern in ("*.py", "*.html", "*.txt"):
            yield from sorted(path.rglob(pattern))


def translations(language: str, folder: Path) -> dict[Message, str | tuple[str, ...]]:
    """Read what a language says, by message; unfinished ("fuzzy") entries do not count."""
    said: dict[Message, str | tuple[str, ...]] = {}
    for path in sorted((folder / language).glob("*.po")):
        with path.open("rb") as handle:
            for entry in read_po(handle, locale=language):
                if not entry.id or entry.fuzzy:
                    continue
                key = tuple(entry.id) if isinstance(entry.id, (tuple, list)) else entry.id
                text = tuple(entry.string) if isinstance(entry.string, (tuple, list)) else entry.string
                if text and all(text if isinstance(text, tuple) else (text,)):
                    said[key] = text
    return said


def missing(language: str, root: Path = paths.ROOT, folder: Path = paths.LOCALE) -> dict[Message, str]:
    """Give the messages that a language lacks, with the file that says each."""
    said = translations(language, folder)
    return {message: file for message, file in messages(root).items() if message not in said}


def main() -> int:
    """Print what is missing; 1 where anything is."""
    lacking = 0
    for language in LANGUAGES[1:]:
        for message, file in missing(language).items():
            lacking += 1
            sys.stdout.write(f"{language}: {message!r} (said in {file})\n")
    sys.stdout.write(f"missing: {lacking}\n")
    return 1 if lacking else 0


if __name__ == "__main__":
    raise SystemExit(main())
