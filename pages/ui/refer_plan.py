"""The plan of a case on the page: what cannot be met first, then the steps in order, each with its options and a line by phone."""

from __future__ import annotations

import streamlit as st

from pages.ui import cached, state
from services.language.catalogue import Translator
from services.referral import drawn, shortlist, words
from services.referral.model import Case, Chosen, ChosenFor, Option, Plan, Step
from services.referral.notes import notes
from services.referral.plan import plan as make_plan


def show(case: Case, t: Translator) -> None:
    """Show the plan of a case; without a country there is none yet."""
    if not case.where or case.where == "INT":
        st.info(t("Say where the person is, or pick the country above. The plan appears here and changes with every answer."))
        return
    plan = make_plan(cached.index(), case, state.now())
    st.subheader(t("The plan"), anchor=False)
    _wishes(plan, t)
    for number, step in enumerate(plan.steps, start=1):
        _step(number, step, plan, t)
    _order(t)


def _wishes(plan: Plan, t: Translator) -> None:
    """Say first what cannot be met, then what each wish costs."""
    for code in plan.unmet:
        st.html(str(drawn.notice(words.unmet(t, code))))
    said = [words.cost(t, wish) for wish in plan.costs]
    if said:
        st.markdown("**" + t("What each wish costs:") + "** " + " · ".join(said))


def _step(number: int, step: Step, plan: Plan, t: Translator) -> None:
    title = t("{number}. {step}", number=t.number(number), step=words.step_title(t, step.kind))
    with st.container(key=f"refer_step_{step.kind.value}"):
        st.subheader(title, anchor=False)
        st.markdown(t("When: **{when}**", when=words.urgency(t, step.urgency)) + "  \n" + words.step_reason(t, step))
        for note in notes(t, plan.case, step):
            st.markdown("- " + note)
        if step.far:
            st.markdown(t("Nothing listed is within reach. These are the nearest, and what helps by phone:"))
        for place, option in enumerate(step.options):
            with st.container(key=f"refer_option_{step.kind.value}_{place}"):
                _option(option, step, f"{step.kind.value}_{place}", _reason(option, place), plan, t)
        _by_phone(step, plan, t)
        rest = step.total - len(step.options)
        if rest > 0:
            st.caption(t.n("{number} more place fits this step.", "{number} more places fit this step.", rest))


def _option(option: Option, step: Step, where: str, why: ChosenFor, plan: Plan, t: Translator) -> None:
    st.html(str(drawn.option(option, step, t, state.now().date(), plan.unmet)))
    add(option.listing.id, where, t, Chosen(option.listing.id, why, step.kind))


def _by_phone(step: Step, plan: Plan, t: Translator) -> None:
    """Offer what can be called from anywhere; folded away where a place is near, open where none is."""
    near = step.options and not step.far
    if step.by_phone:
        with st.expander(t("By phone or online ({number})", number=t.number(len(step.by_phone))), expanded=not near):
            for place, option in enumerate(step.by_phone):
                _option(option, step, f"{step.kind.value}_p{place}", ChosenFor.BACKUP, plan, t)


def _reason(option: Option, place: int) -> ChosenFor:
    """Suggest the one-word reason that the plan itself gives; the worker can change it."""
    return ChosenFor.BEST_FIT if place == 0 else ChosenFor.LANGUAGE if option.speaks else ChosenFor.BACKUP


def add(listing_id: str, where: str, t: Translator, chosen: Chosen) -> None:
    """Offer to put a listing on the shortlist, or say that it is there."""
    some = state.shortlist()
    on_it, full = shortlist.holds(some, listing_id), shortlist.is_full(some)
    label = t("On the shortlist") if on_it else t("Add to shortlist")
    if st.button(label, key=state.work_key(f"add_{where}"), type="tertiary", icon=":material/check:" if on_it else ":material/add:"):
        if on_it:
            state.keep_shortlist(shortlist.remove(some, listing_id))
        else:
            state.keep_shortlist(shortlist.add(some, listing_id, chosen.reason, chosen.step))
        st.rerun()
    if full and not on_it:
        st.caption(t("The shortlist is full: {number} at most.", number=t.number(shortlist.MOST)))


def plain(text: str) -> str:
    """Keep a name from being read as Markdown; no more is escaped than must be, for a screen reader reads a label as it stands."""
    return "".join("\\" + letter if letter in "\\`*_[]<>~$" else letter for letter in text)


def _order(t: Translator) -> None:
    with st.expander(t("Why this order"), key="refer_why"):
        for rule in words.order_rules(t):
            st.markdown("- " + rule)
        st.html(str(drawn.weights(t)))
