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
from functools import reduce
from operator import or_

from services.directory.model import ListingType, Status
from services.search.bits import Bits
from services.search.marks import ADULTS_ONLY, CHILDREN_ONLY
from services.search.needs import ANYTHING, Meaning
from services.search.query import ADULT_AGE, Need, Query, Reader
from services.search.spans import Span

NEVER_FOUND = (ListingType.EMERGENCY_NUMBER, ListingType.NETWORK_MEMBER, ListingType.SURVIVOR_NETWORK)


@dataclass(frozen=True, slots=True)
class Fit:
    """The rows of a span that may answer, before filters: tiers best first, together ``all``; and those to stand back within a tier.

    ``open_to`` are the active rows that the reader's rules allow, whatever the need.
    """

    all: Bits
    tiers: tuple[Bits, ...]
    made_for_it: Bits
    helps_with_it: Bits
    set_back: Bits
    open_to: Bits


def reader_of(query: Query) -> Reader:
    """Say for whom the answer is: an age given decides; "it happened long ago" without an age is an adult's."""
    if query.reader is Reader.CASEWORKER:
        return Reader.CASEWORKER
    if query.age is not None:
        return Reader.ADULT if query.age >= ADULT_AGE else Reader.CHILD
    return Reader.ADULT if query.need is Need.LONG_AGO else query.reader


def fit(span: Span, need: Need | None, reader: Reader, meanings: Mapping[Need, Meaning]) -> Fit:
    """Give the rows of a span that fit a need and a reader."""
    meaning = ANYTHING if need is None else meanings[need]

    def typed(*types: ListingType) -> Bits:
        return span.having_any("listing_type", types)

    wanted = span.having_any("categories", meaning.categories)
    open_to = span.having("status", Status.ACTIVE)
    if reader is Reader.CHILD and need is not Need.HELPING:
        open_to = open_to & ~span.mark(ADULTS_ONLY)
    first, after, police = typed(*meaning.first), typed(*meaning.after), typed(ListingType.POLICE_STATION)
    fits = open_to & ~typed(*meaning.never, *NEVER_FOUND) & (wanted | after)
    tiers = [fits & first & ~police, fits & ~first & ~after & ~police, fits & after & ~police, fits & police]
    if need is Need.LONG_AGO and reader is not Reader.CHILD:
        tiers[0] = tiers[0] | (open_to & typed(ListingType.SURVIVOR_NETWORK))
    if reader is Reader.CASEWORKER:
        tiers.append(open_to & wanted & typed(ListingType.NETWORK_MEMBER))
    set_back = span.mark(CHILDREN_ONLY) if reader is Reader.ADULT and need is not Need.HELPING else span.none
    return Fit(reduce(or_, tiers), tuple(tiers), tiers[0] if need else span.none, wanted, set_back, open_to)


def every_fit(span: Span, meanings: Mapping[Need, Meaning]) -> dict[tuple[Need | None, Reader], Fit]:
    """Give what fits every need and every reader: worked out for all of them beforehand, so that nothing is kept of what was asked."""
    return {(need, reader): fit(span, need, reader, meanings) for need in (None, *Need) for reader in Reader}
