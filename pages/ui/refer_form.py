"""The coded case: what a caseworker is asked. Only lists and switches; there is no field that could hold a name or a story."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from pages.ui import cached, state
from services.cards import words as card_words
from services.directory.model import Gender
from services.language.catalogue import LANGUAGES, Translator
from services.places.fold import fold
from services.referral import words
from services.referral.model import REACHES_KM, AgeBand, Case, CaseNeed, Delay, Must

#: Every field of the form, by the name under which its widget is kept.
FIELDS = ("needs", "delay", "age", "gender", "languages", "reach", "musts", "contact")
_YES, _NO = "yes", "no"


def ask(t: Translator) -> Case:
    """Draw the form, keep what it says for this session and give it."""
    before = state.case()
    needs = _several(t("What is needed? Choose all that fit."), "needs", {one.value: words.need(t, one) for one in CaseNeed}, before.needs)
    delay = _one(t("How long ago did it happen?"), "delay", {one.value: words.delay(t, one) for one in Delay}, before.delay.value)
    left, right = st.columns(2)
    with left:
        age = _one(t("Age of the person"), "age", {one.value: words.age_band(t, one) for one in AgeBand}, before.age.value)
    with right:
        genders = {"": t("not said"), **{one.value: t(card_words.GENDERS[one]) for one in Gender}}
        gender = _one(t("Gender, if it matters"), "gender", genders, before.gender.value if before.gender else "")
    languages = _languages(t, before.languages)
    if before.place is not None:
        reaches = {str(km): t("up to {number} km", number=t.number(km)) for km in REACHES_KM}
        reach = float(_one(t("How far can the person travel?"), "reach", reaches, f"{before.reach_km:g}"))
    else:
        reach = before.reach_km
    musts = _several(t("What must hold?"), "musts", {one.value: words.must(t, one) for one in Must}, before.musts)
    contact = _contact(t, before.contact_safe)
    case = Case(
        country=before.country,
        place=before.place,
        reach_km=reach,
        age=AgeBand(age),
        gender=Gender(gender) if gender else None,
        languages=languages,
        needs=frozenset(CaseNeed(one) for one in needs),
        delay=Delay(delay),
        musts=frozenset(Must(one) for one in musts),
        contact_safe=contact,
    )
    state.keep_case(case)
    return case


def forget_widgets() -> None:
    """Let every field be filled again from the case kept, because it was changed from elsewhere."""
    state.refresh(*(state.work_key(name) for name in FIELDS))


def _one(label: str, name: str, names: Mapping[str, str], current: str) -> str:
    key = state.work_key(name)
    state.seed(key, current if current in names else next(iter(names)))
    return str(st.selectbox(label, list(names), format_func=names.__getitem__, key=key, filter_mode=None))


def _several(label: str, name: str, names: Mapping[str, str], current: frozenset[CaseNeed] | frozenset[Must]) -> list[str]:
    key = state.work_key(name)
    state.seed(key, [code for code in names if code in {one.value for one in current}])
    return list(st.pills(label, list(names), selection_mode="multi", format_func=names.__getitem__, key=key, wrap=True) or ())


def _languages(t: Translator, current: tuple[str, ...]) -> tuple[str, ...]:
    known = {*cached.pool().languages, *LANGUAGES, *current}
    names = {code: t.language_name(code) for code in known}
    ordered = sorted(names, key=lambda code: fold(names[code]))
    key = state.work_key("languages")
    state.seed(key, list(current))
    chosen = st.multiselect(
        t("Languages of the person, the best first"),
        ordered,
        format_func=names.__getitem__,
        key=key,
        max_selections=6,
        placeholder=t("Any"),
        select_all=False,
    )
    return tuple(chosen)


def _contact(t: Translator, current: bool | None) -> bool | None:
    names = {_YES: t("yes, safe to contact"), _NO: t("no, not safe"), "": t("not said")}
    said = {True: _YES, False: _NO, None: ""}
    chosen = _one(t("Is it safe to contact the person?"), "contact", names, said[current])
    return {_YES: True, _NO: False}.get(chosen)
