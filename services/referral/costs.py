"""What each thing that must hold costs: how many more listings there would be without it, and how much nearer the nearest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import reduce
from operator import or_

from services.referral.field import Field
from services.referral.model import Case, Must, WishCost
from services.search import bits
from services.search.bits import Bits


def costs(field: Field, serving: Callable[[Case], Sequence[Bits]]) -> tuple[WishCost, ...]:
    """Price every must of a case.

    ``serving`` gives for each step of a case the rows that serve it, musts left aside. ``more`` counts lines, and places within reach
    (all of the country's where no place was given); ``nearer_km`` is the largest gain of any step between its nearest place with the
    must and without it, ``None`` where no step gains or none has a place to compare with.
    """
    with_all = serving(field.case)
    return tuple(_cost(field, must, with_all, serving) for must in Must if must in field.case.musts)


def _cost(field: Field, must: Must, with_all: Sequence[Bits], serving: Callable[[Case], Sequence[Bits]]) -> WishCost:
    # "No report to the police" also changes which kinds of place are looked for, so the case is asked again without the must.
    without = serving(replace(field.case, musts=field.case.musts - {must}))
    met, loose = field.met(), field.met(but=must)
    more, gains = field.nothing, []
    for kept, all_of_it in zip(with_all, without, strict=True):
        gained = all_of_it & loose & ~(kept & met)
        more = more | gained
        if (gain := _nearer(field, kept & met, gained)) is not None:
            gains.append(gain)
    already = reduce(or_, with_all, field.nothing) & met
    return WishCost(must, bits.count(more & ~already & (field.reach | field.lines)), max(gains, default=None))


def _nearer(field: Field, kept: Bits, gained: Bits) -> float | None:
    before, after = _nearest(field, kept), _nearest(field, gained)
    return before - after if before is not None and after is not None and after < before else None


def _nearest(field: Field, some: Bits) -> float | None:
    if field.point is None:
        return None
    rows = field.index.nearest(some & field.doors, field.span, field.point, 1)
    return float(field.index.kilometres(rows, field.point)[0]) if len(rows) else None


def unmet(field: Field, serving: Sequence[Bits]) -> tuple[Must, ...]:
    """Name the musts that no listing for any step confirms by its sources: they are said first, not silently dropped."""
    kept = reduce(or_, serving, field.nothing) & field.met()
    return tuple(must for must, wish in field.wishes.items() if not bits.count(kept & wish.says))
