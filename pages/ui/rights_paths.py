"""Two whole ways on the page of rights: what to do about pictures, and from telling somebody to a court's decision."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from pages.ui import cached, cards, rights_links, state
from services.language.catalogue import Translator
from services.rights import html, paper
from services.rights.fill import filled
from services.rights.justice import justice_path
from services.rights.library import Library
from services.rights.pictures import pictures_path
from services.rights.references import Contact

ONLINE = "online"


def pictures(library: Library, country: str, t: Translator) -> None:
    """Show the whole way for pictures: first steps, tools, what others can do, and the country's own lines as cards."""
    now = state.now()
    text = filled(library, library.explainer(ONLINE, t.language), cached.directory(), country, now.date(), t, html.leads)
    path = pictures_path(library, cached.directory(), country, now.date(), t)
    rights_links.back(t)
    st.html(html.first_steps(text, t))
    rights_links.needs(text.now.needs, t)
    st.html(html.tools(path.tools, path.others, t))
    _lines(path.hotlines, t("Where to report pictures or pages online"), t)
    _lines(path.helplines, t("Helpline for children and young people"), t)
    if not country:
        st.markdown(t("Choose your country on this page to see where pictures can be reported."))
    topics = [library.explainer(slug, t.language) for slug in dict.fromkeys((ONLINE, *text.now.topics))]
    rights_links.more([(topic.topic.slug, topic.title) for topic in topics], t)
    printed = filled(library, text.explainer, cached.directory(), country, now.date(), t)
    rights_links.papers(partial(paper.pictures, printed, path, now.date(), t), t, with_numbers=bool(country))
    st.html(html.foot(text, t))


def _lines(contacts: Sequence[Contact], heading: str, t: Translator) -> None:
    if contacts:
        st.subheader(heading, anchor=False)
        for contact in contacts:
            cards.listing(cached.directory(), cached.index(), contact.listing, t, state.now())


def steps(library: Library, t: Translator) -> None:
    """Show the way to justice as a line of steps, each with the topic that explains it."""
    path = justice_path(library.folder, t.language)
    titles = {step.topic: library.explainer(step.topic, t.language).title for step in path.steps}
    rights_links.back(t)
    st.html(html.justice(path, t, titles))
    rights_links.more(list(titles.items()), t)
    rights_links.needs((), t)
    rights_links.papers(partial(paper.justice, path, state.now().date(), t), t)
