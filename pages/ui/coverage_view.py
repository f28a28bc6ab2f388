"""A country's coverage on the page: figures, map with its table, gaps, sites, what is known, and the files to take along."""

from __future__ import annotations

import time
from functools import partial

import altair as alt
import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

from pages.ui.coverage_controls import Asked
from services import paths
from services.coverage import classes, plan, solver
from services.coverage.choropleth import choropleth
from services.coverage.exports import bundle, paper, sheets
from services.coverage.exports.sheets import Sheet
from services.coverage.gaps import COUNTRY, ranked
from services.coverage.plan import Candidates, Goal, Plan
from services.coverage.report import EDGES, Report
from services.coverage.scenario import Scenario
from services.coverage.scenario import write as scenario_file
from services.coverage.siting import Answer
from services.coverage.study import Study
from services.coverage.words import CONFIDENCE, completeness_note, distance, gap_sentence, notes, people, percent
from services.language.catalogue import Translator

MAP_HEIGHT = 440
MOST_SENTENCES = 8


def head(t: Translator, country: str) -> None:
    """Say what the page is for."""
    st.title(
        t("Where help is listed and where it is missing: {country}", country=t.country(country)) if country else t("Where help is missing"),
        anchor=False,
    )
    if not country:
        st.markdown(t("Pick a country above."))


def refused(message: str, t: Translator) -> None:
    """Show what is wrong with a file that was brought; the page goes on without it."""
    st.warning(t("This file cannot be used. The figures below are without it."))
    st.code(message, language=None, wrap_lines=True)


def unmatched(names: tuple[str, ...], lacking: tuple[str, ...], t: Translator) -> None:
    """List the regions of a table that are not ours, and ours that it lacks."""
    if names:
        st.warning(t("Not matched, left out: {names}", names=", ".join(names[:50])))
    if lacking:
        st.caption(t("The table has no row for: {names}", names=", ".join(lacking[:50])))


def show(report: Report, asked: Asked, study: Study, t: Translator) -> None:
    """Show a report from top to bottom; every chart and the map have their numbers as a table."""
    for note in notes(report, t)[:2]:
        st.info(note)
    _figures(report, t)
    candidates = plan.from_towns(report.demand)
    given = _plan(report, candidates, asked, t)
    _map(report, given, t)
    _regions(report, t)
    _kinds(report, t)
    _distances(report, t)
    _gaps(report, t)
    _sites(report, candidates, given, asked, t)
    st.subheader(t("How much is known"), anchor=False)
    st.markdown(completeness_note(report.whole.completeness, t))
    with st.expander(t("What these figures rest on, and what they do not say")):
        for note in notes(report, t):
            st.markdown("- " + note)
        _table(sheets.sources(report, study.norms, t))
    _downloads(report, given, study, t)


def _figures(report: Report, t: Translator) -> None:
    whole, radius = report.whole, report.settings.radius
    one, two, three, four = st.columns(4)
    one.metric(t("Listed"), t.number(whole.listed), help=t("Unconfirmed listings are not counted; their number stands beside."))
    one.caption(t("unconfirmed: {number}", number=t.number(whole.unconfirmed)))
    two.metric(t("People counted within {number} km", number=t.number(radius)), percent(whole.share(radius), t))
    two.caption(t("{share} of the country's people are counted", share=percent(report.demand.share_of_country, t)))
    three.metric(t("Towns with none within the radius"), t.number(whole.beyond))
    three.caption(t("People in them: {number}", number=people(whole.beyond_people, t)))
    four.metric(
        t("Regions with nothing listed"), t("{number} of {all}", number=t.number(len(report.with_none)), all=t.number(len(report.rows)))
    )
    four.caption(t("Median distance to the nearest: {distance}", distance=distance(whole.median, t)))


def _map(report: Report, given: Plan | None, t: Translator) -> None:
    st.subheader(t("Share of people within reach, by region"), anchor=False)
    drawn = (("coverage_before", t("Today"), None, None),)
    if given is not None and given.sites:
        drawn += (("coverage_after", t("With the proposed sites"), given, plan.after(report, given)),)
    tabs = st.tabs([title for _, title, _, _ in drawn]) if len(drawn) > 1 else [st.container()]
    for tab, (key, _, sites, after) in zip(tabs, drawn, strict=True):
        chart = choropleth(report, t, sites, after)
        with tab:
            if chart is None:
                st.caption(t("No shapes of the regions are known, so no map is drawn."))
            else:
                st_folium(chart, key=key, height=MAP_HEIGHT, use_container_width=True, returned_objects=[])
    swatch = "border:1px solid #5a544a;display:inline-block;width:1.4em;height:1em;vertical-align:middle"
    lines = "".join(f'<li><span style="background:{entry.colour};{swatch}"></span> {entry.words}</li>' for entry in classes.legend(t))
    st.html(f'<ul style="list-style:none;padding:0;columns:2">{lines}</ul>')


def _regions(report: Report, t: Translator) -> None:
    """Show what the map shows as a real table, which a screen reader reads row by row; all columns are in the grid below it."""
    st.table(
        [
            {
                t("Region"): row.name,
                t("Listed"): t.number(row.listed) if row.listed else t("No listing here"),
                t("Unconfirmed, beside"): t.number(row.unconfirmed),
                t("People counted"): people(row.people, t),
                t("Share within the radius"): percent(row.share(report.settings.radius), t),
                t("Median distance to the nearest"): distance(row.median, t),
                t("Confidence"): t(CONFIDENCE[row.completeness.confidence]),
            }
            for row in report.rows
        ]
    )
    with st.expander(t("All columns")):
        _table(sheets.regions(report, t))


def _table(sheet: Sheet) -> None:
    st.dataframe(
        pd.DataFrame([list(row) for row in sheet.rows], columns=[column.label for column in sheet.columns]).astype(object), hide_index=True
    )


def _kinds(report: Report, t: Translator) -> None:
    """Draw regions by kinds of help as a heat table: darker is more, and the number stands in each cell."""
    sheet = sheets.kinds(report, t)
    st.subheader(sheet.title, anchor=False)
    rows = [
        {"region": row[0], "kind": column.label, "listed": row[place]}
        for row in sheet.rows[1:]
        for place, column in enumerate(sheet.columns)
        if place
    ]
    base = alt.Chart(pd.DataFrame(rows)).encode(
        x=alt.X("kind:N", title=None, sort=None, axis=alt.Axis(labelAngle=-40)), y=alt.Y("region:N", title=None, sort=None)
    )
    heat = base.mark_rect().encode(
        color=alt.Color("listed:Q", scale=alt.Scale(range=["#fffdf8", "#6fa8d6"], type="symlog"), title=t("Listed"))
    )
    st.altair_chart(heat + base.mark_text(fontSize=11, color="#2b2a33").encode(text="listed:Q"), width="stretch")
    with st.expander(t("The same as a table")):
        _table(sheet)


def _distances(report: Report, t: Translator) -> None:
    st.subheader(t("How far people live from the nearest listed"), anchor=False)
    lower = (0.0, *EDGES)
    names = [
        t("{low} to {high} km", low=t.number(low), high=t.number(high)) if high else t("over {low} km, or none listed", low=t.number(low))
        for low, high in zip(lower, (*EDGES, 0.0), strict=True)
    ]
    frame = pd.DataFrame({"distance": names, "people": list(report.histogram)})
    bars = (
        alt.Chart(frame)
        .mark_bar(color="#2c7fb8")
        .encode(x=alt.X("people:Q", title=t("People counted")), y=alt.Y("distance:N", title=None, sort=None))
    )
    st.altair_chart(bars, width="stretch")
    with st.expander(t("The same as a table")):
        st.table(
            [{t("Distance"): name, t("People counted"): people(count, t)} for name, count in zip(names, report.histogram, strict=True)]
        )
        _table(sheets.far(report, t))


def _gaps(report: Report, t: Translator) -> None:
    st.subheader(t("What the norms ask for and what is listed"), anchor=False)
    for gap in [gap for gap in report.gaps if gap.region == COUNTRY]:
        st.markdown("- " + gap_sentence(gap, report, t))
    st.markdown("**" + t("Largest gaps by region") + "**")
    for gap in ranked(report.gaps)[:MOST_SENTENCES]:
        st.markdown("- " + gap_sentence(gap, report, t))
    with st.expander(t("All gaps as a table")):
        _table(sheets.gaps(report, t))


def _plan(report: Report, candidates: Candidates, asked: Asked, t: Translator) -> Plan | None:
    if not asked.sites and asked.goal is not Goal.FEWEST_SITES:
        return None
    if asked.exact and asked.goal is Goal.MOST_PEOPLE and (proven := _prove(report, candidates, asked, t)):
        return proven
    try:
        if asked.goal is Goal.FEWEST_SITES:
            return plan.fewest(report, candidates, asked.share)
        if asked.goal is Goal.NEAREST_ON_AVERAGE:
            return plan.nearest(report, candidates, asked.sites)
    except ValueError:
        st.warning(
            t("This question has no answer here: the candidates together do not reach that many people, or there are too many points.")
        )
        return None
    return plan.quick(report, candidates, asked.sites)


def _prove(report: Report, candidates: Candidates, asked: Asked, t: Translator) -> Plan | None:
    """Let the exact search run in a process of its own; whatever ends this script ends that process too."""
    run = solver.Run(plan.problem(report, candidates), k=asked.sites)
    bar = st.progress(0.0, t("Looking for the best choice …"))
    try:
        while not run.done:
            bar.progress(run.share_of_time, t("Looking for the best choice …"))
            time.sleep(0.2)
    finally:
        run.cancel()
        bar.empty()
    found = run.result()
    return plan.from_answer(report, candidates, found) if isinstance(found, Answer) else None


def _sites(report: Report, candidates: Candidates, given: Plan | None, asked: Asked, t: Translator) -> None:
    if given is None:
        return
    st.subheader(t("Where the next places would reach most people"), anchor=False)
    st.markdown(paper.reach_sentence(given, t))
    if given.regions_gained:
        st.markdown(t("Regions that gain: {names}", names=", ".join(given.regions_gained)))
    _table(sheets.sites(given, t))
    if asked.goal is Goal.MOST_PEOPLE:
        st.markdown(t("With another radius the answer may be another:"))
        others = plan.by_radius(report, candidates, asked.sites, (10.0, 30.0, 50.0, 100.0))
        st.table(
            [
                {
                    t("Radius in km"): t.number(other.radius),
                    t("Site"): ", ".join(site.name for site in other.sites),
                    t("People newly in reach"): people(other.gain, t),
                }
                for other in others
            ]
        )


def _downloads(report: Report, given: Plan | None, study: Study, t: Translator) -> None:
    st.subheader(t("Take it along"), anchor=False)
    names = bundle.names(report)
    for kind, name in names.items():
        st.download_button(
            t("Download {name}", name=name),
            data=partial(bundle.one, kind, report, given, study, t, paths.STATIC),
            file_name=name,
            on_click="ignore",
            key=f"coverage_file_{kind}",
        )
    scenario = study.scenario or Scenario(country=report.settings.country)
    st.download_button(
        t("Download the scenario"), data=scenario_file(scenario), file_name="scenario.json", on_click="ignore", key="coverage_file_scenario"
    )
