"""Draws explainers, paths and leaflets as HTML: templates, escaped, for Streamlit's ``st.html``, for files and for print."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from services.language.catalogue import Translator
from services.rights.cards import CardTopic
from services.rights.fill import FilledExplainer, FilledPart
from services.rights.justice import JusticePath
from services.rights.model import LinkKind, SectionId, Word
from services.rights.pictures import ToolCard

#: In this order a text is read: what helps at once stands before what explains.
YOUNGER = (SectionId.IN_SHORT, SectionId.NOW, SectionId.QUESTIONS)
OLDER = (SectionId.IN_SHORT, SectionId.NOW, SectionId.MORE, SectionId.QUESTIONS, SectionId.CAREGIVERS)

_WORD = re.compile(r'<a class="word" href="#word-([a-z0-9_-]+)">(.*?)</a>', re.S)


def leads(kind: LinkKind, target: str) -> str:
    """Lead a link to the button, or the meaning of a word, that stands on the same page: no address tells what was read."""
    return f"#{kind}-{target}" if kind is LinkKind.WORD else f"#{kind}_{target}"


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _draw(template: str, **values: object) -> Markup:
    return Markup(_environment().get_template(template).render(**values))  # noqa: S704 - escaped by the template


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
    return _draw(
        "topic.html",
        text=text,
        explainer=text.explainer,
        sections=SectionId,
        shown=frozenset(sections),
        tappable=_tappable,
        t=t,
    )


def foot(text: FilledExplainer, t: Translator) -> Markup:
    """Draw what stands below a text: who has reviewed it, and where it comes from."""
    return _draw("foot.html", text=text, t=t)


def meanings(words: Iterable[Word], t: Translator) -> Markup:
    """Draw the meanings that a tap on a word shows, each unseen until then."""
    return _draw("meanings.html", words=tuple(words), t=t)


def glossary(words: Iterable[Word], t: Translator) -> Markup:
    """Draw all words with their meanings, in the reader's alphabet."""
    return _draw("glossary.html", words=sorted(words, key=lambda word: word.word.casefold()), t=t)


def justice(path: JusticePath, t: Translator, titles: Mapping[str, str]) -> Markup:
    """Draw the way to justice as a line of steps; ``titles`` are those of the topics that explain them, by slug."""
    return _draw("justice.html", path=path, titles=titles, t=t)


def first_steps(text: FilledExplainer, t: Translator) -> Markup:
    """Draw what to do first when somebody has pictures, before any tool."""
    return _draw("first_steps.html", text=text, t=t)


def tools(cards: Sequence[ToolCard], others: Sequence[str], t: Translator) -> Markup:
    """Draw the tools that help with pictures, and what police and helplines can do."""
    return _draw("tools.html", cards=cards, others=others, t=t)


def card_topics(topics: Sequence[CardTopic], t: Translator) -> Markup:
    """Draw the questions that matter for one listing, folded away, with what is known about it."""
    return _draw("card_topics.html", topics=topics, t=t)


def leaflet(text: FilledExplainer, today: date, t: Translator, discreet: bool = False) -> str:
    """Lay an explainer out as a file of its own, A5 when printed; it fetches nothing, and its links are bare words but for numbers.

    ``discreet``: no title, summary or name of ours stands on it, so that a glance at the paper tells nothing; the text itself does.
    """
    return str(_draw("leaflet.html", text=text, explainer=text.explainer, sections=SectionId, today=t.day(today), discreet=discreet, t=t))
