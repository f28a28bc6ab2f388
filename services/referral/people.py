"""Whether a listing may be for the person: ages, who it is for, genders; all rows of a country at once.

A listing whose ages leave out the whole band, or whose sources name other people only, is not offered. One that fits a part of the band
is offered with a caution. For an adult, what is only for children stands behind everything else: many such lines take young adults.
Rules are those of the search (``services.search.filters``) carried from one age to a band.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from services.directory.model import Audience, Gender
from services.referral.model import AGES, AgeBand
from services.search.bits import Bits
from services.search.columns import NO_AGE, UNKNOWN
from services.search.filters import ADULT_AGE, OTHER_AGE, children_only
from services.search.index import Index, Span

_OLDEST = 120


@dataclass(frozen=True, slots=True)
class Fit:
    """The rows that may be for the person, those whose sources name them wholly, and those whose sources say nothing.

    What is kept, but neither, fits a part only.
    """

    keeps: Bits
    wholly: Bits
    unsaid: Bits


def ages(index: Index, band: AgeBand, span: Span) -> Fit:
    """Judge ages and audience against an age band; ages that are given decide, else the people that are named."""
    youngest, oldest = AGES[band]
    rows = index.within(span)
    low, high = index.minimum_age[rows], index.maximum_age[rows]
    top = np.where(high == NO_AGE, _OLDEST, high)
    bottom = np.where(low == NO_AGE, 0, low)
    ranged = index.per_row((low != NO_AGE) | (high != NO_AGE), span)
    overlaps = index.per_row((top >= youngest) & (bottom <= oldest), span)
    covers = index.per_row((bottom <= youngest) & (top >= oldest), span)
    children, adults = (index.having("audience", who, span) for who in (Audience.CHILDREN, Audience.ADULTS))
    unsaid = index.having("audience", UNKNOWN, span)
    if band is AgeBand.NOT_SAID:
        keeps, wholly = children | adults | unsaid, children & adults
    elif oldest < ADULT_AGE:
        keeps, wholly = children | unsaid, children
    else:
        keeps, wholly = children | adults | unsaid, adults
    return Fit((ranged & overlaps) | (~ranged & keeps), (ranged & covers) | (~ranged & wholly), ~ranged & unsaid)


def set_back(index: Index, band: AgeBand, span: Span) -> Bits:
    """Give the rows that stand behind all others: for an adult, what is only for children."""
    return children_only(index, span) if band is AgeBand.ADULT else span.own & ~span.own


def genders(index: Index, gender: Gender | None, span: Span) -> Fit:
    """Judge genders; the same sex at another age is a part fit, and so is any restriction where the person's gender was not said."""
    unsaid = index.having("gender", UNKNOWN, span)
    if gender is None:
        return Fit(span.own, span.own & ~span.own, unsaid)
    named = index.having("gender", gender, span)
    return Fit(named | index.having("gender", OTHER_AGE[gender], span) | unsaid, named, unsaid)
