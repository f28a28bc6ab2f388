"""The small map of a sheet, drawn by us from the base map that ships with the program: no tiles, no request, a few kilobytes.

A position that is only a town is drawn as an area, a withheld one not at all; the rule for that is the map page's own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import cos, radians
from pathlib import Path

import numpy as np

from services.directory.model import Listing
from services.language.catalogue import Translator
from services.maps.answer_map import AREA_KM, is_drawn, spread
from services.paper.chart import SIGN
from services.paper.model import Chart, Dot, Points, Ring
from services.places.gazetteer import Gazetteer
from services.places.model import Place
from services.places.shapes import KM_PER_DEGREE, Floats, Shape, read_topology

#: Size in units; the layout decides how large a unit is.
WIDTH, HEIGHT = 170.0, 90.0

#: Never closer than this: nearer, an outline that is a kilometre wrong would mislead.
LEAST_KM = 12.0
#: Farther apart than this a map says nothing that its words do not.
MOST_KM = 1500.0
TOWNS = 6
#: A ring must be seen around its sign.
LEAST_RING = 6.0
_EDGE = 0.82
_BARS = (1, 2, 5, 10, 20, 50, 100, 200, 500)


class Outlines:
    """Borders of countries and regions from the base map; read when first asked, and then only read from."""

    def __init__(self, base_map: Path) -> None:
        self._path = base_map

    @cached_property
    def _layers(self) -> Mapping[str, tuple[Shape, ...]]:
        topology = json.loads(self._path.read_text("utf-8"))
        return {layer: tuple(shape for _, shape in read_topology(topology, layer)) for layer in ("countries", "regions")}

    def within(self, layer: str, box: tuple[float, float, float, float]) -> Iterator[Floats]:
        """Give the rings of a layer that may touch a box of west, south, east, north."""
        west, south, east, north = box
        for shape in self._layers[layer]:
            left, low, right, high = shape.bounds
            if left <= east and right >= west and low <= north and high >= south:
                yield from shape.rings


@dataclass(frozen=True, slots=True)
class _View:
    """A flat map around its middle: true to scale to within a few per cent over the spans that are drawn."""

    latitude: float
    longitude: float
    km: float

    @property
    def unit(self) -> float:
        """Units in a km."""
        return WIDTH / self.km

    def at(self, latitude: float, longitude: float) -> tuple[float, float]:
        turned = (longitude - self.longitude + 180) % 360 - 180
        x = turned * KM_PER_DEGREE * cos(radians(self.latitude)) * self.unit
        return WIDTH / 2 + x, HEIGHT / 2 - (latitude - self.latitude) * KM_PER_DEGREE * self.unit

    def box(self) -> tuple[float, float, float, float]:
        """West, south, east and north ends in degrees."""
        high = self.km * HEIGHT / WIDTH / KM_PER_DEGREE / 2
        wide = self.km / KM_PER_DEGREE / max(cos(radians(self.latitude)), 0.05) / 2
        return self.longitude - wide, self.latitude - high, self.longitude + wide, self.latitude + high


def chart(
    listings: Sequence[tuple[str, Listing]], place: Place | None, outlines: Outlines, atlas: Gazetteer, t: Translator
) -> Chart | None:
    """Draw listings, each with its sign, around a place; ``None`` where none has a position that may be shown, or all are too far apart.

    ``place`` is where the person looks for help; it sets what is in view and is named as a town, never as the person's own spot.
    """
    drawn = [(sign, one, one.position) for sign, one in listings if is_drawn(one) and one.position]
    if not drawn:
        return None
    view = _view([position for _, _, position in drawn], place)
    if view is None:
        return None
    spots = [view.at(*position) for _, _, position in drawn]
    areas = [AREA_KM.get(one.precision, 0.0) * view.unit for _, one, _ in drawn]
    dots = tuple(_beside([sign for sign, _, _ in drawn], spots))
    towns = tuple(Dot(town.name, *view.at(town.latitude, town.longitude)) for town in _towns(view, atlas, t.language))
    bar = max((km for km in _BARS if km * view.unit <= WIDTH / 3), default=_BARS[0])
    return Chart(
        width=WIDTH,
        height=HEIGHT,
        borders=tuple(_lines(outlines.within("countries", view.box()), view)),
        regions=tuple(_lines(outlines.within("regions", view.box()), view)),
        towns=towns,
        dots=dots,
        rings=tuple(dict.fromkeys(Ring(*spot, max(area, LEAST_RING)) for spot, area in zip(spots, areas, strict=True) if area)),
        bar=bar * view.unit,
        bar_words=t("{distance} km", distance=t.number(bar)),
        words=t("A small map, north at the top. It shows: {signs}.", signs=", ".join(dot.sign for dot in dots)),
    )


def _beside(signs: Sequence[str], spots: Sequence[tuple[float, float]]) -> Iterator[Dot]:
    """Set signs of one spot beside each other, so that none hides another."""
    for number, (sign, (x, y)) in enumerate(zip(signs, spots, strict=True)):
        same = [other for other, spot in enumerate(spots) if abs(spot[0] - x) < SIGN and abs(spot[1] - y) < SIGN]
        yield Dot(sign, x + 2 * SIGN * (same.index(number) - (len(same) - 1) / 2), y)


def _view(points: Sequence[tuple[float, float]], place: Place | None) -> _View | None:
    """Fit the points in, and the place where that does not make the map too wide."""
    with_place = [*points, (place.latitude, place.longitude)] if place else list(points)
    for some in (with_place, list(points)):
        view = _fit(some)
        if view.km <= MOST_KM:
            return view
    return None


def _fit(points: Sequence[tuple[float, float]]) -> _View:
    first = points[0][1]
    longitudes = [first + (longitude - first + 180) % 360 - 180 for _, longitude in points]
    latitudes = [latitude for latitude, _ in points]
    middle = (min(latitudes) + max(latitudes)) / 2
    wide = (max(longitudes) - min(longitudes)) * KM_PER_DEGREE * cos(radians(middle))
    high = (max(latitudes) - min(latitudes)) * KM_PER_DEGREE * WIDTH / HEIGHT
    return _View(middle, (min(longitudes) + max(longitudes)) / 2, max(wide / _EDGE, high / _EDGE, LEAST_KM) + LEAST_KM / 3)


def _towns(view: _View, atlas: Gazetteer, language: str) -> tuple[Place, ...]:
    west, south, east, north = view.box()
    known = atlas.best_known(south, west, north, east, 60, language)
    inside = (town for town in known if _has_room(*view.at(town.latitude, town.longitude)))
    return spread(inside, (south, west, north, east), TOWNS)


def _has_room(x: float, y: float) -> bool:
    return 6 <= x <= WIDTH * 0.8 and 8 <= y <= HEIGHT - 12


def _lines(rings: Iterable[Floats], view: _View) -> Iterator[Points]:
    """Give the parts of rings that lie in view, rounded to a tenth of a unit."""
    for ring in rings:
        flat = np.array([view.at(latitude, longitude) for longitude, latitude in ring])
        run: list[tuple[float, float]] = []
        for start, end in pairwise(flat):
            kept = _clip((float(start[0]), float(start[1])), (float(end[0]), float(end[1])))
            if kept is None or (run and run[-1] != kept[0]):
                yield from _worth(run)
                run = []
            if kept is not None:
                run += list(kept) if not run else [kept[1]]
        yield from _worth(run)


def _worth(run: Sequence[tuple[float, float]]) -> Iterator[Points]:
    points = list(dict.fromkeys((round(x, 1), round(y, 1)) for x, y in run))
    if len(points) > 1:
        yield tuple(points)


def _clip(start: tuple[float, float], end: tuple[float, float]) -> tuple[tuple[float, float], tuple[float, float]] | None:
    """Give the part of a line that lies in view, or ``None`` (Liang and Barsky's way)."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    low, high = 0.0, 1.0
    for step, gap in ((-dx, start[0]), (dx, WIDTH - start[0]), (-dy, start[1]), (dy, HEIGHT - start[1])):
        if step == 0:
            if gap < 0:
                return None
        elif step < 0:
            low = max(low, gap / step)
        else:
            high = min(high, gap / step)
    if low > high:
        return None
    return (start[0] + low * dx, start[1] + low * dy), (start[0] + high * dx, start[1] + high * dy)
