"""The way from telling somebody to what comes after a court, as at most eight steps: who is there, and what one may ask for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from services.language.typography import typeset
from services.rights.library import BrokenText, read_toml

MOST_STEPS = 8
_KEYS = {"title", "who", "ask"}


@dataclass(frozen=True, slots=True)
class Step:
    """One step: ``who`` is there, what one may ``ask`` for, the ``topic`` that explains it; ``optional``: many never come to it."""

    id: str
    topic: str
    optional: bool
    title: str
    who: str
    ask: str


@dataclass(frozen=True, slots=True)
class JusticePath:
    """The steps in order, with an opening and a closing sentence; ``language`` is the one really found."""

    language: str
    opening: str
    closing: str
    steps: tuple[Step, ...]


def justice_path(folder: Path, language: str) -> JusticePath:
    """Read the path in a language, or in English where it lacks.

    ``folder`` is ``data/rights``. Raises ``BrokenText`` where the file has other steps than ``justice/steps.toml``.
    """
    path = folder / "justice" / f"{language}.toml"
    found = language if path.exists() else "en"
    texts = read_toml(folder / "justice" / f"{found}.toml")
    shared = read_toml(folder / "justice" / "steps.toml")["step"]
    ids = [step["id"] for step in shared]
    if set(texts) != {"opening", "closing", *ids} or any(set(texts[step]) != _KEYS for step in ids):
        raise BrokenText(f"justice/{found}.toml has an opening, a closing and the steps {', '.join(ids)}, each with title, who and ask")
    steps = tuple(
        Step(step["id"], step["topic"], step["optional"], **{key: typeset(text, found) for key, text in texts[step["id"]].items()})
        for step in shared
    )
    return JusticePath(found, typeset(texts["opening"], found), typeset(texts["closing"], found), steps)
