"""Shows an answer's words: the emergency strip, the groups of cards, one card by itself."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime

import streamlit as st
from markupsafe import Markup

from services.cards import html, parts
from services.cards.card import card
from services.directory.edition import Directory
from services.directory.model import Listing
from services.language.catalogue import Translator
from services.rights import html as rights_html
from services.rights.cards import topics_for
from services.search import answer as answering
from services.search.index import Index
from services.search.query import Answer, GroupKind, Match, Query


def emergency_strip(index: Index, country: str, now: datetime, t: Translator) -> None:
    """Show the emergency numbers and the child helplines of a country, above everything else."""
    group = answering.answer(index, Query(country=country), now, limit=4).group(GroupKind.RIGHT_NOW)
    if group is not None:
        st.html(parts.strip(group, country, t, now.date()))


def groups(
    found: Answer,
    t: Translator,
    now: datetime,
    skip: Collection[GroupKind] = (),
    more: Callable[[Listing], Markup] = lambda _listing: Markup(),
) -> tuple[str, ...]:
    """Show every group of an answer with its heading, in the answer's own order; ``more`` ends each card.

    Each card asks the questions that matter for it; the topics they lead to are given back, so that buttons can lead there.
    """
    topics: dict[str, None] = {}

    def questions(listing: Listing) -> Markup:
        asked = topics_for(listing, t)
        topics.update((topic.slug, None) for topic in asked)
        return rights_html.card_topics(asked, t) + (more(listing) if more else Markup())

    for group in found.groups:
        if group.kind not in skip:
            st.html(parts.section(group, found.query, t, now.date(), questions))
    return tuple(topics)


def one(match: Match, t: Translator, now: datetime) -> None:
    """Show one card."""
    st.html(html.render(card(match, t, now.date()), t))


def listing(directory: Directory, index: Index, shown: Listing, t: Translator, now: datetime) -> None:
    """Show the card of a listing that no question was asked about."""
    position = next(place for place, row in enumerate(directory.listings) if row is shown)
    row = index.row(position)
    one(Match(shown, hours=index.hours(row, now), trust=index.trust(row, now.date())), t, now)
