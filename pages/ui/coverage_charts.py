"""Charts of a country's coverage. Each has its numbers as a table and the note on how much is known; no cell under five people is drawn."""

from __future__ import annotations

from html import escape

import altair as alt
import pandas as pd
import streamlit as st

from pages.ui import coverage_view
from services.coverage import small
from services.coverage.exports import known, sheets
from services.coverage.exports.sheets import Sheet
from services.coverage.report import EDGES, Report, shown
from services.coverage.supply import Supply
from services.coverage.words import completeness_note, people
from services.language.catalogue import Translator

BLUE, PALE = "#2c7fb8", "#fffdf8"


def kinds(report: Report, t: Translator) -> None:
    """Draw one small map for each kind of help, then regions by kinds as a heat table."""
    st.subheader(t("Share of people within reach, by kind of help"), anchor=False)
    drawn = small.maps(report, t)
    if drawn:
        with st.container(horizontal=True):
            for one in drawn:
                with st.container(width=170):
                    st.html(f'<img alt="{escape(one.title)}" src="{one.source}">')
                    st.caption(one.title)
        coverage_view.legend(t)
    with st.expander(t("The same as a table")):
        coverage_view.table(small.shares(report, t))
    sheet = sheets.kinds(report, t)
    st.subheader(t("How many are listed, by region and kind of help"), anchor=False)
    st.altair_chart(_heat(sheet, t), width="stretch", alt=sheet.title)
    _foot(report, t)
    with st.expander(t("The same as a table")):
        coverage_view.table(sheet)


def _heat(sheet: Sheet, t: Translator) -> alt.LayerChart:
    """Draw a heat table: darker is more, and the number stands in each cell."""
    rows = [
        {"region": row[0], "kind": column.label, "listed": row[place]}
        for row in sheet.rows[1:]
        for place, column in enumerate(sheet.columns)
        if place
    ]
    base = alt.Chart(pd.DataFrame(rows), height=alt.Step(24)).encode(
        x=alt.X("kind:N", title=None, sort=None, axis=alt.Axis(labelAngle=-90, orient="top", labelLimit=160, labelOverlap=False)),
        y=alt.Y("region:N", title=None, sort=None, axis=alt.Axis(labelLimit=140)),
        tooltip=[
            alt.Tooltip("region:N", title=t("Region")),
            alt.Tooltip("kind:N", title=t("Kind of help")),
            alt.Tooltip("listed:Q", title=t("Listed")),
        ],
    )
    heat = base.mark_rect().encode(color=alt.Color("listed:Q", scale=alt.Scale(range=[PALE, "#6fa8d6"], type="symlog"), legend=None))
    return heat + base.mark_text(fontSize=11, color="#2b2a33").encode(text="listed:Q")


def distances(report: Report, t: Translator) -> None:
    """Draw how far people live from the nearest, and name the towns that have none."""
    st.subheader(t("How far people live from the nearest listed"), anchor=False)
    lower = (0.0, *EDGES)
    if report.times:
        close, open_ended = t("{low} to {high} minutes"), t("over {low} minutes, or no journey known")
    else:
        close, open_ended = t("{low} to {high} km"), t("over {low} km, or none listed")
    names = [
        (close if high else open_ended).format(low=t.number(low), high=t.number(high))
        for low, high in zip(lower, (*EDGES, 0.0), strict=True)
    ]
    frame = pd.DataFrame({"distance": names, "people": [shown(count) or 0 for count in report.histogram]})
    _bars(frame, "distance", "people", t("People counted"), t("How far people live from the nearest listed"))
    _foot(report, t)
    with st.expander(t("The same as a table")):
        st.table(
            [{t("Distance"): name, t("People counted"): people(count, t)} for name, count in zip(names, report.histogram, strict=True)],
            border="horizontal",
            hide_index=True,
        )
    if report.far:
        with st.expander(t("Towns with none within the radius")):
            coverage_view.table(sheets.far(report, t))


def freshness(report: Report, supply: Supply, t: Translator) -> None:
    """Draw how old the facts are and how well positions are known."""
    for sheet in (known.ages(supply, t), known.positions(supply, t)):
        st.subheader(sheet.title, anchor=False)
        frame = pd.DataFrame(list(sheet.rows), columns=["class", "places"])
        _bars(frame, "class", "places", t("Places"), sheet.title)
        with st.expander(t("The same as a table")):
            coverage_view.small_table(sheet, t)
    _foot(report, t)


def _bars(frame: pd.DataFrame, name: str, value: str, title: str, alternative: str) -> None:
    axis = alt.Axis(format="~s", tickCount=4)
    base = alt.Chart(frame, height=alt.Step(26)).encode(y=alt.Y(f"{name}:N", title=None, sort=None, axis=alt.Axis(labelLimit=190)))
    st.altair_chart(base.mark_bar(color=BLUE).encode(x=alt.X(f"{value}:Q", title=title, axis=axis)), width="stretch", alt=alternative)


def _foot(report: Report, t: Translator) -> None:
    st.caption(completeness_note(report.whole.completeness, t))
