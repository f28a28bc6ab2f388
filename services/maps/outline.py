"""The base map as a browser draws it: only lines, on a grid half as fine, a quarter lighter than the file that reach is computed with."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

#: Points are moved to every second line of the file's grid: at most 0.8 km east-west and 0.4 km north-south, less than a pixel at the
#: scale of a country.
COARSER = 2


def outline(text: bytes) -> bytes:
    """Reduce a TopoJSON of ``countries`` and ``regions`` (with a ``transform``) to what is drawn.

    Countries stay polygons without names; of the regions only the borders inside a country stay, since the others are drawn already.
    """
    whole = json.loads(text)
    countries = [shape for shape in whole["objects"]["countries"]["geometries"] if shape.get("arcs")]
    drawn = sorted({_index(arc) for shape in countries for arc in _flat(shape["arcs"])})
    known = set(drawn)
    inner = sorted({_index(arc) for shape in whole["objects"]["regions"]["geometries"] for arc in _flat(shape.get("arcs", []))} - known)
    moved = {old: new for new, old in enumerate([*drawn, *inner])}
    lean = {
        "type": "Topology",
        "transform": {**whole["transform"], "scale": [step * COARSER for step in whole["transform"]["scale"]]},
        "objects": {
            "countries": {
                "type": "GeometryCollection",
                "geometries": [{"type": shape["type"], "arcs": _renumbered(shape["arcs"], moved)} for shape in countries],
            },
            "regions": {"type": "MultiLineString", "arcs": [[moved[arc]] for arc in inner]},
        },
        "arcs": [_coarser(whole["arcs"][old]) for old in moved],
    }
    return json.dumps(lean, separators=(",", ":")).encode()


def _index(arc: int) -> int:
    """Give the number of an arc; one that is walked backwards is written as its complement."""
    return arc if arc >= 0 else ~arc


def _flat(arcs: list[Any]) -> Iterator[int]:
    for part in arcs:
        if isinstance(part, list):
            yield from _flat(part)
        else:
            yield part


def _renumbered(arcs: list[Any], moved: dict[int, int]) -> list[Any]:
    return [_renumbered(part, moved) if isinstance(part, list) else moved[part] if part >= 0 else ~moved[~part] for part in arcs]


def _coarser(arc: list[list[int]]) -> list[list[int]]:
    """Round a delta-coded arc to the coarser grid; both ends stay, so that arcs still meet where they met."""
    x = y = 0
    points: list[tuple[int, int]] = []
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        point = (round(x / COARSER), round(y / COARSER))
        if not points or point != points[-1]:
            points.append(point)
    points = points if len(points) > 1 else points * 2
    steps = zip(points, [(0, 0), *points], strict=False)
    return [[here_x - there_x, here_y - there_y] for (here_x, here_y), (there_x, there_y) in steps]
