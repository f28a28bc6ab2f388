"""Does a position lie in its country? Told from the drawn borders, generously: it is to catch swapped numbers, not to judge borders.

Borders on the base map are simplified (about 1 km, more at small islands) and some are disputed, so a position counts as inside
when it is within 25 km of the drawn country, or within 50 km of a town that GeoNames gives to it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from services.places import distance
from services.places.model import Place
from services.places.shapes import Shape, read_topology

BASE_MAP = "base.topo.json"
EDGE_KM = 25.0
TOWN_KM = 50.0
#: Territories that Natural Earth draws as part of another country are known by their towns alone; some are thinly settled.
UNDRAWN_TOWN_KM = 200.0
#: A region is told from a town no farther than this.
REGION_KM = 60.0


class Towns(Protocol):
    """Gives the towns of a country; ``services.places.gazetteer.Gazetteer`` does."""

    def towns(self, country: str, language: str = "en") -> Iterable[Place]:
        """Go through the towns of a country."""


class Borders:
    """Says whether positions lie in their countries; reads the base map when first asked."""

    def __init__(self, base_map: Path, towns: Towns) -> None:
        self._path = base_map
        self._towns = towns
        self._of = cache(self._towns_of)

    @cached_property
    def _shapes(self) -> dict[str, Shape]:
        return {facts["id"]: shape for facts, shape in read_topology(json.loads(self._path.read_text("utf-8")), "countries")}

    def _towns_of(self, country: str) -> tuple[npt.NDArray[np.float64], tuple[str, ...]]:
        """Give the unit vectors of a country's towns, shape (n, 3), and the codes of their regions."""
        towns = list(self._towns.towns(country))
        vectors = distance.unit_vectors([town.latitude for town in towns], [town.longitude for town in towns])
        return vectors.reshape(-1, 3), tuple(town.region_code for town in towns)

    def __call__(self, latitude: float, longitude: float, country: str) -> bool:
        """Answer for one position in degrees; ``INT`` is everywhere, and so is a country that has neither a shape nor a town."""
        return bool(self.many([country], [latitude], [longitude])[0])

    def many(self, countries: Sequence[str], latitudes: npt.ArrayLike, longitudes: npt.ArrayLike) -> npt.NDArray[np.bool_]:
        """Answer for many positions at once, in their order."""
        lat, lon = np.asarray(latitudes, dtype=np.float64), np.asarray(longitudes, dtype=np.float64)
        rows: dict[str, list[int]] = defaultdict(list)
        for index, country in enumerate(countries):
            rows[country].append(index)
        result = np.zeros(len(lat), dtype=np.bool_)
        for country, indices in rows.items():
            at = np.array(indices)
            result[at] = self._country(country, lat[at], lon[at])
        return result

    def _country(self, country: str, lat: npt.NDArray[np.float64], lon: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
        shape, (towns, _) = self._shapes.get(country), self._of(country)
        if country == "INT" or (shape is None and not len(towns)):
            return np.ones(len(lat), dtype=np.bool_)
        inside = shape.contains(lat, lon) if shape else np.zeros(len(lat), dtype=np.bool_)
        for index in np.flatnonzero(~inside):
            point = slice(index, index + 1)
            gap = np.linalg.norm(towns - distance.unit_vectors(lat[index], lon[index]), axis=1).min() if len(towns) else np.inf
            near_town = gap <= distance.chord(TOWN_KM if shape else UNDRAWN_TOWN_KM)
            inside[index] = near_town or (shape is not None and float(shape.distance_km(lat[point], lon[point])[0]) <= EDGE_KM)
        return inside

    def region_at(self, latitude: float, longitude: float, country: str) -> str:
        """Give the region code of the country's town nearest to a position; empty: none of its towns is near."""
        towns, regions = self._of(country)
        if not len(towns):
            return ""
        gaps = np.linalg.norm(towns - distance.unit_vectors(latitude, longitude), axis=1)
        return regions[gaps.argmin()] if gaps.min() <= distance.chord(REGION_KM) else ""
