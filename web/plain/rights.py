"""The rights explainers as plain pages: the topics, one of them, the words, the path for pictures, the way through the justice system."""

from __future__ import annotations

import re
from typing import Any

from services.rights.fill import FilledExplainer, FilledPart, filled
from services.rights.justice import justice_path
from services.rights.model import LinkKind, SectionId
from services.rights.pictures import pictures_path
from web.plain.asked import Asked, Unknown
from web.plain.views import Reading, View

#: A link inside a text of ours: it becomes a button, so that no address tells what was read.
_LINK = re.compile(r'<a class="(?:need|topic)" href="#(need|topic):([a-z0-9_-]+)">(.*?)</a>', re.S)
_WORD = re.compile(r'<a class="word" href="#word-')


def _leads(kind: LinkKind, target: str) -> str:
    return f"#word-{target}" if kind is LinkKind.WORD else f"#{kind}:{target}"


def _with_buttons(text: str) -> str:
    return _LINK.sub(r'<button class="l" name="go" value="\1:\2">\3</button>', text)


def topics(asked: Asked, reading: Reading) -> View:
    """List all topics that have a text, in their order."""
    library = reading.sources.library()
    found = [library.explainer(topic.slug, reading.t.language) for topic in library.topics if topic.slug in library.explainers["en"]]
    return View("topics.html", {"topics": found}, asked)


def topic(asked: Asked, reading: Reading) -> View:
    """Show one explainer, filled in for the country where one is known; a topic that we do not have raises ``Unknown``."""
    library, t = reading.sources.library(), reading.t
    try:
        explainer = library.explainer(asked.target, t.language)
    except KeyError:
        raise Unknown(asked.country) from None
    text = filled(library, explainer, reading.sources.directory(), asked.country, reading.now.date(), t, _leads)
    values: dict[str, Any] = {
        "text": text,
        "sections": SectionId,
        "buttons": _with_buttons,
        "words": [library.word(word, t.language) for word in _words(text)],
        "neighbours": [library.explainer(one.slug, t.language) for one in library.neighbours(asked.target) if one],
    }
    return View("topic.html", values, asked)


def _words(text: FilledExplainer) -> tuple[str, ...]:
    read: list[FilledPart] = [text.in_short, text.more, *(pair.answer for pair in text.questions), text.now, text.caregivers]
    return tuple(dict.fromkeys(word for part in read for word in part.words))


def glossary(asked: Asked, reading: Reading) -> View:
    """Show all words with their meanings, in the reader's alphabet."""
    library, t = reading.sources.library(), reading.t
    found = [library.word(word, t.language) for word in library.glossaries.get("en", {})]
    return View("glossary.html", {"words": sorted(found, key=lambda word: word.word.casefold())}, asked)


def pictures(asked: Asked, reading: Reading) -> View:
    """Show what can be done about pictures: tools, hotlines, helplines."""
    sources = reading.sources
    path = pictures_path(sources.library(), sources.directory(), asked.country, reading.now.date(), reading.t)
    return View("pictures.html", {"path": path}, asked)


def steps(asked: Asked, reading: Reading) -> View:
    """Show the way from telling somebody to what comes after a court."""
    path = justice_path(reading.sources.library().folder, reading.t.language)
    return View("steps.html", {"path": path}, asked)
