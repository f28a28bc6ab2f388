"""A table of what needs checking, with its reasons in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import streamlit as st

from services.cards import html, words
from services.cards.contacts import host, is_allowed, links
from services.cards.filters import Option
from services.directory.problems import Problem
from services.directory.quality import REASONS, Finding
from services.language.catalogue import Translator

MOST = 100
#: Pixels of a box: one a row on a phone.
WIDTH = 300


def show(findings: Sequence[Finding], problems: Sequence[Problem], country: str, t: Translator) -> None:
    """Show the findings of a country, or of all, for one reason or any; the gravest stand first, so many at a time."""
    st.title(t("Needs checking"), anchor=False)
    st.markdown(t("For caseworkers and curators. These listings stay in use, but somebody should call and put them right."))
    where = t.country(country) if country else t("all countries")
    st.markdown(t.n("{number} listing in {where}", "{number} listings in {where}", len(findings), where=where))
    with st.container(key="findings", horizontal=True):
        chosen = _for_one_reason(findings, t)
        chosen = _part(chosen, t)
    st.html(html.draw("findings.html", t=t, findings=[_row(finding, t) for finding in chosen]))
    if problems:
        st.subheader(t("Rows that could not be read"), anchor=False)
        st.html(html.draw("problems.html", problems=problems, t=t))


def _for_one_reason(findings: Sequence[Finding], t: Translator) -> Sequence[Finding]:
    counts = Counter(reason for finding in findings for reason in finding.reasons)
    names = {code: Option(code, _reason(code, t), counts[code]).said(t) for code in REASONS if counts[code]}
    why = st.selectbox(
        t("Why?"), list(names), index=None, format_func=names.__getitem__, placeholder=t("Any"), filter_mode=None, width=WIDTH
    )
    return [finding for finding in findings if why in finding.reasons] if why else findings


def _part(findings: Sequence[Finding], t: Translator) -> Sequence[Finding]:
    """Ask for a part where there are too many for one page; a heavy page is no use on a phone."""
    if len(findings) <= MOST:
        return findings
    number = len(findings)
    names = {
        first: t("{first} to {last} of {number}", first=first + 1, last=min(first + MOST, number), number=t.number(number))
        for first in range(0, number, MOST)
    }
    first = st.selectbox(t("Which ones?"), list(names), format_func=names.__getitem__, filter_mode=None, width=WIDTH)
    return findings[first : first + MOST]


def _row(finding: Finding, t: Translator) -> dict[str, Any]:
    age = t.n("{number} month", "{number} months", finding.age_months) if finding.age_months is not None else t("no date")
    listing = finding.listing
    return {
        "name": listing.name,
        "kind": words.kind(t, listing.listing_type),
        "place": ", ".join(part for part in (listing.city, t.country(listing.country)) if part),
        "why": t.several(_reason(code, t) for code in finding.reasons),
        "age": t("Age of the newest source: {age}", age=age),
        "id": listing.id,
        "calls": [link for link in links(listing, t) if link.kind == "call"],
        "sources": [(host(source.url), source.url) for source in listing.sources if is_allowed(source.url)],
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
