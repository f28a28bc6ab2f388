"""Draws a country's regions on paper as vectors: one colour for each region, numbered sites on top."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np
from fpdf import FPDF
from shapely.geometry.base import BaseGeometry

from services.coverage.classes import Area, colour
from services.coverage.plan import Plan


def draw(paper: FPDF, areas: Sequence[Area], height: float, given: Plan | None = None) -> None:
    """Draw areas in an equirectangular view, true to scale at the country's middle latitude; ``height`` in mm at most."""
    east = _wraps(area.shape for area in areas)
    rings = [[_turned(ring, east) for ring in _rings(area.shape)] for area in areas]
    corners = np.concatenate([ring for area in rings for ring in area])
    (west, south), (right, north) = _frame(corners)
    squeeze = math.cos(math.radians((south + north) / 2))
    scale = min(paper.epw / max((right - west) * squeeze, 1e-6), height / max(north - south, 1e-6))
    left, top = paper.l_margin + (paper.epw - (right - west) * squeeze * scale) / 2, paper.get_y()

    def place(points: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> list[tuple[float, float]]:
        x, y = left + (points[:, 0] - west) * squeeze * scale, top + (north - points[:, 1]) * scale
        kept = np.concatenate([[True], np.hypot(np.diff(x), np.diff(y)) > 0.15])
        return list(zip(x[kept].tolist(), y[kept].tolist(), strict=True))

    paper.set_line_width(0.1)
    paper.set_draw_color(90, 84, 74)
    for own, area in zip(rings, areas, strict=True):
        paper.set_fill_color(colour(area.share))
        for ring in own:
            if len(points := place(ring)) > 2:
                paper.polygon(points, style="DF")
    paper.set_fill_color(43, 42, 51)
    for number, site in enumerate(given.sites if given else (), start=1):
        ((x, y),) = place(_turned(np.array([[site.longitude, site.latitude]]), east))
        paper.circle(x, y, 1.1, style="F")
        paper.set_font("noto", "B", 7)
        paper.text(x + 1.6, y + 1, str(number))
    paper.set_y(top + (north - south) * scale + 3)


def _rings(area: BaseGeometry) -> list[np.ndarray[tuple[int, int], np.dtype[np.float64]]]:
    return [np.asarray(part.exterior.coords)[:, :2] for part in getattr(area, "geoms", [area]) if part.geom_type == "Polygon"]


def _wraps(shapes: Iterable[BaseGeometry]) -> bool:
    """Say whether a country lies on both sides of the 180th meridian, so that its western end is drawn in the east."""
    bounds = [area.bounds for area in shapes]
    return min(b[0] for b in bounds) < -150 and max(b[2] for b in bounds) > 150


def _turned(ring: np.ndarray[tuple[int, int], np.dtype[np.float64]], east: bool) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    return np.column_stack([np.where(east & (ring[:, 0] < 0), ring[:, 0] + 360, ring[:, 0]), ring[:, 1]])


def _frame(corners: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> tuple[tuple[float, float], tuple[float, float]]:
    low, high = corners.min(axis=0), corners.max(axis=0)
    return (float(low[0]), float(low[1])), (float(high[0]), float(high[1]))
