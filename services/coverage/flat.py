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
        """Give a ring's corners without those nearer than ``finest`` to the one before; fewer than three draw nothing."""
        placed = self.place(ring)
        kept = np.concatenate([[True], np.hypot(*np.diff(placed, axis=0).T) > finest])
        return [(float(x), float(y)) for x, y in placed[kept]]


def view(shapes: Sequence[BaseGeometry], width: float, height: float) -> View:
    """Fit shapes into a width and height; at least one shape is needed."""
    east = _wraps(shapes)
    corners = np.concatenate([_turned(ring, east) for shape in shapes for ring in rings(shape)])
    (west, south), (right, north) = corners.min(axis=0).tolist(), corners.max(axis=0).tolist()
    squeeze = math.cos(math.radians((south + north) / 2))
    scale = min(width / max((right - west) * squeeze, 1e-6), height / max(north - south, 1e-6))
    return View(west, north, squeeze, scale, east, (right - west) * squeeze * scale, (north - south) * scale)


def rings(area: BaseGeometry) -> list[Ring]:
    """Give the outer rings of an area; holes are drawn by what lies in them."""
    return [np.asarray(part.exterior.coords)[:, :2] for part in getattr(area, "geoms", [area]) if part.geom_type == "Polygon"]


def _wraps(shapes: Iterable[BaseGeometry]) -> bool:
    """Say whether a country lies on both sides of the 180th meridian, so that its western end is drawn in the east."""
    bounds = [area.bounds for area in shapes]
    return min(b[0] for b in bounds) < -150 and max(b[2] for b in bounds) > 150


def _turned(ring: Ring, east: bool) -> Ring:
    return np.column_stack([np.where(east & (ring[:, 0] < 0), ring[:, 0] + 360, ring[:, 0]), ring[:, 1]])
