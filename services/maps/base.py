"""A folium map that asks nobody but us: own Leaflet, own base map, no tiles unless a deployer brings them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import folium
from branca.element import Element
from folium.plugins import MarkerCluster
from jinja2 import Template

VENDOR = "/app/static/vendor"
LEAFLET = f"{VENDOR}/leaflet-1.9.4"
CLUSTER = f"{VENDOR}/leaflet.markercluster-1.5.3"
TOPOJSON = f"{VENDOR}/topojson-client-3.1.0"
BASE_MAP = "/app/static/base.topo.json"
MAP_STYLE = "/app/static/map.css"


class Said(Element):  # type: ignore[misc]
    """A script that is done: it goes out as it is."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def render(self, **kwargs: Any) -> str:
        return self.text


class Scripted(folium.MacroElement):  # type: ignore[misc]
    """Part of a map whose script holds words that others wrote.

    folium takes what a macro gives for a template once more: a listing named ``{{ ... }}`` would be run on the server. It also takes a
    millisecond each.
    """

    def render(self, **kwargs: Any) -> None:
        self.get_root().script.add_child(Said(self._template.module.script(self, kwargs)), name=self.get_name())


class LocalMap(folium.Map):  # type: ignore[misc]
    """A map whose every asset comes from our own address.

    folium's defaults name four CDN hosts, each of which would learn that somebody opened this page.
    """

    default_js: Sequence[tuple[str, str]] = [("leaflet", f"{LEAFLET}/leaflet.js"), ("topojson", f"{TOPOJSON}/topojson-client.min.js")]
    default_css: Sequence[tuple[str, str]] = [("leaflet_css", f"{LEAFLET}/leaflet.css"), ("waymark_map", MAP_STYLE)]

    def __init__(self, **options: Any) -> None:
        super().__init__(tiles=None, control_scale=True, prefer_canvas=True, world_copy_jump=True, **options)
        # folium hands these to its tile layers only; without tiles the map itself must know them, or clusters fail.
        self.options.update({"minZoom": 2, "maxZoom": 16})

    def render(self, **kwargs: Any) -> None:
        """Render all parts, and let what they gave stand as it is: see ``Scripted``."""
        super().render(**kwargs)
        figure = self.get_root()
        for part in (figure.header, figure.html, figure.script):
            done = {name: child._template_str for name, child in part._children.items() if type(child) is Element}
            part._children.update({name: Said(text) for name, text in done.items() if text is not None})


class LocalCluster(MarkerCluster):  # type: ignore[misc]
    """A marker cluster with the plugin served by us."""

    default_js: Sequence[tuple[str, str]] = [("markerclusterjs", f"{CLUSTER}/leaflet.markercluster.js")]
    default_css: Sequence[tuple[str, str]] = [
        ("markerclustercss", f"{CLUSTER}/MarkerCluster.css"),
        ("markerclusterdefaultcss", f"{CLUSTER}/MarkerCluster.Default.css"),
    ]


class BaseMap(Scripted):
    """Countries and regions from one TopoJSON that the browser fetches once and keeps: it says nothing about the visit."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        fetch({{ this.address|tojson }}).then(function (answer) { return answer.json(); }).then(function (topology) {
            var map = {{ this._parent.get_name() }};
            map.createPane('base').style.zIndex = 150;
            map.attributionControl.setPrefix(false).addAttribution('Natural Earth, GeoNames');
            Object.keys(topology.objects).forEach(function (name) {
                var border = name === 'countries';
                L.geoJSON(topojson.feature(topology, topology.objects[name]), {
                    pane: 'base', interactive: false,
                    style: border
                        ? {color: '#9a8f7d', weight: 1.1, fillColor: '#fffdf8', fillOpacity: 1}
                        : {color: '#d9d0bf', weight: 0.7, fill: false}
                }).addTo(map);
            });
        });
        {% endmacro %}
        """
    )

    def __init__(self, address: str = BASE_MAP) -> None:
        super().__init__()
        self._name = "BaseMap"
        self.address = address


def add_base(chart: folium.Map, tiles_url: str = "", attribution: str = "") -> None:
    """Lay the base under a map: our own outline, or the deployer's tiles where an address is set.

    ``tiles_url`` is a raster template on the deployer's own host (``/tiles/{z}/{x}/{y}.png``); it needs its attribution.
    """
    if tiles_url:
        folium.TileLayer(tiles_url, attr=attribution, max_zoom=18).add_to(chart)
    else:
        BaseMap().add_to(chart)
