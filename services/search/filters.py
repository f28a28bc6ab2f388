"""What a query asks of a row: one pair of sets for each filter, and what is left under all of them but one.

A wish keeps what its sources affirm and what they do not speak to; only a plain "no" leaves a listing out. So ``free`` keeps FREE and
UNKNOWN and drops PAID. What is only unknown stands behind what is known and is flagged "ask first": hiding it would tell a child that
there is nothing where nobody has asked yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from services.directory.model import Audience, Gender
from services.search.bits import Bits
from services.search.columns import NO_AGE, UNKNOWN
from services.search.index import Index, Point, Span
from services.search.query import How, OpenState, Query

ADULT_AGE = 18

#: Who is meant when a source names the same sex at another age: not a no, so it is asked first.
OTHER_AGE = {Gender.GIRLS: Gender.WOMEN, Gender.WOMEN: Gender.GIRLS, Gender.BOYS: Gender.MEN, Gender.MEN: Gender.BOYS}

#: Filters that are wishes: what answers them for sure stands before what is only unknown. Age and gender are facts about the person;
#: the nearest place stays first where a source does not name them.
WISHES = ("language", "free", "open_now", "may_come_alone", "wheelchair")


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter over a span: the rows it keeps, and those of them whose sources affirm it."""

    keeps: Bits
    knows: Bits


@dataclass(frozen=True, slots=True)
class Left:
    """What is left: under all filters, and under all but each one."""

    all: Bits
    without: Mapping[str, Bits]


def filters(index: Index, query: Query, span: Span, open_states: Mapping[OpenState, Bits], point: Point | None) -> dict[str, Filter]:
    """Give the filters that a query sets, by its field names; ``need`` and the reader's rules are not among them.

    ``open_states`` are ``Index.open_states`` of the span; ``point`` is the query's place, ``None`` where it has none.
    """
    found: dict[str, Filter] = {}

    def has(facet: str, *values: str) -> Bits:
        return index.having_any(facet, frozenset(values), span)

    doors = has("how", How.IN_PERSON)
    if query.categories:
        found["categories"] = _plain(index.having_any("categories", frozenset(query.categories), span))
    if query.age is not None:
        found["age"] = _age(index, query.age, span)
    if query.gender is not None:
        named = has("gender", query.gender)
        found["gender"] = Filter(named | has("gender", OTHER_AGE[query.gender], UNKNOWN), named)
    if query.language:
        spoken = has("language", query.language)
        found["language"] = Filter(spoken | has("language", UNKNOWN), spoken)
    if query.free:
        found["free"] = Filter(has("cost", "free", "unknown"), has("cost", "free"))
    if query.open_now:
        found["open_now"] = Filter(open_states[OpenState.OPEN] | open_states[OpenState.UNKNOWN], open_states[OpenState.OPEN])
    if query.may_come_alone:
        found["may_come_alone"] = Filter(has("may_come_alone", "yes", "depends", "unknown"), has("may_come_alone", "yes"))
    if query.wheelchair:
        # A line has no steps.
        lines = span.own & ~doors
        found["wheelchair"] = Filter(has("wheelchair", "yes", "depends", "unknown") | lines, has("wheelchair", "yes") | lines)
    if query.how is not None:
        found["how"] = _plain(has("how", query.how))
    if query.radius_km is not None and point is not None:
        near = index.near(doors, span, point, query.radius_km)
        reached = near | (span.own & ~doors)
        found["radius_km"] = Filter(reached | (doors & ~index.placed[span.words]), reached)
    return found


def _plain(keeps: Bits) -> Filter:
    return Filter(keeps, keeps)


def keeps_age(index: Index, age: int, span: Span) -> Bits:
    """Give the rows of a span that may be for a person of that age: what sources affirm, and what they do not speak to."""
    return _age(index, age, span).keeps


def _age(index: Index, age: int, span: Span) -> Filter:
    rows = index.within(span)
    low, high = index.minimum_age[rows], index.maximum_age[rows]
    ranged = (low != NO_AGE) | (high != NO_AGE)
    inside = index.per_row((low <= age) & ((high == NO_AGE) | (high >= age)), span)
    said = index.per_row(ranged, span)
    group = Audience.CHILDREN if age < ADULT_AGE else Audience.ADULTS
    named = index.having("audience", group, span)
    unclear = ~said & ~named
    if age < ADULT_AGE:
        unclear &= ~adults_only(index, span)
    return Filter(inside & (said | named | unclear), inside & (said | named))


def adults_only(index: Index, span: Span) -> Bits:
    """Give the rows that are not for children themselves: an audience without children, or a lowest age of 18 and above."""
    named = span.own & ~index.having("audience", UNKNOWN, span)
    old = index.per_row(index.minimum_age[index.within(span)] >= ADULT_AGE, span)
    return (named & ~index.having("audience", Audience.CHILDREN, span)) | old


def children_only(index: Index, span: Span) -> Bits:
    """Give the rows that are for children but not for adult survivors: children named and adults not, or a highest age below 18."""
    children = index.having("audience", Audience.CHILDREN, span) & ~index.having("audience", Audience.ADULTS, span)
    high = index.maximum_age[index.within(span)]
    return children | index.per_row((high != NO_AGE) & (high < ADULT_AGE), span)


def left(base: Bits, some: Mapping[str, Filter]) -> Left:
    """Combine filters in one pass from each end, so that every "all but this one" costs one "and"."""
    names = list(some)
    before = [base]
    for name in names:
        before.append(before[-1] & some[name].keeps)
    after = np.full_like(base, ~np.uint64(0))
    without: dict[str, Bits] = {}
    for name, ahead in zip(reversed(names), reversed(before[:-1]), strict=True):
        without[name] = ahead & after
        after = after & some[name].keeps
    return Left(before[-1], without)
