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

from services.directory.model import Access, ListingType, Precision, ServiceArea
from services.search import bits, counts
from services.search.bits import Bits, Rows
from services.search.filters import WISHES, Left, filters, left
from services.search.fit import Fit, reader_of
from services.search.index import Index
from services.search.marks import PLACED
from services.search.matches import Setting, matches
from services.search.positions import Spot
from services.search.query import ADULT_AGE, AGES, Answer, Group, GroupKind, How, Loosening, Match, OpenState, Query, Reader
from services.search.ranking import best
from services.search.right_now import lines_right_now
from services.search.spans import Span

#: "Near" unless the query says otherwise: about what a family reaches and returns from in a day.
NEAR_KM = 100.0
WORLD = "INT"

#: Over the border: at most so many places, so that they never drown the country's own.
NEIGHBOURS = 5


@dataclass(frozen=True, slots=True)
class _Country:
    """One country's part of an answer; ``local`` are its rows in the region of the place."""

    setting: Setting
    doors: Bits
    local: Bits
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


def answer(index: Index, query: Query, now: datetime, limit: int = 20) -> Answer:
    """Answer a query; at most ``limit`` matches a group, ``total`` counts all. ``now`` must be aware.

    A place of country precision counts as its country.
    """
    here = _asked(index, query, now)
    groups: list[Group | None] = []
    total = bits.count(here.left.all)
    if query.where:
        now_group, shown = _right_now(here, limit)
        groups += [now_group, *_places(here, limit), _remote(here, shown, total, limit)]
    groups.append(_across(here, total, limit))
    return Answer(
        query=query,
        groups=tuple(group for group in groups if group is not None),
        total=total,
        counts=_counts(here),
        loosen=_loosen(here, total),
    )


def doors(index: Index, query: Query, now: datetime) -> Rows:
    """Give the rows of all that the groups ``near`` and ``country`` of an answer count, however few of them it shows; ascending."""
    here = _asked(index, query, now)
    return index.rows(here.left.all & here.doors if query.where else here.span.none, here.span)


def _asked(index: Index, query: Query, now: datetime) -> _Country:
    if now.tzinfo is None:
        raise ValueError("give an aware moment: a listing's hours are in its own time zone")
    if query.place is not None and query.place.precision is Precision.COUNTRY:
        query = replace(query, country=query.place.country, place=None)
    spot = Spot.at(query.place.latitude, query.place.longitude) if query.place else None
    return _country(index, query, now, query.where, spot)


def _country(index: Index, query: Query, now: datetime, code: str, spot: Spot | None) -> _Country:
    span = index.span(code)
    states = index.open_states(now, code, span)
    wanted = filters(index, query, span, states, spot)
    fits = index.fit(query, span)
    unconfirmed = index.unconfirmed(now.date(), span)
    place = query.place
    local = index.of_region(place.region_code, span) if place and place.region_code else span.none
    here = _Country(
        Setting(index, query, span, now, fits, wanted, spot),
        span.having("how", How.IN_PERSON),
        local,
        unconfirmed,
        states,
        left(fits.all, wanted),
        span.none,
    )
    near = _near(here, here.left.all & here.doors)
    hidden = _better_ones_exist(here, fits, here.left.all, near)
    if bits.some(hidden):
        return replace(here, left=left(fits.all & ~hidden, wanted), near=near & ~hidden)
    return replace(here, near=near)


def _near(here: _Country, some: Bits) -> Bits:
    query, spot = here.setting.query, here.setting.spot
    place = query.place
    if place is None or spot is None:
        return here.span.none
    if place.precision is Precision.REGION and place.region_code:
        found: Bits = some & here.local
        return found
    return here.index.positions.near(some, here.span, spot, query.radius_km or NEAR_KM)


def _better_ones_exist(here: _Country, fits: Fit, found: Bits, near: Bits) -> Bits:
    """Give the unconfirmed rows that a child must not be shown, because a better one stands in the same part of the answer."""
    hidden, doubtful = here.span.none, fits.all & here.unconfirmed
    if reader_of(here.setting.query) is not Reader.CHILD or not bits.some(doubtful):
        return hidden
    doors, police = here.doors, here.span.having("listing_type", ListingType.POLICE_STATION)
    close = _near(here, doubtful & doors)
    sure = found & ~here.unconfirmed
    for part, better in ((close, near), (doubtful & doors & ~close, doors), (doubtful & ~doors, here.span.own & ~doors)):
        if bits.some(sure & better & ~police):
            hidden = hidden | part
        elif bits.some(sure & better):
            hidden = hidden | (part & police)
    return hidden


def _criteria(here: _Country) -> list[Bits]:
    setting = here.setting
    order = [*setting.fit.tiers[:-1], ~setting.fit.set_back, ~here.unconfirmed]
    if reader_of(setting.query) is not Reader.CASEWORKER:
        order.append(~here.span.having("access", Access.REFERRAL_ONLY))
    wishes = [setting.filters[name].knows for name in WISHES if name in setting.filters]
    if not wishes:
        return order
    known = here.span.own
    for one in wishes:
        known = known & one
    return [*order, known]


def _places(here: _Country, limit: int) -> list[Group | None]:
    far = here.left.all & here.doors & ~here.near
    criteria = _criteria(here)
    # Of the rest, those of the person's own region whose position nobody knows stand before those that are known to be far.
    return [
        _group(here, GroupKind.NEAR, here.near, criteria, limit),
        _group(here, GroupKind.COUNTRY, far, [*criteria, here.local & ~here.span.mark(PLACED)], limit),
    ]


def _group(here: _Country, kind: GroupKind, some: Bits, criteria: list[Bits], limit: int, *codes: str) -> Group | None:
    total = bits.count(some)
    if not total:
        return None
    spot = None if kind is GroupKind.REMOTE else here.setting.spot
    rows = best(here.index, here.span, some, criteria, spot, limit)
    return Group(kind, matches(here.setting, rows, *codes), total)


def _right_now(here: _Country, limit: int) -> tuple[Group | None, Bits]:
    """Give the group, and the child helplines that stand in it, which are then not repeated among the lines."""
    shown, rows = lines_right_now(here.setting, here.unconfirmed, here.local, limit)
    taken = bits.of([row - here.span.first_row for row in rows], here.span.none)
    return (Group(GroupKind.RIGHT_NOW, shown, len(shown)) if shown else None), taken


def _remote(here: _Country, shown: Bits, total: int, limit: int) -> Group | None:
    """Give the lines; where none meets the filters, those for the need, else any: a person is never left without a line."""
    lines = here.left.all & ~here.doors & ~shown
    codes: tuple[str, ...] = ()
    if not bits.some(lines):
        lines, codes = _any_lines(here, shown, total), ("shown_anyway",)
    place = here.setting.query.place
    regional = here.span.having("service_area", ServiceArea.REGION)
    elsewhere = regional & ~here.local if place and place.region_code else here.span.none
    order = [*_criteria(here), ~elsewhere, here.states[OpenState.OPEN], here.states[OpenState.UNKNOWN]]
    return _group(here, GroupKind.REMOTE, lines, order, limit, *codes)


LINES = frozenset({ListingType.CHILD_HELPLINE, ListingType.HELPLINE})


def _any_lines(here: _Country, shown: Bits, total: int) -> Bits:
    open_lines = here.setting.fit.open_to & ~here.doors & ~shown
    for name in ("age", "gender"):
        if name in here.setting.filters:
            open_lines = open_lines & here.setting.filters[name].keeps
    lines = open_lines & here.setting.fit.all
    if not bits.some(lines) and not total:
        lines = open_lines & here.span.having_any("listing_type", LINES)
    if reader_of(here.setting.query) is Reader.CHILD and bits.some((lines | shown) & ~here.unconfirmed):
        lines = lines & ~here.unconfirmed
    return lines


def _across(here: _Country, total: int, limit: int) -> Group | None:
    index, query, now = here.index, here.setting.query, here.setting.now
    person = replace(
        query,
        categories=frozenset(),
        language="",
        free=False,
        open_now=False,
        may_come_alone=False,
        wheelchair=False,
        how=None,
        radius_km=None,
    )
    found: list[Match] = []
    count = 0
    for code in index.cross_border_countries:
        if code == query.where:
            continue
        there = _country(index, person, now, code, here.setting.spot)
        lines = there.left.all & (there.span.having("service_area", ServiceArea.CROSS_BORDER) if code != WORLD else there.span.own)
        if code == WORLD and not total and not bits.some(lines):
            lines = there.setting.fit.open_to
        count += bits.count(lines)
        rows = best(index, there.span, lines, _criteria(there), None, limit)
        found += matches(there.setting, rows, "everywhere")
    near = _over_the_border(here)
    found = [*sorted(found, key=lambda match: "made_for_it" not in match.reasons)[:limit], *near]
    return Group(GroupKind.ACROSS_BORDERS, tuple(found), count + len(near)) if found else None


def _over_the_border(here: _Country) -> list[Match]:
    """Give places of neighbouring countries that are nearer than any fitting specialised place of the country itself."""
    index, query = here.index, here.setting.query
    place, spot = query.place, here.setting.spot
    if place is None or spot is None or place.precision is Precision.REGION:
        return []
    reach = query.radius_km or NEAR_KM
    special = here.left.all & here.doors & ~here.span.having("listing_type", ListingType.POLICE_STATION)
    own = index.positions.nearest(special, here.span, spot, 1)
    if own:
        reach = min(reach, index.positions.of(own, here.span, spot)[0])
    found: list[Match] = []
    for code in index.countries_near(place.latitude, place.longitude, reach):
        if code in (query.where, WORLD):
            continue
        there = _country(index, query, here.setting.now, code, spot)
        police = there.span.having("listing_type", ListingType.POLICE_STATION)
        near = index.positions.near(there.left.all & there.doors & ~police, there.span, spot, reach)
        rows = best(index, there.span, near, _criteria(there), spot, NEIGHBOURS)
        found += [match for match in matches(there.setting, rows, "other_country") if match.distance_km is not None]
    return sorted(found, key=lambda match: match.distance_km or 0.0)[:NEIGHBOURS]


def _counts(here: _Country) -> dict[str, Mapping[str, int]]:
    index, span, found, without = here.index, here.span, here.left.all, here.left.without
    counted = counts.of_values(span, found, without)
    counted["open_now"] = counts.of_states(without.get("open_now", found), here.states)
    counted["age"] = counts.of_ages(index, span, _for_ages(here))
    counted["radius_km"] = counts.of_distances(index, span, without.get("radius_km", found), here.setting.spot)
    return counted


def _for_ages(here: _Country) -> dict[int, Bits]:
    """Give for each age what its reader is shown under the filters other than age."""
    shown = {reader_of(here.setting.query): here.left.without.get("age", here.left.all)}
    found: dict[int, Bits] = {}
    for first, last in ((0, ADULT_AGE), (ADULT_AGE, len(AGES))):
        asked = replace(here.setting.query, age=first)
        reader = reader_of(asked)
        found |= dict.fromkeys(AGES[first:last], shown[reader] if reader in shown else _shown_to(here, asked))
    return found


def _shown_to(here: _Country, asked: Query) -> Bits:
    """Give what another reader is shown under the same filters, age left aside."""
    fits = here.index.fit(asked, here.span)
    other = replace(here, setting=replace(here.setting, query=asked))
    found = left(fits.all, {name: one for name, one in here.setting.filters.items() if name != "age"}).all
    shown: Bits = found & ~_better_ones_exist(other, fits, found, _near(other, found & here.doors))
    return shown


def _loosen(here: _Country, total: int) -> tuple[Loosening, ...]:
    """Say what each filter costs, the most expensive first; letting go of the need is the last resort."""
    gains = [Loosening(name, bits.count(rest) - total) for name, rest in here.left.without.items()]
    if here.setting.query.need is not None and not total:
        any_need = here.index.fit(replace(here.setting.query, need=None), here.span)
        gains.append(Loosening("need", bits.count(left(any_need.all, here.setting.filters).all)))
    return tuple(sorted((gain for gain in gains if gain.gained > 0), key=lambda gain: (gain.filter == "need", -gain.gained)))
