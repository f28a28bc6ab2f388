"""``python -m services.coverage COUNTRY --category medical --radius 50 --out DIR`` measures a country without the page."""

from __future__ import annotations

import argparse
import hashlib
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from services import paths
from services.coverage import grids, norms, plan, scenario, tables, territory
from services.coverage.boundaries import Regions, read_geojson
from services.coverage.demand import Demand, Group, from_table
from services.coverage.exports import bundle, runfile
from services.coverage.matrix import TravelTimes, read_matrix
from services.coverage.plan import Plan
from services.coverage.refusals import Refused
from services.coverage.report import RADII, Report, Settings
from services.coverage.study import Study
from services.coverage.supply import what
from services.directory import edition
from services.language.catalogue import LANGUAGES, translator
from services.places.gazetteer import Gazetteer


def arguments() -> argparse.ArgumentParser:
    """Describe the command line."""
    parser = argparse.ArgumentParser(prog="python -m services.coverage", description="Measure what is listed, and where nothing is.")
    parser.add_argument("country", nargs="?", default="", help="ISO 3166-1 alpha-2 code, such as KE")
    parser.add_argument("--category", default="medical", help="a kind of help, a listing type, or complete_pathway")
    parser.add_argument("--radius", type=float, default=50.0, help="km (minutes with --times) that maps and gaps use")
    parser.add_argument("--radii", type=float, nargs="+", default=list(RADII), help="further radii to count people within")
    parser.add_argument("--detour", type=float, default=1.0, help="factor on straight lines; an assumption of yours")
    parser.add_argument("--group", choices=[group.value for group in Group], default=Group.PEOPLE.value)
    parser.add_argument("--with-unconfirmed", action="store_true", help="count unconfirmed listings too")
    parser.add_argument("--sites", type=int, default=0, help="propose this many new sites")
    parser.add_argument("--table", type=Path, help="people by region, CSV or XLSX")
    parser.add_argument("--grid", type=Path, help="people by cell, GeoTIFF in WGS 84")
    parser.add_argument("--year", default="", help="year of the table or grid")
    parser.add_argument("--boundaries", type=Path, help="other regions, GeoJSON")
    parser.add_argument("--times", type=Path, help="travel times: from, to, minutes")
    parser.add_argument("--scenario", type=Path, help="changes to the listings, as saved by the page")
    parser.add_argument("--run", type=Path, help="repeat a run from its file and compare the figures")
    parser.add_argument("--language", choices=LANGUAGES, default="en")
    parser.add_argument("--out", type=Path, required=True, help="folder for the files")
    parser.add_argument("--today", type=date.fromisoformat, default=None, help="day by which ages are judged, YYYY-MM-DD")
    return parser


def main(given: list[str] | None = None) -> int:
    """Measure, write the files, print the summary; 2 where something that was brought cannot be used."""
    asked = arguments().parse_args(given)
    try:
        return _run(asked)
    except (Refused, ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 2


def _run(asked: argparse.Namespace) -> int:
    earlier = runfile.read(asked.run.read_bytes(), asked.run.name) if asked.run else None
    settings = earlier.settings() if earlier else _settings(asked)
    today = asked.today or (date.fromisoformat(earlier.day) if earlier else datetime.now(UTC).date())
    study, inputs = _study(asked, settings, today, earlier)
    report = study.run(settings)
    sites = len(earlier.found.sites) if earlier else asked.sites
    proposed: Plan | None = plan.quick(report, plan.from_towns(report.demand), sites) if sites else None
    t = translator(asked.language, paths.LOCALE)
    asked.out.mkdir(parents=True, exist_ok=True)
    for name, content in bundle.files_of(report, proposed, study, inputs, t, paths.STATIC).items():
        (asked.out / name).write_bytes(content)
    for row in bundle.lines(report, proposed, t):
        print(row)
    return _compare(earlier, report, inputs) if earlier else 0


def _settings(asked: argparse.Namespace) -> Settings:
    return Settings(
        asked.country.upper(),
        what(asked.category),
        asked.radius,
        tuple(asked.radii),
        asked.detour,
        Group(asked.group),
        asked.with_unconfirmed,
    )


def _study(asked: argparse.Namespace, settings: Settings, today: date, earlier: runfile.Run | None) -> tuple[Study, dict[str, str]]:
    directory = edition.load(paths.LISTINGS)
    benchmarks, populations, gazetteer = paths.DATA / "benchmarks.toml", paths.GEO / "populations.csv", paths.GEO / "gazetteer.sqlite"
    inputs = runfile.checksums([paths.LISTINGS / f"{settings.country.lower()}.csv", benchmarks, populations, gazetteer])
    known = territory.totals(populations).get(settings.country)
    land = territory.territory(settings.country, Gazetteer(gazetteer), known, territory.shapes(paths.STATIC / territory.BASE))
    if not len(land.towns):
        raise ValueError(f"no town of {settings.country!r} is known; give a country as an ISO code, such as KE")
    for path in (asked.boundaries, asked.table, asked.grid, asked.times, asked.scenario):
        if path:
            inputs[path.name] = hashlib.sha256(path.read_bytes()).hexdigest() if path != asked.grid else ""
    if asked.boundaries:
        land = territory.with_regions(land, read_geojson(asked.boundaries.read_bytes(), asked.boundaries.name))
    changes = scenario.read(asked.scenario.read_bytes(), asked.scenario.name) if asked.scenario else (earlier.scenario if earlier else None)
    judged = earlier.norms if earlier else norms.chosen(norms.read_norms(benchmarks))
    demand = _demand(asked, land.regions, land.towns)
    study = Study(directory, land, judged, today, demand, changes)
    if demand and demand.origin.checksum and asked.grid:
        inputs[asked.grid.name] = demand.origin.checksum
    return (Study(directory, land, judged, today, demand, changes, _times(asked, study)) if asked.times else study), inputs


def _demand(asked: argparse.Namespace, regions: Regions, towns: Demand) -> Demand | None:
    if asked.table:
        table = tables.read_table(asked.table.read_bytes(), asked.table.name, regions, year=asked.year)
        for name in table.unmatched:
            print(f"{asked.table.name}: not matched, left out: {name}", file=sys.stderr)
        for name in table.lacking:
            print(f"{asked.table.name}: has no row for {name}", file=sys.stderr)
        return from_table(table.rows, towns, regions, table.origin, country_total=towns.country_total)
    if asked.grid:
        show = (lambda share: print(f"\r{share:4.0%}", end="", file=sys.stderr)) if sys.stderr.isatty() else (lambda share: None)
        return grids.read_grid(
            asked.grid,
            regions,
            name=asked.grid.name,
            group=Group(asked.group),
            year=asked.year,
            country_total=towns.country_total,
            progress=show,
        )
    return None


def _times(asked: argparse.Namespace, study: Study) -> TravelTimes:
    points = study.people.names
    return read_matrix(asked.times.read_bytes(), asked.times.name, points, study.supply().columns)


def _compare(earlier: runfile.Run, report: Report, inputs: dict[str, str]) -> int:
    """Say whether the figures are those of the file, and which inputs changed since; 1 where the figures differ."""
    for name, digest in earlier.inputs.items():
        if inputs.get(name) != digest:
            print(f"changed since the run: {name}")
    now = (report.whole.listed, report.whole.people, report.whole.within[report.settings.radius])
    then = (earlier.found.listed, earlier.found.people, earlier.found.within)
    same = now == then
    print("the figures are those of the run" if same else f"the figures differ: {then} then, {now} now")
    return 0 if same else 1


if __name__ == "__main__":
    raise SystemExit(main())
