"""Whether a position can lie in a country: told from the towns around it, because borders are disputed and towns are not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

import numpy as np
from scipy.spatial import cKDTree

from services.places.distance import chord, unit_vectors
from services.places.model import Place

#: So many nearest towns are asked, and a town of the country so near (in km) settles it whatever the others are.
NEAREST = 12
NEAR_KM = 60.0


class Towns(Protocol):
    """Gives the towns of a country: ``services.places.gazetteer.Gazetteer`` is one."""

    def towns(self, country: str, language: str = "en") -> Iterable[Place]:
        """Go through the towns of a country."""


class InCountry:
    """Says whether a position can lie in a country: one of the towns nearest to it is the country's, or one of its towns is near."""

    def __init__(self, towns: Towns, countries: Iterable[str]) -> None:
        found = [place for country in sorted(countries) for place in towns.towns(country)]
        self._countries = np.array([place.country for place in found])
        self._regions = [place.region_code for place in found]
        self._vectors = unit_vectors([place.latitude for place in found], [place.longitude for place in found])
        self._tree = cKDTree(self._vectors)

    def __call__(self, latitude: float, longitude: float, country: str) -> bool:
        """Answer for degrees north and east; ``INT`` is everywhere, and a country without towns in the gazetteer anywhere."""
        own = self._countries == country
        if country == "INT" or not own.any():
            return True
        point = unit_vectors(latitude, longitude)
        _, nearest = self._tree.query(point, k=min(NEAREST, len(self._countries)))
        if own[nearest].any():
            return True
        return bool(np.linalg.norm(self._vectors[own] - point, axis=1).min() <= chord(NEAR_KM))

    def region_at(self, latitude: float, longitude: float, country: str) -> str:
        """Give the region code of the country's town nearest to a position; empty: none of its towns is near."""
        own = np.flatnonzero(self._countries == country)
        if not len(own):
            return ""
        gaps = np.linalg.norm(self._vectors[own] - unit_vectors(latitude, longitude), axis=1)
        return self._regions[own[gaps.argmin()]] if gaps.min() <= chord(NEAR_KM) else ""
