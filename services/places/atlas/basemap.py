"""Draws the base map: countries and regions as one small TopoJSON, made from Natural Earth's first-level units by mapshaper.

A region's area carries its GeoNames code where the towns say that it is that region; where Natural Earth is coarser or
older (Kenya's counties), the area has an id of its own, and each region names the area that shows it.
"""

from __future__ import annotations

import json
import subprocess
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path

from services.places import distance
from services.places.atlas.inputs import InputError, Inputs
from services.places.atlas.regions import Region, Unit, pairs
from services.places.shapes import read_topology

#: Share of corners kept, and the grid they are rounded to (50,000 steps around the globe, 0.8 km): what fits in about 320 kB compressed.
KEPT = "6%"
QUANTIZED = "quantization=50000"
MAPSHAPER = "0.7.70"


def shapes(units: list[Unit], regions: Mapping[str, Region]) -> dict[str, str]:
    """Choose the area that each unit is drawn in (by the unit's id), and set each region's ``shape``.

    A unit belongs to a region when four fifths of its towns do, or when it is the region's pair. The area is the region when its
    units hold half of the region's towns or more.
    """
    by_country: dict[str, list[Region]] = defaultdict(list)
    sizes: Counter[str] = Counter()
    for region in regions.values():
        by_country[region.code[:2]].append(region)
    for unit in units:
        sizes.update(unit.towns)
    paired = {unit.id: region.code for unit, region in pairs(units, by_country, sizes)}
    member, held = {}, Counter[str]()
    for unit in units:
        code, count = unit.towns.most_common(1)[0] if unit.towns else ("", 0)
        member[unit.id] = paired.get(unit.id) or (
            code if code in regions and code[:2] == unit.country and count >= 0.8 * unit.towns.total() else ""
        )
        held[member[unit.id]] += unit.towns[member[unit.id]]
    _by_group(units, member)
    paired_codes = set(paired.values())
    whole = {code for code in member.values() if code and (held[code] * 2 >= sizes[code] or code in paired_codes)}
    drawn = {unit.id: member[unit.id] if member[unit.id] in whole else f"{unit.country}~{unit.id}" for unit in units}
    shown: dict[str, Counter[str]] = defaultdict(Counter)
    for unit in units:
        for code, count in unit.towns.items():
            shown[code][drawn[unit.id]] += count
    for code, region in regions.items():
        region.shape = code if code in whole else shown[code].most_common(1)[0][0] if shown[code] else ""
    _neighbours(regions)
    return drawn


def _neighbours(regions: Mapping[str, Region]) -> None:
    """Show a region whose towns lie on no drawn ground (Mombasa's island) in the wider area that shows its nearest neighbour."""
    for region in regions.values():
        others = [other for other in regions.values() if other.shape and other.code[:2] == region.code[:2]]
        if not region.shape and others:
            near = min(others, key=lambda other: float(distance.km(region.latitude, region.longitude, other.latitude, other.longitude)))
            region.shape = near.shape if "~" in near.shape else ""


def keep_drawn(regions: Mapping[str, Region], path: Path) -> None:
    """Forget the areas that were too small to be drawn."""
    drawn = {facts["id"] for facts, _ in read_topology(json.loads(path.read_text("utf-8")), "regions")}
    for region in regions.values():
        region.shape = region.shape if region.shape in drawn else ""


def _by_group(units: list[Unit], member: dict[str, str]) -> None:
    """Give a unit without towns to the region that all other units of its group belong to (Ugandan districts, French departments)."""
    groups: dict[tuple[str, str], set[str]] = defaultdict(set)
    for unit in units:
        if unit.group and unit.towns:
            groups[unit.country, unit.group].add(member[unit.id])
    for unit in units:
        codes = groups.get((unit.country, unit.group), set())
        if not unit.towns and not member[unit.id] and len(codes) == 1:
            member[unit.id] = next(iter(codes))


def write(path: Path, inputs: Inputs, units: list[Unit], drawn: Mapping[str, str], mapshaper: Path, scratch: Path) -> None:
    """Write the TopoJSON with the layers ``countries`` (id: ISO code) and ``regions`` (id: GeoNames code, else an own id and a name).

    Raises ``InputError`` where mapshaper is another version or fails.
    """
    version = subprocess.run([mapshaper, "--version"], capture_output=True, text=True, check=False)
    if MAPSHAPER not in version.stdout + version.stderr:
        raise InputError(f"install mapshaper {MAPSHAPER} from npm and name it with --mapshaper")
    features = []
    for unit, feature in zip(units, inputs.units, strict=True):
        area = drawn[unit.id]
        names = {} if "." in area else {"name": unit.names["en"]}
        features.append({"type": "Feature", "properties": {"id": area, "iso": unit.country, **names}, "geometry": feature["geometry"]})
    scratch.mkdir(parents=True, exist_ok=True)
    source = scratch / "units.json"
    source.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    steps = ["-simplify", "weighted", KEPT, "keep-shapes", "-dissolve", "id", "copy-fields=iso,name", "name=regions"]
    steps += ["-dissolve", "iso", "+", "name=countries", "-each", "id = iso, delete this.properties.iso", "target=countries"]
    steps += ["-each", "delete this.properties.iso; if (!name) delete this.properties.name", "target=regions"]
    steps += ["-o", str(path), "target=countries,regions", "format=topojson", QUANTIZED]
    made = subprocess.run([mapshaper, source, *steps], capture_output=True, text=True, check=False)
    if made.returncode:
        raise InputError(f"mapshaper failed: {made.stderr.strip()}")
