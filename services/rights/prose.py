"""What a sentence and a word are, in our four languages; everything that counts, scores or searches texts takes them from here."""

from __future__ import annotations

import re

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def sentences(text: str) -> list[str]:
    """Split plain text into sentences; each line, list step or heading ends one, and a full stop inside a word does not."""
    found: list[str] = []
    for line in text.splitlines():
        found.extend(part.strip() for part in re.split(r"(?<=[.!?…])\s*[\"»”’)]*\s+(?=\S)", line) if WORD.search(part))
    return found


def words(text: str) -> list[str]:
    """List the words of a text; figures are not words, an elision or contraction is one."""
    return WORD.findall(text)
