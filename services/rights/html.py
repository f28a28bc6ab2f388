"""Draws explainers and paths as HTML: templates, escaped, for Streamlit's ``st.html``; what is printed is drawn in ``paper``."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from markupsafe import Markup

from services import templates
from services.language.catalogue import Translator
from services.rights import pictograms
from services.rights.cards import CardTopic
from services.rights.fill import FilledExplainer, FilledPart
from services.rights.justice import JusticePath
from services.rights.model import LinkKind, SectionId, Word
from services.rights.pictures import ToolCard
from services.rights.search import plain

#: In this order a text is read: what helps at once stands before what explains.
YOUNGER = (SectionId.IN_SHORT, SectionId.NOW, SectionId.QUESTIONS)
OLDER = (SectionId.IN_SHORT, SectionId.NOW, SectionId.MORE, SectionId.QUESTIONS, SectionId.CAREGIVERS)

_FOLDER = Path(__file__).parent / "templates"
_WORD = re.compile(r'<a class="word" href="#word-([a-z0-9_-]+)">(.*?)</a>', re.S)


def leads(kind: LinkKind, target: str) -> str:
    """Lead a link to the button, or the meaning of a word, that stands on the same page: no address tells what was read."""
    return f"#{kind}-{target}" if kind is LinkKind.WORD else f"#{kind}_{target}"


def draw(template: str, **values: object) -> Markup:
    """Fill one of this room's templates; every value that is not markup already is escaped."""
    return templates.draw(_FOLDER, template, **values)


def _tappable(part: FilledPart) -> Markup:
    """Give a part with its words of the glossary as buttons that show their meaning; the browser does that without a script."""
    return Markup(_WORD.sub(r'<button type="button" class="wm-word" popovertarget="word-\1">\2</button>', part.html))  # noqa: S704 - escaped before


def parts(text: FilledExplainer, sections: Collection[SectionId]) -> tuple[FilledPart, ...]:
    """List the parts of a text that stand in some sections, in reading order; each answer is a part."""
    of = {
        SectionId.IN_SHORT: (text.in_short,),
        SectionId.NOW: (text.now,),
        SectionId.MORE: (text.more,),
        SectionId.QUESTIONS: tuple(pair.answer for pair in text.questions),
        SectionId.CAREGIVERS: (text.caregivers,),
    }
    return tuple(part for section in OLDER if section in sections for part in of[section])


def topic(text: FilledExplainer, sections: Collection[SectionId], t: Translator) -> Markup:
    """Draw an explainer: "in short" first, the steps open, all else one tap away."""
    return draw(
        "topic.html",
        text=text,
        explainer=text.explainer,
        sections=SectionId,
        shown=frozenset(sections),
        tappable=_tappable,
        sign=pictograms.alternative(text.explainer.topic.slug, t),
        t=t,
    )


def foot(text: FilledExplainer, t: Translator) -> Markup:
    """Draw what stands below a text: who has reviewed it, and where it comes from."""
    return draw("foot.html", text=text, t=t)


def meanings(words: Iterable[Word], t: Translator) -> Markup:
    """Draw the meanings that a tap on a word shows, each unseen until then."""
    return draw("meanings.html", words=tuple(words), t=t)


def glossary(words: Iterable[Word], t: Translator) -> Markup:
    """Draw all words with their meanings, in the reader's alphabet."""
    return draw("glossary.html", words=in_order(words), t=t)


def in_order(words: Iterable[Word]) -> list[Word]:
    """Put words in the order of the alphabet; accents and quotation marks do not count."""
    return sorted(words, key=lambda word: plain(word.word).lstrip('«“"'))


def justice(path: JusticePath, t: Translator, titles: Mapping[str, str]) -> Markup:
    """Draw the way to justice as a line of steps; ``titles`` are those of the topics that explain them, by slug."""
    return draw("justice.html", path=path, titles=titles, t=t)


def first_steps(text: FilledExplainer, t: Translator) -> Markup:
    """Draw what to do first when somebody has pictures, before any tool."""
    return draw("first_steps.html", text=text, t=t)


def tools(cards: Sequence[ToolCard], others: Sequence[str], t: Translator) -> Markup:
    """Draw the tools that help with pictures, and what police and helplines can do."""
    return draw("tools.html", cards=cards, others=others, t=t)


def card_topics(topics: Sequence[CardTopic], t: Translator) -> Markup:
    """Draw the questions that matter for one listing, folded away, with what is known about it."""
    return draw("card_topics.html", topics=topics, t=t)
