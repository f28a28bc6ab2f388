"""Where help is missing: a country's coverage by kind of help, its gaps, and where the next places would help most."""

from dataclasses import replace

from pages.ui import coverage_controls, coverage_study, coverage_view, state

t = state.t()
country = state.country()
coverage_view.head(t, country)

if country and country != "INT":
    study = coverage_study.study(country, t)
    asked = coverage_controls.ask(country, study.people.groups, coverage_study.all_norms(), t)
    study = replace(study, norms=asked.norms)
    coverage_view.show(study.run(asked.settings), asked, study, t)
