"""An explainer as a page shows it: headings in the reader's language, facts of the chosen country filled in, links led somewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from services.directory.edition import Directory
from services.language.catalogue import N_, Translator
from services.rights.library import Library
from services.rights.markup import Leads, Phrase, nowhere, phrase_html, to_html, to_text
from services.rights.model import LINK, Explainer, LinkKind, SectionId, Source, TopicAudience
from services.rights.references import references
from services.search.query import Need

_HEADINGS = {
    SectionId.IN_SHORT: N_("In short"),
    SectionId.MORE: N_("More about it"),
    SectionId.QUESTIONS: N_("Questions children ask"),
    SectionId.NOW: N_("What you can do now"),
    SectionId.CAREGIVERS: N_("For parents and carers"),
}
#: Adults are not called "tu": their heading differs in English, too, so that it has a translation of its own.
_ADULT_HEADINGS = {
    SectionId.QUESTIONS: N_("Questions people ask"),
    SectionId.NOW: N_("Steps you can take now"),
    SectionId.CAREGIVERS: N_("For people close by"),
}
_NOT_THERE = {
    TopicAudience.CHILD: N_("This text is not in your language yet. You see it in {language}."),
    TopicAudience.ADULT: N_("This text does not exist in the language of this page yet. It is shown in {language}."),
}
_STEP = re.compile(r"^\d+\. ", re.M)


@dataclass(frozen=True, slots=True)
class FilledPart:
    """A part of a text as safe HTML and as plain words (to print, or to be read aloud), with what its links lead to, in order."""

    html: str
    text: str
    needs: tuple[Need, ...] = ()
    topics: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FilledQuestion:
    """A question in plain words, and its answer."""

    question: str
    answer: FilledPart


@dataclass(frozen=True, slots=True)
class FilledExplainer:
    """One topic ready to be shown in one language for one country.

    ``headings`` are by section; ``steps`` are those of ``now``, one by one, so that a page can set a button beside each; ``needs``
    are all that the text leads to. ``notes`` stand at the foot: review, language, treaties. ``treaties`` are lines of plain text.
    """

    explainer: Explainer
    headings: Mapping[SectionId, str]
    in_short: FilledPart
    more: FilledPart
    questions: tuple[FilledQuestion, ...]
    now: FilledPart
    steps: tuple[FilledPart, ...]
    caregivers: FilledPart
    needs: tuple[Need, ...]
    notes: tuple[str, ...]
    treaties: tuple[str, ...]
    sources: tuple[Source, ...]


def filled(
    library: Library, explainer: Explainer, directory: Directory, country: str, today: date, t: Translator, leads: Leads | None = None
) -> FilledExplainer:
    """Fill an explainer in for a country (``""``: none chosen yet).

    ``t`` speaks the language of the page; ``leads`` gives the address of a link; without it the text is for paper: the words of a
    link stay without a tap, and no sentence asks to choose a country.
    """
    facts = references(library, directory, country, today, t, explainer.topic.audience, on_paper=leads is None)
    leads = leads or nowhere

    def part(markdown: str) -> FilledPart:
        return _part(markdown, facts, leads)

    return FilledExplainer(
        explainer=explainer,
        headings=headings(explainer.topic.audience, t),
        in_short=part(explainer.in_short),
        more=part(explainer.more),
        questions=tuple(FilledQuestion(to_text(pair.question), part(pair.answer)) for pair in explainer.questions),
        now=part(explainer.now),
        steps=tuple(part(step.strip()) for step in _STEP.split(explainer.now) if step.strip()),
        caregivers=part(explainer.caregivers),
        needs=tuple(Need(need) for need in explainer.links(LinkKind.NEED)),
        notes=notes(explainer, t),
        treaties=treaty_lines(library, explainer, t),
        sources=tuple(library.sources[source] for source in explainer.topic.sources),
    )


def _part(markdown: str, facts: Mapping[str, Phrase], leads: Leads) -> FilledPart:
    targets: dict[str, dict[str, None]] = {kind: {} for kind in LinkKind}
    for match in LINK.finditer(markdown):
        targets[match[2]][match[3]] = None
    return FilledPart(
        html=to_html(markdown, facts, leads),
        text=to_text(markdown, facts),
        needs=tuple(Need(need) for need in targets[LinkKind.NEED]),
        topics=tuple(targets[LinkKind.TOPIC]),
        words=tuple(targets[LinkKind.WORD]),
    )


def headings(audience: TopicAudience, t: Translator) -> dict[SectionId, str]:
    """Name the sections in the reader's language."""
    return {
        section: t(_ADULT_HEADINGS.get(section, heading) if audience is TopicAudience.ADULT else heading)
        for section, heading in _HEADINGS.items()
    }


def notes(explainer: Explainer, t: Translator) -> tuple[str, ...]:
    """Say truly who has reviewed the text, and whether it is in the language that was asked for."""
    said = []
    if explainer.is_fallback:
        missing = _NOT_THERE[explainer.topic.audience]
        said.append(t(missing, language=t.language_name(explainer.language)))
    if explainer.reviewed_on is None:
        said.append(t("Not yet reviewed by a child-protection expert in this language."))
    else:
        day = t.day(explainer.reviewed_on)
        said.append(t("Reviewed on {day} by: {role}.", day=day, role=explainer.reviewer_role))
    return tuple(said)


def treaty_lines(library: Library, explainer: Explainer, t: Translator) -> tuple[str, ...]:
    """Name the treaty articles a topic rests on, one line a treaty, and last that a treaty binds only those who joined it."""
    articles: dict[str, list[str]] = {}
    for reference in explainer.topic.treaties:
        treaty, _, article = reference.partition(" ")
        articles.setdefault(treaty, []).append(article)
    lines = []
    for key, numbers in articles.items():
        name, several = library.treaties[key].names[t.language], ", ".join(numbers)
        if len(numbers) == 1:
            lines.append(t("{treaty}: article {articles}.", treaty=name, articles=several))
        else:
            lines.append(t("{treaty}: articles {articles}.", treaty=name, articles=several))
    return (*lines, t("A treaty counts only in countries that joined it."))


def phrase(library: Library, name: str, directory: Directory, country: str, today: date, t: Translator) -> str:
    """Give one reference as HTML, for a page that shows it outside of a text.

    Raises ``KeyError`` where there is no such reference.
    """
    return phrase_html(references(library, directory, country, today, t)[name])
