"""Makes directories for the benchmarks: as many listings as wanted, spread like real towns, without a single listing object."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from services import paths
from services.directory.model import ListingType
from services.places.distance import unit_vectors
from services.search.columns import FIXED, NO_AGE, Columns, Facet
from services.search.hours import NO_SCHEDULE, Schedule

LANGUAGES = ("en", "fr", "es", "ru", "ar", "pt", "zh", "hi", "bn", "sw", "de", "it", "ja", "ko", "tr", "vi", "fa", "ur", "uk", "unknown")
HOURS = ("24/7", "Mo-Fr 09:00-17:00", "Mo-Fr 08:00-18:00; PH off", "Mo-Sa 07:30-12:30,13:30-17:00", "Mo-Su 10:00-22:00", "18:00-02:00")
MANY = ("categories", "language", "how")

WEIGHTS = {
    ListingType.POLICE_STATION: 6.0, ListingType.EMERGENCY_NUMBER: 0.001, ListingType.CHILD_HELPLINE: 0.001, ListingType.HELPLINE: 0.05,
    ListingType.REPORT_HOTLINE: 0.01, ListingType.CONTENT_REMOVAL: 0.001,
}  # fmt: skip


@dataclass(frozen=True)
class World:
    """Synthetic rows, sorted by country: the columns of the index, and the same as one table for the others."""

    columns: Columns
    table: pd.DataFrame


def towns() -> pd.DataFrame:
    """Read the towns of the shipped gazetteer."""
    with sqlite3.connect(f"{(paths.GEO / 'gazetteer.sqlite').as_uri()}?mode=ro", uri=True) as store:
        query = """SELECT p.country, p.latitude, p.longitude, p.population, COALESCE(zone.name, 'UTC') AS zone
            FROM place p LEFT JOIN zone ON zone.id = p.zone WHERE p.kind = 2 AND p.population > 0"""
        return pd.DataFrame(store.execute(query).fetchall(), columns=["country", "latitude", "longitude", "population", "zone"])


def world(rows: int, places: pd.DataFrame, seed: int = 7) -> World:
    """Make so many listings, spread like the towns."""
    rng = np.random.default_rng(seed)
    weight = places["population"].to_numpy(np.float64)
    drawn = places.iloc[np.sort(rng.choice(len(places), rows, p=weight / weight.sum()))].sort_values("country", kind="stable")
    countries, country = np.unique(drawn["country"].to_numpy(str), return_inverse=True)
    latitude = np.clip(drawn["latitude"].to_numpy() + rng.normal(0, 0.15, rows), -89, 89)
    longitude = (drawn["longitude"].to_numpy() + rng.normal(0, 0.15, rows) + 180) % 360 - 180
    zones = drawn["zone"].to_numpy(str)
    schedules: dict[Schedule, int] = {NO_SCHEDULE: 0}
    hours = rng.integers(0, 10, rows)
    schedule = np.zeros(rows, np.int32)
    for row in np.flatnonzero(hours < len(HOURS)):
        key = Schedule(HOURS[hours[row]], str(zones[row]), str(countries[country[row]]))
        schedule[row] = schedules.setdefault(key, len(schedules))
    facets = facets_of(rng, rows)
    columns = Columns(
        countries=tuple(str(code) for code in countries),
        country=country.astype(np.int16),
        regions=("",),
        region=np.zeros(rows, np.int32),
        latitude=latitude,
        longitude=longitude,
        minimum_age=np.where(rng.random(rows) < 0.2, 12, NO_AGE).astype(np.int16),
        maximum_age=np.where(rng.random(rows) < 0.2, 17, NO_AGE).astype(np.int16),
        newest=((2026 - rng.integers(0, 12, rows)) * 12 * 31).astype(np.int32),
        doubted=rng.random(rows) < 0.05,
        schedules=tuple(schedules),
        schedule=schedule,
        facets=facets,
    )
    return World(columns, table_of(columns))


def facets_of(rng: np.random.Generator, rows: int) -> dict[str, Facet]:
    def one(name: str, shares: Sequence[float] | None = None) -> Facet:
        values = tuple(str(value) for value in FIXED[name])
        return Facet(values, rng.choice(len(values), (rows, 1), p=shares).astype(np.int16))

    def several(values: Sequence[str], most: int, shares: Sequence[float] | None = None) -> Facet:
        codes = rng.choice(len(values), (rows, most), p=shares).astype(np.int16)
        codes[:, 1:][rng.random((rows, most - 1)) < 0.5] = -1
        return Facet(tuple(str(value) for value in values), codes)

    # As in the real edition: many police stations, some lines, a handful of emergency numbers and child helplines.
    types = np.array([WEIGHTS.get(kind, 1.0) for kind in ListingType])
    quiet = (0.05, 0.05, 0.05, 0.85)
    facets = {name: one(name) for name in ("audience", "gender", "access")}
    facets |= {"listing_type": one("listing_type", (types / types.sum()).tolist()), "cost": one("cost", (0.2, 0.1, 0.7))}
    facets |= {"may_come_alone": one("may_come_alone", quiet), "wheelchair": one("wheelchair", quiet)}
    facets |= {"status": one("status", (0.97, 0.01, 0.01, 0.01)), "service_area": one("service_area", (0.8, 0.1, 0.05, 0.0, 0.05))}
    spoken = [0.02] * (len(LANGUAGES) - 1)
    facets["language"] = several(LANGUAGES, 2, [*spoken, 1 - sum(spoken)])
    facets["categories"] = several(FIXED["categories"], 3)
    facets["how"] = several(FIXED["how"], 2, (0.7, 0.25, 0.05))
    return facets


def table_of(columns: Columns) -> pd.DataFrame:
    """Write the columns as one table: single values as codes, several values as bit masks, positions as unit vectors."""
    data: dict[str, object] = {"id": np.arange(len(columns)), "country": columns.country}
    for name, facet in columns.facets.items():
        if name in MANY:
            mask = np.zeros(len(columns), np.int64)
            for column in facet.codes.T:
                mask |= np.where(column >= 0, np.int64(1) << column.astype(np.int64).clip(0), 0)
            data[name] = mask
        else:
            data[name] = facet.codes[:, 0]
    vectors = unit_vectors(columns.latitude, columns.longitude)
    return pd.DataFrame({**data, "x": vectors[:, 0], "y": vectors[:, 1], "z": vectors[:, 2]})
