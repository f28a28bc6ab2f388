"""What a person is asked: need, place, filters. Each control returns a value or keeps it in the state; none decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from pages.ui import cached, place_input, safety_view, state
from services.cards import words
from services.directory.model import Gender
from services.language.catalogue import Translator
from services.places import naming
from services.places.model import Place
from services.safety import words as safety_words
from services.search.query import Answer, How, Need

RADII_KM = (5, 10, 30, 50, 100)


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


def where(t: Translator) -> Place | None:
    """Ask where a person is, or show the place with a way to change it; an unclear name comes back as a choice."""
    place = state.place()
    if place is not None:
        with st.container(key="chosen_place", horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown(_strong(naming.full(place, t)))
            st.button(t("Change"), key="change_place", on_click=state.choose_place, args=(None,))
        return place
    typed, choice = state.offered()
    given = place_input.show(t, state.country())
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
    counts = found.counts
    with st.expander(t("Narrow it down"), key="filters"):
        _pick(t("How old?"), state.AGE, {str(age): _age(age, t) for age in range(19)}, t("Any"))
        _pick_counted(t("For whom?"), state.GENDER, "gender", list(Gender), counts, t)
        _pick_counted(t("How?"), state.HOW, "how", list(How), counts, t)
        spoken = sorted((code for code in counts.get("language", {}) if code != "unknown"), key=t.language_name)
        _pick_counted(t("Language spoken"), state.SPOKEN, "language", spoken, counts, t)
        if found.query.place is not None:
            _pick(t("How far?"), state.RADIUS, {str(km): t("up to {number} km", number=km) for km in RADII_KM}, t("Any"))
        for key, label in _wishes(t):
            st.checkbox(label, key=key)
            _counted(counts.get(key, {}), t)


def _wishes(t: Translator) -> tuple[tuple[str, str], ...]:
    return (
        (state.FREE, t("Costs nothing")),
        (state.OPEN_NOW, t("Open now")),
        (state.ALONE, t("I can come alone")),
        (state.WHEELCHAIR, t("A wheelchair gets in")),
    )


def _age(age: int, t: Translator) -> str:
    return t("18 or older") if age >= 18 else t.n("{number} year", "{number} years", age)


def _counted(counts: Mapping[str, int], t: Translator) -> None:
    yes, unknown = counts.get("yes", counts.get("open", 0)), counts.get("unknown", 0)
    st.caption(t("Yes: {yes} · ask first: {unknown}", yes=t.number(yes), unknown=t.number(unknown)))


def _pick_counted(label: str, key: str, facet: str, options: Sequence[str], counts: Mapping[str, Mapping[str, int]], t: Translator) -> None:
    of = counts.get(facet, {})
    names = {str(option): f"{words.facet(t, facet, str(option))} ({t.number(of.get(str(option), 0))})" for option in options}
    _pick(label, key, names, t("Any"))


def _pick(label: str, key: str, names: Mapping[str, str], placeholder: str) -> None:
    st.selectbox(label, list(names), index=None, format_func=names.__getitem__, placeholder=placeholder, key=key, filter_mode=None)


def _strong(text: str) -> str:
    return "**" + _plain(text) + "**"


def _plain(text: str) -> str:
    """Keep a name from being read as Markdown."""
    return "".join("\\" + letter if letter in "\\`*_{}[]()#+-.!|<>~$:" else letter for letter in text)
