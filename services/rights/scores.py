"""Writes the readability table of ``docs/content.md`` from the texts: ``python -m services.rights.scores --write`` (or ``--check``)."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from services import paths
from services.language.catalogue import LANGUAGES
from services.rights import gates, library
from services.rights.library import Library
from services.rights.markup import to_text
from services.rights.model import Explainer, SectionId
from services.rights.readability import Score, score

PAGE = paths.ROOT / "docs" / "content.md"

_INTRO = """# The rights texts: sizes and readability

This page is generated: `python -m services.rights.scores --write` writes it, and the build fails where it is stale.

What a text must meet (checked by `tests/content/test_rights_texts.py`; all rules are in `services/rights/gates.py`):

| | in short | more | each answer | what you can do now | for carers |
|---|---|---|---|---|---|
| words, at most | {in_short} | {more} | {answer} | {now} | {caregivers} |
| English, school grade at most | 5 | 6 | 6 | 5 | 6 |
| English, Flesch ease at least | 80 | | | 80 | |
| French, Spanish, Russian, ease at least | 75 | 75 | 75 | 75 | 75 |

No sentence has more than {child} words ({adult} in the texts for adults). The scales are each language's own and cannot be held against
each other: Flesch and Flesch-Kincaid (English), Kandel-Moles (French), Fernandez-Huerta with words per sentence (Spanish), Oborneva
(Russian). Syllables are counted as they are said: English by the CMU Pronouncing Dictionary, the others by the spelling rules in
`services/rights/syllables.py`, checked against words counted by hand. References such as `{{child_helpline}}` are left out of the count:
what stands for them depends on the country. A score is a smoke test: children and native reviewers decide.
"""


def _cell(figures: Score) -> str:
    grade = "" if figures.grade is None else f", grade {max(0.0, figures.grade):.1f}"
    return f"{figures.words} w, ease {figures.ease:.0f}{grade}"


def _row(text: Explainer) -> str:
    scored = [score(to_text(text.markdown(section)), text.language) for section in SectionId]
    longest = max(figures.longest for figures in scored)
    total = sum(figures.words for figures in scored)
    state = "draft" if text.is_draft else f"reviewed {text.reviewed_on}"
    return f"| {text.topic.slug} | {' | '.join(_cell(figures) for figures in scored)} | {longest} | {total} | {state} |"


def _language(shelf: Library, language: str) -> Iterator[str]:
    texts = [shelf.explainers[language][topic.slug] for topic in shelf.topics if topic.slug in shelf.explainers[language]]
    yield f"\n## {language}\n"
    yield f"{len(texts)} of {len(shelf.topics)} topics, {len(shelf.glossaries[language])} words in the glossary.\n"
    yield "| topic | in short | more | questions | what you can do now | for carers | longest sentence | words in all | state |"
    yield "|---|---|---|---|---|---|---|---|---|"
    yield from (_row(text) for text in texts)


def page(shelf: Library) -> str:
    """Write the whole page for a library."""
    most = gates.MOST_WORDS
    child, adult = gates.LONGEST_SENTENCE.values()
    intro = _INTRO.format(
        in_short=most[SectionId.IN_SHORT],
        more=most[SectionId.MORE],
        now=most[SectionId.NOW],
        caregivers=most[SectionId.CAREGIVERS],
        answer=gates.MOST_ANSWER_WORDS,
        child=child,
        adult=adult,
    )
    return intro + "\n".join(line for language in LANGUAGES for line in _language(shelf, language)) + "\n"


def main(arguments: list[str] | None = None, target: Path = PAGE) -> int:
    """Print the page, write it, or check that it is not stale; give the exit code."""
    parser = argparse.ArgumentParser(prog="python -m services.rights.scores", description="Readability table of the rights texts.")
    parser.add_argument("--write", action="store_true", help="write docs/content.md")
    parser.add_argument("--check", action="store_true", help="fail where docs/content.md is stale")
    chosen = parser.parse_args(arguments)
    text = page(library.load(paths.RIGHTS))
    if chosen.write:
        target.write_text(text, "utf-8")
    elif chosen.check:
        if not target.exists() or target.read_text("utf-8") != text:
            sys.stdout.write(f"{target.name} is stale: run python -m services.rights.scores --write\n")
            return 1
    else:
        sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
