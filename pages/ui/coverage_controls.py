"""What a coordinator asks: kind of help, radius, assumptions, norms, own table or scenario. Returns the answers, decides nothing."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from services.cards.words import KINDS
from services.coverage.demand import Group
from services.coverage.norms import Norm, Shape, adjusted
from services.coverage.plan import Goal
from services.coverage.report import RADII, Settings
from services.coverage.supply import what
from services.coverage.words import CATEGORIES, GROUPS, PATHWAY_NAME, READINGS, norm_name
from services.directory.model import REMOTE_TYPES, Category
from services.language.catalogue import Translator


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was brought: its name and its bytes; both empty where there is none."""

    name: str = ""
    content: bytes = b""


@dataclass(frozen=True, slots=True)
class Asked:
    """Everything that was set."""

    settings: Settings
    norms: tuple[Norm, ...]
    goal: Goal
    sites: int
    share: float
    exact: bool


def table(t: Translator) -> Upload:
    """Offer to bring people by region."""
    given = st.file_uploader(
        t("Your own table: people by region (CSV or XLSX), with children and women if you have them"),
        type=["csv", "xlsx"],
        key="coverage_table",
    )
    return Upload(given.name, given.getvalue()) if given else Upload()


def scenario(t: Translator) -> Upload:
    """Offer to load a scenario."""
    given = st.file_uploader(t("A scenario: listings added, removed or changed (JSON)"), type=["json"], key="coverage_scenario")
    return Upload(given.name, given.getvalue()) if given else Upload()


def ask(country: str, groups: tuple[Group, ...], norms: tuple[Norm, ...], t: Translator) -> Asked:
    """Draw the controls and give what they say."""
    codes = {"complete_pathway": t(PATHWAY_NAME), **{category.value: t(CATEGORIES[category]) for category in Category}}
    codes |= {kind.value: t(name) for kind, name in KINDS.items() if kind not in REMOTE_TYPES}
    left, right = st.columns(2)
    code = left.selectbox(t("What is measured"), list(codes), index=1, format_func=codes.__getitem__, key="coverage_what")
    radius = right.select_slider(t("Radius in km"), [1, 2, 5, 10, 20, 30, 50, 75, 100, 150, 200], value=50, key="coverage_radius")
    group = Group.PEOPLE
    if len(groups) > 1:
        group = st.radio(t("Whom to count"), groups, format_func=lambda one: t(GROUPS[one]), horizontal=True, key="coverage_group")
    with st.expander(t("Assumptions and norms")):
        detour = st.slider(t("Detour factor on straight lines (an assumption of yours)"), 1.0, 2.0, 1.0, 0.1, key="coverage_detour")
        unconfirmed = st.checkbox(t("Count unconfirmed listings too"), key="coverage_unconfirmed")
        chosen = tuple(found for norm in norms if (found := _norm(norm, t)))
    with st.expander(t("Where would the next places help most?")):
        goals = {
            Goal.MOST_PEOPLE: t("Reach most people with this many sites"),
            Goal.FEWEST_SITES: t("Reach a share of the people with the fewest sites"),
            Goal.NEAREST_ON_AVERAGE: t("Bring help nearest on average with this many sites"),
        }
        goal = st.radio(t("Question"), list(goals), format_func=goals.__getitem__, key="coverage_goal")
        sites = st.slider(t("Number of sites"), 0, 20, 3, key="coverage_sites")
        share = st.slider(t("Share of people to reach, in percent"), 10, 100, 80, 5, key="coverage_share") / 100
        exact = st.button(t("Prove the best choice (up to a minute)"), key="coverage_exact")
        st.caption(
            t("A quick answer stands at once, with a proof of how far from the best it can be. To stop the longer search, change anything.")
        )
    settings = Settings(country, what(code), float(radius), RADII, detour, group, unconfirmed)
    return Asked(settings, chosen, goal, sites, share, exact)


def _norm(norm: Norm, t: Translator) -> Norm | None:
    """Offer one norm, and its figure where it has one; a norm without a figure is judged only once somebody types one in."""
    label = f"{norm.code}: {norm_name(norm, t)} ({t(READINGS[norm.status])})"
    on = st.checkbox(label, value=norm.on, key=f"coverage_norm_{norm.code}")
    st.caption(norm.source)
    if not on:
        return None
    if norm.kind is not Shape.RATE:
        return norm
    per = st.number_input(
        t("One for every so many people: {code}", code=norm.code), 0, 10_000_000, int(norm.per), key=f"coverage_per_{norm.code}"
    )
    return adjusted(norm, per=float(per)) if per else None
