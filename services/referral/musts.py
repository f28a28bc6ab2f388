"""What a listing's sources say to each thing that must hold: yes, no, or nothing ("ask first").

A plain "no" keeps a listing out of every plan. Kinds that are the police themselves, and courts and prosecutors, contradict "no report to
the police": to come there is to report [D]. Who works at a place is no field of the directory, so women's staff is always to be asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np

from services.directory.model import Answer, Cost, Listing, ListingType
from services.referral.model import Must
from services.search.bits import Bits
from services.search.columns import has_door
from services.search.index import Index, Span
from services.search.query import How

#: To come here is to report.
REPORTING = frozenset({ListingType.POLICE_STATION, ListingType.SPECIAL_POLICE_UNIT, ListingType.COURT})


@dataclass(frozen=True, slots=True)
class Wish:
    """One must over a span: the rows it keeps, those that meet it, and those of them whose sources say so."""

    keeps: Bits
    meets: Bits
    says: Bits


def said(listing: Listing, must: Must) -> bool | None:
    """Say whether a listing meets a must; ``None``: its sources do not say, or say that it depends."""
    if must is Must.FREE:
        return {Cost.FREE: True, Cost.PAID: False, Cost.UNKNOWN: None}[listing.cost]
    if must is Must.ALONE:
        return _yes(listing.may_come_alone)
    if must is Must.WHEELCHAIR:
        # A line has no steps.
        return _yes(listing.wheelchair) if has_door(listing) else True
    if must is Must.NO_PAPERS:
        return _no(listing.papers_needed)
    if must is Must.NO_POLICE_REPORT:
        return _no_police(listing)
    return None


def _no_police(listing: Listing) -> bool | None:
    if listing.listing_type is ListingType.EMERGENCY_NUMBER:
        reached = {service for phone in listing.phones for service in phone.services or ("police",)}
        return False if "police" in reached or not reached else _no(listing.police_told)
    return False if listing.listing_type in REPORTING else _no(listing.police_told)


def _yes(answer: Answer) -> bool | None:
    return {Answer.YES: True, Answer.NO: False}.get(answer)


def _no(answer: Answer) -> bool | None:
    return {Answer.NO: True, Answer.YES: False}.get(answer)


def wishes(index: Index, musts: frozenset[Must], country: str, span: Span) -> dict[Must, Wish]:
    """Give what each must makes of a country's rows."""
    return {must: _wish(index, must, country, span) for must in Must if must in musts}


def _wish(index: Index, must: Must, country: str, span: Span) -> Wish:
    if must is Must.FREE:
        free = index.having("cost", Cost.FREE, span)
        return Wish(span.own & ~index.having("cost", Cost.PAID, span), free, free)
    if must is Must.ALONE:
        alone = index.having("may_come_alone", Answer.YES, span)
        return Wish(span.own & ~index.having("may_come_alone", Answer.NO, span), alone, alone)
    if must is Must.WHEELCHAIR:
        lines = span.own & ~index.having("how", How.IN_PERSON, span)
        wide = index.having("wheelchair", Answer.YES, span)
        return Wish(lines | (span.own & ~index.having("wheelchair", Answer.NO, span)), lines | wide, wide & ~lines)
    if must in (Must.NO_PAPERS, Must.NO_POLICE_REPORT):
        against, meets = _unindexed(index, country, span)[must]
        return Wish(span.own & ~against, meets, meets)
    nothing = span.own & ~span.own
    return Wish(span.own, nothing, nothing)


_Sets = Mapping[Must, tuple[Bits, Bits]]

#: Papers and police have no facet in the search's index: each country's rows are read once, and kept as long as the index itself.
_read: WeakKeyDictionary[Index, dict[str, _Sets]] = WeakKeyDictionary()


def _unindexed(index: Index, country: str, span: Span) -> _Sets:
    known = _read.setdefault(index, {})
    if country not in known:
        papers, police = _answers(index, span)
        reporting = index.having_any("listing_type", REPORTING, span)
        known[country] = {
            Must.NO_PAPERS: (papers[Answer.YES], papers[Answer.NO]),
            Must.NO_POLICE_REPORT: (police[Answer.YES] | reporting, police[Answer.NO] & ~reporting),
        }
    return known[country]


def _answers(index: Index, span: Span) -> list[dict[Answer, Bits]]:
    """Read which rows need papers and which tell the police, yes or no; what ``said`` says of one listing, for a country at once."""
    inside = index.within(span)
    read: list[dict[Answer, list[int]]] = [{Answer.YES: [], Answer.NO: []} for _ in range(2)]
    for row in index.rows(span.own, span).tolist():
        listing = index.listing(row)
        for found, answer in zip(read, (listing.papers_needed, listing.police_told), strict=True):
            if answer in found:
                found[answer].append(row - inside.start)
    return [{answer: _set(index, span, rows) for answer, rows in found.items()} for found in read]


def _set(index: Index, span: Span, rows: list[int]) -> Bits:
    inside = index.within(span)
    flags = np.zeros(inside.stop - inside.start, dtype=np.bool_)
    flags[rows] = True
    return index.per_row(flags, span)
