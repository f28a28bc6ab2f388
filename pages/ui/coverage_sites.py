"""Where the next places would reach most: a quick answer with its bound at once, the proof on request, before and after."""

from __future__ import annotations

import hashlib
import time

import streamlit as st

from pages.ui import coverage_controls, coverage_memory, coverage_view
from services.coverage import plan, solver
from services.coverage.exact import Table
from services.coverage.exports import paper, sheets
from services.coverage.exports.compare import before_and_after
from services.coverage.plan import Candidates, Goal, Plan
from services.coverage.report import Report
from services.coverage.study import Study
from services.coverage.words import CONFIDENCE, completeness_note, people
from services.directory.model import ListingType
from services.language.catalogue import N_, Translator

GOALS = {
    Goal.MOST_PEOPLE: N_("Reach most people with this many sites"),
    Goal.FEWEST_SITES: N_("Reach a share of the people with the fewest sites"),
    Goal.NEAREST_ON_AVERAGE: N_("Bring help nearest on average with this many sites"),
}
OTHER_RADII = (10.0, 30.0, 50.0, 100.0)
SECONDS = 60.0


def answer(report: Report, study: Study) -> Plan | None:
    """Give the answer to what is asked now, the proven one where it was found before; ``None`` where there is none."""
    candidates = _candidates(report, study)
    goal, sites = coverage_memory.goal(), coverage_memory.sites()
    if report.times or not len(candidates) or (not sites and goal is not Goal.FEWEST_SITES):
        return None
    known = coverage_memory.proven(_question(report, candidates))
    if known is not None:
        return known
    try:
        if goal is Goal.FEWEST_SITES:
            return plan.fewest(report, candidates, coverage_memory.share())
        if goal is Goal.NEAREST_ON_AVERAGE:
            return plan.nearest(report, candidates, sites)
    except ValueError:
        return None
    return plan.quick(report, candidates, sites)


def show(report: Report, study: Study, t: Translator) -> None:
    """Ask the question, answer it at once, and prove the best choice where that is wanted."""
    st.subheader(t("Where would the next places help most?"), anchor=False)
    _asked(study, t)
    candidates, given = _candidates(report, study), answer(report, study)
    if report.times:
        st.info(t("Sites are proposed by straight lines. Take the travel times out to see them."))
        return
    if given is None:
        st.warning(
            t("This question has no answer here: the candidates together do not reach that many people, or there are too many points.")
        )
        return
    with st.container(key="coverage_answer"):
        st.markdown(paper.reach_sentence(given, t))
    if given.regions_gained:
        st.markdown(t("Regions that gain: {names}", names=", ".join(given.regions_gained)))
    st.caption(
        t("Counted from what is listed. {completeness} Confidence: {confidence}.",
          completeness=completeness_note(report.whole.completeness, t),
          confidence=t(CONFIDENCE[report.whole.completeness.confidence]))
    )  # fmt: skip
    place = st.container()
    _details(report, given, t)
    if given.goal is Goal.MOST_PEOPLE:
        _other_radii(report, candidates, t)
    if not given.proven:
        with place:
            # Last of all, so that everything else can be read while the search goes on.
            _proof(report, candidates, t)


def _asked(study: Study, t: Translator) -> None:
    goals = {goal.value: t(words) for goal, words in GOALS.items()}
    goal = st.radio(t("Question"), list(goals), format_func=goals.__getitem__, key=coverage_memory.GOAL, persist_state="page")
    left, right = st.columns(2)
    if goal == Goal.FEWEST_SITES:
        left.slider(
            t("Share of people to reach, in percent"),
            10,
            100,
            coverage_memory.DEFAULT_SHARE,
            5,
            key=coverage_memory.SHARE,
            persist_state="page",
        )
    else:
        left.slider(t("Number of sites"), 1, 20, coverage_memory.DEFAULT_SITES, key=coverage_memory.SITES, persist_state="page")
    kinds = coverage_controls.types_listed(tuple(listing.listing_type for listing in study.supply().listings), t)
    options = {"": t("In any town")} | {code: t("Upgrade: {kind}", kind=name) for code, name in kinds.items()}
    right.selectbox(
        t("Where new places may be"),
        list(options),
        format_func=options.__getitem__,
        key=coverage_memory.CANDIDATES,
        persist_state="page",
    )


def _candidates(report: Report, study: Study) -> Candidates:
    kind = coverage_memory.candidates()
    if not kind:
        return plan.from_towns(report.demand)
    return plan.upgrades(study.supply(), ListingType(kind), report.settings.what)


def _question(report: Report, candidates: Candidates) -> str:
    """Name a question by what its answer depends on, so that a proven answer is shown for no other."""
    settings = report.settings
    parts = (
        settings.country, settings.radius, settings.detour, settings.group, coverage_memory.goal(), coverage_memory.sites(),
        coverage_memory.share(), coverage_memory.candidates(),
    )  # fmt: skip
    digest = hashlib.sha256(repr(parts).encode())
    for numbers in (report.distances, report.demand.of(settings.group), candidates.latitudes, candidates.longitudes):
        digest.update(numbers.tobytes())
    return digest.hexdigest()


def _details(report: Report, given: Plan, t: Translator) -> None:
    coverage_view.small_table(sheets.sites(given, t), t)
    today, then = st.tabs([t("Today"), t("With the proposed sites")])
    with today:
        coverage_view.draw("coverage_before", report, t)
    with then:
        coverage_view.draw("coverage_after", report, t, given)
    coverage_view.legend(t)
    with st.expander(t("Before and after, by region")):
        coverage_view.table(before_and_after(report, given, t))


def _other_radii(report: Report, candidates: Candidates, t: Translator) -> None:
    st.markdown(t("With another radius the answer may be another:"))
    others = plan.by_radius(report, candidates, coverage_memory.sites(), OTHER_RADII)
    st.table(
        [
            {
                t("Radius in km"): t.number(other.radius),
                t("Site"): ", ".join(site.name for site in other.sites),
                t("People newly in reach"): people(other.gain, t),
            }
            for other in others
        ],
        border="horizontal",
        hide_index=True,
    )


def _proof(report: Report, candidates: Candidates, t: Translator) -> None:
    """Let the exact search run in a process of its own; whatever ends this script ends that process too."""
    asked = st.button(t("Look for the best choice and prove it (up to a minute)"), key="coverage_exact")
    if not asked:
        return
    question = plan.question(report, candidates, coverage_memory.goal(), coverage_memory.share())
    if question is None:
        st.caption(t("There are too many towns to prove this one within a minute. The quick answer and its limit stand."))
        return
    given, wanted = question
    run = solver.Run(given, k=coverage_memory.sites(), wanted=0.0 if isinstance(given, Table) else wanted, seconds=SECONDS)
    waiting = st.empty()
    try:
        with waiting.container():
            st.button(t("Stop looking"), key="coverage_stop")
            bar = st.progress(0.0, t("Looking for the best choice …"))
        while not run.done:
            bar.progress(run.share_of_time, t("Looking for the best choice …"))
            time.sleep(0.2)
    finally:
        run.cancel()
    waiting.empty()
    found = run.result()
    if found is None:
        st.caption(t("No better choice was found in a minute. The quick answer and its limit stand."))
        return
    coverage_memory.set_proven(_question(report, candidates), plan.proven(report, candidates, coverage_memory.goal(), found))
    st.rerun()
