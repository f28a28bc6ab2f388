"""The words of About, with the figures of the edition in force."""

from __future__ import annotations

import streamlit as st

from services.directory.edition import Directory
from services.language.catalogue import Translator


def show(directory: Directory, t: Translator) -> None:
    """Say what Waymark is, what it keeps and where its facts come from."""
    st.title(t("About Waymark"), anchor=False)
    st.markdown(
        t(
            "Waymark helps a child or a survivor of sexual abuse or exploitation find help near them. It also "
            "helps the people who help them."
        )
    )
    st.subheader(t("What we keep: nothing"), anchor=False)
    st.markdown(
        t(
            "There is no account. What you type and tap stays in this window and is forgotten when you leave. We "
            "ask no other site for anything: the map and the place names are our own."
        )
    )
    st.subheader(t("Where the facts come from"), anchor=False)
    countries = len({listing.country for listing in directory.listings} - {"INT"})
    st.markdown(
        t(
            "The list holds {listings} places and lines in {countries} countries and territories. Each shows its "
            "source and its age. Nobody has called or visited most of them, so ask before you go.",
            listings=t.number(len(directory)),
            countries=t.number(countries),
        )
    )
    if directory.edition:
        st.markdown(t("Edition: {edition}", edition=directory.edition))
    st.markdown(t("If we list no place near you, that does not mean that there is none."))
    st.subheader(t("Credits"), anchor=False)
    st.markdown(
        t(
            "Towns: GeoNames (CC BY 4.0). Borders: Natural Earth (public domain). They say nothing about whose "
            "land it is. Map display: Leaflet."
        )
    )
    st.markdown(t("The program is free software (AGPL). Our own texts are CC BY 4.0."))
