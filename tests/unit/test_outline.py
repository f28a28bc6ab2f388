"""The browser's base map has every country and every inner border of the file it is made from, within half a step of the coarser grid."""

from __future__ import annotations

import json

import pytest
import shapely

from services.maps.outline import COARSER, outline
from services.paths import STATIC

WHOLE = json.loads((STATIC / "base.topo.json").read_bytes())


@pytest.fixture(scope="module")
def lean() -> dict:
    return json.loads(outline((STATIC / "base.topo.json").read_bytes()))


def arcs_of(topology: dict) -> list[list[tuple[float, float]]]:
    (step_x, step_y), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for move_x, move_y in arc:
            x, y = x + move_x, y + move_y
            line.append((left + x * step_x, bottom + y * step_y))
        found.append(line)
    return found


def ring(arcs: list[list[tuple[float, float]]], numbers: list[int]) -> list[tuple[float, float]]:
    line: list[tuple[float, float]] = []
    for number in numbers:
        points = arcs[number] if number >= 0 else arcs[~number][::-1]
        assert not line or line[-1] == points[0], "arcs meet"
        line += points[1:] if line else points
    return line


def test_every_country_is_there_with_the_same_rings(lean: dict) -> None:
    old, new = arcs_of(WHOLE), arcs_of(lean)
    countries = [shape for shape in WHOLE["objects"]["countries"]["geometries"] if shape.get("arcs")]
    assert len(countries) == len(lean["objects"]["countries"]["geometries"]) > 200
    for was, now in zip(countries, lean["objects"]["countries"]["geometries"], strict=True):
        assert was["type"] == now["type"]
        rings = zip(
            *([part for polygon in ([one["arcs"]] if one["type"] == "Polygon" else one["arcs"]) for part in polygon] for one in (was, now)),
            strict=True,
        )
        for before, after in rings:
            closed = ring(new, after)
            assert closed[0] == closed[-1]
            step = max(lean["transform"]["scale"])
            assert shapely.hausdorff_distance(shapely.LineString(ring(old, before)), shapely.LineString(closed)) <= step


def test_every_border_is_drawn_once_and_none_is_lost(lean: dict) -> None:
    used = [number for shape in lean["objects"]["countries"]["geometries"] for number in flat(shape["arcs"])]
    inner = [number for (number,) in lean["objects"]["regions"]["arcs"]]
    assert len(inner) == len(set(inner)) and not set(inner) & {abs_number(number) for number in used}
    assert {abs_number(number) for number in used} | set(inner) == set(range(len(lean["arcs"])))
    assert len(lean["arcs"]) >= len(WHOLE["arcs"]) - 5


def flat(arcs: list) -> list[int]:
    return [number for part in arcs for number in (flat(part) if isinstance(part, list) else [part])]


def abs_number(number: int) -> int:
    return number if number >= 0 else ~number


def test_no_name_and_no_id_is_in_it(lean: dict) -> None:
    assert "properties" not in json.dumps(lean) and '"id"' not in json.dumps(lean)


def test_it_is_a_quarter_lighter() -> None:
    text = (STATIC / "base.topo.json").read_bytes()
    assert COARSER == 2 and len(outline(text)) < 0.75 * len(text)
