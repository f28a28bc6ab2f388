"""One country's rows as one case sees them: who may be for the person, what meets what must hold, what is within reach."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from services.directory.model import ListingType, Precision, ServiceArea, Status
from services.places.distance import unit_vectors
from services.referral import people
from services.referral.model import AGES, AgeBand, Case, Delay, Must
from services.referral.musts import Wish, wishes
from services.referral.people import Fit
from services.referral.table import Kinds
from services.search.bits import Bits, Rows
from services.search.filters import ADULT_AGE
from services.search.index import Index, Point, Span
from services.search.query import How, OpenState

#: Who is asked about what is only a helpline: the kind meant for the person's age, and the other one.
OWN_LINE, OTHER_LINE = 1.0, 0.75


@dataclass(frozen=True, eq=False)
class Field:
    """The sets of one country for one case; ``here`` holds the rows that may be named at all, musts left aside.

    What several steps ask again is kept as long as the field, which is one plan.
    """

    index: Index
    case: Case
    now: datetime
    country: str
    span: Span
    point: Point | None
    here: Bits
    ages: Fit
    genders: Fit
    set_back: Bits
    wishes: Mapping[Must, Wish]
    doors: Bits
    lines: Bits
    police: Bits
    elsewhere: Bits
    local: Bits
    reach: Bits
    states: Mapping[OpenState, Bits]
    _had: dict[tuple[str, tuple[str, ...]], Bits] = field(default_factory=dict, repr=False)
    _tiers: dict[Kinds, list[tuple[float, Bits]]] = field(default_factory=dict, repr=False)

    @cached_property
    def nothing(self) -> Bits:
        """The empty set."""
        none: Bits = self.span.own & ~self.span.own
        return none

    def having(self, facet: str, *values: str) -> Bits:
        """Give the country's rows with one of the values."""
        found = self._had.get((facet, values))
        if found is None:
            found = self._had[facet, values] = self.index.having_any(facet, frozenset(values), self.span)
        return found

    def met(self, but: Must | None = None) -> Bits:
        """Give the rows that contradict nothing that must hold, one must left aside."""
        found: Bits = self.here
        for must, wish in self.wishes.items():
            if must is not but:
                found = found & wish.keeps
        return found

    def tiers(self, kinds: Kinds) -> list[tuple[float, Bits]]:
        """Give what serves a step as sets that exclude each other, each with its value (``Kinds.tier``), best first."""
        found = self._tiers.get(kinds)
        if found is None:
            found = self._tiers[kinds] = self._sort(kinds)
        return found

    def _sort(self, kinds: Kinds) -> list[tuple[float, Bits]]:
        wanted, after = self.having("categories", *kinds.categories), self.having("listing_type", *kinds.after)
        allowed = (wanted | after) & ~self.having("listing_type", *kinds.never) & ~self.police
        first = self.having("listing_type", *kinds.first)
        stations = (wanted | after) & self.police & ~self.having("listing_type", *kinds.never)
        return [(1.0, allowed & first & ~after), (0.5, allowed & ~first & ~after), (0.25, allowed & after), (0.0, stations)]

    def line_tiers(self, kinds: Kinds) -> list[tuple[float, Bits]]:
        """Give the lines that serve a step: helplines named for it first, the kind meant for the person's age before the other."""
        child = ListingType.CHILD_HELPLINE
        named, children = self.having("listing_type", *kinds.lines), self.having("listing_type", child)
        own = named & (children if AGES[self.case.age][1] < ADULT_AGE else ~children)
        if self.case.age is AgeBand.NOT_SAID:
            own = named
        found = [(OWN_LINE, self.lines & own), (OTHER_LINE, self.lines & named & ~own)]
        return [*found, *((value / 2, self.lines & some & ~named) for value, some in self.tiers(kinds))]

    def rows(self, some: Bits) -> Rows:
        """Give the rows of a set, ascending."""
        return self.index.rows(some, self.span)

    def flags(self, some: Bits, rows: Rows, among: Bits) -> NDArray[np.bool_]:
        """Say for each of the rows of ``among``, which are ``rows``, whether it is in a set."""
        found = np.zeros(len(rows), dtype=np.bool_)
        found[np.searchsorted(rows, self.rows(some & among))] = True
        return found

    def km(self, rows: Rows, doors: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Give distances in km; NaN without a place, without a good position, and for lines."""
        if self.point is None or not len(rows):
            return np.full(len(rows), np.nan)
        return np.where(doors, self.index.kilometres(rows, self.point), np.nan)


def field_of(index: Index, case: Case, now: datetime, country: str) -> Field:
    """Look at a country with the eyes of a case. A place of country precision counts as its country."""
    span, place = index.span(country), case.place
    if place is not None and place.precision is Precision.COUNTRY:
        place = None

    def typed(*types: ListingType) -> Bits:
        return index.having_any("listing_type", frozenset(types), span)

    never = [ListingType.EMERGENCY_NUMBER, ListingType.NETWORK_MEMBER]
    if not (case.age is AgeBand.ADULT and case.delay is Delay.LONGER):
        never.append(ListingType.SURVIVOR_NETWORK)
    ages, genders = people.ages(index, case.age, span), people.genders(index, case.gender, span)
    doors = index.having("how", How.IN_PERSON, span)
    remote = index.having_any("how", frozenset({How.PHONE, How.CHAT}), span) | typed(
        ListingType.CONTENT_REMOVAL, ListingType.REPORT_HOTLINE
    )
    local = _of_region(index, case, span)
    regional = index.having("service_area", ServiceArea.REGION, span)
    point = unit_vectors(place.latitude, place.longitude) if place else None
    return Field(
        index=index,
        case=case,
        now=now,
        country=country,
        span=span,
        point=point,
        here=index.having("status", Status.ACTIVE, span) & ages.keeps & genders.keeps & ~typed(*never),
        ages=ages,
        genders=genders,
        set_back=people.set_back(index, case.age, span),
        wishes=wishes(index, case.musts, country, span),
        doors=doors,
        lines=remote & ~doors,
        police=typed(ListingType.POLICE_STATION),
        elsewhere=regional & ~local & ~doors if place and place.region_code else span.own & ~span.own,
        local=local,
        reach=_reach(index, case, span, doors, local, point),
        states=index.open_states(now, country, span),
    )


def _of_region(index: Index, case: Case, span: Span) -> Bits:
    number = index.regions.get(case.place.region_code, -1) if case.place and case.place.region_code else -1
    return index.per_row(index.region[index.within(span)] == number, span)


def _reach(index: Index, case: Case, span: Span, doors: Bits, local: Bits, point: Point | None) -> Bits:
    """Give the doors within reach: near enough, or of the same region where a position is not known; without a place, all."""
    if point is None or case.place is None:
        return doors
    rows, start = index.rows(doors, span), index.within(span)
    far = index.kilometres(rows, point)
    near, unplaced = np.zeros((2, start.stop - start.start), dtype=np.bool_)
    near[rows - start.start], unplaced[rows - start.start] = far <= case.reach_km, np.isnan(far)
    found: Bits = index.per_row(near, span) | (index.per_row(unplaced, span) & local)
    return found | (doors & local) if case.place.precision is Precision.REGION else found
