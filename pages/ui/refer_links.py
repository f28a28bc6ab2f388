"""The shortlist's link on the cards of Find help: only for somebody who opened the worker's page in this session, never for a child."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from markupsafe import Markup

from pages.ui import refer_plan, state
from services.directory.model import Listing
from services.language.catalogue import Translator
from services.referral import shortlist
from services.referral.model import Chosen, ChosenFor
from services.search.query import Answer, GroupKind

_LINK = Markup('<p class="wm-add"><a href="#shortlist_{id}">{words}<span class="wm-sr">: {name}</span></a></p>')


def on_card(t: Translator) -> Callable[[Listing], Markup]:
    """Give what ends each card: a link to the shortlist where a worker refers, nothing for anybody else."""
    if not state.refers():
        return lambda _listing: Markup()
    some = state.shortlist()

    def link(listing: Listing) -> Markup:
        words = t("On the shortlist") if shortlist.holds(some, listing.id) else t("Add to shortlist")
        return _LINK.format(id=listing.id, words=words, name=listing.name)

    return link


def behind(found: Answer, t: Translator) -> None:
    """Draw the buttons that the links press; they are not seen, for the links stand where they belong."""
    if not state.refers():
        return
    shown = {match.listing.id: None for group in found.groups if group.kind is not GroupKind.RIGHT_NOW for match in group.matches}
    with st.container(key="shortlist_buttons"):
        for listing_id in shown:
            st.button(t("Add to shortlist"), key=f"shortlist_{listing_id}", on_click=_turn, args=(listing_id,))


def under_map(listing_id: str, t: Translator) -> None:
    """Offer the listing that was tapped on the map."""
    if state.refers():
        refer_plan.add(listing_id, f"map_{listing_id}", t, Chosen(listing_id, ChosenFor.BEST_FIT))


def _turn(listing_id: str) -> None:
    some = state.shortlist()
    held = shortlist.holds(some, listing_id)
    state.keep_shortlist(shortlist.remove(some, listing_id) if held else shortlist.add(some, listing_id))
