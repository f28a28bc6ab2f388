"""The sheets to take along: made in memory when they are asked for, handed to the browser, forgotten."""

from __future__ import annotations

from functools import partial
from secrets import choice

import streamlit as st

from pages.ui import cached, refer_plan, state
from services import paths
from services.language.catalogue import LANGUAGES, Translator, translator
from services.referral import consent as consents
from services.referral import files, sheet, shortlist
from services.referral.consent import Outcome
from services.referral.files import Format
from services.referral.model import AgeBand, Audience, Case, Chosen, Consent, Paper, Plan, Role
from services.referral.plan import plan as make_plan
from services.referral.sms import sms

_MIME = {Format.PDF: "application/pdf", Format.HTML: "text/html", Format.TEXT: "text/plain", Format.JSON: "application/json"}

_YOUNG = frozenset({AgeBand.UNDER_6, AgeBand.FROM_6})


def audience(case: Case) -> Audience:
    """Suggest how to word a sheet for the age of the person; the worker may choose otherwise."""
    return Audience.YOUNGER if case.age in _YOUNG else Audience.OLDER


def show(case: Case, chosen: shortlist.Shortlist, given: Consent, outcome: Outcome, t: Translator) -> None:
    """Offer the person's sheet always, and a sheet for each service with a yes."""
    plan = make_plan(cached.index(), case, state.now())
    _person(plan, chosen, given, t)
    if outcome is Outcome.REFER:
        _providers(plan, consents.agreed(given, case, chosen), given, t)


def _person(plan: Plan, chosen: shortlist.Shortlist, given: Consent, t: Translator) -> None:
    st.subheader(t("The person's own sheet"), anchor=False)
    own = {code: state.own_name(code) for code in LANGUAGES}
    words = {Audience.YOUNGER.value: t("words for a younger child"), Audience.OLDER.value: t("words for older children and adults")}
    looks = {"open": t("openly worded"), "discreet": t("discreet: no telling words")}
    sizes = {Paper.A4.value: t("A4 page"), Paper.WALLET.value: t("wallet card, to fold")}
    first = next((code for code in plan.case.languages if code in LANGUAGES), t.language)
    with st.container(key="refer_person", horizontal=True):
        language = _one(t("Language of the sheet"), "sheet_language", own, first)
        worded = Audience(_one(t("Worded for"), "sheet_words", words, audience(plan.case).value))
        discreet = _one(t("If it is found"), "sheet_look", looks, "open") == "discreet"
        size = Paper(_one(t("Size"), "sheet_size", sizes, Paper.A4.value))
    said = translator(language, paths.LOCALE)
    made = sheet.for_person(plan, chosen, given, said, cached.material(), worded, discreet=discreet, size=size)
    forms = {Format.PDF: t("PDF"), Format.HTML: t("Page to print (HTML)"), Format.TEXT: t("Text"), Format.JSON: t("Data (JSON)")}
    with st.container(key="refer_person_files", horizontal=True):
        for form, label in forms.items():
            if form is not Format.JSON or not discreet:
                _download(label, made, form, f"person_{form.value}")
    message = sms(made, said)
    st.markdown("**" + t("As a text message") + "**  \n" + _parts(message.parts, message.encoding, t))
    st.code(message.text, language=None, wrap_lines=True)


def _parts(parts: int, encoding: str, t: Translator) -> str:
    return t.n("{number} part ({encoding})", "{number} parts ({encoding})", parts, encoding=encoding)


def _providers(plan: Plan, agreed: tuple[Chosen, ...], given: Consent, t: Translator) -> None:
    st.subheader(t("A sheet for each service that was agreed to"), anchor=False)
    st.caption(t("Coded: it bears no name. Write none on it. It is not sent from here: hand it over as you two agreed."))
    with st.container(key="refer_head", horizontal=True):
        key = state.work_key("code")
        state.seed(key, sheet.suggested(choice))
        code = str(st.text_input(t("Case code (suggested at random)"), key=key, max_chars=20, autocomplete="off")).strip().upper()
        agency = st.text_input(
            t("Your agency (may be left empty)"), key=state.work_key("agency"), max_chars=40, autocomplete="organization"
        )
        role = Role(_one(t("Your role"), "role", {one.value: t(sheet.ROLES[one]) for one in Role}, Role.CASEWORKER.value))
    try:
        head = sheet.Head(code, str(agency).strip(), role)
    except sheet.BadHead as error:
        st.error(_refusal(error.field, t), icon=None)
        return
    for one in agreed:
        made = sheet.for_provider(plan, one, given, head, state.now().date(), t, cached.material())
        st.markdown("**" + refer_plan.plain(cached.pool().ids[one.listing_id].name) + "**")
        with st.container(key=f"refer_for_{one.listing_id}", horizontal=True):
            for form, label in {Format.PDF: t("PDF"), Format.HTML: t("Page to print (HTML)"), Format.JSON: t("Data (JSON)")}.items():
                _download(label, made, form, f"{one.listing_id}_{form.value}")


def _refusal(field: str, t: Translator) -> str:
    if field == "code":
        return t("This code cannot be used. Use letters and digits, such as K7-204: never a name, a birthday or a phone number.")
    return t("This agency name cannot be used: one short line of words, without a phone number or address.")


def _download(label: str, made: sheet.PersonSheet | sheet.ProviderSheet, form: Format, name: str) -> None:
    st.download_button(
        label,
        data=partial(_content, made, form),
        file_name=files.name(form),
        mime=_MIME[form],
        on_click="ignore",
        key=state.work_key(f"take_{name}"),
        icon=":material/download:",
    )


def _content(made: sheet.PersonSheet | sheet.ProviderSheet, form: Format) -> bytes:
    return files.made(made, form, cached.directory(), paths.FONTS).content


def _one(label: str, name: str, names: dict[str, str], current: str) -> str:
    key = state.work_key(name)
    state.seed(key, current)
    return str(st.selectbox(label, list(names), format_func=names.__getitem__, key=key, filter_mode=None, width=260))
