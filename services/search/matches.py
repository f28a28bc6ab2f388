"""Makes a match of a row: its distance, its hours now, how far it can be trusted, why it is here, what must be asked first.

``reasons`` (why it is shown; worded in ``services.cards.words``), in this order:

=================  ==================================================================================================
emergency_number   an emergency number of the country
child_helpline     the country's line for children and young people
made_for_it        its type is one of those made for this need
helps_with_it      its categories answer the need
may_help           its type often helps with this, its sources do not say so: ask
someone_to_ask     a network that only advocates: for caseworkers, somebody to ask
same_region        its position is not known well enough for a distance, but it is in the region asked about
other_country      it stands in another country, nearer than any fitting place of this one
everywhere         it helps wherever a person is
fits_age           its sources name this age, or the age group
fits_gender        its sources name this gender
language, free, open_now, may_come_alone, wheelchair   the wish is met, by its sources
children_only      for children, shown to an adult behind the others
ordinary_police    an ordinary police station, behind every specialised place
ask_referral       it takes people through another service: ask how to be referred
unconfirmed        nobody has confirmed that it is still there
one_source         an emergency number or child helpline that a single source names
conflict           sources differ about it
shown_anyway       it does not meet the filters, but there is nothing else of its kind
=================  ==================================================================================================

``unknown`` holds the ``Query`` fields that a query sets and the listing's sources do not speak to ("ask first"): ``age``, ``gender``,
``language``, ``free``, ``open_now``, ``may_come_alone``, ``wheelchair``, ``radius_km``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import isnan

import numpy as np

from services.directory.model import Access, Listing, ListingType, Precision
from services.directory.trust import Level, Trust
from services.search import bits
from services.search.bits import Bits
from services.search.filters import Filter
from services.search.fit import Fit
from services.search.index import Index, Point, Span
from services.search.query import How, Match, Query

ABOUT = frozenset({Precision.CITY, Precision.REGION, Precision.COUNTRY})
WIDE = frozenset({Precision.REGION, Precision.COUNTRY})
TWICE_AS_HARD = frozenset({ListingType.EMERGENCY_NUMBER, ListingType.CHILD_HELPLINE})

_MET = {"age": "fits_age", "gender": "fits_gender"}
_SPOKEN_OF = ("age", "gender", "language", "free", "open_now", "may_come_alone", "wheelchair", "radius_km")


@dataclass(frozen=True, slots=True)
class Setting:
    """What the matches of one span share."""

    index: Index
    query: Query
    span: Span
    now: datetime
    fit: Fit
    filters: Mapping[str, Filter]
    point: Point | None


def matches(setting: Setting, rows: Sequence[int], *codes: str) -> tuple[Match, ...]:
    """Make matches of rows, in their order; ``codes`` are further reasons that all of them share."""
    if not rows:
        return ()
    index, point = setting.index, setting.point
    numbers = np.asarray(rows, dtype=np.intp)
    far: list[float] = [] if point is None else index.kilometres(numbers, point).tolist()
    sets = _sets(setting)
    flags = bits.has_each(list(sets.values()), numbers - setting.span.first_row).T.tolist()
    made = []
    for number, row in enumerate(rows):
        inside = {name for name, flag in zip(sets, flags[number], strict=True) if flag}
        distance = far[number] if far and "door" in inside and not isnan(far[number]) else None
        made.append(_match(setting, row, inside, distance, codes))
    return tuple(made)


def _match(setting: Setting, row: int, inside: set[str], distance: float | None, codes: Sequence[str]) -> Match:
    listing, place = setting.index.listing(row), setting.query.place
    judged = setting.index.trust(row, setting.now.date())
    reasons = _reasons(setting, listing.listing_type, inside, codes)
    if place and "door" in inside and distance is None and _same_region(setting, row):
        reasons.append("same_region")
    reasons += _warnings(listing, judged)
    # Nobody asks an emergency number first.
    asked = () if listing.listing_type is ListingType.EMERGENCY_NUMBER else tuple(setting.filters)
    return Match(
        listing,
        distance_km=distance,
        about=distance is not None and (listing.precision in ABOUT or (place is not None and place.precision in WIDE)),
        hours=setting.index.hours(row, setting.now),
        trust=judged,
        reasons=tuple(dict.fromkeys(reasons)),
        unknown=tuple(name for name in _SPOKEN_OF if name in asked and f"keeps {name}" in inside and f"knows {name}" not in inside),
    )


def _warnings(listing: Listing, judged: Trust) -> list[str]:
    found = {
        "ask_referral": listing.access is Access.REFERRAL_ONLY,
        "unconfirmed": judged.level is Level.UNCONFIRMED,
        "one_source": listing.listing_type in TWICE_AS_HARD and not judged.two_sources,
        "conflict": bool(listing.conflicts),
    }
    return [code for code, so in found.items() if so]


def _sets(setting: Setting) -> dict[str, Bits]:
    found = {"fits": setting.fit.all, "made_for_it": setting.fit.made_for_it, "helps_with_it": setting.fit.helps_with_it}
    found["children_only"] = setting.fit.set_back
    # A line answers from anywhere: how far away its telephone stands tells a person nothing.
    found["door"] = setting.index.having("how", How.IN_PERSON, setting.span)
    for name, one in setting.filters.items():
        found[f"knows {name}"], found[f"keeps {name}"] = one.knows, one.keeps
    return found


def _reasons(setting: Setting, kind: ListingType, inside: set[str], codes: Sequence[str]) -> list[str]:
    found = [kind.value] if kind in TWICE_AS_HARD else []
    found.extend(codes)
    if kind is ListingType.NETWORK_MEMBER:
        found.append("someone_to_ask")
    elif setting.query.need is not None and "fits" in inside:
        found.append(next((code for code in ("made_for_it", "helps_with_it") if code in inside), "may_help"))
    if kind is ListingType.EMERGENCY_NUMBER:
        return found
    found.extend(_MET.get(name, name) for name in _SPOKEN_OF[:-1] if f"knows {name}" in inside)
    if "children_only" in inside:
        found.append("children_only")
    if kind is ListingType.POLICE_STATION:
        found.append("ordinary_police")
    return found


def _same_region(setting: Setting, row: int) -> bool:
    place = setting.query.place
    number = setting.index.regions.get(place.region_code) if place and place.region_code else None
    return number is not None and int(setting.index.region[row]) == number
