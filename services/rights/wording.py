"""Which words may not stand where: the avoid list of each language, and the words that would give a discreet paper away."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from services.rights.library import read_toml


@dataclass(frozen=True)
class Wording:
    """``avoid`` maps, by language, a pattern to what to say instead; ``telling`` lists, by language, the words that tell.

    ``telling_on_sheets`` are further words that tell on a sheet which a person carries: names of places, kinds of help.
    """

    avoid: Mapping[str, Mapping[str, str]]
    telling: Mapping[str, tuple[str, ...]]
    telling_on_sheets: Mapping[str, tuple[str, ...]]

    def avoided(self, text: str, language: str) -> list[tuple[str, str]]:
        """List the words found in a text that are to be avoided, each with what to say instead."""
        found = []
        for pattern, instead in self.avoid[language].items():
            if match := _compiled(pattern).search(text.replace("’", "'")):
                found.append((match[0], instead))
        return found

    def tells(self, text: str, language: str) -> list[str]:
        """List the words of a text that would tell a stranger what it is about, in the text's language."""
        return [match[0] for pattern in self.telling[language] if (match := _compiled(pattern).search(text.replace("’", "'")))]

    def tells_anywhere(self, text: str) -> list[str]:
        """List the words of a text that would tell a stranger what it is about, in any of our languages: a name may be in another."""
        patterns = tuple(pattern for lists in (self.telling, self.telling_on_sheets) for words in lists.values() for pattern in words)
        plain = text.replace("’", "'")
        if not _any_of(patterns).search(plain):
            return []
        return [match[0] for pattern in patterns if (match := _compiled(pattern).search(plain))]


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_body(pattern)}(?!\w)", re.IGNORECASE)


@cache
def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_body, patterns))})(?!\w)", re.IGNORECASE)


def _body(pattern: str) -> str:
    return r"\w*".join(re.escape(part) for part in pattern.split("*"))


def load(path: Path) -> Wording:
    """Read ``wording.toml``."""
    content = read_toml(path)
    return Wording(content["avoid"], _lists(content["telling"]), _lists(content["telling_on_sheets"]))


def _lists(content: Mapping[str, Iterable[str]]) -> Mapping[str, tuple[str, ...]]:
    return {language: tuple(words) for language, words in content.items()}
