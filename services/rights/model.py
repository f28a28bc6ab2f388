"""What an explainer is: its topic, its sections, and the links and references its words may hold."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from services.directory.model import Answer, Cost


class SectionId(StrEnum):
    """The parts of every explainer, in the order in which they are read; the same in each language."""

    IN_SHORT = "in-short"
    MORE = "more"
    QUESTIONS = "questions"
    NOW = "now"
    CAREGIVERS = "caregivers"


class TopicAudience(StrEnum):
    """For whom a topic is written."""

    CHILD = "child"
    ADULT = "adult"


class LinkKind(StrEnum):
    """Where a link of a text may lead: never straight out of the house, so that each address has one home."""

    NEED = "need"
    TOPIC = "topic"
    WORD = "word"


#: ``{child_helpline}``: stands for a fact that is kept elsewhere.
REFERENCE = re.compile(r"\{([a-z_]+)\}")

#: ``[words](topic:private)``: the words shown, the kind of the link, and what it leads to.
LINK = re.compile(r"\[([^\]]*)\]\(([a-z]+):([a-z0-9_-]+)\)")


@dataclass(frozen=True, slots=True)
class Topic:
    """What is the same in every language: ``treaties`` as ``CRC 19``, ``sources`` as ids of ``sources.toml``, ``next`` as slugs."""

    slug: str
    audience: TopicAudience
    treaties: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One question and its answer, as Markdown."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Explainer:
    """One topic in one language, as its author wrote it.

    ``language`` is the language really found, ``asked`` the one asked for. ``in_short``, ``more``, ``now`` and ``caregivers`` are
    Markdown with references unfilled. ``search_words`` are never shown: words that a child may type. ``reviewed_on`` is ``None``
    and ``reviewer_role`` is ``draft`` until a child-protection expert who speaks the language has signed the text off.
    """

    topic: Topic
    language: str
    asked: str
    title: str
    summary: str
    in_short: str
    more: str
    questions: tuple[Question, ...]
    now: str
    caregivers: str
    search_words: tuple[str, ...] = ()
    reviewed_on: date | None = None
    reviewer_role: str = "draft"
    file: str = field(default="", compare=False)

    @property
    def is_draft(self) -> bool:
        """Whether nobody named by role and date has reviewed the text yet."""
        return self.reviewed_on is None or self.reviewer_role == "draft"

    @property
    def is_fallback(self) -> bool:
        """Whether the text is not in the language that was asked for."""
        return self.language != self.asked

    def markdown(self, section: SectionId) -> str:
        """Give the Markdown of a section; the questions with their answers as one text."""
        if section is SectionId.QUESTIONS:
            return "\n\n".join(f"{pair.question}\n\n{pair.answer}" for pair in self.questions)
        return {
            SectionId.IN_SHORT: self.in_short,
            SectionId.MORE: self.more,
            SectionId.NOW: self.now,
            SectionId.CAREGIVERS: self.caregivers,
        }[section]

    def links(self, kind: LinkKind, section: SectionId | None = None) -> tuple[str, ...]:
        """Name what the text links to, each once, in reading order; ``section=None``: anywhere in it."""
        sections = tuple(SectionId) if section is None else (section,)
        found = (match for part in sections for match in LINK.finditer(self.markdown(part)))
        return tuple(dict.fromkeys(match[3] for match in found if match[2] == kind))

    def references(self, section: SectionId | None = None) -> tuple[str, ...]:
        """Name the facts that the text leaves to be filled in, each once, in reading order; ``section=None``: anywhere in it."""
        sections = tuple(SectionId) if section is None else (section,)
        return tuple(dict.fromkeys(name for part in sections for name in REFERENCE.findall(self.markdown(part))))


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the glossary with its plain meaning, one sentence."""

    id: str
    word: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was read: ``date`` is the source's own (empty: it bears none), ``read`` the month in which it was read."""

    id: str
    title: str
    url: str
    date: str
    read: str


@dataclass(frozen=True, slots=True)
class Treaty:
    """A treaty: our plain names for it by language, the articles that were checked in its text, and the source they were read in.

    Every treaty binds only the countries that joined it.
    """

    id: str
    source: str
    names: dict[str, str]
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure that texts name by reference, what it means, and the source it was read in."""

    value: int
    source: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool or network that helps when pictures are online; address, ages and cost stand in the directory, found by ``host``.

    ``area`` is an ISO country or ``INT``; ``taken`` is the age at which the picture was taken: ``under_18``, ``adult`` or ``any``.
    ``languages`` are those a source names (empty: no source names any), ``not_in`` those it is known not to have. ``cost`` counts
    where the directory's row does not say.
    """

    id: str
    name: str
    host: str
    area: str
    taken: str
    name_needed: Answer
    needs_device: bool
    languages: tuple[str, ...]
    not_in: tuple[str, ...]
    sources: tuple[str, ...]
    cost: Cost = Cost.UNKNOWN
