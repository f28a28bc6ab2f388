"""How fast is an answer? ``python -m benchmarks.search [rows ...]`` prints a table, then one JSON line of the same figures.

Directories of 10k, 100k and 1M listings, spread like real towns (gazetteer towns drawn by population plus 0.15 degree of noise). The work:
a country's active listings of a need, four wishes (language, free, alone, how), the nearest 20, and ten facet counts, each under all
filters but its own. pandas, DuckDB and SQLite (R*Tree) do the same work on the same rows, sorted by country like ours; every result is
compared. ``page`` is everything that a page shows, which the others do not do: ``answer()`` with its five groups of up to 20 matches
each, opening hours, trust, reasons and fallbacks.
"""

from __future__ import annotations

import itertools
import json
import resource
import sqlite3
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import duckdb
import numpy as np
import pandas as pd

from benchmarks.synthetic import LANGUAGES, MANY, World, towns, world
from services import paths
from services.directory.model import Category, Cost, Listing, ListingType
from services.places.distance import unit_vectors
from services.places.model import Place
from services.search import needs
from services.search.answer import answer
from services.search.columns import FIXED, Columns
from services.search.filters import filters, left
from services.search.index import Index
from services.search.positions import Spot
from services.search.query import How, Need, Query, Reader

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
SIZES = (10_000, 100_000, 1_000_000)
QUERIES = 200
RIVAL_QUERIES = 40
COUNTED = ("categories", "listing_type", "audience", "gender", "language", "how", "cost", "may_come_alone", "wheelchair", "access")
#: Which filter a facet's own is; the others have none here.
OWN = {"language": "language", "how": "how", "cost": "free", "may_come_alone": "may_come_alone"}
RIVALS = ("pandas", "duckdb", "sqlite")
NAMES = ("ours", *RIVALS, "page")
MEANINGS = needs.shipped(paths.TAXONOMY)


@dataclass(frozen=True)
class Ask:
    """One query, and the same in codes for the others."""

    query: Query
    country: int
    types: tuple[int, ...]
    categories: int
    language: int
    point: tuple[float, float, float]


def asks(made: World, places: pd.DataFrame, number: int, seed: int = 11) -> list[Ask]:
    """Draw queries: towns by population, any need, all four wishes."""
    rng = np.random.default_rng(seed)
    weight = places["population"].to_numpy(np.float64)
    codes = {code: position for position, code in enumerate(made.columns.countries)}
    found: list[Ask] = []
    while len(found) < number:
        town = places.iloc[int(rng.choice(len(places), p=weight / weight.sum()))]
        if town["country"] not in codes:
            continue
        need, language = list(Need)[int(rng.integers(len(Need)))], LANGUAGES[int(rng.integers(4))]
        latitude, longitude = float(town["latitude"]), float(town["longitude"])
        place = Place("there", str(town["country"]), latitude, longitude)
        query = Query(need=need, place=place, language=language, free=True, may_come_alone=True, how=How.PHONE, reader=Reader.CASEWORKER)
        found.append(_coded(query, codes[query.where]))
    return found


def _coded(query: Query, country: int) -> Ask:
    assert query.need is not None
    assert query.place is not None
    meaning = MEANINGS[query.need]
    types = tuple(code for code, kind in enumerate(ListingType) if kind in ALLOWED and kind not in meaning.never)
    mask = sum(1 << code for code, category in enumerate(Category) if category in meaning.categories)
    x, y, z = unit_vectors(query.place.latitude, query.place.longitude).tolist()
    return Ask(query, country, types, mask, LANGUAGES.index(query.language), (x, y, z))


ALLOWED = frozenset(ListingType) - {ListingType.EMERGENCY_NUMBER, ListingType.SURVIVOR_NETWORK, ListingType.NETWORK_MEMBER}

Result = tuple[list[int], dict[str, list[int]]]


def ours(index: Index, original: np.ndarray) -> Callable[[Ask], Result]:
    """Do the work on the index; ``original`` gives a row's number in the table."""

    def run(ask: Ask) -> Result:
        query = ask.query
        assert query.need is not None
        assert query.place is not None
        span = index.span(query.where)
        spot = Spot.at(query.place.latitude, query.place.longitude)
        meaning = MEANINGS[query.need]
        kinds = span.having_any("listing_type", ALLOWED - meaning.never)
        base = span.having("status", "active") & kinds & span.having_any("categories", meaning.categories)
        kept = left(base, filters(index, query, span, {}, spot))
        near = index.positions.nearest(kept.all, span, spot, 20)
        counts = {name: list(span.counts(name, kept.without.get(OWN.get(name, ""), kept.all)).values()) for name in COUNTED}
        return original[near].tolist(), counts

    return run


UNKNOWN_LANGUAGE = LANGUAGES.index("unknown")
FREE = [code for code, value in enumerate(FIXED["cost"]) if value != Cost.PAID]
ALONE = [code for code, value in enumerate(FIXED["may_come_alone"]) if value != "no"]
PHONE = 1 << FIXED["how"].index(How.PHONE)
WIDTH = {name: len(LANGUAGES) if name == "language" else len(FIXED[name]) for name in COUNTED}


def with_pandas(table: pd.DataFrame) -> Callable[[Ask], Result]:
    """Do the work with masks on a frame."""

    def run(ask: Ask) -> Result:
        hard = (table["country"] == ask.country) & (table["status"] == 0) & table["listing_type"].isin(ask.types)
        base = table[hard & ((table["categories"] & ask.categories) != 0)]
        spoken = (base["language"] & (1 << ask.language | 1 << UNKNOWN_LANGUAGE)) != 0
        free, alone = base["cost"].isin(FREE), base["may_come_alone"].isin(ALONE)
        wishes = {"language": spoken, "how": (base["how"] & PHONE) != 0, "free": free, "may_come_alone": alone}
        counts = {}
        for name in COUNTED:
            mask = np.ones(len(base), bool)
            for wish, flags in wishes.items():
                if wish != OWN.get(name):
                    mask &= flags.to_numpy()
            values = base[name].to_numpy()[mask]
            if name in MANY:
                counts[name] = [int(np.count_nonzero(values >> code & 1)) for code in range(WIDTH[name])]
            else:
                counts[name] = np.bincount(values, minlength=WIDTH[name]).tolist()
        kept = base[np.logical_and.reduce([flags.to_numpy() for flags in wishes.values()])]
        x, y, z = ask.point
        far = (kept["x"] - x) ** 2 + (kept["y"] - y) ** 2 + (kept["z"] - z) ** 2
        return kept.loc[far.nsmallest(20).index, "id"].tolist(), counts

    return run


def _sql(ask: Ask) -> tuple[str, dict[str, str]]:
    hard = f"country = {ask.country} AND status = 0 AND listing_type IN {ask.types} AND (categories & {ask.categories}) <> 0"
    wishes = {
        "language": f"(language & {1 << ask.language | 1 << UNKNOWN_LANGUAGE}) <> 0",
        "how": f"(how & {PHONE}) <> 0",
        "free": f"cost IN {tuple(FREE)}",
        "may_come_alone": f"may_come_alone IN {tuple(ALONE)}",
    }
    return hard, wishes


def _sql_counts(run: Callable[[str], list[tuple[int, ...]]], wishes: dict[str, str]) -> dict[str, list[int]]:
    """Count ten facets over the temporary table ``base``."""
    counts: dict[str, list[int]] = {}
    for name in COUNTED:
        where = " AND ".join(text for wish, text in wishes.items() if wish != OWN.get(name))
        if name in MANY:
            sums = ", ".join(f"coalesce(sum(({name} >> {code}) & 1), 0)" for code in range(WIDTH[name]))
            counts[name] = [int(value) for value in run(f"SELECT {sums} FROM base WHERE {where}")[0]]
        else:
            found = {row[0]: row[1] for row in run(f"SELECT {name}, count(*) FROM base WHERE {where} GROUP BY {name}")}
            counts[name] = [found.get(code, 0) for code in range(WIDTH[name])]
    return counts


def with_duckdb(table: pd.DataFrame) -> Callable[[Ask], Result]:
    """Do the work in DuckDB, in memory, over a temporary table of the hard filters."""
    store = duckdb.connect()
    store.register("frame", table)
    store.execute("CREATE TABLE listing AS SELECT * FROM frame")

    def run(ask: Ask) -> Result:
        hard, wishes = _sql(ask)
        store.execute(f"CREATE OR REPLACE TEMP TABLE base AS SELECT * FROM listing WHERE {hard}")
        counts = _sql_counts(lambda text: store.execute(text).fetchall(), wishes)
        x, y, z = ask.point
        far = f"(x - {x!r}) * (x - {x!r}) + (y - {y!r}) * (y - {y!r}) + (z - {z!r}) * (z - {z!r})"
        near = store.execute(f"SELECT id FROM base WHERE {' AND '.join(wishes.values())} ORDER BY {far} LIMIT 20").fetchall()
        return [row[0] for row in near], counts

    return run


def with_sqlite(table: pd.DataFrame) -> Callable[[Ask], Result]:
    """Do the work in SQLite, in memory: an index on the country for the counts, an R*Tree on unit vectors for the nearest."""
    store = sqlite3.connect(":memory:")
    names = list(table.columns)
    store.execute(f"CREATE TABLE listing ({', '.join(f'{name} INTEGER PRIMARY KEY' if name == 'id' else name for name in names)})")
    store.executemany(f"INSERT INTO listing VALUES ({', '.join('?' * len(names))})", table.itertuples(index=False, name=None))
    store.execute("CREATE INDEX by_country ON listing (country)")
    store.execute("CREATE VIRTUAL TABLE box USING rtree (id, x0, x1, y0, y1, z0, z1)")
    spots = (
        (row[0], row[1], row[1], row[2], row[2], row[3], row[3]) for row in table[["id", "x", "y", "z"]].itertuples(index=False, name=None)
    )
    store.executemany("INSERT INTO box VALUES (?, ?, ?, ?, ?, ?, ?)", spots)
    store.execute("CREATE TEMP TABLE base AS SELECT * FROM listing WHERE 0")

    def run(ask: Ask) -> Result:
        hard, wishes = _sql(ask)
        store.execute("DELETE FROM base")
        store.execute(f"INSERT INTO base SELECT * FROM listing WHERE {hard}")
        counts = _sql_counts(lambda text: store.execute(text).fetchall(), wishes)
        return _growing_box(store, ask, f"{hard} AND {' AND '.join(wishes.values())}"), counts

    return run


def _growing_box(store: sqlite3.Connection, ask: Ask, where: str) -> list[int]:
    far = " + ".join(f"({axis} - {value!r}) * ({axis} - {value!r})" for axis, value in zip("xyz", ask.point, strict=True))
    reach = 0.005
    while True:
        # The tree keeps float32: a little wider, so that the edge is never lost.
        sides = " AND ".join(
            f"{axis}1 >= {value - reach - 1e-6!r} AND {axis}0 <= {value + reach + 1e-6!r}"
            for axis, value in zip("xyz", ask.point, strict=True)
        )
        text = f"""SELECT listing.id, {far} AS far FROM box CROSS JOIN listing ON listing.id = box.id
            WHERE {sides} AND {where} ORDER BY far LIMIT 20"""
        found = store.execute(text).fetchall()
        if reach > 2 or (len(found) == 20 and found[-1][1] <= reach * reach):
            return [row[0] for row in found]
        reach *= 3


def timed(run: Callable[[Ask], object], some: Sequence[Ask]) -> tuple[float, float]:
    """Give median and 95th percentile in ms, after one run to warm up."""
    run(some[0])
    spent = []
    for ask in some:
        start = time.perf_counter()
        run(ask)
        spent.append((time.perf_counter() - start) * 1000)
    return float(np.median(spent)), float(np.percentile(spent, 95))


def resident_mb() -> float:
    """Give the memory of this process in MB."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * resource.getpagesize() / 1e6


def listing_of(columns: Columns) -> Callable[[int], Listing]:
    """Give a row's listing: a directory holds them all, here one of each type stands for every row of it."""
    types = columns.facets["listing_type"].codes[:, 0]
    one = [
        Listing(
            id=f"row-{code}",
            name=kind,
            listing_type=kind,
            categories="medical",
            country="KE",
            source_url="https://example.org",
            source_date="2026",
        )
        for code, kind in enumerate(ListingType)
    ]
    return lambda row: one[int(types[row])]


def measure(rows: int, places: pd.DataFrame) -> dict[str, object]:
    """Measure one size; asserts that all engines give the same."""
    made = world(rows, places)
    before = resident_mb()
    start = time.perf_counter()
    index = Index(made.columns, listing_of(made.columns))
    built, memory = time.perf_counter() - start, resident_mb() - before
    some = asks(made, places, QUERIES)
    original = np.argsort(made.columns.country, kind="stable")
    mine = ours(index, original)
    figures: dict[str, object] = {"rows": rows, "build_s": round(built, 2), "index_mb": round(memory), "process_mb": round(resident_mb())}
    figures["page_ms"] = timed(lambda ask: answer(index, ask.query, NOW), some)
    figures["ours_ms"] = timed(mine, some)
    few = some[:RIVAL_QUERIES]
    for name, make in (("pandas", with_pandas), ("duckdb", with_duckdb), ("sqlite", with_sqlite)):
        run = make(made.table)
        for ask in few:
            assert run(ask) == mine(ask), f"{name} and the index differ"
        figures[f"{name}_ms"] = timed(run, few)
    return figures


def main() -> int:
    """Print the table, then the JSON line."""
    places = towns()
    sizes = [int(text) for text in sys.argv[1:]] or list(SIZES)
    found = []
    print("median / 95th percentile in ms; every result compared and equal\n")
    print(f"{'rows':>9} {'build s':>8} {'MB':>5} {'all MB':>6}" + "".join(f"{name:>17}" for name in NAMES) + f"{'times faster':>14}")
    for rows in sizes:
        figures = measure(rows, places)
        pairs = {name: cast(tuple[float, float], figures[f"{name}_ms"]) for name in NAMES}
        figures["times_faster"] = round(min(pairs[name][1] for name in RIVALS) / pairs["ours"][1], 1)
        line = "".join(f"{f'{median:.2f} / {high:.2f}':>17}" for median, high in pairs.values())
        print(
            f"{rows:>9} {figures['build_s']:>8} {figures['index_mb']:>5} {figures['process_mb']:>6}{line}{figures['times_faster']:>14}",
            flush=True,
        )
        found.append(figures)
    growth = [cast(tuple[float, float], figures["ours_ms"])[1] for figures in found]
    steps = ", ".join(f"{b / a:.1f}" for a, b in itertools.pairwise(growth))
    print(f"\nours, 95th percentile of each size against the one before: {steps or 'one size only'}")
    print("MB: what the index adds; all MB: the whole process with the synthetic columns and their table, before the others are loaded")
    print("times faster: the best rival's 95th percentile divided by ours")
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
