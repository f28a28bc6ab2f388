"""The shortlist on the page: its order, its reasons, side by side, and the search over the whole directory that fills it."""

from __future__ import annotations

import streamlit as st

from pages.ui import cached, refer_find, state
from services.language.catalogue import Translator
from services.referral import drawn, shortlist, words
from services.referral.model import Chosen, ChosenFor


def show(t: Translator) -> None:
    """Show what was chosen, compare it, and offer to add more."""
    chosen = shortlist.known(state.shortlist(), cached.pool().ids)
    st.subheader(t("The shortlist"), anchor=False)
    if not chosen:
        st.markdown(t("Nothing is chosen yet. Choose from the plan, from Find help, or search below."))
    for place, one in enumerate(chosen):
        _one(one, place, len(chosen), t)
    _compare(chosen, t)
    refer_find.show(t)


def _one(one: Chosen, place: int, number: int, t: Translator) -> None:
    match = cached.pool().match(cached.pool().ids[one.listing_id], state.place(), state.now())
    lines = (words.step_title(t, one.step),) if one.step else ()
    with st.container(key=f"refer_chosen_{place}"):
        st.html(str(drawn.listing(match, lines, t, state.now().date())))
        with st.container(key=f"refer_tools_{place}", horizontal=True, vertical_alignment="bottom"):
            _why(one, t)
            name = match.listing.name
            _move(one, t("Up"), t("Up: {name}", name=name), -1, disabled=place == 0)
            _move(one, t("Down"), t("Down: {name}", name=name), 1, disabled=place == number - 1)
            if st.button(t("Remove"), key=state.work_key(f"off_{one.listing_id}"), type="tertiary", help=t("Remove: {name}", name=name)):
                state.keep_shortlist(shortlist.remove(state.shortlist(), one.listing_id))
                st.rerun()


def _why(one: Chosen, t: Translator) -> None:
    names = {code.value: words.chosen_for(t, code) for code in ChosenFor}
    key = state.work_key(f"why_{one.listing_id}")
    state.seed(key, one.reason.value)
    picked = st.selectbox(t("Why this one"), list(names), format_func=names.__getitem__, key=key, filter_mode=None, width=220)
    if picked != one.reason.value:
        state.keep_shortlist(shortlist.because(state.shortlist(), one.listing_id, ChosenFor(picked)))


def _move(one: Chosen, label: str, said: str, places: int, *, disabled: bool) -> None:
    way, icon = ("up", ":material/arrow_upward:") if places < 0 else ("down", ":material/arrow_downward:")
    if st.button(label, key=state.work_key(f"{way}_{one.listing_id}"), icon=icon, disabled=disabled, help=said):
        state.keep_shortlist(shortlist.move(state.shortlist(), one.listing_id, places))
        st.rerun()


def _compare(chosen: shortlist.Shortlist, t: Translator) -> None:
    if len(chosen) < 2:
        return
    pool, now = cached.pool(), state.now()
    with st.expander(t("Compare side by side"), key="refer_compare"):
        names = {one.listing_id: pool.ids[one.listing_id].name for one in chosen}
        ids = list(names)
        key = state.work_key("compared")
        state.seed(key, ids[: shortlist.COMPARED])
        state.drop_from(key, ids)
        label = t("Which ones? {number} at most.", number=t.number(shortlist.COMPARED))
        picked = st.pills(label, ids, selection_mode="multi", format_func=names.__getitem__, key=key, wrap=True)
        shown = list(picked or ())[: shortlist.COMPARED]
        if shown:
            st.html(str(drawn.comparison([pool.match(pool.ids[one], state.place(), now) for one in shown], t, now.date())))
