"""Small maps side by side, one for each kind of help, as SVG; their numbers stand in a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from services.coverage import classes, flat
from services.coverage.classes import Area
from services.coverage.report import Report
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


def maps(report: Report, t: Translator) -> str:
    """Draw all kinds of help in one piece of HTML; empty where no shape is known. Each map is named with the country's own figure."""
    if not report.regions.areas:
        return ""
    view = flat.view([shape for shape, _ in report.regions.areas], WIDTH, HEIGHT)
    outlines = [[view.outline(ring, finest=0.8) for ring in flat.rings(shape)] for shape, _ in report.regions.areas]
    whole = report.whole
    figures = []
    for category, areas in by_category(report).items():
        share = percent(whole.category_within[category] / whole.people if whole.people else None, t)
        title = f"{t(CATEGORIES[category])}: {share}"
        figures.append(f"<figure>{_drawing(areas, outlines, view, title)}<figcaption>{escape(title)}</figcaption></figure>")
    return f'<div class="wm-small-maps">{"".join(figures)}</div>'


def _drawing(areas: Sequence[Area], outlines: Sequence[Sequence[Sequence[tuple[float, float]]]], view: flat.View, title: str) -> str:
    paths = "".join(f'<path fill="{classes.colour(area.share)}" d="{_path(own)}"/>' for area, own in zip(areas, outlines, strict=True))
    size = f'viewBox="-1 -1 {view.width + 2:.0f} {view.height + 2:.0f}"'
    return f'<svg {size} role="img" aria-label="{escape(title)}" stroke="#5a544a" stroke-width="0.4">{paths}</svg>'


def _path(rings: Sequence[Sequence[tuple[float, float]]]) -> str:
    return "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring) + "Z" for ring in rings if len(ring) > 2)
