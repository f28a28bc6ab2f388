"""What a coordinator asks: kind of help, radius, whom to count; and which part of the answer is shown."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from pages.ui import cached, coverage_memory
from services.cards.words import KINDS
from services.coverage.demand import Group
from services.coverage.words import CATEGORIES, GROUPS, PATHWAY_NAME
from services.directory.model import REMOTE_TYPES, Category, ListingType
from services.language.catalogue import N_, Translator
from services.places.fold import fold

RADII = (1, 2, 5, 10, 20, 30, 50, 75, 100, 150, 200)
MINUTES = (15, 30, 45, 60, 90, 120, 180, 240, 360)

GLANCE, MAP, KINDS_PART, GAPS, SITES, WHAT_IF, SURE, DATA, FILES = (
    "glance", "map", "kinds", "gaps", "sites", "what_if", "sure", "data", "files"
)  # fmt: skip
PARTS: Mapping[str, str] = {
    GLANCE: N_("At a glance"),
    MAP: N_("Map and regions"),
    KINDS_PART: N_("Kinds of help"),
    GAPS: N_("Norms and gaps"),
    SITES: N_("Next places"),
    WHAT_IF: N_("What if?"),
    SURE: N_("How sure is this?"),
    DATA: N_("Settings and your data"),
    FILES: N_("Take it along"),
}


def places(t: Translator) -> dict[str, str]:
    """Name every listing type that is a place."""
    return {kind.value: t(name) for kind, name in KINDS.items() if kind not in REMOTE_TYPES}


def what_is_asked(groups: tuple[Group, ...], times: bool, t: Translator) -> None:
    """Draw the questions that every figure depends on."""
    codes = {"complete_pathway": t(PATHWAY_NAME), **{category.value: t(CATEGORIES[category]) for category in Category}, **places(t)}
    left, right = st.columns(2)
    left.selectbox(
        t("What is measured"),
        list(codes),
        index=list(codes).index(coverage_memory.DEFAULT_WHAT),
        format_func=codes.__getitem__,
        key=coverage_memory.WHAT,
    )
    label = t("Radius in minutes") if times else t("Radius in km")
    radii = {radius: t.number(radius) for radius in (MINUTES if times else RADII)}
    default = coverage_memory.DEFAULT_MINUTES if times else coverage_memory.DEFAULT_RADIUS
    key = coverage_memory.MINUTES if times else coverage_memory.RADIUS
    right.selectbox(label, list(radii), index=list(radii).index(default), format_func=radii.__getitem__, key=key)
    if len(groups) > 1:
        known = {group.value: t(GROUPS[group]) for group in groups}
        st.radio(t("Whom to count"), list(known), format_func=known.__getitem__, horizontal=True, key=coverage_memory.GROUP)


def part(t: Translator) -> str:
    """Let somebody choose which part of the answer is shown; the rest is not drawn."""
    names = {code: t(name) for code, name in PARTS.items()}
    chosen = st.pills(
        t("Show"),
        list(names),
        default=GLANCE,
        format_func=names.__getitem__,
        key=coverage_memory.PART,
        label_visibility="collapsed",
        required=True,
    )
    return chosen or GLANCE


def assumptions(country: str, t: Translator) -> None:
    """Draw what may be assumed, and which countries are shown beside."""
    st.slider(
        t("Detour factor on straight lines (an assumption of yours)"),
        1.0,
        2.0,
        1.0,
        0.1,
        key=coverage_memory.DETOUR,
        persist_state="page",
    )
    st.checkbox(t("Count unconfirmed listings too"), key=coverage_memory.UNCONFIRMED, persist_state="page")
    names = {code: t.country(code) for code in cached.directory().by_country if code not in ("INT", country)}
    st.multiselect(
        t("Other countries to show beside"),
        sorted(names, key=lambda code: fold(names[code])),
        format_func=names.__getitem__,
        max_selections=6,
        placeholder=t("Choose countries"),
        key=coverage_memory.BESIDE,
        persist_state="page",
    )


def types_listed(kinds: tuple[ListingType, ...], t: Translator) -> dict[str, str]:
    """Name the listing types of a country's places."""
    names = places(t)
    return {kind.value: names[kind.value] for kind in sorted(set(kinds)) if kind.value in names}
