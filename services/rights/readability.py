"""How easy a text is to read: one published formula per language, on sentences and on syllables as they are said.

Sources: Flesch reading ease and Flesch-Kincaid grade (English), Kandel-Moles (French), Fernandez-Huerta in its form with words per
sentence (Spanish), Oborneva (Russian). The older Spanish form with sentences per hundred words gives wrong scores and is not used.
A score is a smoke test: children and native reviewers decide.
"""

from __future__ import annotations

from dataclasses import dataclass

from services.rights.prose import sentences, words
from services.rights.syllables import COUNTERS


@dataclass(frozen=True, slots=True)
class Score:
    """Figures of one text: ``ease`` is the language's own scale (100 is very easy), ``grade`` the US school year, English only."""

    words: int
    sentences: int
    syllables: int
    longest: int
    ease: float
    grade: float | None


def _ease(language: str, per_sentence: float, per_word: float) -> float:
    if language == "fr":
        return 207 - 1.015 * per_sentence - 73.6 * per_word
    if language == "es":
        return 206.84 - 1.02 * per_sentence - 60 * per_word
    if language == "ru":
        return 206.835 - 1.3 * per_sentence - 60.1 * per_word
    return 206.835 - 1.015 * per_sentence - 84.6 * per_word


def score(text: str, language: str) -> Score:
    """Score plain text (no marks of Markdown, references taken out) in one of our languages.

    Raises ``ValueError`` where the text has no word.
    """
    parts = sentences(text)
    counts = [len(words(part)) for part in parts]
    total = sum(counts)
    if not total:
        raise ValueError("there is nothing to score")
    spoken = sum(COUNTERS[language](word) for word in words(text))
    per_sentence, per_word = total / len(parts), spoken / total
    grade = 0.39 * per_sentence + 11.8 * per_word - 15.59 if language == "en" else None
    return Score(total, len(parts), spoken, max(counts), _ease(language, per_sentence, per_word), grade)
