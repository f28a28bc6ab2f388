"""A map to draw an area on: rectangle or outline, with words in the reader's language, and with the places that can be found so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import folium
from folium.plugins import Draw
from jinja2 import Template

from services.language.catalogue import Translator
from services.maps.answer_map import Signs, clustered
from services.maps.base import VENDOR, LocalMap, Scripted, add_base
from services.places.model import Place

DRAW = f"{VENDOR}/leaflet-draw-1.0.4"

#: So many spots show where listings are; more hide the map.
SPOTS = 60


class LocalDraw(Draw):  # type: ignore[misc]
    """The drawing tools, served by us."""

    default_js: Sequence[tuple[str, str]] = [("leaflet_draw_js", f"{DRAW}/leaflet.draw.js")]
    default_css: Sequence[tuple[str, str]] = [("leaflet_draw_css", f"{DRAW}/leaflet.draw.css")]


class DrawWords(Scripted):
    """What the drawing tools say; the plugin itself speaks English only."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        (function (said) {
            var draw = L.drawLocal.draw, edit = L.drawLocal.edit;
            draw.toolbar.buttons.rectangle = said.rectangle;
            draw.toolbar.buttons.polygon = said.outline;
            draw.toolbar.actions = {title: said.cancel, text: said.cancel};
            draw.toolbar.finish = {title: said.finish, text: said.finish};
            draw.toolbar.undo = {title: said.undo, text: said.undo};
            draw.handlers.rectangle.tooltip.start = said.pull;
            draw.handlers.simpleshape.tooltip.end = said.let_go;
            draw.handlers.polygon.tooltip = {start: said.first, cont: said.next, end: said.last};
            edit.toolbar.buttons.remove = edit.toolbar.buttons.removeDisabled = said.remove;
            edit.toolbar.actions.save = {title: said.finish, text: said.finish};
            edit.toolbar.actions.cancel = {title: said.cancel, text: said.cancel};
            edit.toolbar.actions.clearAll = {title: said.remove, text: said.remove};
            edit.handlers.remove.tooltip.text = said.tap;
        })({{ this.words|tojson }});
        {% endmacro %}
        """
    )

    def __init__(self, words: dict[str, str]) -> None:
        super().__init__()
        self._name = "DrawWords"
        self.words = words


def area_map(place: Place | None, positions: Iterable[tuple[float, float]], t: Translator, **base: Any) -> folium.Map:
    """Draw an empty map around a place with counted spots where listings stand; ``base`` goes to ``services.maps.base.add_base``.

    A fresh map is made for each call: streamlit-folium changes the map it is given.
    """
    spots = clustered(positions, SPOTS)
    middle = (place.latitude, place.longitude) if place else _middle([(spot.latitude, spot.longitude) for spot in spots])
    chart = LocalMap(location=middle, zoom_start=9 if place else 5)
    add_base(chart, **base)
    Signs([(spot.latitude, spot.longitude, "wm-spot", str(spot.count), "") for spot in spots], size=30).add_to(chart)
    DrawWords(_words(t)).add_to(chart)
    tools = dict.fromkeys(("polyline", "circle", "circlemarker", "marker"), False)
    LocalDraw(
        show_geometry_on_click=False,
        draw_options={**tools, "polygon": {"allowIntersection": False}, "rectangle": {"showArea": False}},
        edit_options={"edit": False, "remove": True},
    ).add_to(chart)
    return chart


def _middle(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    if not points:
        return 0.0, 0.0
    return sum(one[0] for one in points) / len(points), sum(one[1] for one in points) / len(points)


def _words(t: Translator) -> dict[str, str]:
    return {
        "rectangle": t("Draw a rectangle"),
        "outline": t("Draw an outline"),
        "cancel": t("Cancel"),
        "finish": t("Finish"),
        "undo": t("Take back the last point"),
        "pull": t("Press and pull to draw a rectangle."),
        "let_go": t("Let go to finish."),
        "first": t("Tap where the outline begins."),
        "next": t("Tap the next corner."),
        "last": t("Tap the first corner to finish."),
        "remove": t("Take the area away"),
        "tap": t("Tap the area to take it away."),
    }
