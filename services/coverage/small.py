"""Small maps side by side, one for each kind of help, as SVG pictures; their numbers stand in a table."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.coverage import classes, flat
from services.coverage.classes import Area
from services.coverage.exports.cells import cell
from services.coverage.exports.sheets import Column, Sheet
from services.coverage.report import Report, Row
from services.coverage.words import CATEGORIES, percent
from services.directory.model import Category
from services.language.catalogue import Translator

#: Width and height in which each map is drawn; the page scales it.
WIDTH, HEIGHT = 150.0, 140.0


def by_category(report: Report) -> Mapping[Category, tuple[Area, ...]]:
    """Give for each kind of help every shape with its share of people within the radius; regions that share a shape are taken together."""
    found = {}
    for category in Category:
        drawn = []
        for shape, regions in report.regions.areas:
            here = sum(report.rows[region].people for region in regions)
            near = sum(report.rows[region].category_within[category] for region in regions)
            drawn.append(Area(shape, near / here if here else float("nan"), regions))
        found[category] = tuple(drawn)
    return found


@dataclass(frozen=True, slots=True)
class SmallMap:
    """One small map: its title, which holds the country's own figure, and the address of its picture."""

    title: str
    source: str


def maps(report: Report, t: Translator) -> tuple[SmallMap, ...]:
    """Draw one map for each kind of help; none where no shape is known."""
    if not report.regions.areas:
        return ()
    view = flat.view([shape for shape, _ in report.regions.areas], WIDTH, HEIGHT)
    outlines = [[view.outline(ring, finest=0.8) for ring in flat.rings(shape)] for shape, _ in report.regions.areas]
    whole = report.whole
    figures = []
    for category, areas in by_category(report).items():
        title = f"{t(CATEGORIES[category])}: {percent(_share(whole, category), t)}"
        size = f'viewBox="-1 -1 {view.width + 2:.0f} {view.height + 2:.0f}" width="{view.width + 2:.0f}" height="{view.height + 2:.0f}"'
        source = picture(_drawing(areas, outlines), size)
        figures.append(SmallMap(title, source))
    return tuple(figures)


def swatch(colour: str) -> str:
    """Draw one colour of a legend as a picture."""
    return picture(f'<rect width="22" height="16" rx="3" fill="{colour}" stroke="#5a544a"/>', 'width="22" height="16"')


def picture(drawn: str, size: str = "") -> str:
    """Make an address out of a drawing, so that it is a picture to every browser and cleaner of HTML."""
    whole = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{drawn}</svg>'
    return "data:image/svg+xml;base64," + base64.b64encode(whole.encode()).decode()


def _drawing(areas: Sequence[Area], outlines: Sequence[Sequence[Sequence[tuple[float, float]]]]) -> str:
    paths = "".join(f'<path fill="{classes.colour(area.share)}" d="{_path(own)}"/>' for area, own in zip(areas, outlines, strict=True))
    return f'<g stroke="#5a544a" stroke-width="0.4">{paths}</g>'


def _path(rings: Sequence[Sequence[tuple[float, float]]]) -> str:
    return "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring) + "Z" for ring in rings if len(ring) > 2)


def shares(report: Report, t: Translator) -> Sheet:
    """Give the numbers of the small maps: the share of people within the radius, by region and kind of help."""
    head = (Column("region", t("Region"), "#adm1+name"), *(Column(c.value, t(CATEGORIES[c]), f"#reached+{c.value}+pct") for c in Category))
    rows = [(t.country(report.settings.country), report.whole), *((row.name, row) for row in report.rows)]
    body = tuple((cell(name), *(percent(_share(row, category), t) for category in Category)) for name, row in rows)
    return Sheet("shares", t("Share of people within reach, by kind of help"), head, body)


def _share(row: Row, category: Category) -> float | None:
    return row.category_within[category] / row.people if row.people else None
