"""A table of what needs checking, with its reasons in words."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from services.cards import html, words
from services.cards.contacts import is_allowed
from services.directory.problems import Problem
from services.directory.quality import Finding
from services.language.catalogue import Translator

MOST = 300


def show(findings: Sequence[Finding], problems: Sequence[Problem], country: str, t: Translator) -> None:
    """Show the findings of a country, or the gravest of all."""
    st.title(t("Needs checking"), anchor=False)
    st.markdown(t("For caseworkers and curators. These listings stay in use, but somebody should call and put them right."))
    where = t.country(country) if country else t("all countries")
    st.markdown(t.n("{number} listing in {where}", "{number} listings in {where}", len(findings), where=where))
    if len(findings) > MOST:
        st.caption(t("The first {number} are shown. Pick a country to see the rest.", number=MOST))
    st.html(html.draw("findings.html", findings=[_row(finding, t) for finding in findings[:MOST]]))
    if problems:
        st.subheader(t("Rows that could not be read"), anchor=False)
        st.html(html.draw("problems.html", problems=problems, t=t))


def _row(finding: Finding, t: Translator) -> dict[str, str]:
    age = t.n("{number} month", "{number} months", finding.age_months) if finding.age_months is not None else t("no date")
    return {
        "name": finding.listing.name,
        "kind": words.kind(t, finding.listing.listing_type),
        "place": ", ".join(part for part in (finding.listing.city, t.country(finding.listing.country)) if part),
        "why": t.several(_reason(code, t) for code in finding.reasons),
        "age": t("Age of the newest source: {age}", age=age),
        "id": finding.listing.id,
        "source": finding.listing.source_url if is_allowed(finding.listing.source_url) else "",
    }


def _reason(code: str, t: Translator) -> str:
    return {
        "conflict": t("sources disagree"),
        "doubted": t("its notes doubt it"),
        "too_old": t("older than ten years"),
        "one_source": t("only one source"),
        "number_format": t("the number has an unusual form"),
        "undated": t("no date"),
        "position": t("the town is not known"),
        "older": t("older than two years"),
    }[code]
