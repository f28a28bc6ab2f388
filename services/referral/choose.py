"""Chooses the listings of one step: places within reach, then one too far rather than none, and the lines for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import or_

import numpy as np

from services.directory.trust import Level
from services.referral import ranking
from services.referral.field import Field
from services.referral.model import AgeBand, Must, Option
from services.referral.options import option
from services.referral.ranking import Floats, Row
from services.search.bits import Bits, Rows
from services.search.columns import UNKNOWN
from services.search.query import How, OpenState

Tiers = Sequence[tuple[float, Bits]]

#: Where too little is within reach, so many of the nearest beyond it are weighed.
BEYOND = 6

_TRUST = {Level.CHECKED: 1.0, Level.OLDER: 0.5, Level.UNCONFIRMED: 0.0}


def union(field: Field, tiers: Tiers) -> Bits:
    """Give all rows of the tiers."""
    return reduce(or_, (some for _, some in tiers), field.nothing)


def ranked(field: Field, some: Bits, tiers: Tiers, points: Mapping[str, float], limit: int, *, near: bool = True) -> list[Row]:
    """Rank the rows of a set and give the first; without ``near`` distance does not count."""
    rows = field.rows(some)
    return _ranked(field, some, rows, tiers, points, limit, near=near) if len(rows) and limit > 0 else []


def _ranked(field: Field, some: Bits, rows: Rows, tiers: Tiers, points: Mapping[str, float], limit: int, *, near: bool) -> list[Row]:
    today = field.now.date()
    km = field.km(rows, field.flags(field.doors, rows, some))
    groups = (
        field.flags(field.police, rows, some) * 4 + field.flags(field.set_back, rows, some) * 2 + field.flags(field.elsewhere, rows, some)
    )
    values = _values(field, some, rows, tiers)
    if near and field.point is not None:
        values["near"] = ranking.near(km, field.case.reach_km, field.flags(field.local, rows, some))
    return ranking.best(rows, groups, values, km, points, lambda row: _TRUST[field.index.trust(row, today).level], limit)


def _values(field: Field, some: Bits, rows: Rows, tiers: Tiers) -> dict[str, Floats]:
    def value(*pairs: tuple[float, Bits]) -> Floats:
        found = np.zeros(len(rows))
        for worth, bits in reversed(pairs):
            found[field.flags(bits, rows, some)] = worth
        return found

    case = field.case
    values = {
        "kind": value(*tiers),
        "open_now": value((1.0, field.states[OpenState.OPEN]), (0.5, field.states[OpenState.UNKNOWN])),
        "number": value((1.0, field.having("how", How.PHONE))),
    }
    sayable = [wish.meets for must, wish in field.wishes.items() if must is not Must.WOMENS_STAFF]
    if sayable:
        values["musts"] = sum((value((1.0, meets)) for meets in sayable), np.zeros(len(rows))) / len(sayable)
    if case.languages:
        spoken = [field.having("language", code) for code in case.languages]
        values["language"] = value(
            *zip(ranking.language_values(len(spoken)), spoken, strict=True), (ranking.UNSAID_LANGUAGE, field.having("language", UNKNOWN))
        )
    if case.age is not AgeBand.NOT_SAID:
        values["age"] = value((1.0, field.ages.wholly), (0.5, field.ages.unsaid))
    if case.gender is not None:
        values["gender"] = value((1.0, field.genders.wholly), (0.5, field.genders.unsaid))
    return values


def options(field: Field, found: Sequence[Row], *, far: Sequence[Row] = ()) -> list[Option]:
    """Make options of ranked rows; those of ``far`` are marked as too far."""
    rows = np.array(sorted(row.row for row in found), dtype=np.intp)
    if not len(rows):
        return []
    beyond = {row.row for row in far}
    start = field.index.within(field.span)
    flags = np.zeros(start.stop - start.start, dtype=np.bool_)
    flags[rows - start.start] = True
    some = field.index.per_row(flags, field.span)
    fits = (field.ages.wholly | field.ages.unsaid) & (field.genders.wholly | field.genders.unsaid)
    if field.case.gender is None:
        fits = (field.ages.wholly | field.ages.unsaid) & field.genders.unsaid
    partly = dict(zip(rows.tolist(), ~field.flags(fits, rows, some) | field.flags(field.set_back, rows, some), strict=True))
    local = dict(zip(rows.tolist(), field.flags(field.local, rows, some), strict=True))
    return [option(field, row, partly=bool(partly[row.row]), local=bool(local[row.row]), far=row.row in beyond) for row in found]


def places(field: Field, tiers: Tiers, points: Mapping[str, float], limit: int) -> tuple[list[Option], bool]:
    """Give the places for a step, best first, and whether any of them is within reach.

    Within reach before beyond it, but ordinary police stations last of all: where too few specialised places are within reach, the best
    of the nearest beyond it fill up, and one station within reach keeps a seat.
    """
    fitting = field.met() & union(field, tiers) & field.doors
    special, police = fitting & ~field.police, fitting & field.police
    close = ranked(field, special & field.reach, tiers, points, limit)
    stations = ranked(field, police & field.reach, tiers, points, limit - len(close))
    beyond = _beyond(field, special & ~field.reach, tiers, points, limit - len(close) - min(len(stations), 1))
    stations = stations[: limit - len(close) - len(beyond)]
    if not (close or stations or beyond):
        beyond = _beyond(field, police & ~field.reach, tiers, points, limit)
    return options(field, [*close, *beyond, *stations], far=beyond), bool(close or stations)


def _beyond(field: Field, some: Bits, tiers: Tiers, points: Mapping[str, float], limit: int) -> list[Row]:
    if limit <= 0 or field.point is None:
        return []
    near = field.index.nearest(some, field.span, field.point, BEYOND)
    rows = near if len(near) else field.rows(some)[:BEYOND]
    if not len(rows):
        return []
    start = field.index.within(field.span)
    flags = np.zeros(start.stop - start.start, dtype=np.bool_)
    flags[rows - start.start] = True
    return ranked(field, field.index.per_row(flags, field.span), tiers, points, limit)


def line_rows(field: Field, tiers: Tiers, points: Mapping[str, float], limit: int) -> list[Row]:
    """Rank the lines for a step and give the first; how far away a telephone stands does not count."""
    return ranked(field, field.met() & union(field, tiers) & field.lines, tiers, points, limit, near=False)


def lines(field: Field, tiers: Tiers, points: Mapping[str, float], limit: int, taken: Sequence[Option] = ()) -> list[Option]:
    """Give the lines for a step, best first, without those taken already."""
    seen = {one.listing.id for one in taken}
    found = options(field, line_rows(field, tiers, points, limit + len(seen)))
    return [one for one in found if one.listing.id not in seen][:limit]
