"""Which rows may stand in an answer at all, and in which tier: the need's meaning and the reader's rules.

The rules, in one place:
- Only active listings. Emergency numbers are not searched: they always stand in ``right_now``.
- Survivor networks are for adults and stand only under "it happened long ago".
- A network member that only advocates is no direct help: only a caseworker sees it, last of all, as somebody to ask.
- Adults-only listings never stand in a child's answer; children-only ones never first in an adult's. Somebody who helps another
  person sees both.
- Ordinary police stations stand after every specialised place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from services.directory.model import ListingType, Status
from services.search.bits import Bits
from services.search.filters import ADULT_AGE, adults_only, children_only
from services.search.index import Index, Span
from services.search.needs import ANYTHING, Meaning
from services.search.query import Need, Query, Reader

NEVER_FOUND = (ListingType.EMERGENCY_NUMBER, ListingType.NETWORK_MEMBER, ListingType.SURVIVOR_NETWORK)


@dataclass(frozen=True, slots=True)
class Fit:
    """The rows of a span that may answer, before filters: tiers best first, together ``all``; and those to stand back within a tier."""

    all: Bits
    tiers: tuple[Bits, ...]
    made_for_it: Bits
    helps_with_it: Bits
    set_back: Bits


def reader_of(query: Query) -> Reader:
    """Say for whom the answer is: an age given decides; "it happened long ago" without an age is an adult's."""
    if query.reader is Reader.CASEWORKER:
        return Reader.CASEWORKER
    if query.age is not None:
        return Reader.ADULT if query.age >= ADULT_AGE else Reader.CHILD
    return Reader.ADULT if query.need is Need.LONG_AGO else query.reader


def fit(index: Index, query: Query, span: Span, meanings: Mapping[Need, Meaning]) -> Fit:
    """Give the rows of a span that fit the need and the reader."""
    meaning = ANYTHING if query.need is None else meanings[query.need]
    reader = reader_of(query)

    def typed(*types: ListingType) -> Bits:
        return index.having_any("listing_type", frozenset(types), span)

    wanted = index.having_any("categories", frozenset(meaning.categories), span)
    allowed = open_to(index, query, span) & ~typed(*meaning.never, *NEVER_FOUND)
    first, after, police = typed(*meaning.first), typed(*meaning.after), typed(ListingType.POLICE_STATION)
    fits = allowed & (wanted | after)
    tiers = [fits & first & ~police, fits & ~first & ~after & ~police, fits & after & ~police, fits & police]
    if query.need is Need.LONG_AGO and reader is not Reader.CHILD:
        tiers[0] = tiers[0] | (open_to(index, query, span) & typed(ListingType.SURVIVOR_NETWORK))
    if reader is Reader.CASEWORKER:
        tiers.append(open_to(index, query, span) & wanted & typed(ListingType.NETWORK_MEMBER))
    set_back = children_only(index, span) if reader is Reader.ADULT and query.need is not Need.HELPING else np.zeros_like(span.own)
    return Fit(np.bitwise_or.reduce(tiers), tuple(tiers), tiers[0] if query.need else np.zeros_like(span.own), wanted, set_back)


def open_to(index: Index, query: Query, span: Span) -> Bits:
    """Give the active rows of a span that the reader's rules allow, whatever the need."""
    active = index.having("status", Status.ACTIVE, span)
    if reader_of(query) is Reader.CHILD and query.need is not Need.HELPING:
        return active & ~adults_only(index, span)
    return active
