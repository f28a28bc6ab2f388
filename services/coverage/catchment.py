"""Spatial accessibility: how much of a place's capacity falls to each person around it, by the two-step floating catchment.

Sources: Luo and Wang (2003) for the two steps (2SFCA), Luo and Qi (2009) for weights that fall with distance (E2SFCA). With capacities
S_j, people P_k and weights W(d): R_j = S_j / sum_k P_k W(d_kj), then A_i = sum_j R_j W(d_ij). Unit: capacity per person.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.spatial import cKDTree

from services.places.distance import chord, chord_km, unit_vectors

Floats = npt.NDArray[np.float64]
Weight = Callable[[Floats], Floats]

#: Weights of the three rings of E2SFCA as Luo and Qi (2009) give them for a slow fall.
RINGS = (1.0, 0.68, 0.22)


@dataclass(frozen=True)
class Pairs:
    """Every pair of a point and a site within a distance: positions and km, parallel."""

    point: npt.NDArray[np.int64]
    site: npt.NDArray[np.int64]
    km: Floats
    points: int
    sites: int


def pairs_within(
    latitudes: Floats, longitudes: Floats, site_latitudes: Floats, site_longitudes: Floats, radius_km: float, *, detour: float = 1.0
) -> Pairs:
    """Find all pairs of a point and a site at most ``radius_km`` apart, the detour factor included."""
    nothing = np.empty(0, dtype=np.int64)
    if not len(latitudes) or not len(site_latitudes):
        return Pairs(nothing, nothing, np.empty(0), len(latitudes), len(site_latitudes))
    points, sites = cKDTree(unit_vectors(latitudes, longitudes)), cKDTree(unit_vectors(site_latitudes, site_longitudes))
    # A hair wider, then cut by km: the chord of a radius is rounded.
    found = points.sparse_distance_matrix(sites, chord(radius_km / detour) * (1 + 1e-9) + 1e-15, output_type="ndarray")
    km = chord_km(found["v"]) * detour
    kept = km <= radius_km
    return Pairs(found["i"][kept].astype(np.int64), found["j"][kept].astype(np.int64), km[kept], len(latitudes), len(site_latitudes))


def flat(km: Floats) -> Floats:
    """Weigh every distance within the catchment alike (2SFCA)."""
    return np.ones_like(km)


def stepped(radius_km: float, weights: Sequence[float] = RINGS) -> Weight:
    """Give a weight that falls in equal rings up to the radius (E2SFCA)."""
    edges = radius_km * np.arange(1, len(weights) + 1) / len(weights)
    table = np.array([*weights, 0.0])
    return lambda km: table[np.searchsorted(edges, km, side="left")]


def accessibility(pairs: Pairs, people: Floats, capacities: Floats, weight: Weight = flat) -> Floats:
    """Give each point's capacity per person.

    Points without a site in reach have 0, not "unknown": they are the worst off and belong in every mean. A site with nobody in reach gives
    nothing to anyone.
    """
    weights = weight(pairs.km)
    demand = np.bincount(pairs.site, weights=people[pairs.point] * weights, minlength=pairs.sites)
    ratio = np.divide(capacities, demand, out=np.zeros(pairs.sites), where=demand > 0)
    return np.asarray(np.bincount(pairs.point, weights=ratio[pairs.site] * weights, minlength=pairs.points), dtype=np.float64)


def cover(pairs: Pairs) -> sparse.csr_array:
    """Give the pairs as a matrix of ones, points by sites."""
    return sparse.csr_array((np.ones(len(pairs.point)), (pairs.point, pairs.site)), shape=(pairs.points, pairs.sites))
