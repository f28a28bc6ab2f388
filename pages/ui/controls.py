"""What a person is asked: need, place, filters. Each control returns a value or keeps it in the state; none decides."""

from __future__ import annotations

import streamlit as st

from pages.ui import cached, place_input, safety_view, state
from services.cards import filters as filter_words
from services.cards import words
from services.language.catalogue import Translator
from services.places import naming
from services.places.model import Place
from services.safety import words as safety_words
from services.search.query import Answer, Need

#: Pixels: one box a row on a phone, three on a desk.
PICK_WIDTH = 300


def need(t: Translator) -> Need | None:
    """Ask what a person needs, or show what they said with a way to change it."""
    chosen = state.need()
    if chosen is None:
        safety_view.panel(safety_words.before_you_start(t), t)
        st.title(t("What do you need?"), anchor=False)
        with st.container(key="needs"):
            for option in Need:
                st.button(words.need(t, option), key=f"need_{option.value}", on_click=state.choose_need, args=(option,))
        return None
    with st.container(key="chosen", horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(_strong(words.need(t, chosen)))
        st.button(t("Change"), key="change_need", on_click=state.choose_need, args=(None,))
    return chosen


def where(t: Translator, *, for_another: bool = False) -> Place | None:
    """Ask where a person is, or show the place with a way to change it; an unclear name comes back as a choice."""
    place = state.place()
    if place is not None:
        with st.container(key="chosen_place", horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown(_strong(naming.full(place, t)))
            st.button(t("Change"), key="change_place", on_click=state.choose_place, args=(None,))
        return place
    typed, choice = state.offered()
    given = place_input.show(t, state.country(), for_another=for_another)
    if given.token or given.text or given.point:
        _take(given, t)
        st.rerun()
    if typed:
        _choice(typed, choice, t)
    return None


def _take(given: place_input.Given, t: Translator) -> None:
    gazetteer = cached.gazetteer()
    if given.token:
        state.choose_place(naming.resolve(gazetteer, given.token, t.language))
    elif given.point:
        state.choose_place(gazetteer.given(*given.point, t.language))
    else:
        found = gazetteer.find(given.text, t.language, state.country())
        if len(found) == 1:
            state.choose_place(found[0])
        else:
            state.offer(given.text, found)


def _choice(typed: str, choice: tuple[Place, ...], t: Translator) -> None:
    if not choice:
        st.info(t("We do not know the place you typed. Try a bigger town near you, or pick your country."))
        return
    st.markdown(t("Which one do you mean?"))
    with st.container(key="choices"):
        for number, place in enumerate(choice):
            label = ", ".join(part for part in (place.name, naming.detail(place, t)) if part)
            st.button(_plain(label), key=f"choice_{number}", on_click=state.choose_place, args=(place,))


def filters(found: Answer, t: Translator) -> None:
    """Offer every filter with its count under the others, folded away."""
    offer = filter_words.offered(found, t)
    with st.expander(t("Narrow it down"), key="filters"):
        with st.container(key="picks", horizontal=True):
            for choice in offer.choices:
                _pick(choice, t)
        for wish in offer.wishes:
            st.checkbox(wish.with_numbers(t), key=state.filter_key(wish.name))
        label, picked = offer.at_work
        st.checkbox(label, value=picked, key=state.AT_WORK_SWITCH, on_change=state.choose_at_work)


def _pick(choice: filter_words.Choice, t: Translator) -> None:
    names = {option.value: option.said(t) for option in choice.options}
    key = state.filter_key(choice.name)
    st.selectbox(
        choice.label,
        list(names),
        index=None,
        format_func=names.__getitem__,
        placeholder=t("Any"),
        key=key,
        filter_mode=None,
        width=PICK_WIDTH,
    )


def _strong(text: str) -> str:
    return "**" + _plain(text) + "**"


def _plain(text: str) -> str:
    """Keep a name from being read as Markdown."""
    return "".join("\\" + letter if letter in "\\`*_{}[]()#+-.!|<>~$:" else letter for letter in text)
