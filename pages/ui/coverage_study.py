"""Puts a study together from what the process shares and what was brought; a file that cannot be used is said so and left out."""

from __future__ import annotations

from pages.ui import cached, coverage_controls, coverage_view, state
from services import paths
from services.coverage import norms, scenario, tables, territory
from services.coverage.demand import from_table
from services.coverage.exports import runfile
from services.coverage.refusals import Refused
from services.coverage.study import Study
from services.language.catalogue import Translator


def study(country: str, t: Translator) -> Study:
    """Give the study of a country with the coordinator's own table and scenario where they are sound."""
    totals = territory.totals(paths.GEO / "populations.csv")
    land = territory.territory(country, cached.gazetteer(), totals.get(country), cached.shapes(), t.language)
    inputs = runfile.checksums([paths.LISTINGS / f"{country.lower()}.csv", paths.DATA / "benchmarks.toml", paths.GEO / "populations.csv"])
    demand, changes = None, None
    given = coverage_controls.table(t)
    if given.content:
        try:
            read = tables.read_table(given.content, given.name, land.regions)
            demand = from_table(read.rows, land.towns, land.regions, read.origin, country_total=land.towns.country_total)
            inputs[given.name] = read.origin.checksum
            coverage_view.unmatched(read.unmatched, read.lacking, t)
        except Refused as fault:
            coverage_view.refused(str(fault), t)
    given = coverage_controls.scenario(t)
    if given.content:
        try:
            changes = scenario.read(given.content, given.name)
            scenario.apply(cached.directory().by_country.get(country, ()), changes)
        except Refused as fault:
            changes = None
            coverage_view.refused(str(fault), t)
    return Study(cached.directory(), land, (), state.now().date(), demand, changes, inputs=inputs)


def all_norms() -> tuple[norms.Norm, ...]:
    """Give every norm that ships."""
    return norms.read_norms(paths.DATA / "benchmarks.toml")
