"""A country laid flat: an equirectangular view that is true to scale at the country's middle latitude."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from shapely.geometry.base import BaseGeometry

Ring = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class View:
    """How degrees become a drawing: ``width`` and ``height`` are what it takes, ``east`` that its far west is drawn in the east."""

    west: float
    north: float
    squeeze: float
    scale: float
    east: bool
    width: float
    height: float

    def place(self, corners: Ring) -> Ring:
        """Give x and y, from the top left, of corners given as longitude and latitude."""
        turned = _turned(corners, self.east)
        return np.column_stack([(turned[:, 0] - self.west) * self.squeeze * self.scale, (self.north - turned[:, 1]) * self.scale])

    def outline(self, ring: Ring, *, finest: float) -> list[tuple[float, float]]:
        """Give a ring's corners without those nearer than ``finest`` to the one before; fewer than three draw nothing.

        A ring outside the view has none.
        """
        placed = self.place(ring)
        if (placed.min(axis=0) < -1e-6).any() or (placed.max(axis=0) > np.array([self.width, self.height]) + 1e-6).any():
            return []
        kept = np.concatenate([[True], np.hypot(*np.diff(placed, axis=0).T) > finest])
        return [(float(x), float(y)) for x, y in placed[kept]]


def view(shapes: Sequence[BaseGeometry], width: float, height: float) -> View:
    """Fit shapes into a width and height; at least one shape is needed. Specks far from every region's main part stay outside."""
    east = _wraps(shapes)
    west, south, right, north = _frame([_turned(ring, east) for ring in _mains(shapes)], [rings(shape) for shape in shapes], east)
    squeeze = math.cos(math.radians((south + north) / 2))
    scale = min(width / max((right - west) * squeeze, 1e-6), height / max(north - south, 1e-6))
    return View(west, north, squeeze, scale, east, (right - west) * squeeze * scale, (north - south) * scale)


def bounds(shapes: Sequence[BaseGeometry]) -> tuple[float, float, float, float]:
    """Give west, south, east and north of shapes without specks far from every region's main part."""
    return _frame(_mains(shapes), [rings(shape) for shape in shapes], east=False)


def _mains(shapes: Sequence[BaseGeometry]) -> list[Ring]:
    """Give each shape's largest ring: no region is ever left out for lying far from the others."""
    return [max(rings(shape), key=lambda ring: abs(_area(ring))) for shape in shapes if rings(shape)]


def _area(ring: Ring) -> float:
    x, y = ring[:, 0], ring[:, 1]
    return float(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1])) / 2


def _frame(mains: Sequence[Ring], all_rings: Sequence[Sequence[Ring]], east: bool) -> tuple[float, float, float, float]:
    """Frame the main rings, and of the others those that lie within a quarter of the frame's size around it."""
    corners = np.concatenate(list(mains))
    low, high = corners.min(axis=0), corners.max(axis=0)
    room = (high - low) / 4
    near = [corners]
    for ring in (_turned(ring, east) for own in all_rings for ring in own):
        if (ring.min(axis=0) >= low - room).all() and (ring.max(axis=0) <= high + room).all():
            near.append(ring)
    corners = np.concatenate(near)
    return (*corners.min(axis=0).tolist(), *corners.max(axis=0).tolist())  # type: ignore[return-value]


def rings(area: BaseGeometry) -> list[Ring]:
    """Give the outer rings of an area; holes are drawn by what lies in them."""
    return [np.asarray(part.exterior.coords)[:, :2] for part in getattr(area, "geoms", [area]) if part.geom_type == "Polygon"]


def _wraps(shapes: Iterable[BaseGeometry]) -> bool:
    """Say whether a country lies on both sides of the 180th meridian, so that its western end is drawn in the east."""
    bounds = [area.bounds for area in shapes]
    return min(b[0] for b in bounds) < -150 and max(b[2] for b in bounds) > 150


def _turned(ring: Ring, east: bool) -> Ring:
    return np.column_stack([np.where(east & (ring[:, 0] < 0), ring[:, 0] + 360, ring[:, 0]), ring[:, 1]])
