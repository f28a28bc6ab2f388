"""Where help is missing: a country's coverage by kind of help, its gaps, and where the next places would help most."""

from pages.ui import coverage_parts, coverage_view, state

t = state.t()
country = state.country()
coverage_view.head(t, country)

if country and country != "INT":
    coverage_parts.show(country, t)
