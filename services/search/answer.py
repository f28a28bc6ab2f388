"""Puts an answer together: who can help right now, near, elsewhere in the country, by phone or online, and across borders.

Groups. ``right_now``: the country's emergency numbers and child helplines, the better backed first, all of them where sources
disagree. ``near``: places within the radius (100 km unless the query says otherwise), or of the region where a region was asked for.
``country``: its other places. ``remote``: its lines, and services known without a door. ``across_borders``: worldwide and
cross-border services, and places over the border where they are nearer than any fitting place of the country itself.

Order within a group: tier of the need (``services.search.needs``), confirmed before unconfirmed, those who take anybody before those
who take people by referral only, known wishes before unknown ones, then nearest first, then the order of the edition.

Counts (``services.search.counts``): for every facet, and for the ages and distances that pages offer, what each value leaves under the
other filters.

A child sees an unconfirmed listing only where the same part of the answer (near, rest of the country, lines) has no better one: a
confirmed one that is not just an ordinary police station, and for the rest of the country no confirmed one near either.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np

from services import paths
from services.directory.model import Access, ListingType, Precision, ServiceArea
from services.places.distance import unit_vectors
from services.places.model import Place
from services.search import bits, counts, needs
from services.search.bits import Bits, Rows
from services.search.filters import WISHES, Left, filters, left
from services.search.fit import Fit, fit, open_to, reader_of
from services.search.index import Index, Point, Span
from services.search.matches import Setting, matches
from services.search.needs import Meaning
from services.search.query import AGES, Answer, Group, GroupKind, How, Loosening, Match, Need, OpenState, Query, Reader
from services.search.ranking import best
from services.search.right_now import lines_right_now

#: "Near" unless the query says otherwise: about what a family reaches and returns from in a day.
NEAR_KM = 100.0
WORLD = "INT"

#: Over the border: at most so many places, so that they never drown the country's own.
NEIGHBOURS = 5


@dataclass(frozen=True, slots=True)
class _Country:
    """One country's part of an answer."""

    setting: Setting
    doors: Bits
    unconfirmed: Bits
    states: Mapping[OpenState, Bits]
    left: Left
    near: Bits

    @property
    def index(self) -> Index:
        return self.setting.index

    @property
    def span(self) -> Span:
        return self.setting.span


def answer(index: Index, query: Query, now: datetime, limit: int = 20, meanings: Mapping[Need, Meaning] | None = None) -> Answer:
    """Answer a query; at most ``limit`` matches a group, ``total`` counts all. ``now`` must be aware.

    ``meanings`` are what needs mean, the shipped taxonomy unless given. A place of country precision counts as its country.
    """
    meanings = needs.shipped(paths.TAXONOMY) if meanings is None else meanings
    here = _asked(index, query, now, meanings)
    groups: list[Group | None] = []
    total = bits.count(here.left.all)
    if query.where:
        now_group, shown = _right_now(here, limit)
        groups += [now_group, *_places(here, limit), _remote(here, shown, total, limit)]
    groups.append(_across(here, total, limit, meanings))
    return Answer(
        query=query,
        groups=tuple(group for group in groups if group is not None),
        total=total,
        counts=_counts(here, meanings),
        loosen=_loosen(here, meanings, total),
    )


def doors(index: Index, query: Query, now: datetime, meanings: Mapping[Need, Meaning] | None = None) -> Rows:
    """Give the rows of all that the groups ``near`` and ``country`` of an answer count, however few of them it shows; ascending."""
    here = _asked(index, query, now, needs.shipped(paths.TAXONOMY) if meanings is None else meanings)
    return index.rows(here.left.all & here.doors, here.span) if query.where else np.zeros(0, dtype=np.intp)


def _asked(index: Index, query: Query, now: datetime, meanings: Mapping[Need, Meaning]) -> _Country:
    if now.tzinfo is None:
        raise ValueError("give an aware moment: a listing's hours are in its own time zone")
    if query.place is not None and query.place.precision is Precision.COUNTRY:
        query = replace(query, country=query.place.country, place=None)
    point = unit_vectors(query.place.latitude, query.place.longitude) if query.place else None
    return _country(index, query, now, query.where, meanings, point)


def _country(index: Index, query: Query, now: datetime, code: str, meanings: Mapping[Need, Meaning], point: Point | None) -> _Country:
    span = index.span(code)
    states = index.open_states(now, code, span)
    wanted = filters(index, query, span, states, point)
    fits = fit(index, query, span, meanings)
    doors = index.having("how", How.IN_PERSON, span)
    unconfirmed = index.unconfirmed(now.date(), span)
    found = left(fits.all, wanted)
    near = _near(index, query, span, found.all & doors, point)
    hidden = _better_ones_exist(index, query, span, fits, found.all, doors, unconfirmed, near, point)
    if hidden.any():
        found = left(fits.all & ~hidden, wanted)
        near = near & ~hidden
    return _Country(Setting(index, query, span, now, fits, wanted, point), doors, unconfirmed, states, found, near)


def _near(index: Index, query: Query, span: Span, some: Bits, point: Point | None) -> Bits:
    place = query.place
    if place is None or point is None or place.country != query.where:
        return np.zeros_like(some)
    if place.precision is Precision.REGION and place.region_code:
        same = index.region[index.within(span)] == index.regions.get(place.region_code, -1)
        return some & index.per_row(same, span)
    return index.near(some, span, point, query.radius_km or NEAR_KM)


def _better_ones_exist(
    index: Index, query: Query, span: Span, fits: Fit, found: Bits, doors: Bits, unconfirmed: Bits, near: Bits, point: Point | None
) -> Bits:
    """Give the unconfirmed rows that a child must not be shown, because a better one stands in the same part of the answer."""
    hidden = np.zeros_like(found)
    if reader_of(query) is not Reader.CHILD:
        return hidden
    police = index.having("listing_type", ListingType.POLICE_STATION, span)
    doubtful = fits.all & unconfirmed
    close = _near(index, query, span, doubtful & doors, point)
    sure = found & ~unconfirmed
    for part, better in ((close, near), (doubtful & doors & ~close, doors), (doubtful & ~doors, ~doors)):
        if (sure & better & ~police).any():
            hidden |= part
        elif (sure & better).any():
            hidden |= part & police
    return hidden


def _criteria(here: _Country) -> list[Bits]:
    index, span = here.index, here.span
    order = [*here.setting.fit.tiers[:-1], ~here.setting.fit.set_back, ~here.unconfirmed]
    if reader_of(here.setting.query) is not Reader.CASEWORKER:
        order.append(~index.having("access", Access.REFERRAL_ONLY, span))
    known = [here.setting.filters[name].knows for name in WISHES if name in here.setting.filters]
    return [*order, np.bitwise_and.reduce(known)] if known else order


def _places(here: _Country, limit: int) -> list[Group | None]:
    place = here.setting.query.place
    far = here.left.all & here.doors & ~here.near
    criteria = _criteria(here)
    in_region = [_of_region(here, place) & ~here.index.placed[here.span.words]] if place and place.region_code else []
    return [
        _group(here, GroupKind.NEAR, here.near, criteria, limit),
        _group(here, GroupKind.COUNTRY, far, criteria + in_region, limit),
    ]


def _of_region(here: _Country, place: Place) -> Bits:
    number = here.index.regions.get(place.region_code, -1)
    return here.index.per_row(here.index.region[here.index.within(here.span)] == number, here.span)


def _group(here: _Country, kind: GroupKind, some: Bits, criteria: list[Bits], limit: int, *codes: str) -> Group | None:
    total = bits.count(some)
    if not total:
        return None
    point = None if kind is GroupKind.REMOTE else here.setting.point
    rows = best(here.index, here.span, some, criteria, point, limit)
    return Group(kind, matches(here.setting, rows, *codes), total)


def _right_now(here: _Country, limit: int) -> tuple[Group | None, Bits]:
    """Give the group, and the child helplines that stand in it, which are then not repeated among the lines."""
    place = here.setting.query.place
    local = _of_region(here, place) if place and place.region_code else np.zeros_like(here.doors)
    shown, rows = lines_right_now(here.setting, here.unconfirmed, local, limit)
    taken = bits.of(np.asarray(rows, dtype=np.intp) - here.span.first_row, here.span.size())
    return (Group(GroupKind.RIGHT_NOW, shown, len(shown)) if shown else None), taken


def _remote(here: _Country, shown: Bits, total: int, limit: int) -> Group | None:
    """Give the lines; where none meets the filters, those for the need, else any: a person is never left without a line."""
    lines = here.left.all & ~here.doors & ~shown
    codes: tuple[str, ...] = ()
    if not lines.any():
        person = [one.keeps for name, one in here.setting.filters.items() if name in ("age", "gender")]
        open_lines = np.bitwise_and.reduce([open_to(here.index, here.setting.query, here.span) & ~here.doors & ~shown, *person])
        lines = open_lines & here.setting.fit.all
        if not lines.any() and not total:
            lines = open_lines & here.index.having_any("listing_type", LINES, here.span)
        codes = ("shown_anyway",)
        if reader_of(here.setting.query) is Reader.CHILD and ((lines | shown) & ~here.unconfirmed).any():
            lines &= ~here.unconfirmed
    regional = here.index.having("service_area", ServiceArea.REGION, here.span)
    place = here.setting.query.place
    elsewhere = regional & ~_of_region(here, place) if place and place.region_code else np.zeros_like(lines)
    order = [*_criteria(here), ~elsewhere, here.states[OpenState.OPEN], here.states[OpenState.UNKNOWN]]
    return _group(here, GroupKind.REMOTE, lines, order, limit, *codes)


LINES = frozenset({ListingType.CHILD_HELPLINE, ListingType.HELPLINE})


def _across(here: _Country, total: int, limit: int, meanings: Mapping[Need, Meaning]) -> Group | None:
    index, query, now = here.index, here.setting.query, here.setting.now
    person = replace(query, categories=frozenset(), language="", free=False, open_now=False, may_come_alone=False, wheelchair=False)
    person = replace(person, how=None, radius_km=None)
    found: list[Match] = []
    count = 0
    for code in index.cross_border_countries:
        if code == query.where:
            continue
        there = _country(index, person, now, code, meanings, here.setting.point)
        lines = there.left.all & (index.having("service_area", ServiceArea.CROSS_BORDER, there.span) if code != WORLD else there.span.own)
        if code == WORLD and not total and not lines.any():
            lines = open_to(index, person, there.span)
        count += bits.count(lines)
        rows = best(index, there.span, lines, _criteria(there), None, limit)
        found += matches(there.setting, rows, "everywhere")
    near = _over_the_border(here, meanings)
    found = [*sorted(found, key=lambda match: "made_for_it" not in match.reasons)[:limit], *near]
    return Group(GroupKind.ACROSS_BORDERS, tuple(found), count + len(near)) if found else None


def _over_the_border(here: _Country, meanings: Mapping[Need, Meaning]) -> list[Match]:
    """Give places of neighbouring countries that are nearer than any fitting specialised place of the country itself."""
    index, query = here.index, here.setting.query
    place, point = query.place, here.setting.point
    if place is None or point is None or place.precision is Precision.REGION:
        return []
    reach = query.radius_km or NEAR_KM
    special = here.left.all & here.doors & ~index.having("listing_type", ListingType.POLICE_STATION, here.span)
    own = index.nearest(special, here.span, point, 1)
    if len(own):
        reach = min(reach, float(index.kilometres(own, point)[0]))
    found: list[Match] = []
    for code in index.countries_near(place.latitude, place.longitude, reach):
        if code in (query.where, WORLD):
            continue
        there = _country(index, query, here.setting.now, code, meanings, point)
        police = index.having("listing_type", ListingType.POLICE_STATION, there.span)
        near = index.near(there.left.all & there.doors & ~police, there.span, point, reach)
        rows = best(index, there.span, near, _criteria(there), point, NEIGHBOURS)
        found += [match for match in matches(there.setting, rows, "other_country") if match.distance_km is not None]
    return sorted(found, key=lambda match: match.distance_km or 0.0)[:NEIGHBOURS]


def _counts(here: _Country, meanings: Mapping[Need, Meaning]) -> dict[str, Mapping[str, int]]:
    index, span, found, without = here.index, here.span, here.left.all, here.left.without
    counted = counts.of_values(index, span, found, without)
    counted["open_now"] = counts.of_states(without.get("open_now", found), here.states)
    counted["age"] = counts.of_ages(index, span, _for_ages(here, meanings))
    counted["radius_km"] = counts.of_distances(index, span, without.get("radius_km", found), here.setting.point)
    return counted


def _for_ages(here: _Country, meanings: Mapping[Need, Meaning]) -> dict[int, Bits]:
    """Give for each age what its reader is shown under the filters other than age."""
    query = here.setting.query
    shown = {reader_of(query): here.left.without.get("age", here.left.all)}
    found: dict[int, Bits] = {}
    for age in AGES:
        reader = reader_of(asked := replace(query, age=age))
        if reader not in shown:
            shown[reader] = _shown_to(here, asked, meanings)
        found[age] = shown[reader]
    return found


def _shown_to(here: _Country, asked: Query, meanings: Mapping[Need, Meaning]) -> Bits:
    """Give what another reader is shown under the same filters, age left aside."""
    index, span, point = here.index, here.span, here.setting.point
    fits = fit(index, asked, span, meanings)
    found = left(fits.all, {name: one for name, one in here.setting.filters.items() if name != "age"}).all
    near = _near(index, asked, span, found & here.doors, point)
    return found & ~_better_ones_exist(index, asked, span, fits, found, here.doors, here.unconfirmed, near, point)


def _loosen(here: _Country, meanings: Mapping[Need, Meaning], total: int) -> tuple[Loosening, ...]:
    """Say what each filter costs, the most expensive first; letting go of the need is the last resort."""
    gains = [Loosening(name, bits.count(rest) - total) for name, rest in here.left.without.items()]
    if here.setting.query.need is not None and not total:
        any_need = fit(here.index, replace(here.setting.query, need=None), here.span, meanings)
        gains.append(Loosening("need", bits.count(left(any_need.all, here.setting.filters).all)))
    return tuple(sorted((gain for gain in gains if gain.gained > 0), key=lambda gain: (gain.filter == "need", -gain.gained)))
