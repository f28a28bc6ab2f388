"""Five classes of reach for maps: colours that colour-blind people tell apart, each with its numbers and a mark of its own."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from shapely.geometry.base import BaseGeometry

from services.coverage.reach import people_by_region, people_within
from services.coverage.report import Report
from services.language.catalogue import Translator

Floats = npt.NDArray[np.float64]

#: Upper ends of the classes, as shares of people within reach.
EDGES = (0.2, 0.4, 0.6, 0.8, 1.0)
#: Dark where few are reached, so that what is missing stands out; lightness alone tells the classes apart, in print too.
COLOURS = ("#253494", "#2c7fb8", "#41b6c4", "#a1dab4", "#ffffcc")
NOBODY = "#e6e1d8"


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One line of a legend: its colour and its words."""

    colour: str
    words: str


@dataclass(frozen=True, slots=True)
class Area:
    """A shape on the map: what it shows, its share of people within reach (NaN: nobody counted), and the regions in it."""

    shape: BaseGeometry
    share: float
    regions: tuple[int, ...]


def areas(report: Report, distances: Floats | None = None) -> tuple[Area, ...]:
    """Give every shape with its share of people within the radius; for other distances where some are given.

    Regions that share one (older) shape are taken together: the map has no finer one.
    """
    demand, count = report.demand, len(report.regions)
    people = demand.of(report.settings.group)
    total = people_by_region(people, demand.region, count)
    near = people_within(report.distances if distances is None else distances, people, demand.region, count, report.settings.radius)
    found = []
    for shape, regions in report.regions.areas:
        here, reached = float(total[list(regions)].sum()), float(near[list(regions)].sum())
        found.append(Area(shape, reached / here if here else float("nan"), regions))
    return tuple(found)


def colour(share: float) -> str:
    """Give a region's colour; a region in which nobody is counted has none of the five."""
    if np.isnan(share):
        return NOBODY
    return COLOURS[int(np.searchsorted(EDGES, share - 1e-12))]


def legend(t: Translator) -> tuple[LegendEntry, ...]:
    """Give the legend, least reached first."""
    lower = (0.0, *EDGES[:-1])
    lines = [
        LegendEntry(tint, t("{low} to {high} percent within reach", low=t.number(round(low * 100)), high=t.number(round(high * 100))))
        for tint, low, high in zip(COLOURS, lower, EDGES, strict=True)
    ]
    return (*lines, LegendEntry(NOBODY, t("nobody counted there")))
