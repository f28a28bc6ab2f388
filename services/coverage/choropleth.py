"""The regions of a report on a map of ours, coloured by the share of people within reach, and the proposed sites."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape
from typing import Any

import folium
from shapely.geometry import mapping

from services.coverage import classes, flat
from services.coverage.plan import Plan
from services.coverage.report import Report
from services.coverage.words import percent
from services.language.catalogue import Translator
from services.maps.answer_map import Signs
from services.maps.base import LocalMap, add_base


def choropleth(
    report: Report,
    t: Translator,
    plan: Plan | None = None,
    distances: classes.Floats | None = None,
    beside: Sequence[Report] = (),
) -> folium.Map | None:
    """Draw the regions, of several countries where more reports are given; a fresh map each time, ``None`` where no shape is known.

    Everything on it also stands in the table beside.
    """
    drawn = [(report, area) for area in classes.areas(report, distances)]
    drawn += [(other, area) for other in beside for area in classes.areas(other)]
    if not drawn:
        return None
    areas = [area for _, area in drawn]
    chart = LocalMap(location=(0.0, 0.0), zoom_start=4)
    add_base(chart)
    features = []
    for own, area in drawn:
        names = ", ".join(own.regions.names[region] for region in area.regions[:4]) + (" …" if len(area.regions) > 4 else "")
        said = f"{names}: {percent(None if math.isnan(area.share) else area.share, t)}"
        properties = {"said": escape(said), "colour": classes.colour(area.share)}
        features.append({"type": "Feature", "properties": properties, "geometry": _short(mapping(area.shape))})
    folium.GeoJson(
        {"type": "FeatureCollection", "features": features},
        style_function=lambda feature: {
            "fillColor": feature["properties"]["colour"],
            "fillOpacity": 0.85,
            "color": "#5a544a",
            "weight": 0.8,
        },
        tooltip=folium.GeoJsonTooltip(fields=["said"], labels=False),
    ).add_to(chart)
    sites = [
        (site.latitude, site.longitude, "wm-spot", str(number), site.name)
        for number, site in enumerate(plan.sites if plan else (), start=1)
    ]
    Signs(sites, 30).add_to(chart)
    west, south, east, north = flat.bounds([area.shape for area in areas])
    chart.fit_bounds([[south, west], [north, east]])
    return chart


def _short(shape: Any) -> dict[str, Any]:
    """Write coordinates with three decimals, about 100 m: finer than the shapes are, and half as many bytes."""

    def walk(value: Any) -> Any:
        return [walk(part) for part in value] if isinstance(value, (list, tuple)) else round(float(value), 3)

    return {"type": shape["type"], "coordinates": walk(shape["coordinates"])}
