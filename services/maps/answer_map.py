"""Draws an answer: pins where a position is known, areas where it is only about, nothing where it is withheld."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import folium
import numpy as np
from jinja2 import Template

from services.directory.model import AddressVisibility, Category, Listing, Precision
from services.maps.base import LocalCluster, LocalMap, Scripted, add_base
from services.places.model import Place
from services.search.query import Match

#: At most this many listings or clusters are ever sent, however many there are.
MOST = 60
TOWNS = 14

#: Radius in km of the area drawn for a position that is only about; a listing known only to its country is not drawn.
AREA_KM = {Precision.POSTCODE: 1.5, Precision.CITY: 4.0, Precision.REGION: 40.0}

#: Letter and shape of a pin, so that colour alone never tells the kind of help (WCAG 1.4.1).
LOOKS: dict[Category, tuple[str, str]] = {
    Category.MEDICAL: ("M", "cross"),
    Category.PSYCHOLOGICAL: ("T", "round"),
    Category.LEGAL: ("L", "square"),
    Category.SOCIAL: ("S", "shield"),
    Category.POLICE: ("P", "diamond"),
    Category.SHELTER: ("H", "house"),
    Category.ONLINE_SAFETY: ("O", "pill"),
}


@dataclass(frozen=True, slots=True)
class Spot:
    """Several listings drawn as one sign: how many, and where their middle is (degrees)."""

    latitude: float
    longitude: float
    count: int


def is_drawn(listing: Listing) -> bool:
    """Say whether a listing may stand on a map at all; a withheld place never does."""
    return (
        listing.position is not None
        and not listing.is_remote
        and listing.address_visibility is not AddressVisibility.WITHHELD
        and listing.precision not in (Precision.COUNTRY, Precision.WITHHELD)
    )


def clustered(points: Iterable[tuple[float, float]], most: int) -> tuple[Spot, ...]:
    """Gather points (degrees) on a grid until at most ``most`` spots, one or more, are left; the counts add up to the points given."""
    given = np.array(list(points), dtype=np.float64).reshape(-1, 2)
    if not len(given):
        return ()
    # Counted from the south-west corner of the world, so that the last and largest cell holds it all.
    corner, cell = given + np.array([90.0, 180.0]), 0.05
    while True:
        rows, columns = (corner // cell).astype(np.int64).T
        cells, member, count = np.unique(rows * 10_000 + columns, return_inverse=True, return_counts=True)
        if len(cells) <= most:
            break
        cell *= 1.3
    middles = np.stack([np.bincount(member, given[:, side]) / count for side in (0, 1)], axis=1)
    return tuple(Spot(latitude, longitude, number) for (latitude, longitude), number in zip(middles.tolist(), count.tolist(), strict=True))


def beyond(listings: Iterable[Listing], shown: Iterable[Match]) -> list[tuple[float, float]]:
    """Give the positions (degrees) of listings that may stand on a map and are not among those shown one by one."""
    there = {match.listing.id for match in shown}
    return [spot for listing in listings if listing.id not in there and is_drawn(listing) and (spot := listing.position)]


class Signs(Scripted):
    """Many signs from one short list: ``[latitude, longitude, classes, text, name]``.

    folium's own markers cost a kilobyte each over the line and ask for a default picture that we do not use. A sign with a name can be
    tapped and reached by keyboard, and says its name to a screen reader; one without is only drawn. ``above`` lifts signs over the others:
    nothing may lie over a pin, for what lies over it takes its taps.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        {{ this.rows|tojson }}.forEach(function (row) {
            var sign = document.createElement("span");
            sign.className = row[2];
            sign.textContent = row[3];
            sign.setAttribute("aria-hidden", "true");
            var marker = L.marker([row[0], row[1]], {
                icon: L.divIcon({html: sign, className: "wm-icon", iconSize: [{{ this.size }}, {{ this.size }}]}),
                alt: row[4], title: row[4], keyboard: !!row[4], interactive: !!row[4], zIndexOffset: {{ this.height }}
            });
            if (row[4]) { marker.bindTooltip(document.createTextNode(row[4]).data.replace(/&/g, "&amp;").replace(/</g, "&lt;")); }
            marker.addTo({{ this._parent.get_name() }});
        });
        {% endmacro %}
        """
    )

    def __init__(self, rows: Sequence[tuple[float, float, str, str, str]], size: int, above: bool = False) -> None:
        super().__init__()
        self._name = "Signs"
        self.height = 0 if above else -1000
        self.rows = [[round(row[0], 5), round(row[1], 5), *row[2:]] for row in rows]
        self.size = size


def _classes(listing: Listing) -> str:
    return f"wm-pin wm-{LOOKS[listing.categories[0]][1]}" + (" wm-about" if listing.precision in AREA_KM else "")


def corners(matches: Sequence[Match], place: Place | None) -> tuple[float, float, float, float] | None:
    """Give south, west, north, east in degrees around what is drawn, with some air; ``None`` where nothing is."""
    points = [match.listing.position for match in matches if is_drawn(match.listing) and match.listing.position]
    points += [(place.latitude, place.longitude)] if place else []
    if not points:
        return None
    south, north = min(p[0] for p in points), max(p[0] for p in points)
    west, east = min(p[1] for p in points), max(p[1] for p in points)
    high, wide = max(0.15, (north - south) * 0.1), max(0.15, (east - west) * 0.1)
    return south - high, west - wide, north + high, east + wide


def spread(towns: Iterable[Place], box: tuple[float, float, float, float], most: int = TOWNS) -> tuple[Place, ...]:
    """Choose the towns to name, best known first, far enough apart that their names can be read."""
    gap_north, gap_east = (box[2] - box[0]) / 9, (box[3] - box[1]) / 4
    chosen: list[Place] = []
    for town in towns:
        if all(abs(town.latitude - other.latitude) > gap_north or abs(town.longitude - other.longitude) > gap_east for other in chosen):
            chosen.append(town)
        if len(chosen) == most:
            break
    return tuple(chosen)


def answer_map(
    matches: Sequence[Match],
    place: Place | None,
    towns: Iterable[Place] = (),
    further: Iterable[tuple[float, float]] = (),
    more: Callable[[int], str] = str,
    here: str = "",
    tiles_url: str = "",
    attribution: str = "",
    box: tuple[float, float, float, float] | None = None,
) -> folium.Map | None:
    """Draw matches, the towns around them, and further listings as counted spots; ``None`` where nothing can be drawn.

    ``further`` are positions of listings that fit but are not shown one by one (``beyond``), drawn as at most so many counted spots as
    ``MOST`` leaves; ``more`` says such a number. ``here`` names the asked place to screen readers. ``box`` (south, west, north, east)
    is what the map shows at first, around all that is drawn unless given.
    A fresh map is made for each call: streamlit-folium changes the map it is given.
    """
    drawn = [match.listing for match in matches if is_drawn(match.listing)][:MOST]
    if not drawn and place is None:
        return None
    chart = LocalMap(location=_middle(drawn, place), zoom_start=9)
    add_base(chart, tiles_url, attribution)
    _areas(drawn).add_to(chart)
    Signs([(town.latitude, town.longitude, "wm-town", town.name, "") for town in list(towns)[:TOWNS]], size=0).add_to(chart)
    if len(drawn) < MOST:
        spots = clustered(further, MOST - len(drawn))
        Signs([(spot.latitude, spot.longitude, "wm-spot", str(spot.count), more(spot.count)) for spot in spots], size=30).add_to(chart)
    cluster = LocalCluster(options={"maxClusterRadius": 36, "showCoverageOnHover": False, "spiderfyOnMaxZoom": True})
    pins = [(*listing.position, _classes(listing), LOOKS[listing.categories[0]][0], listing.name) for listing in drawn if listing.position]
    Signs(pins, size=34, above=True).add_to(cluster)
    cluster.add_to(chart)
    if place is not None:
        Signs([(place.latitude, place.longitude, "wm-here", "", here)], size=48).add_to(chart)
    if box := box or corners(matches, place):
        chart.fit_bounds([box[:2], box[2:]], max_zoom=13)
    return chart


def _middle(drawn: Sequence[Listing], place: Place | None) -> tuple[float, float]:
    if place is not None:
        return place.latitude, place.longitude
    positions = [listing.position for listing in drawn if listing.position]
    return sum(p[0] for p in positions) / len(positions), sum(p[1] for p in positions) / len(positions)


def _areas(drawn: Sequence[Listing]) -> folium.FeatureGroup:
    group = folium.FeatureGroup(name="areas", control=False)
    about = {(listing.position, AREA_KM[listing.precision]) for listing in drawn if listing.position and listing.precision in AREA_KM}
    for position, radius in sorted(about):
        folium.Circle(
            position, radius=radius * 1000, color="#8a6d3b", weight=1.5, dash_array="5 5", fill=True, fill_opacity=0.08, interactive=False
        ).add_to(group)
    return group
