"""The buttons of the page of rights: to topics, to the needs of Find help, to the other pages of texts, and the files to print."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

import streamlit as st

from pages.ui import state
from services.cards import words
from services.language.catalogue import Translator
from services.rights import paper
from services.rights.paper import Paper
from services.search.query import Need


def back(t: Translator) -> None:
    """Offer the way back to all topics."""
    st.button(t("All topics"), key="rights_all", icon=":material/arrow_back:", type="tertiary", on_click=state.open_rights, args=("",))


def cards(key: str, texts: Sequence[tuple[str, str, str]]) -> None:
    """Offer topics as big cards: slug, title and one sentence each."""
    if texts:
        with st.container(key=f"rights_{key}"):
            for slug, title, summary in texts:
                label = f"**{title}**\n\n{summary}"
                st.button(label, key=f"topic_{slug}", on_click=state.open_rights, args=(slug,))


def ways(pages: Iterable[tuple[str, str]]) -> None:
    """Offer the page's own other texts: what to open, and its title."""
    for what, title in pages:
        st.button(title, key=f"open_{what}", icon=":material/arrow_forward:", on_click=state.open_rights, args=(what,))


def needs(found: Iterable[Need], t: Translator) -> None:
    """End in a person: each button opens Find help with that need chosen."""
    wanted = tuple(dict.fromkeys(found)) or (Need.TALK,)
    st.subheader(t("Find somebody who can help"), anchor=False)
    with st.container(key="rights_needs"):
        for need in wanted:
            if st.button(words.need(t, need), key=f"need_{need.value}"):
                state.choose_need(need)
                st.switch_page("find_help.py")


def more(topics: Sequence[tuple[str, str]], t: Translator) -> None:
    """Offer the topics that a text names."""
    if topics:
        st.subheader(t("Read more"), anchor=False)
        with st.container(key="rights_more"):
            for slug, title in topics:
                st.button(title, key=f"topic_{slug}", on_click=state.open_rights, args=(slug,))


def from_cards(topics: Sequence[tuple[str, str]], t: Translator) -> None:
    """Offer, beside an answer, the topics that its cards name; each button opens the page of rights."""
    if topics:
        st.subheader(t("Your rights"), anchor=False)
        with st.container(key="rights_more"):
            for slug, title in topics:
                if st.button(title, key=f"topic_{slug}"):
                    state.open_rights(slug)
                    st.switch_page("rights.py")


def neighbours(before: tuple[str, str] | None, after: tuple[str, str] | None) -> None:
    """Offer the topics before and after: slug and title each, ``None`` at either end."""
    with st.container(key="rights_neighbours", horizontal=True, horizontal_alignment="distribute"):
        if before:
            st.button(before[1], key="rights_before", icon=":material/arrow_back:", on_click=state.open_rights, args=(before[0],))
        if after:
            st.button(
                after[1],
                key="rights_after",
                icon=":material/arrow_forward:",
                icon_position="right",
                on_click=state.open_rights,
                args=(after[0],),
            )


def papers(draw: Callable[[bool], Paper], t: Translator, *, with_numbers: bool = True) -> None:
    """Offer a text as a small file to print, openly titled or without telling words in its title; drawn when it is asked for.

    ``with_numbers``: a country is chosen, or the text names no numbers.
    """
    with st.container(key="rights_print", horizontal=True):
        for discreet, label, name in (
            (False, t("To print (A5)"), paper.OPEN_FILE),
            (True, t("To print, with a title that tells nothing"), paper.DISCREET_FILE),
        ):
            st.download_button(
                label,
                data=partial(_file, draw, discreet),
                file_name=name,
                mime="text/html",
                on_click="ignore",
                key=f"rights_{name.partition('-')[0]}",
                icon=":material/print:",
                type="tertiary",
            )
    if not with_numbers:
        st.caption(t("Numbers are printed once a country is chosen on this page."))


def _file(draw: Callable[[bool], Paper], discreet: bool) -> str:
    return paper.file(draw(discreet))
