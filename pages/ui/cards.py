"""Shows an answer's words: the emergency strip, the groups of cards, one card by itself."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import streamlit as st

from services.cards import html, parts
from services.cards.card import card
from services.language.catalogue import Translator
from services.search import answer as answering
from services.search.index import Index
from services.search.query import Answer, GroupKind, Match, Query


def emergency_strip(index: Index, country: str, now: datetime, t: Translator) -> None:
    """Show the emergency numbers and the child helplines of a country, above everything else."""
    group = answering.answer(index, Query(country=country), now, limit=4).group(GroupKind.RIGHT_NOW)
    if group is not None:
        st.html(parts.strip(group, country, t, now.date()))


def groups(found: Answer, t: Translator, now: datetime, skip: Collection[GroupKind] = ()) -> None:
    """Show every group of an answer with its heading, in the answer's own order."""
    for group in found.groups:
        if group.kind not in skip:
            st.html(parts.section(group, found.query, t, now.date()))


def one(match: Match, t: Translator, now: datetime) -> None:
    """Show one card."""
    st.html(html.render(card(match, t, now.date()), t))
