"""A country's coverage on the page: the sentence that matters first, then figures, map with its table, what it rests on, files."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape

import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

from pages.ui import coverage_memory
from services import paths
from services.coverage import classes, small
from services.coverage.choropleth import choropleth
from services.coverage.exports import bundle, known, sheets
from services.coverage.exports.compare import compare
from services.coverage.exports.sheets import Sheet
from services.coverage.gaps import COUNTRY, ranked
from services.coverage.plan import Plan, after
from services.coverage.refusals import Refusal
from services.coverage.report import Report
from services.coverage.study import Study
from services.coverage.words import (
    CONFIDENCE,
    NOT_LISTED,
    READINGS,
    completeness_note,
    distance,
    gap_sentence,
    headline,
    norm_name,
    notes,
    people,
    percent,
    reach,
    refusals,
)
from services.language.catalogue import N_, Translator

MAP_HEIGHT = 440
FIRST_GAPS = 3

FILE_WORDS = {
    "pdf": N_("Report on paper, at most six pages (PDF)"),
    "xlsx": N_("Workbook with everything (XLSX)"),
    "csv": N_("Regions (CSV)"),
    "gaps": N_("Gaps (CSV)"),
    "hxl": N_("Regions with HXL tags (CSV)"),
    "geojson": N_("Regions and proposed sites for maps (GeoJSON)"),
    "run": N_("This run, to repeat it (JSON)"),
}


def head(t: Translator, country: str) -> None:
    """Say what the page is for."""
    st.title(
        t("Where help is listed and where it is missing: {country}", country=t.country(country)) if country else t("Where help is missing"),
        anchor=False,
    )
    if not country:
        st.markdown(t("Pick a country above."))


def refused(name: str, faults: Sequence[Refusal], t: Translator) -> None:
    """Show what is wrong with a file that was brought; the page goes on without it."""
    st.warning(t("{name} cannot be used. The figures below are without it.", name=name))
    st.code(refusals(faults, t), language=None, wrap_lines=True)


def first(report: Report, t: Translator) -> None:
    """Say what matters most, how much is known, and that this is a list."""
    st.html(f'<p class="wm-sentence">{escape(headline(report, t))}</p>')
    st.caption(completeness_note(report.whole.completeness, t))
    with st.container(border=True, key="coverage_caveats"):
        for note in notes(report, t)[: 3 if report.what_if else 2]:
            st.markdown(note)


def glance(reports: Sequence[Report], t: Translator) -> None:
    """Show the four figures, the largest gaps, and other countries beside."""
    report = reports[0]
    _figures(report, t)
    found = ranked(report.gaps)[:FIRST_GAPS]
    if found:
        st.subheader(t("Largest gaps by region"), anchor=False)
        for gap in found:
            st.markdown("- " + gap_sentence(gap, report, t) + f"\n\n  :small[{norm_name(gap.norm, t)}]")
    if len(reports) > 1:
        st.subheader(t("Side by side"), anchor=False)
        st.caption(t("A country with more listings may only have been searched better. These rows are no ranking."))
        table(compare([(t.country(other.settings.country), other) for other in reports], t))


def _figures(report: Report, t: Translator) -> None:
    whole = report.whole
    median = distance(whole.median, t, minutes=report.times)
    figures = (
        (t("Listed"), t.number(whole.listed), t("unconfirmed, beside: {number}", number=t.number(whole.unconfirmed))),
        (
            t("People counted within {reach}", reach=reach(report, t)),
            percent(whole.share(report.settings.radius), t),
            t("{share} of the country's people are counted", share=percent(report.demand.share_of_country, t)),
        ),
        (
            t("Towns with none within the radius"),
            t.number(whole.beyond),
            t("People in them: {number}", number=people(whole.beyond_people, t)),
        ),
        (
            t("Regions with nothing listed"),
            t("{number} of {all}", number=t.number(len(report.with_none)), all=t.number(len(report.rows))),
            t("Median distance to the nearest: {distance}", distance=median),
        ),
    )
    with st.container(horizontal=True):
        for label, value, beside in figures:
            with st.container(width=250):
                st.metric(label, value)
                st.caption(beside)


def whole_map(reports: Sequence[Report], t: Translator) -> None:
    """Draw the map and, as a table that is complete without it, every region."""
    st.subheader(t("Share of people within reach, by region"), anchor=False)
    draw("coverage_map", reports[0], t, beside=reports[1:])
    legend(t)
    for report in reports:
        if len(reports) > 1:
            st.subheader(t.country(report.settings.country), anchor=False)
        _regions(report, t)
        with st.expander(t("All columns")):
            table(sheets.regions(report, t))


def draw(key: str, report: Report, t: Translator, given: Plan | None = None, beside: Sequence[Report] = ()) -> None:
    """Draw a map of regions, as it would be with the proposed sites where some are given."""
    chart = choropleth(report, t, given, after(report, given) if given else None, beside)
    if chart is None:
        st.caption(t("No shapes of the regions are known, so no map is drawn."))
    else:
        st_folium(chart, key=key, height=MAP_HEIGHT, use_container_width=True, returned_objects=[])


def legend(t: Translator) -> None:
    """Say in numbers what each colour means."""
    lines = "<br>".join(f'<img alt="" src="{small.swatch(entry.colour)}"> {escape(entry.words)}' for entry in classes.legend(t))
    st.html(f'<p class="wm-note">{lines}</p>')


def _regions(report: Report, t: Translator) -> None:
    """Show what the map shows as a real table, which a screen reader reads row by row."""
    st.table(
        [
            {
                t("Region"): row.name,
                t("Listed"): t.number(row.listed) if row.listed else t(NOT_LISTED),
                t("Share within the radius"): percent(row.share(report.settings.radius), t),
                t("People counted"): people(row.people, t),
                t("Median distance to the nearest"): distance(row.median, t, minutes=report.times),
                t("Unconfirmed, beside"): t.number(row.unconfirmed),
                t("Places of any kind listed"): t.number(row.completeness.known),
                t("Confidence"): t(CONFIDENCE[row.completeness.confidence]),
            }
            for row in report.rows
        ],
        border="horizontal",
        hide_index=True,
    )


def table(sheet: Sheet) -> None:
    """Show a table that is too wide for the page; it scrolls, sorts and can be searched."""
    st.dataframe(
        pd.DataFrame([list(row) for row in sheet.rows], columns=[column.label for column in sheet.columns]).astype(object),
        hide_index=True,
        placeholder="–",
    )


def small_table(sheet: Sheet, t: Translator) -> None:
    """Show a narrow table as a real one."""
    labels = [column.label for column in sheet.columns]
    said = [[t.number(value) if isinstance(value, (int, float)) else value or "–" for value in row] for row in sheet.rows]
    if said:
        st.table([dict(zip(labels, row, strict=True)) for row in said], border="horizontal", hide_index=True)


def gap_sentences(report: Report, most: int, t: Translator) -> None:
    """Explain the country's norms, then the largest gaps of its regions, one sentence each."""
    for gap in [gap for gap in report.gaps if gap.region == COUNTRY]:
        named = f"{norm_name(gap.norm, t)} ({t(READINGS[gap.norm.status])})"
        st.markdown("- " + gap_sentence(gap, report, t) + f"\n\n  :small[{named}]")
    found = ranked(report.gaps)
    st.subheader(t("Largest gaps by region"), anchor=False)
    if not found:
        st.markdown(t("By the norms chosen, this list lacks nothing that could be judged."))
    for gap in found[:most]:
        named = f"{norm_name(gap.norm, t)}. " + t("Confidence") + f": {t(CONFIDENCE[gap.confidence])}."
        st.markdown("- " + gap_sentence(gap, report, t) + f"\n\n  :small[{named}]")


def sure(report: Report, study: Study, t: Translator) -> None:
    """Say what every figure rests on and does not say."""
    st.subheader(t("How complete"), anchor=False)
    table(known.completeness(report, t))
    st.subheader(t("What these figures rest on, and what they do not say"), anchor=False)
    for note in notes(report, t):
        st.markdown("- " + note)
    with st.expander(t("Sources")):
        table(sheets.sources(report, study.norms, t))


def files(report: Report, given: Plan | None, study: Study, t: Translator) -> None:
    """Offer every file; each is made only when it is asked for."""
    st.markdown(t("Every file says what it rests on and what must not be concluded."))
    names = bundle.names(report)
    for kind, words in FILE_WORDS.items():
        st.download_button(
            t(words),
            data=partial(bundle.one, kind, report, given, study, t, paths.STATIC),
            file_name=names[kind],
            on_click="ignore",
            key=f"coverage_file_{kind}",
        )
    st.caption(t("The same without this page: {command}", command=f"`{_command(report)}`"))


def _command(report: Report) -> str:
    settings = report.settings
    said = f"python -m services.coverage {settings.country} --category {settings.what.code} --radius {settings.radius:g}"
    said += f" --detour {settings.detour:g}" if settings.detour != 1 else ""
    said += " --with-unconfirmed" if settings.with_unconfirmed else ""
    return f"{said} --sites {coverage_memory.sites()} --out DIR"
