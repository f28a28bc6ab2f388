"""The consent step on the page, then the sheets: the person's own in their language, and one for each service that was agreed to."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from pages.ui import cached, refer_plan, refer_take, state
from services import paths
from services.language.catalogue import LANGUAGES, Translator, translator
from services.referral import consent as consents
from services.referral import shortlist
from services.referral.consent import Outcome, Problem
from services.referral.model import Agreement, Audience, Caregiver, Case, Consent, Giver, Item

_SPEAK, _SAY = "consent_language", "consent_words"


def show(t: Translator) -> None:
    """Ask for agreement point by point, then offer the sheets that it allows."""
    chosen = shortlist.known(state.shortlist(), cached.pool().ids)
    case = state.case()
    st.subheader(t("Before anything is shared"), anchor=False)
    if not chosen:
        st.markdown(t("Choose places first: in the plan, then under “Shortlist”. The person's sheet needs at least one."))
        return
    given = _explain(case, t)
    given = _agree(given, case, t)
    given = _recipients(given, chosen, t)
    given = _withhold(given, t)
    state.keep_consent(given)
    outcome = consents.outcome(given, case, chosen)
    problems = consents.problems(given, case, chosen)
    _missing(problems, outcome, t)
    refer_take.show(case, chosen, given, outcome, t)


def _explain(case: Case, t: Translator) -> Consent:
    """Say every point in the person's language; the worker ticks what was said."""
    given = state.consent()
    own = {code: state.own_name(code) for code in LANGUAGES}
    left, right = st.columns(2)
    with left:
        key = state.work_key(_SPEAK)
        state.seed(key, next((code for code in case.languages if code in LANGUAGES), t.language))
        spoken = st.selectbox(t("Read the points in"), list(own), format_func=own.__getitem__, key=key, filter_mode=None)
    with right:
        key = state.work_key(_SAY)
        state.seed(key, refer_take.audience(case).value)
        ways = {Audience.YOUNGER.value: t("words for a younger child"), Audience.OLDER.value: t("words for older children and adults")}
        worded = Audience(st.selectbox(t("Worded for"), list(ways), format_func=ways.__getitem__, key=key, filter_mode=None))
    said = translator(spoken, paths.LOCALE)
    ticked = set()
    st.markdown("**" + t("Say each point, and tick it when it is understood:") + "**")
    with st.container(key="refer_points"):
        for point in consents.steps(case.age).points:
            if _tick(consents.explain(point, said, worded), f"point_{point.value}", point.value in given.explained):
                ticked.add(point.value)
    for note in consents.steps(case.age).notes:
        st.caption(consents.note(note, t))
    return replace(given, explained=frozenset(ticked))


def _agree(given: Consent, case: Case, t: Translator) -> Consent:
    steps = consents.steps(case.age)
    willing = given.child_willing
    if steps.child_asked:
        said = {None: "", True: "yes", False: "no"}
        names = {"": t("not asked yet"), "yes": t("yes"), "no": t("no")}
        picked = _one(t("Is the child willing?"), "willing", names, said[given.child_willing])
        willing = {"yes": True, "no": False}.get(picked)
    st.markdown("**" + t("Who agreed?") + "**")
    with st.container(key="refer_givers", horizontal=True):
        givers = {one for one in steps.givers if _tick(consents.giver(one, t), f"giver_{one.value}", one in given.givers)}
    caregiver = Caregiver.NOT_SAID
    if Giver.CAREGIVER in steps.givers:
        names = {one.value: consents.caregiver(one, t) for one in reversed(Caregiver)}
        caregiver = Caregiver(_one(t("The parent or guardian"), "caregiver", names, given.caregiver.value))
    return replace(given, child_willing=willing, givers=frozenset(givers), caregiver=caregiver)


def _recipients(given: Consent, chosen: shortlist.Shortlist, t: Translator) -> Consent:
    """Ask for each recipient by itself."""
    answers = []
    names = {one.value: consents.agreement(one, t) for one in reversed(Agreement)}
    st.markdown("**" + t("May this place be told? Each by itself:") + "**")
    for one in chosen:
        label = cached.pool().ids[one.listing_id].name
        key = state.work_key(f"to_{one.listing_id}")
        state.seed(key, given.to(one.listing_id).value)
        picked = st.radio(refer_plan.plain(label), list(names), format_func=names.__getitem__, key=key, horizontal=True)
        answers.append((one.listing_id, Agreement(picked)))
    return replace(given, recipients=tuple(answers))


def _withhold(given: Consent, t: Translator) -> Consent:
    names = {one.value: consents.item(one, t) for one in Item}
    key = state.work_key("withheld")
    state.seed(key, [one.value for one in Item if one in given.withheld])
    label = t("What shall not be told? It is then not on the sheet for the service.")
    picked = st.pills(label, list(names), selection_mode="multi", format_func=names.__getitem__, key=key, wrap=True)
    return replace(given, withheld=frozenset(Item(one) for one in picked or ()))


def _missing(problems: tuple[Problem, ...], outcome: Outcome, t: Translator) -> None:
    if outcome is Outcome.INFORM:
        st.markdown(t("Nobody is told anything. The person's own sheet is information for them alone."))
    for problem in problems:
        st.markdown("- " + consents.problem(problem, t))


def _tick(label: str, name: str, current: bool) -> bool:
    key = state.work_key(name)
    state.seed(key, current)
    return bool(st.checkbox(label, key=key))


def _one(label: str, name: str, names: dict[str, str], current: str) -> str:
    key = state.work_key(name)
    state.seed(key, current)
    return str(st.selectbox(label, list(names), format_func=names.__getitem__, key=key, filter_mode=None, width=320))
