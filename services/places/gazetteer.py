"""Which place a person means: looks names up in the shipped gazetteer, in four languages and with typing errors, offline.

The file is opened read-only, once per thread and when first needed; nothing that is asked is kept or written down.
"""

from __future__ import annotations

import math
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from services.directory.model import Precision
from services.places import distance
from services.places.fold import fold
from services.places.lookup import Lookup, clear
from services.places.model import Place

_PRECISION = (Precision.COUNTRY, Precision.REGION, Precision.CITY)
#: What is read of a place, with the names in the columns of one language.
_SELECT = {
    language: f"""SELECT p.id, p.kind, COALESCE(p.{language}, p.name), p.country, p.latitude, p.longitude,
    COALESCE(r.{language}, r.name, ''), COALESCE(r.code, p.code, ''), p.population, p.geonames_id, COALESCE(zone.name, '')
    FROM place p LEFT JOIN place r ON r.id = p.region LEFT JOIN zone ON zone.id = p.zone """  # noqa: S608 - four fixed languages
    for language in ("en", "fr", "es", "ru")
}
#: How many times better known a place must be than the next to be taken for the one that is meant.
CLEAR = 8


class Gazetteer:
    """The towns, regions and countries of one gazetteer file.

    Names are given in the reader's language where a sure one is known, else as GeoNames writes them. A language that we do not have
    reads as English. Countries are ISO 3166-1 alpha-2 codes in upper case.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()

    @property
    def _store(self) -> sqlite3.Connection:
        store: sqlite3.Connection | None = getattr(self._local, "store", None)
        if store is None:
            store = sqlite3.connect(f"{self._path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
            self._local.store = store
        return store

    def _read(self, language: str, rest: str, values: Iterable[object] = ()) -> dict[int, Place]:
        rows = self._store.execute(_SELECT.get(language, _SELECT["en"]) + rest, tuple(values))
        return {row[0]: _place(*row[1:]) for row in rows}

    def _one(self, language: str, rest: str, *values: object) -> Place | None:
        return next(iter(self._read(language, rest, values).values()), None)

    def _places(self, ids: Iterable[int], language: str) -> tuple[Place, ...]:
        wanted = list(ids)
        found = self._read(language, f"WHERE p.id IN ({', '.join('?' * len(wanted))})", wanted)
        return tuple(found[number] for number in wanted)

    def suggest(self, text: str, language: str, country: str = "", limit: int = 8) -> tuple[Place, ...]:
        """Offer places while a name is being typed: best fitting and best known first, those of ``country`` before all others.

        Fewer than two letters, or nothing near, give no place.
        """
        lookup = Lookup(self._store)
        wanted, homes = lookup.split(text)
        found = lookup.suggest(wanted, country, limit, homes)
        if not found and not homes:
            wanted, homes = lookup.split_words(wanted)
            found = lookup.suggest(wanted, country, limit, homes) if homes else []
        return self._places((seen.id for seen in found), language)

    def find(self, text: str, language: str, country: str = "", limit: int = 8) -> tuple[Place, ...]:
        """Find a place by its full name, also as "town, region" or "town, country".

        One place: it is clear which is meant. Several: a choice to offer, best known first ("Springfield"; "Luxembourg" the town
        and the country; "Nakur" and Nakuru). None: no such name, and none near it or beginning so.
        """
        lookup = Lookup(self._store)
        wanted, homes = lookup.split(text)
        if not (named := lookup.named(wanted, homes)) and not homes:
            shorter, homes = lookup.split_words(wanted)
            named = lookup.named(shorter, homes) if homes else []
            wanted = shorter if homes else wanted
        if found := named or lookup.meant(wanted, homes):
            found = clear(found, country, CLEAR)
            if len(found) == 1:
                found = lookup.unfinished(wanted, found[0], country, CLEAR, homes)[: limit - 1] + found
            return self._places((seen.id for seen in found[:limit]), language)
        return self.suggest(text, language, country, limit)

    def town(self, country: str, name: str, region: str = "", language: str = "en") -> tuple[Place, ...]:
        """Find all towns of exactly that name (any known spelling) in a country, the largest first.

        With a ``region`` (code or name) those in it come first; a caller sees from ``region_code`` which they are. Main names
        come before old and foreign ones.
        """
        code = found.region_code if region and (found := self.region(country, region)) else ""
        query = """SELECT n.place FROM name n JOIN place p ON p.id = n.place WHERE n.fold = ? AND p.country = ? AND p.kind = 2
            ORDER BY n.official DESC, n.place"""
        places = self._places((row[0] for row in self._store.execute(query, (fold(name), country))), language)
        return tuple(sorted(places, key=lambda place: place.region_code != code)) if code else places

    def region(self, country: str, name: str, language: str = "en") -> Place | None:
        """Find a first-level region of a country by its GeoNames code or by name, in any of our languages or the local one.

        Words like "province" or "Oblast" do not matter. The name of a smaller area gives the region that holds it. ``None``: not
        known, or it could be one of several.
        """
        if name.startswith(f"{country}."):
            return self._one(language, "WHERE p.code = ? AND p.kind = 1", name)
        number = Lookup(self._store).region(country, name)
        return self._places([number], language)[0] if number else None

    def country(self, code: str, language: str) -> Place | None:
        """Give a country as a place: its capital's position, or its largest town's; ``None``: no such code."""
        return self._one(language, "WHERE p.kind = 0 AND p.country = ?", code)

    def by_id(self, geonames_id: int, language: str) -> Place | None:
        """Give the town with that GeoNames id, or ``None``."""
        return self._one(language, "WHERE p.geonames_id = ? AND p.geonames_id > 0", geonames_id)

    def regions(self, country: str, language: str) -> tuple[Place, ...]:
        """Give all first-level regions of a country, in the order of their names."""
        found = self._read(language, "WHERE p.kind = 1 AND p.country = ?", (country,))
        return tuple(sorted(found.values(), key=lambda place: (fold(place.name), place.region_code)))

    def towns(self, country: str, language: str = "en") -> Iterator[Place]:
        """Go through the towns of a country, the best known first; population 0 is unknown, and city districts may count twice."""
        yield from self._read(language, "WHERE p.kind = 2 AND p.country = ? ORDER BY p.id", (country,)).values()

    def zones(self, country: str, region_code: str = "") -> tuple[str, ...]:
        """Give the IANA time zones of the towns of a country or region, that with the most people first; empty: no town is known there."""
        query = """SELECT zone.name FROM place p JOIN zone ON zone.id = p.zone LEFT JOIN place r ON r.id = p.region
            WHERE p.country = ? AND p.kind = 2 AND (? = '' OR r.code = ?) GROUP BY zone.name ORDER BY SUM(p.population) DESC, zone.name"""
        rows = self._store.execute(query, (country, region_code, region_code))
        return tuple(name for (name,) in rows)

    def shape(self, region_code: str) -> str:
        """Name the area of the base map that shows a region; empty: none does."""
        row = self._store.execute("SELECT shape FROM place WHERE code = ? AND kind = 1", (region_code,)).fetchone()
        return str(row[0] or "") if row else ""

    @cached_property
    def _globe(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
        """Ids and unit vectors of all towns: about 2 MB, read when first needed."""
        rows = np.array(self._store.execute("SELECT id, latitude, longitude FROM place WHERE kind = 2 ORDER BY id").fetchall())
        return rows[:, 0].astype(np.int64), distance.unit_vectors(rows[:, 1], rows[:, 2]).astype(np.float32)

    def nearest(self, latitude: float, longitude: float, limit: int = 1, language: str = "en") -> tuple[Place, ...]:
        """Give the towns nearest to a point in degrees, the nearest first."""
        return self.towns_near(latitude, longitude, math.inf, limit, language)

    def towns_near(self, latitude: float, longitude: float, km: float, limit: int = 20, language: str = "en") -> tuple[Place, ...]:
        """Give the towns within so many km of a point in degrees, the nearest first, at most ``limit``."""
        ids, vectors = self._globe
        gaps = np.linalg.norm(vectors - distance.unit_vectors(latitude, longitude).astype(np.float32), axis=1)
        nearest = np.argpartition(gaps, min(limit, len(gaps) - 1))[:limit]
        nearest = nearest[np.argsort(gaps[nearest], kind="stable")]
        return self._places((int(ids[at]) for at in nearest if distance.chord_km(gaps[at]) <= km), language)

    def best_known(self, south: float, west: float, north: float, east: float, limit: int, language: str) -> tuple[Place, ...]:
        """Give the best known towns of a box of degrees, the best known first; the box may not cross the antimeridian."""
        where = "WHERE p.kind = 2 AND p.latitude BETWEEN ? AND ? AND p.longitude BETWEEN ? AND ? ORDER BY p.id LIMIT ?"
        return tuple(self._read(language, where, (south, north, west, east, limit)).values())

    def given(self, latitude: float, longitude: float, language: str) -> Place:
        """Make a place of a person's own position: rounded to about 1 km, named after the nearest town, in that town's country.

        Raises ``ValueError`` where it is no position on the globe.
        """
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
            raise ValueError("a position is -90 to 90 degrees north and -180 to 180 degrees east")
        latitude, longitude = distance.rounded(latitude, longitude)
        town = self.nearest(latitude, longitude, 1, language)[0]
        return replace(town, latitude=latitude, longitude=longitude, precision=Precision.STREET, geonames_id=0, population=0)


def _place(
    kind: int, name: str, country: str, latitude: float, longitude: float, region: str, code: str, population: int, number: int, zone: str
) -> Place:
    return Place(name, country, latitude, longitude, _PRECISION[kind], name if kind == 1 else region, code, population, number, zone)
