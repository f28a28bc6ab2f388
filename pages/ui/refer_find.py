"""Fills the shortlist from the whole directory: by name, around a place, in a region, or in an area drawn on a map."""

from __future__ import annotations

import streamlit as st
from streamlit_folium import st_folium

from pages.ui import cached, refer_plan, state
from services.cards import card, words
from services.language.catalogue import Translator
from services.maps.area_map import area_map
from services.maps.tiles import ADDRESS
from services.referral import pool as pools
from services.referral.model import REACHES_KM, Chosen, ChosenFor
from services.referral.pool import Found

NAME, AROUND, REGION, MAP = "name", "around", "region", "map"
HEIGHT = 420


def show(t: Translator) -> None:
    """Ask how to search, and offer what is found."""
    st.subheader(t("Add from the whole directory"), anchor=False)
    ways = {NAME: t("By name"), AROUND: t("Around a place"), REGION: t("By region"), MAP: t("On the map")}
    key = state.work_key("way")
    state.seed(key, NAME)
    way = st.radio(t("How to search"), list(ways), format_func=ways.__getitem__, key=key, horizontal=True, label_visibility="collapsed")
    asked = {NAME: _by_name, AROUND: _around, REGION: _by_region, MAP: _on_map}
    found = asked[way](t)
    if found is not None:
        _offer(found, t)


def _by_name(t: Translator) -> Found | None:
    text = st.text_input(t("Name, organisation, town or id of a place"), key=state.work_key("name"), max_chars=80, autocomplete="off")
    return cached.pool().named(text, state.country()) if text else None


def _around(t: Translator) -> Found | None:
    place = state.place()
    if place is None:
        st.markdown(t("Say first where the person is: under “Need and plan”."))
        return None
    names = {str(km): t("up to {number} km", number=t.number(km)) for km in REACHES_KM}
    key = state.work_key("radius")
    state.seed(key, "30")
    label = t("How far from {place}?", place=place.name)
    return cached.pool().around(place, float(st.selectbox(label, list(names), format_func=names.__getitem__, key=key, filter_mode=None)))


def _by_region(t: Translator) -> Found | None:
    country = state.country()
    regions = {place.region_code: place.name for place in cached.gazetteer().regions(country, t.language)} if country else {}
    if not regions:
        st.markdown(t("Pick the country above first."))
        return None
    key = state.work_key(f"region_{country}")
    picked = st.selectbox(
        t("Region"), list(regions), index=None, format_func=regions.__getitem__, key=key, placeholder=t("Choose a region")
    )
    return cached.pool().in_region(picked) if picked else None


def _on_map(t: Translator) -> Found | None:
    """Let an area be drawn; only its outline comes back. The other three ways find the same without a map."""
    pool, country = cached.pool(), state.country()
    spots = [one.position for one in pool.ids.values() if one.position and one.country == country and pools.is_drawn(one)]
    tiles = cached.tiles()
    base = {"tiles_url": ADDRESS, "attribution": tiles.attribution} if tiles else {}
    st.caption(t("Choose a tool at the left of the map and draw. Without a map, the other ways above find the same places."))
    drawn = st_folium(
        area_map(state.place(), spots, t, **base),
        key=state.work_key("map"),
        height=HEIGHT,
        use_container_width=True,
        returned_objects=["last_active_drawing"],
    )
    area = pools.area(drawn.get("last_active_drawing")) if isinstance(drawn, dict) else None
    return pool.inside(area) if area else None


def _offer(found: Found, t: Translator) -> None:
    count = t.n("{number} listing found", "{number} listings found", found.total)
    st.html(f'<p class="wm-count" role="status">{count}</p>')
    for place, one in enumerate(found.listings):
        match = cached.pool().match(one, state.place(), state.now())
        facts = (words.kind(t, one.listing_type), one.city or one.region or t.country(one.country), card.distance(match, t), one.id)
        with st.container(key=f"refer_found_{place}", horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown(refer_plan.plain(one.name) + "  \n" + refer_plan.plain(" · ".join(fact for fact in facts if fact)))
            refer_plan.add(one.id, f"found_{one.id}", t, Chosen(one.id, ChosenFor.BEST_FIT))
    if found.total > len(found.listings):
        st.caption(t("The first {number} are shown. Search more closely to see others.", number=t.number(len(found.listings))))
