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
from math import isnan, nan

from services.directory.model import Access, Listing, ListingType, Precision
from services.directory.trust import TWICE_AS_HARD, Level, Trust
from services.search import bits
from services.search.filters import Filter
from services.search.fit import Fit
from services.search.index import Index
from services.search.positions import Spot
from services.search.query import How, Match, Query
from services.search.spans import Span

ABOUT = frozenset({Precision.CITY, Precision.REGION, Precision.COUNTRY})
WIDE = frozenset({Precision.REGION, Precision.COUNTRY})

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
    spot: Spot | None

    def kept(self, bit: int) -> dict[str, bool]:
        """Name the filters that keep a row, by its bit, and say of each whether the row's sources affirm it."""
        return {name: bits.has(one.knows, bit) for name, one in self.filters.items() if bits.has(one.keeps, bit)}


def matches(setting: Setting, rows: Sequence[int], *codes: str) -> tuple[Match, ...]:
    """Make matches of rows, in their order; ``codes`` are further reasons that all of them share."""
    if not rows:
        return ()
    span, spot = setting.span, setting.spot
    far: Sequence[float] = [nan] * len(rows) if spot is None else setting.index.positions.of(rows, span, spot)
    doors = span.having("how", How.IN_PERSON)
    made = []
    for row, away in zip(rows, far, strict=True):
        # A line answers from anywhere: how far away its telephone stands tells a person nothing.
        door = bits.has(doors, row - span.first_row)
        made.append(_match(setting, row, door, None if isnan(away) or not door else away, codes))
    return tuple(made)


def _match(setting: Setting, row: int, door: bool, distance: float | None, codes: Sequence[str]) -> Match:
    index, place, bit = setting.index, setting.query.place, row - setting.span.first_row
    listing, judged, kept = index.listing(row), index.trust(row, setting.now.date()), setting.kept(row - setting.span.first_row)
    reasons = _reasons(setting, listing.listing_type, bit, kept, codes)
    if place and door and distance is None and _same_region(setting, row):
        reasons.append("same_region")
    reasons += _warnings(listing, judged)
    # Nobody asks an emergency number first.
    asked = kept if listing.listing_type is not ListingType.EMERGENCY_NUMBER else {}
    return Match(
        listing,
        distance_km=distance,
        about=distance is not None and (listing.precision in ABOUT or (place is not None and place.precision in WIDE)),
        hours=index.hours(row, setting.now),
        trust=judged,
        reasons=tuple(dict.fromkeys(reasons)),
        unknown=tuple(name for name in _SPOKEN_OF if asked.get(name) is False) if asked else (),
    )


def _warnings(listing: Listing, judged: Trust) -> list[str]:
    found = []
    if listing.access is Access.REFERRAL_ONLY:
        found.append("ask_referral")
    if judged.level is Level.UNCONFIRMED:
        found.append("unconfirmed")
    if listing.listing_type in TWICE_AS_HARD and not judged.two_sources:
        found.append("one_source")
    return [*found, "conflict"] if listing.conflicts else found


def _reasons(setting: Setting, kind: ListingType, bit: int, kept: Mapping[str, bool], codes: Sequence[str]) -> list[str]:
    found = [kind.value] if kind in TWICE_AS_HARD else []
    found.extend(codes)
    if kind is ListingType.NETWORK_MEMBER:
        found.append("someone_to_ask")
    elif setting.query.need is not None and bits.has(setting.fit.all, bit):
        found.append(_answers(setting.fit, bit))
    if kind is ListingType.EMERGENCY_NUMBER:
        return found
    found.extend(_MET.get(name, name) for name in _SPOKEN_OF[:-1] if kept.get(name))
    if bits.has(setting.fit.set_back, bit):
        found.append("children_only")
    if kind is ListingType.POLICE_STATION:
        found.append("ordinary_police")
    return found


def _answers(fit: Fit, bit: int) -> str:
    if bits.has(fit.made_for_it, bit):
        return "made_for_it"
    return "helps_with_it" if bits.has(fit.helps_with_it, bit) else "may_help"


def _same_region(setting: Setting, row: int) -> bool:
    place = setting.query.place
    number = setting.index.regions.get(place.region_code) if place and place.region_code else None
    return number is not None and int(setting.index.region[row]) == number
