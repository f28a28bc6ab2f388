"""How far apart two points are on the globe, and how a person's own position is made vague before it is used."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

#: Mean radius of the Earth in km (IUGG), as geopy has it.
EARTH_KM = 6371.009


def km(latitude: npt.ArrayLike, longitude: npt.ArrayLike, latitudes: npt.ArrayLike, longitudes: npt.ArrayLike) -> Floats:
    """Give great-circle distances in km between points in degrees; shapes broadcast, NaN stays NaN.

    Source: the haversine formula, which keeps its figures for near points and across the antimeridian. It differs from the
    ellipsoid by at most 0.6 %.
    """
    lat1, lon1, lat2, lon2 = (np.radians(np.asarray(value, dtype=np.float64)) for value in (latitude, longitude, latitudes, longitudes))
    half = np.sin((lat2 - lat1) / 2) ** 2 + np.cos(lat1) * np.cos(lat2) * np.sin((lon2 - lon1) / 2) ** 2
    return np.asarray(2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0.0, 1.0))), dtype=np.float64)


def unit_vectors(latitudes: npt.ArrayLike, longitudes: npt.ArrayLike) -> Floats:
    """Give points on the unit sphere, shape (n, 3): straight lines rank as distances do, so a KD-tree may be used."""
    lat, lon = np.radians(np.asarray(latitudes, dtype=np.float64)), np.radians(np.asarray(longitudes, dtype=np.float64))
    ring = np.cos(lat)
    return np.stack([ring * np.cos(lon), ring * np.sin(lon), np.sin(lat)], axis=-1)


def chord(kilometres: float) -> float:
    """Give the straight line through the unit sphere for a distance along its surface in km, at most half the globe."""
    return float(2 * np.sin(min(kilometres / EARTH_KM, np.pi) / 2))


def chord_km(chords: npt.ArrayLike) -> Floats:
    """Give the distance in km along the surface for straight lines through the unit sphere."""
    return np.asarray(2 * EARTH_KM * np.arcsin(np.clip(np.asarray(chords, dtype=np.float64) / 2, 0.0, 1.0)), dtype=np.float64)


def rounded(latitude: float, longitude: float) -> tuple[float, float]:
    """Make a person's own position vague: two decimals, about 1 km, so that it does not say at which door they stand."""
    return round(latitude, 2), round(longitude, 2)
