"""What a query asks of a row: one pair of sets for each filter, and what is left under all of them but one.

A wish keeps what its sources affirm and what they do not speak to; only a plain "no" leaves a listing out. So ``free`` keeps FREE and
UNKNOWN and drops PAID. What is only unknown stands behind what is known and is flagged "ask first": hiding it would tell a child that
there is nothing where nobody has asked yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from services.directory.model import Audience, Gender
from services.search.bits import Bits
from services.search.columns import UNKNOWN
from services.search.index import Index
from services.search.marks import ADULTS_ONLY, AGED, CHILDREN_ONLY, PLACED, RANGED, takes
from services.search.positions import Spot
from services.search.query import ADULT_AGE as ADULT_AGE
from services.search.query import How, OpenState, Query
from services.search.spans import Span

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


def filters(index: Index, query: Query, span: Span, open_states: Mapping[OpenState, Bits], spot: Spot | None) -> dict[str, Filter]:
    """Give the filters that a query sets, by its field names; ``need`` and the reader's rules are not among them.

    ``open_states`` are ``Index.open_states`` of the span; ``spot`` is the query's place, ``None`` where it has none.
    """
    found: dict[str, Filter] = {}

    def has(facet: str, *values: str) -> Bits:
        return span.having_any(facet, values)

    if query.categories:
        found["categories"] = _plain(has("categories", *query.categories))
    if query.age is not None:
        found["age"] = _age(index, query.age, span)
    if query.gender is not None:
        named = span.having("gender", query.gender)
        found["gender"] = Filter(named | has("gender", OTHER_AGE[query.gender], UNKNOWN), named)
    if query.language:
        spoken = span.having("language", query.language)
        found["language"] = Filter(spoken | span.having("language", UNKNOWN), spoken)
    if query.free:
        found["free"] = Filter(has("cost", "free", "unknown"), span.having("cost", "free"))
    if query.open_now:
        found["open_now"] = Filter(open_states[OpenState.OPEN] | open_states[OpenState.UNKNOWN], open_states[OpenState.OPEN])
    if query.may_come_alone:
        found["may_come_alone"] = Filter(has("may_come_alone", "yes", "depends", "unknown"), span.having("may_come_alone", "yes"))
    if query.wheelchair:
        # A line has no steps.
        lines = span.own & ~span.having("how", How.IN_PERSON)
        found["wheelchair"] = Filter(has("wheelchair", "yes", "depends", "unknown") | lines, span.having("wheelchair", "yes") | lines)
    if query.how is not None:
        found["how"] = _plain(span.having("how", query.how))
    if query.radius_km is not None and spot is not None:
        found["radius_km"] = _within(index, query.radius_km, span, spot)
    return found


def _plain(keeps: Bits) -> Filter:
    return Filter(keeps, keeps)


def _within(index: Index, radius_km: float, span: Span, spot: Spot) -> Filter:
    doors = span.having("how", How.IN_PERSON)
    reached = index.positions.near(doors, span, spot, radius_km) | (span.own & ~doors)
    return Filter(reached | (doors & ~span.mark(PLACED)), reached)


def keeps_age(index: Index, age: int, span: Span) -> Bits:
    """Give the rows of a span that may be for a person of that age: what sources affirm, and what they do not speak to."""
    return _age(index, age, span).keeps


def _age(index: Index, age: int, span: Span) -> Filter:
    inside = span.mark(AGED[age]) if age in AGED else span.pack(takes(age, index.minimum_age[span.rows], index.maximum_age[span.rows]))
    said = inside & (span.mark(RANGED) | span.having("audience", Audience.CHILDREN if age < ADULT_AGE else Audience.ADULTS))
    return Filter(said | (inside & ~span.mark(ADULTS_ONLY)) if age < ADULT_AGE else inside, said)


def children_only(index: Index, span: Span) -> Bits:
    """Give the rows that are for children but not for adult survivors."""
    return span.mark(CHILDREN_ONLY)


def left(base: Bits, some: Mapping[str, Filter]) -> Left:
    """Combine filters in one pass from each end, so that every "all but this one" costs one "and"."""
    names = list(some)
    before = [base]
    for name in names:
        before.append(before[-1] & some[name].keeps)
    after: Bits | None = None
    without: dict[str, Bits] = {}
    for name, ahead in zip(reversed(names), reversed(before[:-1]), strict=True):
        keeps = some[name].keeps
        without[name], after = (ahead, keeps) if after is None else (ahead & after, after & keeps)
    return Left(before[-1], without)
