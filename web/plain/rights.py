"""The rights explainers as plain pages: topics and their search, one topic, the words, the ways for pictures and to justice, paper."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from services import paths
from services.cards import words
from services.language.catalogue import Translator
from services.rights import html, search
from services.rights import paper as papers
from services.rights.fill import FilledExplainer, filled
from services.rights.justice import justice_path
from services.rights.markup import Leads
from services.rights.model import LinkKind, SectionId, TopicAudience, Word
from services.rights.paper import Paper
from services.rights.pictures import PicturesPath, pictures_path
from services.rights.references import Contact
from services.search.query import Match, Need
from web.plain import cards
from web.plain.asked import Asked, Unknown
from web.plain.views import Reading, View

#: A link inside a text of ours: it becomes a button, so that no address tells what was read.
_LINK = re.compile(r'<a class="(?:need|topic)" href="#(need|topic):([a-z0-9_-]+)">(.*?)</a>', re.S)

#: What stands behind a topic's or a sheet's name in a button: for younger readers, and with a title that tells nothing.
YOUNGER, DISCREET = "younger", "quiet"
ONLINE = "online"


def _leads(kind: LinkKind, target: str) -> str:
    return f"#word-{target}" if kind is LinkKind.WORD else f"#{kind}:{target}"


def _with_buttons(younger: bool) -> Callable[[str], str]:
    """Turn the links of a text into buttons; younger readers stay younger readers on the text a link leads to."""

    def button(match: re.Match[str]) -> str:
        kind, target, shown = match.groups()
        suffix = f":{YOUNGER}" if younger and kind == "topic" else ""
        return f'<button class="l" name="go" value="{kind}:{target}{suffix}">{shown}</button>'

    return lambda text: _LINK.sub(button, text)


def topics(asked: Asked, reading: Reading) -> View:
    """List all topics that have a text, in their order; those that fit what was typed come first."""
    library, t = reading.sources.library(), reading.t
    found = [library.explainer(topic.slug, t.language) for topic in library.topics if topic.slug in library.explainers["en"]]
    hits = search.find(library, asked.text, t.language) if asked.text else ()
    fitting = {hit.slug for hit in hits}
    values = {
        "typed": asked.text,
        "hits": hits,
        "topics": [text for text in found if text.topic.slug not in fitting],
        "audience": TopicAudience,
        "suffix": f":{YOUNGER}" if asked.target == YOUNGER else "",
    }
    return View("topics.html", values, asked)


def topic(asked: Asked, reading: Reading) -> View:
    """Show one explainer, filled in for the country where one is known; a topic that we do not have raises ``Unknown``."""
    library, t = reading.sources.library(), reading.t
    slug, _, depth = asked.target.partition(":")
    text = _text(slug, asked, reading, _leads)
    explainer = text.explainer
    adults = explainer.topic.audience is TopicAudience.ADULT
    younger = depth == YOUNGER and not adults
    shown = html.YOUNGER if younger else html.OLDER
    parts = html.parts(text, shown)
    values: dict[str, Any] = {
        "text": text,
        "sections": SectionId,
        "shown": shown,
        "younger": younger,
        "may_switch": not adults,
        "buttons": _with_buttons(depth == YOUNGER),
        "words": [library.word(word, t.language) for word in dict.fromkeys(word for part in parts for word in part.words)],
        "needs": _needs((need for part in parts for need in part.needs), t),
        "on_the_way": slug in {step.topic for step in justice_path(library.folder, t.language).steps},
        "neighbours": [library.explainer(one.slug, t.language) if one else None for one in library.neighbours(slug)],
        "suffix": f":{YOUNGER}" if depth == YOUNGER else "",
        "countries": _countries(asked, reading),
    }
    return View("topic.html", values, asked)


def _countries(asked: Asked, reading: Reading) -> tuple[tuple[str, str], ...]:
    """Offer the countries where none is known yet: a text can name numbers only once it is."""
    return () if asked.country else reading.country_names


def _text(slug: str, asked: Asked, reading: Reading, leads: Leads | None = None) -> FilledExplainer:
    library = reading.sources.library()
    try:
        explainer = library.explainer(slug, reading.t.language)
    except KeyError:
        raise Unknown(asked.country) from None
    return filled(library, explainer, reading.sources.directory(), asked.country, reading.now.date(), reading.t, leads)


def _needs(found: Iterable[Need], t: Translator) -> list[tuple[Need, str]]:
    """Name the needs that a text leads to, somebody to talk to where it names none: every text ends in a person."""
    wanted = tuple(dict.fromkeys(found)) or (Need.TALK,)
    return [(need, words.need(t, need)) for need in wanted]


def _all_words(reading: Reading) -> list[Word]:
    library = reading.sources.library()
    return html.in_order(library.word(word, reading.t.language) for word in library.glossaries["en"])


def glossary(asked: Asked, reading: Reading) -> View:
    """Show all words with their meanings, in the reader's alphabet."""
    return View("glossary.html", {"words": _all_words(reading)}, asked)


def pictures(asked: Asked, reading: Reading) -> View:
    """Show what can be done about pictures: the first steps, tools, hotlines, helplines."""
    text, path = _text(ONLINE, asked, reading, _leads), _pictures_path(asked, reading)
    values = {
        "text": text,
        "path": path,
        "buttons": _with_buttons(younger=False),
        "needs": _needs(text.now.needs, reading.t),
        "hotlines": _lines(path.hotlines, reading),
        "helplines": _lines(path.helplines, reading),
        "countries": _countries(asked, reading),
    }
    return View("pictures.html", values, asked)


def _pictures_path(asked: Asked, reading: Reading) -> PicturesPath:
    sources = reading.sources
    return pictures_path(sources.library(), sources.directory(), asked.country, reading.now.date(), reading.t)


def _lines(contacts: Iterable[Contact], reading: Reading) -> list[tuple[str, Any]]:
    index, today = reading.sources.index(), reading.now.date()
    drawn = []
    for contact in contacts:
        row = reading.sources.row(contact.listing.id)
        match = Match(contact.listing, hours=index.hours(row, reading.now), trust=index.trust(row, today))
        drawn.append((contact.listing.id, cards.draw(match, reading.t, today)))
    return drawn


def steps(asked: Asked, reading: Reading) -> View:
    """Show the way from telling somebody to what comes after a court."""
    library, t = reading.sources.library(), reading.t
    path = justice_path(library.folder, t.language)
    titles = {step.topic: library.explainer(step.topic, t.language).title for step in path.steps}
    return View("steps.html", {"path": path, "titles": titles, "needs": _needs((), t)}, asked)


def paper(asked: Asked, reading: Reading) -> View:
    """Show a text as it is printed on A5: ``target`` names it, and after a colon that its title is to tell nothing."""
    what, _, wish = asked.target.removeprefix("topic:").partition(":")
    drawn = _PAPERS.get(what, _topic_paper)(what, asked, reading, wish == DISCREET)
    return View("paper.html", {"paper": drawn, "what": what if what in _PAPERS else f"topic:{what}"}, asked, strip=False)


def _topic_paper(slug: str, asked: Asked, reading: Reading, discreet: bool) -> Paper:
    return papers.topic(_text(slug, asked, reading), paths.STATIC / "pictograms", _today(reading), reading.t, discreet)


def _pictures_paper(_: str, asked: Asked, reading: Reading, discreet: bool) -> Paper:
    return papers.pictures(_text(ONLINE, asked, reading), _pictures_path(asked, reading), _today(reading), reading.t, discreet)


def _steps_paper(_: str, asked: Asked, reading: Reading, discreet: bool) -> Paper:
    return papers.justice(justice_path(reading.sources.library().folder, reading.t.language), _today(reading), reading.t, discreet)


def _words_paper(_: str, asked: Asked, reading: Reading, discreet: bool) -> Paper:
    return papers.glossary(_all_words(reading), _today(reading), reading.t, discreet)


def _today(reading: Reading) -> date:
    return reading.now.date()


_PAPERS: Mapping[str, Callable[[str, Asked, Reading, bool], Paper]] = {
    "pictures": _pictures_paper,
    "steps": _steps_paper,
    "words": _words_paper,
}
