"""Which norms are judged and by which figures; a coordinator may change a figure or add a norm of their own."""

from __future__ import annotations

import streamlit as st
from pydantic import ValidationError

from pages.ui import coverage_controls, coverage_memory, coverage_view
from pages.ui.coverage_memory import norm_key
from services.coverage.exports import sheets
from services.coverage.norms import Denominator, Norm, Reading, Shape
from services.coverage.report import Report
from services.coverage.words import READINGS, norm_name
from services.language.catalogue import N_, Translator

MOST_SENTENCES = 8
SHAPES = {Shape.RATE: N_("One for every so many people"), Shape.PRESENCE: N_("One or more in every region")}
DENOMINATORS = {Denominator.INHABITANTS: N_("Inhabitants"), Denominator.WOMEN: N_("Women")}


def show(report: Report, shipped: tuple[Norm, ...], t: Translator) -> None:
    """Show gaps as sentences, all of them as a table, and the norms behind them."""
    st.subheader(t("What the norms ask for and what is listed"), anchor=False)
    coverage_view.gap_sentences(report, MOST_SENTENCES, t)
    with st.expander(t("All gaps as a table")):
        coverage_view.table(sheets.gaps(report, t))
    with st.expander(t("Which norms are judged, and their figures"), key="coverage_norms", on_change="rerun"):
        st.caption(t("Most norms were made for services for women. Using them for children is our own extension."))
        for norm in shipped:
            _norm(norm, t)
        for norm in coverage_memory.own_norms():
            _norm(norm, t)
            st.button(
                t("Take out {norm}", norm=norm.code),
                key=f"coverage_drop_{norm.code}",
                on_click=coverage_memory.drop_norm,
                args=(norm.code,),
            )
    with st.expander(t("Add a norm of your own"), key="coverage_add_norm", on_change="rerun"):
        _add(shipped, t)


def _norm(norm: Norm, t: Translator) -> None:
    label = f"{norm.code}: {norm_name(norm, t)} ({t(READINGS[norm.status])})"
    on = st.checkbox(label, value=norm.on, key=norm_key(norm), persist_state="page")
    if norm.source:
        st.caption(norm.source)
    if not on:
        return
    if norm.kind is Shape.RATE:
        _figure(norm, "per", t("One for every so many people: {code}", code=norm.code), int(norm.per), 0, 10_000_000)
    if norm.kind in (Shape.RATE, Shape.PRESENCE):
        _figure(norm, "each_region", t("At least so many in every region: {code}", code=norm.code), norm.each_region, 0, 100)
    if norm.kind is Shape.TIME_SHARE:
        _figure(norm, "share", t("Share of people, in percent: {code}", code=norm.code), round(norm.share * 100), 1, 100)
        _figure(norm, "minutes", t("Within so many minutes: {code}", code=norm.code), int(norm.minutes), 1, 2000)


def _figure(norm: Norm, name: str, label: str, value: int, low: int, high: int) -> None:
    st.number_input(label, low, high, value, key=norm_key(norm, name), persist_state="page")


def _add(shipped: tuple[Norm, ...], t: Translator) -> None:
    names = coverage_controls.places(t)
    shapes = {shape.value: t(words) for shape, words in SHAPES.items()}
    groups = {group.value: t(words) for group, words in DENOMINATORS.items()}
    with st.form("coverage_own_norm", border=False):
        code = st.text_input(t("Short name, letters and digits"), max_chars=20, key="coverage_own_code")
        kind = st.radio(t("What it asks for"), list(shapes), format_func=shapes.__getitem__, key="coverage_own_kind")
        per = st.number_input(t("One for every so many people"), 1, 10_000_000, 100_000, key="coverage_own_per")
        group = st.radio(t("Whom it counts"), list(groups), format_func=groups.__getitem__, horizontal=True, key="coverage_own_group")
        types = st.multiselect(
            t("Which listings meet it"), list(names), format_func=names.__getitem__, placeholder=t("Choose"), key="coverage_own_types"
        )
        source = st.text_input(t("Where it was read"), max_chars=300, key="coverage_own_source")
        given = st.form_submit_button(t("Add the norm"))
    if given:
        if code.strip() in {norm.code for norm in shipped}:
            st.warning(t("This short name is taken. Choose another."))
        else:
            _take(code.strip(), Shape(kind), per, Denominator(group), types, source.strip(), t)


def _take(code: str, kind: Shape, per: int, group: Denominator, types: list[str], source: str, t: Translator) -> None:
    figures = {"per": float(per)} if kind is Shape.RATE else {"each_region": 1}
    try:
        norm = Norm.model_validate(
            {
                "code": code,
                "kind": kind,
                **figures,
                "denominator": group,
                "unit": "centre",
                "types": tuple(types),
                "status": Reading.OWN,
                "source": source,
            },
            strict=False,
        )
    except ValidationError:
        st.warning(t("A norm needs a short name of letters and digits, and at least one kind of listing that meets it."))
        return
    coverage_memory.add_norm(norm)
    st.rerun()
