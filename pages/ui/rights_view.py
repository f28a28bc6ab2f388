"""The texts on rights: all topics with their search, one topic as it is read, and the words explained."""

from __future__ import annotations

from functools import partial

import streamlit as st

from pages.ui import cached, rights_links, rights_paths, state
from services import paths
from services.language.catalogue import Translator
from services.rights import html, paper, search
from services.rights.fill import FilledExplainer, FilledPart, filled
from services.rights.justice import justice_path
from services.rights.library import Library
from services.rights.markup import Leads
from services.rights.model import Explainer, SectionId, TopicAudience

PICTURES, STEPS, WORDS = "pictures-path", "steps-path", "words"
MOST_TYPED = 120


def show(library: Library, what: str, country: str, t: Translator) -> None:
    """Show what is open: a topic, one of the ways, the words, or all topics."""
    if what == PICTURES:
        rights_paths.pictures(library, country, t)
    elif what == STEPS:
        rights_paths.steps(library, t)
    elif what == WORDS:
        rights_links.back(t)
        entries = [library.word(word, t.language) for word in library.glossaries["en"]]
        st.html(html.glossary(entries, t))
        rights_links.papers(partial(paper.glossary, entries, state.now().date(), t), t)
    elif what:
        _topic(library, library.explainer(what, t.language), country, t)
    else:
        _topics(library, t)


def _topics(library: Library, t: Translator) -> None:
    st.html(f'<header class="wm-title" data-wm-place="topics"><div><h1>{t("Your rights")}</h1></div></header>')
    st.markdown(t("Short texts about what you may ask for and what happens next. Each one leads to people who can help you."))
    found = _search(library, t)
    texts = [library.explainer(topic.slug, t.language) for topic in library.topics if topic.slug in library.explainers["en"]]
    left = [text for text in texts if text.topic.slug not in found]
    if found:
        st.subheader(t("All other topics"), anchor=False)
    children, adults = (
        [(text.topic.slug, text.title, text.summary) for text in left if text.topic.audience is audience]
        for audience in (TopicAudience.CHILD, TopicAudience.ADULT)
    )
    rights_links.cards("topics", children)
    with st.container(key="rights_ways"):
        rights_links.ways(
            (
                (PICTURES, t("All tools and hotlines for pictures")),
                (STEPS, t("The way to justice, step by step")),
                (WORDS, t("Words explained")),
            )
        )
    if adults:
        st.subheader(t("For adults"), anchor=False)
        rights_links.cards("adults", adults)


def _search(library: Library, t: Translator) -> tuple[str, ...]:
    """Ask for words and show the topics that fit, whose slugs are given back; what is typed goes nowhere else."""
    with st.form("rights_find", border=False), st.container(key="rights_box", horizontal=True, vertical_alignment="bottom"):
        st.text_input(t("What do you want to know?"), key=state.search_key(), max_chars=MOST_TYPED, autocomplete="off")
        st.form_submit_button(t("Search"), key="rights_go")
    typed = state.searched()
    if not typed.strip():
        return ()
    hits = search.find(library, typed, t.language)
    said = (
        t.n("{number} topic fits", "{number} topics fit", len(hits))
        if hits
        else t("Nothing in our texts fits that. Try another word, or look through the topics.")
    )
    st.html(f'<p class="wm-count" role="status">{said}</p>')
    rights_links.cards("hits", [(hit.slug, hit.title, hit.question or hit.summary) for hit in hits])
    return tuple(hit.slug for hit in hits)


def _filled(library: Library, explainer: Explainer, country: str, t: Translator, leads: Leads | None = None) -> FilledExplainer:
    return filled(library, explainer, cached.directory(), country, state.now().date(), t, leads)


def _topic(library: Library, explainer: Explainer, country: str, t: Translator) -> None:
    text = _filled(library, explainer, country, t, html.leads)
    with st.container(key="rights_top", horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        rights_links.back(t)
        sections = html.OLDER if explainer.topic.audience is TopicAudience.ADULT else _switch(t)
    read = html.parts(text, sections)
    st.html(html.topic(text, sections, t))
    words = dict.fromkeys(word for part in read for word in part.words)
    if words:
        st.html(html.meanings((library.word(word, t.language) for word in words), t))
    rights_links.needs([need for part in read for need in part.needs], t)
    _onwards(library, explainer, read, t)
    printed = _filled(library, explainer, country, t)
    rights_links.papers(partial(paper.topic, printed, paths.STATIC / "pictograms", state.now().date(), t), t, with_numbers=bool(country))
    st.html(html.foot(text, t))


def _onwards(library: Library, explainer: Explainer, read: tuple[FilledPart, ...], t: Translator) -> None:
    """Offer the ways and topics that belong to a text, and its neighbours."""
    slug = explainer.topic.slug
    if slug == rights_paths.ONLINE:
        rights_links.ways(((PICTURES, t("All tools and hotlines for pictures")),))
    if slug in {step.topic for step in justice_path(library.folder, t.language).steps}:
        rights_links.ways(((STEPS, t("The way to justice, step by step")),))
    named = dict.fromkeys(topic for part in read for topic in part.topics if topic != slug)
    rights_links.more([(topic, library.explainer(topic, t.language).title) for topic in named], t)
    rights_links.neighbours(
        *((one.slug, library.explainer(one.slug, t.language).title) if one else None for one in library.neighbours(slug))
    )


def _switch(t: Translator) -> tuple[SectionId, ...]:
    names = {state.YOUNGER: t("Younger readers"), state.OLDER: t("Older readers")}
    st.segmented_control(
        t("How much do you want to read?"),
        list(names),
        format_func=names.__getitem__,
        default=state.YOUNGER if state.younger() else state.OLDER,
        key=state.READING,
        on_change=state.choose_younger,
        label_visibility="collapsed",
        required=True,
    )
    return html.YOUNGER if state.younger() else html.OLDER
