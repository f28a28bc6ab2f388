"""The answer on the page: what was asked, who answers, what to loosen, and the map; rerun by itself when a filter changes."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from pages.ui import cached, cards, controls, map_view, refer_links, rights_links, state
from services.cards import words
from services.language.catalogue import Translator
from services.search import answer as answering
from services.search import describe
from services.search.query import Answer, GroupKind


@st.fragment
def show(t: Translator) -> None:
    """Answer the session's query."""
    now = state.now()
    found = answering.answer(cached.index(), state.query(), now)
    if not found.query.where:
        _anywhere(found, t, now)
        return
    _lead(found, t)
    controls.filters(found, t)
    _loosen(found, t)
    if far := words.nothing_near(t, found):
        st.markdown(far)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        topics = cards.groups(found, t, now, skip=(GroupKind.RIGHT_NOW,), more=refer_links.on_card(t))
        refer_links.behind(found, t)
        _rights(topics, t)
    with right:
        map_view.show(found, t, now)


def _anywhere(found: Answer, t: Translator, now: datetime) -> None:
    """Without a country: say that one is wanted, and show at once what helps from anywhere."""
    st.markdown(t("Say where you are, or pick your country above. Then you see the emergency number and who can help."))
    _rights(cards.groups(found, t, now), t)


def _rights(topics: tuple[str, ...], t: Translator) -> None:
    """Offer the topics that the cards' questions lead to."""
    library = cached.library()
    rights_links.from_cards([(slug, library.explainer(slug, t.language).title) for slug in topics], t)


def _lead(found: Answer, t: Translator) -> None:
    st.subheader(describe.describe(found.query, t), anchor=False)
    st.html(f'<p class="wm-count" role="status">{_count(found.total, t)}</p>')


def _count(total: int, t: Translator) -> str:
    return t.n("{number} place or line in our list", "{number} places and lines in our list", total)


def _loosen(found: Answer, t: Translator) -> None:
    if not found.loosen:
        return
    st.markdown(t("Nothing in our list fits all of this. That does not mean that there is nothing. You can let go of one wish:"))
    with st.container(key="loosen", horizontal=True):
        for loosening in found.loosen:
            st.button(
                words.loosening(t, loosening), key=f"loosen_{loosening.filter}", on_click=state.clear_filter, args=(loosening.filter,)
            )
