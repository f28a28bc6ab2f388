"""Which region is a point in: first-level regions with their shapes, ours or brought as GeoJSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from scipy.spatial import cKDTree
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from services.coverage.refusals import Refusal, Refused
from services.language.catalogue import N_
from services.places.distance import unit_vectors

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

MOST_BYTES = 60_000_000
MOST_FEATURES = 20_000
MOST_CORNERS = 3_000_000
#: Property names in which boundary files carry a region's code and name, tried in this order.
CODE_PROPERTIES = ("code", "region_code", "gn_a1_code", "adm1_pcode", "pcode", "shapeiso", "iso_3166_2", "id", "shapeid")
NAME_PROPERTIES = ("name", "region", "adm1_en", "adm1_name", "name_en", "shapename", "name_1")
#: Coordinate systems that are WGS 84 in degrees under another name (RFC 7946 allows no others).
_DEGREES = ("crs84", "epsg::4326", "epsg:4326", "wgs84", "wgs 84")


@dataclass(frozen=True)
class Regions:
    """The regions of a country (or several): codes, names and shapes, parallel; a shape may be missing (``None``).

    ``aliases`` are the names under which tables may know the regions as well, parallel to ``names`` where there are any.
    ``town_...`` are positions of towns and their regions, which tell regions apart that share one shape.
    Ours are Natural Earth's first-level units (public domain), simplified once; borders in dispute are drawn as Natural Earth draws
    them, which is no opinion of ours.
    """

    codes: tuple[str, ...]
    names: tuple[str, ...]
    shapes: tuple[BaseGeometry | None, ...]
    source: str = ""
    aliases: tuple[str, ...] = ()
    town_latitudes: Floats = field(default_factory=lambda: np.empty(0), repr=False)
    town_longitudes: Floats = field(default_factory=lambda: np.empty(0), repr=False)
    town_regions: Ints = field(default_factory=lambda: np.empty(0, dtype=np.int64), repr=False)

    def __len__(self) -> int:
        return len(self.codes)

    @cached_property
    def index(self) -> Mapping[str, int]:
        """Position by code."""
        return {code: position for position, code in enumerate(self.codes)}

    def inner_point(self, position: int) -> tuple[float, float] | None:
        """Give latitude and longitude of a point inside a region, or ``None`` where it has no shape."""
        area = self.shapes[position]
        if area is None or area.is_empty:
            return None
        point = area.representative_point()
        return float(point.y), float(point.x)

    @cached_property
    def areas(self) -> tuple[tuple[BaseGeometry, tuple[int, ...]], ...]:
        """Shapes with the positions of the regions that each shows: an older shape may show several of today's regions together."""
        found: dict[int, tuple[BaseGeometry, list[int]]] = {}
        for position, area in enumerate(self.shapes):
            if area is not None and not area.is_empty:
                found.setdefault(id(area), (area, []))[1].append(position)
        return tuple((area, tuple(positions)) for area, positions in found.values())

    def locate(self, latitudes: Floats, longitudes: Floats, *, within_km: float = 30.0) -> Ints:
        """Give the position of the region that each point lies in.

        Simplified shapes lose a strip of coast, so a point outside all of them goes to the nearest region within ``within_km``; -1
        where there is none. In a shape that several regions share, the region of the nearest town decides.
        """
        area = np.full(len(latitudes), -1, dtype=np.int64)
        for number, (shape_, _) in enumerate(self.areas):
            west, south, east, north = shape_.bounds
            near = np.flatnonzero((area < 0) & (latitudes >= south) & (latitudes <= north) & (longitudes >= west) & (longitudes <= east))
            if len(near):
                shapely.prepare(shape_)
                area[near[shapely.contains_xy(shape_, longitudes[near], latitudes[near])]] = number
        lost = np.flatnonzero(area < 0)
        if len(lost) and self.areas:
            tree = shapely.STRtree([shape_ for shape_, _ in self.areas])
            points = shapely.points(longitudes[lost], latitudes[lost])
            nearest = tree.query_nearest(points, max_distance=within_km / 111.195, all_matches=False)
            area[lost[nearest[0]]] = nearest[1]
        return self._region_of(area, latitudes, longitudes)

    def _region_of(self, area: Ints, latitudes: Floats, longitudes: Floats) -> Ints:
        found = np.full(len(area), -1, dtype=np.int64)
        for number, (_, positions) in enumerate(self.areas):
            here = np.flatnonzero(area == number)
            if len(positions) == 1:
                found[here] = positions[0]
            elif len(here):
                towns = np.flatnonzero(np.isin(self.town_regions, positions))
                if len(towns):
                    tree = cKDTree(unit_vectors(self.town_latitudes[towns], self.town_longitudes[towns]))
                    found[here] = self.town_regions[towns[tree.query(unit_vectors(latitudes[here], longitudes[here]))[1]]]
        return found


def read_geojson(content: bytes, name: str) -> Regions:
    """Read regions from the bytes of a file; raises ``Refused`` as ``from_geojson`` does, and where it is too large or not UTF-8."""
    if len(content) > MOST_BYTES:
        raise Refused(
            [Refusal(name, None, "file", N_("is larger than {most} MB: simplify the shapes first"), {"most": MOST_BYTES // 1_000_000})]
        )
    try:
        return from_geojson(content.decode("utf-8-sig"), name=name)
    except UnicodeDecodeError as error:
        raise Refused([Refusal(name, None, "file", N_("is not UTF-8 text: save it as GeoJSON"))]) from error


def from_geojson(text: str, *, name: str = "boundaries") -> Regions:
    """Read regions from a GeoJSON FeatureCollection of polygons in WGS 84 degrees.

    Shapes that cross themselves are mended. Raises ``Refused`` with one line per fault: not JSON, another coordinate system, no
    polygon, a corner that is not on the globe, a code that comes twice.
    """
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Refused([Refusal(name, None, "file", N_("is not JSON: save it as GeoJSON"))]) from error
    if not isinstance(content, dict) or content.get("type") != "FeatureCollection" or not isinstance(content.get("features"), list):
        raise Refused([Refusal(name, None, "type", N_("is not a GeoJSON FeatureCollection"))])
    _check_system(content, name)
    features = content["features"]
    if not features or len(features) > MOST_FEATURES:
        raise Refused(
            [
                Refusal(
                    name,
                    None,
                    "features",
                    N_("must hold 1 to {most} features, not {number}"),
                    {"most": MOST_FEATURES, "number": len(features)},
                )
            ]
        )
    faults: list[Refusal] = []
    areas: list[tuple[int, str, str, BaseGeometry]] = []
    corners = 0
    for number, feature in enumerate(features, start=1):
        try:
            area = _area(feature)
        except _Broken as fault:
            faults.append(Refusal(name, number, fault.field, fault.message))
            continue
        corners += int(shapely.get_num_coordinates(area))
        if corners > MOST_CORNERS:
            raise Refused(
                [
                    Refusal(
                        name,
                        number,
                        "geometry",
                        N_("brings the file above {most} corners: simplify the shapes first"),
                        {"most": MOST_CORNERS},
                    )
                ]
            )
        properties = {str(key).lower(): value for key, value in (feature.get("properties") or {}).items()}
        code = _text(properties, CODE_PROPERTIES) or _text({"id": feature.get("id")}, ("id",))
        title = _text(properties, NAME_PROPERTIES) or code
        if not title:
            faults.append(
                Refusal(
                    name,
                    number,
                    "properties",
                    N_("name the region ({names}) or give a code ({codes})"),
                    {"names": ", ".join(NAME_PROPERTIES[:3]), "codes": ", ".join(CODE_PROPERTIES[:3])},
                )
            )
            continue
        areas.append((number, code or title, title, area))
    seen: set[str] = set()
    for number, code, _, _ in areas:
        if code in seen:
            faults.append(
                Refusal(name, number, "code", N_("{value} stands there twice: give each region its own code"), {"value": repr(code[:60])})
            )
        seen.add(code)
    if faults:
        raise Refused(faults)
    return Regions(tuple(area[1] for area in areas), tuple(area[2] for area in areas), tuple(area[3] for area in areas), name)


class _Broken(Exception):
    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field, self.message = field, message


def _check_system(content: Mapping[str, Any], name: str) -> None:
    system = content.get("crs")
    if system is None:
        return
    stated = str((system.get("properties") or {}).get("name", "")) if isinstance(system, dict) else str(system)
    if not any(word in stated.lower() for word in _DEGREES):
        raise Refused(
            [Refusal(name, None, "crs", N_("is {value}; save the file again in WGS 84 degrees (EPSG:4326)"), {"value": repr(stated[:80])})]
        )


def _area(feature: Any) -> BaseGeometry:
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    if not isinstance(geometry, dict) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        raise _Broken("geometry", N_("must be a Polygon or MultiPolygon"))
    try:
        area = shape(geometry)
    except (ValueError, TypeError, AttributeError, IndexError, KeyError, shapely.errors.ShapelyError) as error:
        raise _Broken("coordinates", N_("cannot be read as closed rings of [longitude, latitude]")) from error
    if area.is_empty:
        raise _Broken("coordinates", N_("are empty"))
    west, south, east, north = area.bounds
    if not all(np.isfinite((west, south, east, north))) or west < -180.001 or east > 180.001 or south < -90.001 or north > 90.001:
        raise _Broken("coordinates", N_("are not degrees on the globe: save the file again in WGS 84 degrees (EPSG:4326), longitude first"))
    if not area.is_valid:
        area = shapely.make_valid(area)
        parts = [part for part in getattr(area, "geoms", [area]) if part.geom_type in ("Polygon", "MultiPolygon")]
        if not parts:
            raise _Broken("coordinates", N_("enclose no area"))
        area = shapely.union_all(parts)
    return area


def _text(properties: Mapping[str, Any], names: Sequence[str]) -> str:
    for name in names:
        value = properties.get(name)
        if isinstance(value, (str, int)) and not isinstance(value, bool) and str(value).strip():
            return str(value).strip()[:120]
    return ""
