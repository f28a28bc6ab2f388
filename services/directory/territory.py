"""Whether a position can lie in a country: told from the towns around it, because borders are disputed and towns are not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
import numpy.typing as npt
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


@dataclass(frozen=True)
class _Globe:
    """The towns of the world: country codes, region codes, unit vectors of shape (n, 3), and a tree over these."""

    countries: npt.NDArray[np.str_]
    regions: Sequence[str]
    vectors: npt.NDArray[np.float64]
    tree: cKDTree


class InCountry:
    """Says whether a position can lie in a country: one of the towns nearest to it is the country's, or one of its towns is near."""

    def __init__(self, towns: Towns, countries: Iterable[str]) -> None:
        self._source, self._codes = towns, sorted(countries)

    @cached_property
    def _towns(self) -> _Globe:
        """All towns of the countries, read when the first position is asked about."""
        found = [place for code in self._codes for place in self._source.towns(code)]
        vectors = unit_vectors([place.latitude for place in found], [place.longitude for place in found])
        return _Globe(np.array([place.country for place in found]), [place.region_code for place in found], vectors, cKDTree(vectors))

    def __call__(self, latitude: float, longitude: float, country: str) -> bool:
        """Answer for degrees north and east; ``INT`` is everywhere, and a country without towns in the gazetteer anywhere."""
        if country == "INT":
            return True
        towns = self._towns
        own = towns.countries == country
        if not own.any():
            return True
        point = unit_vectors(latitude, longitude)
        _, nearest = towns.tree.query(point, k=min(NEAREST, len(own)))
        if own[nearest].any():
            return True
        return bool(np.linalg.norm(towns.vectors[own] - point, axis=1).min() <= chord(NEAR_KM))

    def region_at(self, latitude: float, longitude: float, country: str) -> str:
        """Give the region code of the country's town nearest to a position; empty: none of its towns is near."""
        towns = self._towns
        own = np.flatnonzero(towns.countries == country)
        if not len(own):
            return ""
        gaps = np.linalg.norm(towns.vectors[own] - unit_vectors(latitude, longitude), axis=1)
        return towns.regions[own[gaps.argmin()]] if gaps.min() <= chord(NEAR_KM) else ""
