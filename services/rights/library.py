"""Which explainers there are: reads ``data/rights/`` once into a library that is only read from then on."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from services.directory.model import Answer, Cost
from services.language.catalogue import LANGUAGES
from services.language.typography import typeset
from services.rights.model import Explainer, Fact, Question, SectionId, Source, Tool, Topic, TopicAudience, Treaty, Word

_HEAD = re.compile(r"\A\+\+\+\n(.*?)\n\+\+\+\n", re.S)
_SECTION = re.compile(r"^## +(\S+) *$", re.M)
_QUESTION = re.compile(r"^### +(.+?) *$", re.M)

HEAD_KEYS = frozenset({"title", "summary", "search_words", "reviewed_on", "reviewer_role"})


class BrokenText(ValueError):
    """A text that does not have the form of an explainer; its message says what to mend."""


@dataclass(frozen=True, eq=False)
class Library:
    """All explainers, the glossary and their sources, as one edition.

    ``explainers`` and ``glossaries`` are keyed by language, then by topic or word; a language may lack some. ``problems`` names
    every file that could not be read and why: the rest is served.
    """

    topics: tuple[Topic, ...]
    explainers: Mapping[str, Mapping[str, Explainer]]
    glossaries: Mapping[str, Mapping[str, Word]]
    treaties: Mapping[str, Treaty]
    sources: Mapping[str, Source]
    facts: Mapping[str, Fact]
    tools: Mapping[str, Tool]
    folder: Path
    problems: tuple[str, ...] = field(default=(), repr=False)

    def topic(self, slug: str) -> Topic:
        """Give a topic by its slug.

        Raises ``KeyError`` where there is none.
        """
        for topic in self.topics:
            if topic.slug == slug:
                return topic
        raise KeyError(slug)

    def explainer(self, slug: str, language: str) -> Explainer:
        """Find a topic's text in a language; where it lacks, English, and the explainer says so in ``language``.

        Raises ``KeyError`` where the topic is in neither.
        """
        for found in (language, "en"):
            text = self.explainers.get(found, {}).get(slug)
            if text is not None:
                return text if found == language else replace(text, asked=language)
        raise KeyError(slug)

    def word(self, word: str, language: str) -> Word:
        """Find a word of the glossary in a language, else in English.

        Raises ``KeyError`` where it is in neither.
        """
        return self.glossaries.get(language, {}).get(word) or self.glossaries["en"][word]

    def neighbours(self, slug: str) -> tuple[Topic | None, Topic | None]:
        """Give the topics before and after one, ``None`` at either end."""
        place = self.topics.index(self.topic(slug))
        return (self.topics[place - 1] if place else None, self.topics[place + 1] if place + 1 < len(self.topics) else None)


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file.

    Raises ``BrokenText`` with the file's name where it is not readable.
    """
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BrokenText(f"{path.parent.name}/{path.name}: {error}") from error


def read_explainer(path: Path, topic: Topic, language: str) -> Explainer:
    """Read one text.

    Raises ``BrokenText`` where the head or a section is missing, unknown, out of order or empty.
    """
    name = f"{path.parent.name}/{path.name}"
    try:
        text = typeset(path.read_text("utf-8").replace("\r\n", "\n"), language)
        head, body = _head(text)
        parts = _sections(body)
        questions = _questions(parts[SectionId.QUESTIONS])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, BrokenText) as error:
        raise BrokenText(f"{name}: {error}") from error
    return Explainer(
        topic=topic,
        language=language,
        asked=language,
        title=head["title"],
        summary=head["summary"],
        in_short=parts[SectionId.IN_SHORT],
        more=parts[SectionId.MORE],
        questions=questions,
        now=parts[SectionId.NOW],
        caregivers=parts[SectionId.CAREGIVERS],
        search_words=tuple(head.get("search_words", ())),
        reviewed_on=head.get("reviewed_on"),
        reviewer_role=head.get("reviewer_role", "draft"),
        file=name,
    )


def _head(text: str) -> tuple[dict[str, Any], str]:
    match = _HEAD.match(text)
    if not match:
        raise BrokenText("the text begins with a head between two lines of +++")
    head = tomllib.loads(match[1])
    if unknown := set(head) - HEAD_KEYS:
        raise BrokenText(f"the head knows no {', '.join(sorted(unknown))}")
    if missing := {"title", "summary", "reviewer_role"} - set(head):
        raise BrokenText(f"the head lacks {', '.join(sorted(missing))}")
    if "reviewed_on" in head and type(head["reviewed_on"]) is not date:
        raise BrokenText("reviewed_on is a day, without quotes: reviewed_on = 2026-05-01")
    return head, text[match.end() :]


def _sections(body: str) -> dict[SectionId, str]:
    pieces = _SECTION.split(body)
    names = pieces[1::2]
    if names != [str(section) for section in SectionId] or pieces[0].strip():
        raise BrokenText(f"the sections are, in this order: {', '.join(SectionId)}; found: {', '.join(names)}")
    parts = {SectionId(name): text.strip() for name, text in zip(names, pieces[2::2], strict=True)}
    for section, text in parts.items():
        if not text:
            raise BrokenText(f"the section {section} is empty")
    return parts


def _questions(text: str) -> tuple[Question, ...]:
    pieces = _QUESTION.split(text)
    if pieces[0].strip() or not pieces[1:] or not all(answer.strip() for answer in pieces[2::2]):
        raise BrokenText("each question is a line that begins with ###, and has an answer below it")
    return tuple(Question(question, answer.strip()) for question, answer in zip(pieces[1::2], pieces[2::2], strict=True))


def read_glossary(path: Path, language: str) -> dict[str, Word]:
    """Read one language's glossary.

    Raises ``BrokenText`` where an entry has not exactly a word and a meaning.
    """
    entries = read_toml(path)
    for key, entry in entries.items():
        if not isinstance(entry, dict) or set(entry) != {"word", "meaning"}:
            raise BrokenText(f"{path.parent.name}/{path.name}: {key} has a word and a meaning, and nothing else")
    return {key: Word(key, *(typeset(entry[name].strip(), language) for name in ("word", "meaning"))) for key, entry in entries.items()}


def load(folder: Path) -> Library:
    """Load the library; a text or glossary that cannot be read is reported in ``problems`` and left out.

    Raises ``BrokenText`` where what is shared by all languages (topics, treaties, sources, facts) cannot be read.
    """
    topics = tuple(
        Topic(entry["slug"], TopicAudience(entry["audience"]), tuple(entry["treaties"]), tuple(entry["sources"]))
        for entry in read_toml(folder / "topics.toml")["topic"]
    )
    problems: list[str] = []
    explainers: dict[str, dict[str, Explainer]] = {language: {} for language in LANGUAGES}
    glossaries: dict[str, dict[str, Word]] = {language: {} for language in LANGUAGES}
    for language in LANGUAGES:
        for topic in topics:
            path = folder / topic.slug / f"{language}.md"
            if path.exists():
                try:
                    explainers[language][topic.slug] = read_explainer(path, topic, language)
                except BrokenText as error:
                    problems.append(str(error))
        path = folder / "glossary" / f"{language}.toml"
        if path.exists():
            try:
                glossaries[language] = read_glossary(path, language)
            except BrokenText as error:
                problems.append(str(error))
    return Library(
        topics=topics,
        explainers=explainers,
        glossaries=glossaries,
        treaties={key: Treaty(key, **entry) for key, entry in _treaties(folder).items()},
        sources={key: Source(key, **entry) for key, entry in read_toml(folder / "sources.toml").items()},
        facts={key: Fact(**entry) for key, entry in read_toml(folder / "facts.toml").items()},
        tools=_tools(folder),
        folder=folder,
        problems=tuple(problems),
    )


def _treaties(folder: Path) -> dict[str, dict[str, Any]]:
    return {key: {**entry, "articles": tuple(entry["articles"])} for key, entry in read_toml(folder / "treaties.toml").items()}


def _tools(folder: Path) -> dict[str, Tool]:
    lists = ("languages", "not_in", "sources")
    return {
        key: Tool(
            **{
                **entry,
                **{name: tuple(entry[name]) for name in lists},
                "id": key,
                "name_needed": Answer(entry["name_needed"]),
                "cost": Cost(entry.get("cost", Cost.UNKNOWN)),
            }
        )
        for key, entry in read_toml(folder / "removal.toml").items()
    }
