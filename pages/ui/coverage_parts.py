"""The parts of the coverage page in their order: the sentence that matters, the questions, then the one part that is open."""

from __future__ import annotations

import streamlit as st

from pages.ui import (
    coverage_charts,
    coverage_controls,
    coverage_memory,
    coverage_norms,
    coverage_scenarios,
    coverage_sites,
    coverage_study,
    coverage_uploads,
    coverage_view,
)
from pages.ui.coverage_study import Made
from services.coverage.report import Report
from services.language.catalogue import Translator


def show(country: str, t: Translator) -> None:
    """Measure a country as it is asked for, and show it."""
    made = coverage_study.study(country, t)
    study = made.study
    asked = coverage_memory.settings(country, study.people.groups, times=study.times is not None)
    report = study.run(asked)
    for name, faults in made.faults:
        coverage_view.refused(name, faults, t)
    coverage_view.first(report, t)
    coverage_controls.what_is_asked(study.people.groups, study.times is not None, t)
    part = coverage_controls.part(t)
    with st.container(key=f"coverage_shown_{part}"):
        _part(part, report, made, t)


def _part(part: str, report: Report, made: Made, t: Translator) -> None:
    study = made.study
    if part == coverage_controls.GLANCE:
        coverage_view.glance(_beside(report, t), t)
    elif part == coverage_controls.MAP:
        coverage_view.whole_map(_beside(report, t), t)
        coverage_charts.distances(report, t)
    elif part == coverage_controls.KINDS_PART:
        coverage_charts.kinds(report, t)
    elif part == coverage_controls.GAPS:
        coverage_norms.show(report, coverage_study.all_norms(), t)
    elif part == coverage_controls.SITES:
        coverage_sites.show(report, study, t)
    elif part == coverage_controls.WHAT_IF:
        coverage_scenarios.show(report, study, t)
    elif part == coverage_controls.SURE:
        coverage_charts.freshness(report, study.supply(), t)
        coverage_view.sure(report, study, t)
    elif part == coverage_controls.DATA:
        coverage_controls.assumptions(report.settings.country, t)
        coverage_uploads.show(made, t)
    else:
        coverage_view.files(report, coverage_sites.answer(report, study), study, t)


def _beside(report: Report, t: Translator) -> list[Report]:
    """Give the report with those of the other countries chosen; each counts its own places only, by its own towns."""
    others = [
        coverage_study.beside(code, t).run(coverage_memory.settings(code, (report.settings.group,), times=False))
        for code in coverage_memory.beside(report.settings.country)
        if not report.times and report.settings.group.value == "people"
    ]
    return [report, *others]
