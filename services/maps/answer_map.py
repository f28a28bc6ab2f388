"""Draws an answer: pins where a position is known, areas where it is only about, nothing where it is withheld."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

import folium

from services.directory.model import AddressVisibility, Category, Listing, Precision
from services.maps.base import LocalCluster, LocalMap, add_base
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
    """Gather points (degrees) on a grid until at most ``most`` spots are left; the counts add up to the points given."""
    given = list(points)
    cell = 0.05
    while True:
        cells: dict[tuple[int, int], list[tuple[float, float]]] = defaultdict(list)
        for latitude, longitude in given:
            cells[int(latitude // cell), int(longitude // cell)].append((latitude, longitude))
        if len(cells) <= most or cell > 360:
            break
        cell *= 2
    return tuple(
        Spot(sum(p[0] for p in members) / len(members), sum(p[1] for p in members) / len(members), len(members))
        for _, members in sorted(cells.items())
    )


def pin(listing: Listing) -> folium.DivIcon:
    """Make the sign of a listing: letter and shape by its first category, hollow where the position is only about."""
    letter, shape = LOOKS[listing.categories[0]]
    about = " wm-about" if listing.precision in AREA_KM else ""
    return folium.DivIcon(
        html=f'<span class="wm-pin wm-{shape}{about}" aria-hidden="true">{letter}</span>',
        icon_size=(34, 34),
        icon_anchor=(17, 17),
        class_name="wm-icon",
    )


def answer_map(
    matches: Sequence[Match],
    place: Place | None,
    towns: Iterable[Place] = (),
    further: Iterable[tuple[float, float]] = (),
    here: str = "",
    tiles_url: str = "",
    attribution: str = "",
) -> folium.Map | None:
    """Draw matches, the towns around them, and further listings as counted spots; ``None`` where nothing can be drawn.

    ``further`` are positions of listings that fit but are not shown one by one. ``here`` names the asked place to screen readers.
    A fresh map is made for each call: streamlit-folium changes the map it is given.
    """
    drawn = [match.listing for match in matches if is_drawn(match.listing)][:MOST]
    if not drawn and place is None:
        return None
    chart = LocalMap(location=_middle(drawn, place), zoom_start=9)
    add_base(chart, tiles_url, attribution)
    _areas(drawn).add_to(chart)
    for town in list(towns)[:TOWNS]:
        _town(town).add_to(chart)
    for spot in clustered(further, MOST - len(drawn)) if len(drawn) < MOST else ():
        _spot(spot).add_to(chart)
    cluster = LocalCluster(options={"maxClusterRadius": 36, "showCoverageOnHover": False, "spiderfyOnMaxZoom": True})
    for listing in drawn:
        folium.Marker(listing.position, icon=pin(listing), tooltip=escape(listing.name), alt=listing.name, title=listing.name).add_to(
            cluster
        )
    cluster.add_to(chart)
    if place is not None:
        sign = folium.DivIcon(
            html='<span class="wm-here" aria-hidden="true"></span>', icon_size=(20, 20), icon_anchor=(10, 10), class_name="wm-icon"
        )
        folium.Marker((place.latitude, place.longitude), icon=sign, alt=here or place.name, interactive=False, keyboard=False).add_to(chart)
    corners = [listing.position for listing in drawn if listing.position] + ([(place.latitude, place.longitude)] if place else [])
    if len(corners) > 1:
        chart.fit_bounds(_bounds(corners), padding=(28, 28), max_zoom=13)
    return chart


def _middle(drawn: Sequence[Listing], place: Place | None) -> tuple[float, float]:
    if place is not None:
        return place.latitude, place.longitude
    positions = [listing.position for listing in drawn if listing.position]
    return sum(p[0] for p in positions) / len(positions), sum(p[1] for p in positions) / len(positions)


def _bounds(corners: Sequence[tuple[float, float]]) -> list[list[float]]:
    return [[min(c[0] for c in corners), min(c[1] for c in corners)], [max(c[0] for c in corners), max(c[1] for c in corners)]]


def _areas(drawn: Sequence[Listing]) -> folium.FeatureGroup:
    group = folium.FeatureGroup(name="areas", control=False)
    for position, radius in sorted(
        {(listing.position, AREA_KM[listing.precision]) for listing in drawn if listing.position and listing.precision in AREA_KM}
    ):
        folium.Circle(
            position, radius=radius * 1000, color="#8a6d3b", weight=1.5, dash_array="5 5", fill=True, fill_opacity=0.08, interactive=False
        ).add_to(group)
    return group


def _town(town: Place) -> folium.Marker:
    label = folium.DivIcon(
        html=f'<span class="wm-town">{escape(town.name)}</span>', icon_size=(0, 0), icon_anchor=(4, 4), class_name="wm-icon"
    )
    return folium.Marker((town.latitude, town.longitude), icon=label, interactive=False, keyboard=False, z_index_offset=-1000)


def _spot(spot: Spot) -> folium.Marker:
    sign = folium.DivIcon(html=f'<span class="wm-spot">{spot.count}</span>', icon_size=(30, 30), icon_anchor=(15, 15), class_name="wm-icon")
    return folium.Marker((spot.latitude, spot.longitude), icon=sign, interactive=False, keyboard=False, z_index_offset=-500)
