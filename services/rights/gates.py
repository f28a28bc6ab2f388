"""What a text must meet before it is shown: every rule that can be checked by a machine, each complaint with file and place.

The figures (lengths, grades) are those of the project's plan for rights texts; the readability formulas are in ``readability``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from services.rights import justice
from services.rights.library import BrokenText, Library
from services.rights.markup import to_text
from services.rights.model import LINK, REFERENCE, Explainer, LinkKind, SectionId, TopicAudience
from services.rights.prose import sentences, words
from services.rights.readability import score
from services.rights.references import CONTACTS, FIGURES, TOOLS
from services.rights.wording import Wording
from services.search.query import Need

LONGEST_SENTENCE = {TopicAudience.CHILD: 20, TopicAudience.ADULT: 25}
MOST_WORDS = {SectionId.IN_SHORT: 60, SectionId.MORE: 350, SectionId.NOW: 130, SectionId.CAREGIVERS: 90}
MOST_ANSWER_WORDS = 50
QUESTION_RANGE = range(3, 6)
STEP_RANGE = range(3, 7)
GLOSSARY_RANGE = range(30, 41)
TITLE_CHARACTERS = 70
EASIEST_SECTIONS = (SectionId.IN_SHORT, SectionId.NOW)
GRADES = {True: 5.0, False: 6.0}
EASE = {"en": 80.0, "fr": 75.0, "es": 75.0, "ru": 75.0}

#: The only figure that a text may write itself: under 18 is a child (CRC 1). All others come from ``facts.toml`` or the directory.
_FIGURE = re.compile(r"\d+")
_ALLOWED_FIGURE = "18"
_FOREIGN = re.compile(r"https?:|www\.|<[a-zA-Z/]|!\[|`|\]\((?!need:|topic:|word:)")
_EMAIL = re.compile(r"\S+@\S+")


@dataclass(frozen=True, slots=True)
class Complaint:
    """One fault of a text: its file, the place in it, and what to mend."""

    file: str
    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}, {self.place}: {self.message}"


def parts(text: Explainer) -> Iterator[tuple[str, str]]:
    """Give the Markdown of a text part by part, each question with its answer as one part, with the name of the place."""
    for section in SectionId:
        if section is SectionId.QUESTIONS:
            for number, pair in enumerate(text.questions, start=1):
                yield f"question {number}", f"{pair.question}\n\n{pair.answer}"
        else:
            yield section, text.markdown(section)


def check_language(library: Library, wording: Wording, language: str, today: date) -> list[Complaint]:
    """List every complaint about the texts, the glossary and the justice path of one language."""
    found = [
        Complaint(problem.partition(":")[0], "form", problem.partition(": ")[2])
        for problem in library.problems
        if f"/{language}." in problem
    ]
    broken = {complaint.file for complaint in found}
    for topic in library.topics:
        text = library.explainers[language].get(topic.slug)
        if text is not None:
            found.extend(check_text(text, library, wording, today))
        elif f"{topic.slug}/{language}.md" not in broken:
            found.append(Complaint(f"{topic.slug}/{language}.md", "file", "does not exist yet"))
    found.extend(check_glossary(library, wording, language))
    found.extend(check_justice(library, wording, language))
    return found


def check_text(text: Explainer, library: Library, wording: Wording, today: date) -> list[Complaint]:
    """List every complaint about one text."""
    checks = (
        _head(text, today),
        _lengths(text),
        _readability(text),
        _links(text, library),
        _same_as_english(text, library),
        _references(text),
        _plain(text, wording),
    )
    return [Complaint(text.file, place, message) for check in checks for place, message in check]


Found = Iterator[tuple[str, str]]


def _head(text: Explainer, today: date) -> Found:
    if len(text.title) > TITLE_CHARACTERS:
        yield "title", f"has {len(text.title)} characters; at most {TITLE_CHARACTERS}"
    if len(words(text.summary)) > 20:
        yield "summary", f"has {len(words(text.summary))} words; at most 20"
    if (text.reviewed_on is None) != (text.reviewer_role == "draft"):
        yield "head", 'a reviewed text has both reviewed_on and a reviewer_role; a draft has reviewer_role = "draft" and no day'
    if text.reviewed_on and text.reviewed_on > today:
        yield "head", "reviewed_on lies in the future"
    if not text.search_words:
        yield "head", "search_words is empty: which words would a child type?"


def _lengths(text: Explainer) -> Found:
    for section, most in MOST_WORDS.items():
        number = len(words(to_text(text.markdown(section))))
        if number > most:
            yield section, f"has {number} words; at most {most}"
    for number, pair in enumerate(text.questions, start=1):
        length = len(words(to_text(pair.answer)))
        if length > MOST_ANSWER_WORDS:
            yield f"question {number}", f"the answer has {length} words; at most {MOST_ANSWER_WORDS}"
    if len(text.questions) not in QUESTION_RANGE:
        yield "questions", f"has {len(text.questions)}; from {QUESTION_RANGE.start} to {QUESTION_RANGE.stop - 1}"
    steps = len(re.findall(r"^\d+\. ", text.now, re.M))
    if steps not in STEP_RANGE or not text.now.startswith("1. "):
        yield "now", f"is a numbered list of {STEP_RANGE.start} to {STEP_RANGE.stop - 1} steps; found {steps}"
    if "\n\n" in text.caregivers:
        yield "caregivers", "is one short paragraph"


def _readability(text: Explainer) -> Found:
    longest = LONGEST_SENTENCE[text.topic.audience]
    for place, markdown in parts(text):
        for sentence in sentences(to_text(markdown)):
            if len(words(sentence)) > longest:
                yield place, f"a sentence has {len(words(sentence))} words, at most {longest}: {sentence!r}"
    for section in SectionId:
        plain = to_text(text.markdown(section))
        if not words(plain):
            continue
        figures = score(plain, text.language)
        easiest = section in EASIEST_SECTIONS
        if figures.grade is not None and figures.grade > GRADES[easiest]:
            yield section, f"has grade {figures.grade:.1f}; at most {GRADES[easiest]:.0f}: shorter sentences or words"
        if (text.language != "en" or easiest) and figures.ease < EASE[text.language]:
            yield section, f"has reading ease {figures.ease:.0f}; at least {EASE[text.language]:.0f}: shorter sentences or words"


def _links(text: Explainer, library: Library) -> Found:
    known: dict[LinkKind, set[str]] = {
        LinkKind.NEED: {str(need) for need in Need},
        LinkKind.TOPIC: {topic.slug for topic in library.topics} - {text.topic.slug},
        LinkKind.WORD: set(library.glossaries["en"]),
    }
    for place, markdown in parts(text):
        for shown, kind, target in LINK.findall(markdown):
            if kind in set(LinkKind) and target not in known[LinkKind(kind)]:
                yield place, f"the link {kind}:{target} leads nowhere"
            if not shown.strip():
                yield place, f"the link {kind}:{target} shows no words"
        if place.startswith("question") and "](" in markdown.partition("\n")[0]:
            yield place, "a question itself holds no link, its answer may"
    if not text.links(LinkKind.NEED, SectionId.NOW):
        yield "now", "leads to no need: every text ends in a person"


def _same_as_english(text: Explainer, library: Library) -> Found:
    english = library.explainers["en"].get(text.topic.slug)
    if english is None or text.language == "en":
        return
    if len(english.questions) != len(text.questions):
        yield "questions", f"has {len(text.questions)}, the English text {len(english.questions)}"
        return
    for (place, own), (_, theirs) in zip(parts(text), parts(english), strict=True):
        for what, pattern in (("links", r"\((need:[a-z_]+|topic:[a-z-]+|word:[a-z-]+)\)"), ("references", REFERENCE.pattern)):
            mine, other = set(re.findall(pattern, own)), set(re.findall(pattern, theirs))
            if missing := other - mine:
                yield place, f"lacks the {what} {', '.join(sorted(missing))} of the English text"
            if added := mine - other:
                yield place, f"has the {what} {', '.join(sorted(added))}, which the English text has not"
    steps = [len(re.findall(r"^\d+\. ", one.now, re.M)) for one in (text, english)]
    if steps[0] != steps[1]:
        yield "now", f"has {steps[0]} steps, the English text {steps[1]}"


def _references(text: Explainer) -> Found:
    for place, markdown in parts(text):
        for match in REFERENCE.finditer(markdown):
            name = match[1]
            if name not in CONTACTS | TOOLS | FIGURES:
                yield place, f"the reference {{{name}}} is not known; known are {', '.join(sorted(CONTACTS | TOOLS | FIGURES))}"
            elif name not in FIGURES and not _stands_alone(markdown, match):
                yield (
                    place,
                    f"{{{name}}} becomes whole sentences: let it follow a full stop or begin a line, and nothing but a new sentence follow",
                )
    if re.search(r"[{}]", REFERENCE.sub("", "".join(markdown for _, markdown in parts(text)))):
        yield "text", "holds a brace that belongs to no reference"


def _stands_alone(markdown: str, match: re.Match[str]) -> bool:
    before, after = markdown[: match.start()], markdown[match.end() :]
    begins = not before.strip() or bool(re.search(r"(?:[.!?…:}][»”)]?|\n|^\d+\.|\n\d+\.) *$", before))
    return begins and (not after.strip() or (after[0].isspace() and not after.lstrip()[0].islower()))


def _plain(text: Explainer, wording: Wording) -> Found:
    everything = (("title", text.title), ("summary", text.summary), *parts(text))
    for place, markdown in everything:
        yield from ((place, message) for message in _complaints_about_words(markdown, wording, text.language))
        if _FOREIGN.search(markdown):
            yield place, "holds an address, HTML, code or a picture: only need:, topic: and word: links, bold and lists"
        if place != "now" and re.search(r"^#", markdown, re.M):
            yield place, "holds a heading that is not one of the format's"


def _complaints_about_words(text: str, wording: Wording, language: str) -> Iterator[str]:
    for word, instead in wording.avoided(text, language):
        yield f"says {word!r}; say instead: {instead}"
    for figure in _FIGURE.findall(re.sub(r"^\d+\. ", "", text, flags=re.M)):
        if figure != _ALLOWED_FIGURE:
            yield f"holds the figure {figure}: figures and numbers come from facts.toml or the directory, by a reference"
    if _EMAIL.search(text):
        yield "holds an e-mail address: addresses come from the directory"


def check_glossary(library: Library, wording: Wording, language: str) -> list[Complaint]:
    """List every complaint about one language's glossary."""
    file = f"glossary/{language}.toml"
    english, own = library.glossaries["en"], library.glossaries[language]
    found = []
    if missing := set(english) - set(own):
        found.append(Complaint(file, "words", f"lacks {', '.join(sorted(missing))}"))
    if added := set(own) - set(english):
        found.append(Complaint(file, "words", f"has {', '.join(sorted(added))}, which the English one has not"))
    if len(own) not in GLOSSARY_RANGE:
        found.append(Complaint(file, "words", f"has {len(own)} words; from {GLOSSARY_RANGE.start} to {GLOSSARY_RANGE.stop - 1}"))
    for key, entry in own.items():
        messages = list(_complaints_about_words(f"{entry.word}. {entry.meaning}", wording, language))
        if len(sentences(entry.meaning)) != 1 or len(words(entry.meaning)) > LONGEST_SENTENCE[TopicAudience.CHILD]:
            messages.append(f"the meaning is one sentence of at most {LONGEST_SENTENCE[TopicAudience.CHILD]} words")
        found.extend(Complaint(file, key, message) for message in messages)
    return found


def check_justice(library: Library, wording: Wording, language: str) -> list[Complaint]:
    """List every complaint about one language's words for the justice path."""
    file = f"justice/{language}.toml"
    if not (library.folder / file).exists():
        return [Complaint(file, "file", "does not exist yet")]
    try:
        path = justice.justice_path(library.folder, language)
    except BrokenText as error:
        return [Complaint(file, "form", str(error))]
    found = []
    if len(path.steps) > justice.MOST_STEPS:
        found.append(Complaint("justice/steps.toml", "steps", f"has {len(path.steps)}; at most {justice.MOST_STEPS}"))
    texts = [("opening", path.opening), ("closing", path.closing)]
    texts += [(f"{step.id}.{name}", getattr(step, name)) for step in path.steps for name in ("title", "who", "ask")]
    for place, text in texts:
        messages = list(_complaints_about_words(text, wording, language))
        if any(len(words(sentence)) > LONGEST_SENTENCE[TopicAudience.CHILD] for sentence in sentences(text)):
            messages.append(f"a sentence has more than {LONGEST_SENTENCE[TopicAudience.CHILD]} words")
        found.extend(Complaint(file, place, message) for message in messages)
    return found


def check_shared(library: Library) -> list[Complaint]:
    """List every complaint about what all languages share: treaty articles, sources and their dates, words nobody links to."""
    found = []
    for topic in library.topics:
        for reference in topic.treaties:
            treaty, _, article = reference.partition(" ")
            if treaty not in library.treaties or article not in library.treaties[treaty].articles:
                found.append(Complaint("topics.toml", topic.slug, f"{reference} is not among the checked articles of treaties.toml"))
        for source in topic.sources:
            if source not in library.sources:
                found.append(Complaint("topics.toml", topic.slug, f"the source {source} is not in sources.toml"))
        for name in sorted({reference.partition(" ")[0] for reference in topic.treaties} & set(library.treaties)):
            if library.treaties[name].source not in topic.sources:
                found.append(Complaint("topics.toml", topic.slug, f"names {name} but not its source {library.treaties[name].source}"))
    for entry in library.sources.values():
        if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", entry.read) or not re.fullmatch(r"(\d{4}(-\d{2}(-\d{2})?)?)?", entry.date):
            found.append(Complaint("sources.toml", entry.id, "has a date (its own, or empty) and a month in which it was read"))
        if not entry.url.startswith("https://"):
            found.append(Complaint("sources.toml", entry.id, "has an address that begins with https://"))
    used = [("facts.toml", name, fact.source) for name, fact in library.facts.items()]
    used += [("removal.toml", tool.id, source) for tool in library.tools.values() for source in tool.sources]
    used += [("treaties.toml", treaty.id, treaty.source) for treaty in library.treaties.values()]
    found.extend(
        Complaint(file, place, f"the source {source} is not in sources.toml")
        for file, place, source in used
        if source not in library.sources
    )
    linked = {target for text in library.explainers["en"].values() for target in text.links(LinkKind.WORD)}
    found.extend(Complaint("glossary/en.toml", word, "no text links to it") for word in sorted(set(library.glossaries["en"]) - linked))
    return found
