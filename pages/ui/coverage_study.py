"""Puts a study together from what the process shares and what was brought; a file that cannot be used is said so and left out."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from pages.ui import cached, coverage_memory, state
from pages.ui.coverage_memory import Brought, File
from services import paths
from services.coverage import boundaries, matrix, norms, scenario, tables, territory
from services.coverage.demand import Demand, from_table
from services.coverage.exports import runfile
from services.coverage.refusals import Refusal, Refused
from services.coverage.scenario import Scenario
from services.coverage.study import Study
from services.coverage.tables import Table
from services.coverage.territory import Territory
from services.directory.model import Listing
from services.language.catalogue import Translator


@dataclass(frozen=True)
class Made:
    """A study, the country as it is before anything was brought, and what is to be said of what was brought."""

    study: Study
    shipped: Territory
    faults: tuple[tuple[str, tuple[Refusal, ...]], ...] = ()
    table: Table | None = None


def study(country: str, t: Translator) -> Made:
    """Give the study of a country with what was brought for it and the scenario in force."""
    shipped = _territory(country, t)
    land = shipped
    brought = coverage_memory.read_once(country, Brought.BOUNDARIES, country, lambda file: territory.with_regions(shipped, _regions(file)))
    if brought is not None:
        land = brought
    table = coverage_memory.read_once(
        country, Brought.TABLE, _mark(*land.regions.codes, *land.regions.names), lambda file: _table(file, land)
    )
    demand = _demand(country, land, table)
    changes, fault = _scenario(country)
    made = Study(cached.directory(), land, coverage_memory.judged(all_norms()), state.now().date(), demand, changes)
    made = replace(_with_times(made, country), inputs=_inputs(country))
    return Made(made, shipped, (*_faults(country), *fault), table)


def beside(country: str, t: Translator) -> Study:
    """Give the study of another country, as it ships."""
    return Study(cached.directory(), _territory(country, t), coverage_memory.judged(all_norms()), state.now().date())


def listings(country: str) -> tuple[Listing, ...]:
    """Give a country's listings as they are."""
    return tuple(cached.directory().by_country.get(country, ()))


def under(made: Study, changes: Scenario) -> Study:
    """Give the study under another scenario, or without one where it is empty."""
    return replace(made, scenario=None if changes.is_empty else changes)


def all_norms() -> tuple[norms.Norm, ...]:
    """Give every norm that ships."""
    return norms.read_norms(paths.DATA / "benchmarks.toml")


def _territory(country: str, t: Translator) -> Territory:
    total = territory.totals(paths.GEO / "populations.csv").get(country)
    return territory.territory(country, cached.gazetteer(), total, cached.shapes(), t.language)


def _regions(file: File) -> boundaries.Regions:
    return boundaries.read_geojson(file.content, file.name)


def _table(file: File, land: Territory) -> Table:
    return tables.read_table(file.content, file.name, land.regions, year=file.year)


def _demand(country: str, land: Territory, table: Table | None) -> Demand | None:
    grid = coverage_memory.brought(country, Brought.GRID)
    if table is not None:
        return from_table(table.rows, land.towns, land.regions, table.origin, country_total=land.towns.country_total)
    if grid is None or grid.grid is None:
        return None
    given = grid.grid
    return replace(given, region=land.regions.locate(given.latitudes, given.longitudes), country_total=land.towns.country_total)


def _scenario(country: str) -> tuple[Scenario | None, tuple[tuple[str, tuple[Refusal, ...]], ...]]:
    changes = coverage_memory.scenario(country)
    if changes.is_empty:
        return None, ()
    try:
        scenario.apply(cached.directory().by_country.get(country, ()), changes)
    except Refused as refused:
        return None, ((changes.name or "scenario", refused.refusals),)
    return changes, ()


def _with_times(made: Study, country: str) -> Study:
    points, columns = made.people.names, made.supply().columns
    read = coverage_memory.read_once(
        country,
        Brought.TIMES,
        _mark(*points, "", *columns),
        lambda file: matrix.read_matrix(file.content, file.name, points, columns),
    )
    return replace(made, times=read) if read is not None else made


def _faults(country: str) -> tuple[tuple[str, tuple[Refusal, ...]], ...]:
    files = [file for kind in Brought if (file := coverage_memory.brought(country, kind)) is not None]
    return tuple((file.name, file.fault) for file in files if file.fault)


def _inputs(country: str) -> dict[str, str]:
    inputs = runfile.checksums([paths.LISTINGS / f"{country.lower()}.csv", paths.DATA / "benchmarks.toml", paths.GEO / "populations.csv"])
    files = [file for kind in Brought if (file := coverage_memory.brought(country, kind)) is not None]
    return inputs | {file.name: _checksum(file) for file in files if not file.fault}


def _checksum(file: File) -> str:
    return file.grid.origin.checksum if file.grid is not None else hashlib.sha256(file.content).hexdigest()


def _mark(*names: str) -> str:
    return hashlib.sha256("\0".join(names).encode()).hexdigest()
