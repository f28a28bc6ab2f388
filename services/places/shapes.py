"""Polygons on the map, in plain numpy: is a point inside, and how far from the edge?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
KM_PER_DEGREE = 111.195


@dataclass(frozen=True)
class Shape:
    """An area as closed rings of longitude and latitude, each an array of shape (corners, 2); a hole is a ring like any other."""

    rings: tuple[Floats, ...]

    @cached_property
    def edges(self) -> Floats:
        """All edges as rows of start longitude and latitude, end longitude and latitude."""
        return np.concatenate([np.hstack([ring[:-1], ring[1:]]) for ring in self.rings])

    @cached_property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east and north ends in degrees."""
        corners = np.concatenate(self.rings)
        (west, south), (east, north) = corners.min(axis=0), corners.max(axis=0)
        return float(west), float(south), float(east), float(north)

    def contains(self, latitudes: Floats, longitudes: Floats) -> npt.NDArray[np.bool_]:
        """Tell for each point whether it lies inside, by the even-odd rule (a ray to the east crosses an odd number of edges)."""
        west, south, east, north = self.bounds
        inside = np.zeros(len(latitudes), dtype=np.bool_)
        near = np.flatnonzero((latitudes >= south) & (latitudes <= north) & (longitudes >= west) & (longitudes <= east))
        x1, y1, x2, y2 = self.edges.T
        rise = np.where(y1 == y2, 1.0, y2 - y1)
        low, high = np.minimum(y1, y2), np.maximum(y1, y2)
        near = near[np.argsort(latitudes[near], kind="stable")]
        for part in np.array_split(near, max(1, len(near) // 64)):
            if not len(part):
                continue
            # Points of like latitude are crossed by the same few edges.
            edges = np.flatnonzero((low <= latitudes[part[-1]]) & (high >= latitudes[part[0]]))
            x, y = longitudes[part, None], latitudes[part, None]
            crossed = ((y1[edges] > y) != (y2[edges] > y)) & (x < (x2 - x1)[edges] * (y - y1[edges]) / rise[edges] + x1[edges])
            inside[part] = np.count_nonzero(crossed, axis=1) % 2 == 1
        return inside

    def distance_km(self, latitudes: Floats, longitudes: Floats) -> Floats:
        """Give the distance from each point to the nearest edge, in km, on a flat map around the point: meant for less than 300 km."""
        start, end = self.edges[:, :2], self.edges[:, 2:]
        result = np.empty(len(latitudes))
        for index, (latitude, longitude) in enumerate(zip(latitudes, longitudes, strict=True)):
            scale = np.array([np.cos(np.radians(latitude)), 1.0]) * KM_PER_DEGREE
            a, b = (start - (longitude, latitude)) * scale, (end - (longitude, latitude)) * scale
            along = b - a
            length = np.maximum((along**2).sum(axis=1), 1e-12)
            share = np.clip(-(a * along).sum(axis=1) / length, 0.0, 1.0)[:, None]
            result[index] = np.sqrt(((a + share * along) ** 2).sum(axis=1).min())
        return result


def rings_of(geometry: Mapping[str, Any]) -> Iterable[Floats]:
    """Give the rings of a GeoJSON Polygon or MultiPolygon; any other geometry has none."""
    polygons = {"Polygon": [geometry.get("coordinates")], "MultiPolygon": geometry.get("coordinates")}.get(geometry["type"]) or []
    return (np.array(ring, dtype=np.float64)[:, :2] for polygon in polygons for ring in polygon or [])


def read_topology(topology: Mapping[str, Any], layer: str) -> list[tuple[dict[str, Any], Shape]]:
    """Read one layer of a TopoJSON file: the properties and the shape of each area; an area without rings is left out.

    Source of the format: the TopoJSON specification (arcs are delta-encoded when the file is quantised, ``~i`` is arc i backwards).
    """
    transform = topology.get("transform")
    scale, shift = (np.array(transform["scale"]), np.array(transform["translate"])) if transform else (np.ones(2), np.zeros(2))
    arcs = [(np.cumsum(np.array(arc), axis=0) if transform else np.array(arc)) * scale + shift for arc in topology["arcs"]]

    def ring(indices: Sequence[int]) -> Floats:
        parts = [arcs[index] if index >= 0 else arcs[~index][::-1] for index in indices]
        return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])

    found = []
    for geometry in topology["objects"][layer]["geometries"]:
        polygons = {"Polygon": [geometry.get("arcs")], "MultiPolygon": geometry.get("arcs")}.get(geometry.get("type")) or []
        rings = tuple(ring(indices) for polygon in polygons for indices in polygon)
        if rings:
            found.append((dict(geometry.get("properties") or {}), Shape(rings)))
    return found
