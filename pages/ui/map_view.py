"""The map beside the list: shows the same listings, and the card of the pin that was tapped. The list never depends on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import streamlit as st
from streamlit_folium import st_folium

from pages.ui import cached, cards, refer_links
from services.language.catalogue import Translator
from services.maps.answer_map import answer_map, beyond, corners, is_drawn, spread
from services.maps.tiles import ADDRESS
from services.search import answer as answering
from services.search.query import Answer, GroupKind, Match

HEIGHT = 460


def show(found: Answer, t: Translator, now: datetime) -> None:
    """Draw the map of an answer, and under it the card of the pin that was tapped."""
    matches = _mapped(found)
    place = found.query.place
    near = found.group(GroupKind.NEAR)
    box = corners(near.matches if near else matches, place)
    towns = spread(cached.gazetteer().best_known(*box, limit=80, language=t.language), box) if box else ()
    tiles = cached.tiles()
    base = {"tiles_url": ADDRESS, "attribution": tiles.attribution} if tiles else {}
    further = _further(found, matches, now)
    chart = answer_map(matches, place, towns, further, _more(t), t("The place you asked about"), box=box, **base)
    if chart is None:
        return
    st.subheader(t("On the map"), anchor=False)
    # Without "render" the map is drawn once, not twice, with the same outcome.
    tapped = st_folium(chart, key="map", height=HEIGHT, use_container_width=True, returned_objects=["last_object_clicked"], render=False)
    st.caption(t("A dashed sign means: somewhere in that town. Confidential places are never drawn."))
    if further:
        st.caption(t("A number in a pale circle: so many more places around there. Narrow it down to see them."))
    for match in _under(matches, tapped):
        cards.one(match, t, now)
        refer_links.under_map(match.listing.id, t)


def _mapped(found: Answer) -> list[Match]:
    groups = (found.group(GroupKind.NEAR), found.group(GroupKind.COUNTRY))
    return [match for group in groups if group for match in group.matches if is_drawn(match.listing)]


def _further(found: Answer, matches: list[Match], now: datetime) -> list[tuple[float, float]]:
    index = cached.index()
    return beyond((index.listing(row) for row in answering.doors(index, found.query, now)), matches)


def _more(t: Translator) -> Callable[[int], str]:
    return lambda number: t.n("{number} more place around here", "{number} more places around here", number)


def _under(matches: list[Match], tapped: object) -> list[Match]:
    spot = tapped.get("last_object_clicked") if isinstance(tapped, dict) else None
    if not spot:
        return []
    return [match for match in matches if match.listing.position and _same(match.listing.position, spot)][:3]


def _same(position: tuple[float, float], spot: dict[str, float]) -> bool:
    # A sign's position goes to the browser with five decimals: about a metre.
    return abs(position[0] - spot["lat"]) < 2e-5 and abs(position[1] - spot["lng"]) < 2e-5
