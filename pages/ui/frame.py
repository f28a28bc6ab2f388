"""The frame: language switch, emergency strip, navigation, and the page inside."""

from __future__ import annotations

import streamlit as st

from pages.ui import cached, cards, state
from services.language.catalogue import LANGUAGES, Translator

#: What stands at the top of every page; the rest is for people at work and stands at the foot.
FOR_EVERYBODY = ("find_help", "rights", "safety")


def show() -> None:
    """Draw the frame and run the page that is open."""
    t = state.t()
    st.html(f'<span class="wm-language" data-language="{t.language}"></span>')
    pages = {name: st.Page(f"{name}.py", title=title, url_path=path, default=path == "a") for name, title, path in _pages(t)}
    chosen = st.navigation(list(pages.values()), position="hidden")
    with st.container(key="frame", horizontal=True, vertical_alignment="center"):
        for name in FOR_EVERYBODY:
            st.page_link(pages[name], label=pages[name].title)
    with st.container(key="reader", horizontal=True, vertical_alignment="center"):
        _language(t)
        _country(t)
    _emergency(t)
    chosen.run()
    st.button(t("Start again and forget what I chose"), key="forget", type="tertiary", on_click=state.forget)
    with st.container(key="foot", horizontal=True, vertical_alignment="center"):
        st.markdown(t("For caseworkers and coordinators:"))
        for name in pages:
            if name not in FOR_EVERYBODY:
                st.page_link(pages[name], label=pages[name].title)


def _pages(t: Translator) -> tuple[tuple[str, str, str], ...]:
    # Addresses are single letters: they tell nobody what was read.
    return (
        ("find_help", t("Find help"), "a"),
        ("rights", t("Your rights"), "b"),
        ("safety", t("Safety"), "c"),
        ("refer", t("Refer"), "w"),
        ("coverage", t("Where help is missing"), "x"),
        ("data_quality", t("Needs checking"), "y"),
        ("about", t("About"), "z"),
    )


def _language(t: Translator) -> None:
    def chosen() -> None:
        state.choose_language(state.picked_language())

    names = {code: state.own_name(code) for code in LANGUAGES}
    st.selectbox(
        t("Language"),
        LANGUAGES,
        index=LANGUAGES.index(t.language),
        format_func=names.__getitem__,
        key=state.LANGUAGE_PICKER,
        on_change=chosen,
        label_visibility="collapsed",
        filter_mode=None,
        width=150,
    )


def _country(t: Translator) -> None:
    def chosen() -> None:
        state.choose_country(state.picked_country(key))

    names = cached.country_names()[t.language]
    codes = list(names)
    current = state.country()
    key = f"{state.COUNTRY_PICKER}_{current}"  # a country that came with a place must show in the picker as well
    st.selectbox(
        t("Country"),
        codes,
        index=codes.index(current) if current in codes else None,
        format_func=names.__getitem__,
        placeholder=t("Country"),
        key=key,
        on_change=chosen,
        label_visibility="collapsed",
        width=220,
    )


def _emergency(t: Translator) -> None:
    code = state.country()
    if code and code != "INT":
        cards.emergency_strip(cached.index(), code, state.now(), t)
