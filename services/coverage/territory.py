"""A country as coverage sees it by default: its regions with shapes, its towns, and how many people it has in all."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

import shapely
from shapely.geometry.base import BaseGeometry

from services.coverage.boundaries import Regions
from services.coverage.demand import Demand, from_settlements
from services.coverage.refusals import Refusal, Refused
from services.language.catalogue import N_
from services.places.model import Place
from services.places.shapes import read_topology

#: The base map in ``static/`` that holds the regions' shapes.
BASE = "base.topo.json"
NATURAL_EARTH = "Natural Earth 10m, first level (public domain), simplified"


class Atlas(Protocol):
    """What is needed of a gazetteer; ``services.places.gazetteer.Gazetteer`` has it."""

    def regions(self, country: str, language: str) -> tuple[Place, ...]:
        """Give all first-level regions of a country."""

    def towns(self, country: str, language: str = "en") -> Iterator[Place]:
        """Go through the towns of a country."""

    def shape(self, region_code: str) -> str:
        """Name the area that shows a region; empty: none does."""


@dataclass(frozen=True, slots=True)
class Total:
    """A country's whole population, with the year and source."""

    people: float
    year: str
    source: str


@dataclass(frozen=True)
class Territory:
    """A country's regions and its default demand."""

    country: str
    regions: Regions
    towns: Demand


def totals(path: Path) -> dict[str, Total]:
    """Read the countries' whole populations (``data/geo/populations.csv``)."""
    with path.open(encoding="utf-8", newline="") as handle:
        return {row["country"]: Total(float(row["population"]), row["year"], row["source"]) for row in csv.DictReader(handle)}


def shapes(path: Path, layer: str = "regions") -> dict[str, BaseGeometry]:
    """Read the regions' shapes by id from a TopoJSON file; no file gives no shapes, and maps are then left out."""
    if not path.is_file():
        return {}
    topology = json.loads(path.read_text("utf-8"))
    if layer not in topology["objects"]:
        return {}
    found: dict[str, BaseGeometry] = {}
    for properties, area in read_topology(topology, layer):
        rings = [shapely.LinearRing(ring) for ring in area.rings if len(ring) > 3]
        if len(rings) == 1:
            whole: BaseGeometry = shapely.Polygon(rings[0])
        else:
            # Even-odd of all rings: holes and islands come out right whatever the order in which the file has them.
            whole = shapely.build_area(shapely.GeometryCollection(rings))
        if not whole.is_valid:
            whole = shapely.make_valid(whole)
        if not whole.is_empty:
            found[str(properties["id"])] = whole
    return found


def territory(country: str, atlas: Atlas, total: Total | None, drawn: Mapping[str, BaseGeometry], language: str = "en") -> Territory:
    """Put a country together. Regions without a shape of their own have none drawn; their towns count all the same."""
    rows = atlas.regions(country, language)
    english = {row.region_code: row.name for row in atlas.regions(country, "en")}
    bare = Regions(
        tuple(row.region_code for row in rows),
        tuple(row.name for row in rows),
        tuple(drawn.get(atlas.shape(row.region_code)) for row in rows),
        NATURAL_EARTH,
        # Tables are often in English whatever the language of the page is.
        tuple(english.get(row.region_code, "") for row in rows),
    )
    source = "" if total is None else f"{total.source} ({total.year})"
    demand = from_settlements(
        list(atlas.towns(country, language)),
        bare,
        country_total=None if total is None else total.people,
        total_source=source,
        year="years differ",
    )
    regions = replace(bare, town_latitudes=demand.latitudes, town_longitudes=demand.longitudes, town_regions=demand.region)
    return Territory(country, regions, demand)


def with_regions(land: Territory, regions: Regions) -> Territory:
    """Put other regions in the place of ours; towns go to the region in whose shape they lie.

    Raises ``Refused`` where none of the country's towns lies in any of them.
    """
    towns = land.towns
    region = regions.locate(towns.latitudes, towns.longitudes)
    if len(towns) and not (region >= 0).any():
        raise Refused([Refusal(regions.source, None, "features", N_("hold none of the country's towns: is it the right country?"))])
    return Territory(land.country, regions, replace(towns, region=region))
