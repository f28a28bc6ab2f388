"""Which listing comes first: points for nine criteria, each a value between 0 and 1 times the points of ``data/referral.toml``.

========  ===========================================================================================================
kind      1 a kind of place made for the step, 0.5 another with this kind of help, 0.25 for want of better, 0 ordinary police
          (lines: 1 the kind meant for the person's age, 0.75 the other helplines named for the step, else half of the above)
near      reach / (reach + distance): 1 at the door, 0.5 at the edge of what the person can travel; 0.4 in the same region
          without a good position, else 0. Left out for lines, and where no place was given
open_now  1 open, 0.5 hours not known, 0 closed
musts     the share of what must hold that its sources confirm. Left out where nothing must hold that sources can confirm
trust     1 checked, 0.5 older, 0 unconfirmed (``services.directory.trust``)
language  1 the person's first language, 0.75 the second, 0.5 a further one, 0.25 languages not known, 0 others only
age       1 its sources name the whole band, 0.5 they do not say, 0 only a part fits
number    1 it has a number to call, else 0
gender    1 its sources name the gender, 0.5 they do not say, 0 they name it at another age
========  ===========================================================================================================

Before any points: ordinary police stations after every specialised place, for an adult what is only for children after the rest, lines
for another region after the others. Equal points: the nearer first, then the order of the edition. Weights and values are ours [D].
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.referral.model import Part
from services.referral.table import CRITERIA, Weight

Floats = NDArray[np.float64]

SAME_REGION = 0.4
UNSAID_LANGUAGE = 0.25
LATER_LANGUAGES = 0.5

#: Points are compared to this many decimals: what differs by less is equal.
_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Row:
    """A row in its place: its group (lower first), its points, how each criterion came to them, its distance in km (NaN: not known)."""

    row: int
    group: int
    points: float
    parts: tuple[Part, ...]
    km: float


def near(km: Floats, reach: float, same_region: NDArray[np.bool_]) -> Floats:
    """Value distances in km, NaN where not known, against how far the person can travel."""
    return np.where(np.isnan(km), np.where(same_region, SAME_REGION, 0.0), reach / (reach + np.nan_to_num(km)))


def language_values(count: int) -> tuple[float, ...]:
    """Give the value of each of so many languages, the person's best first."""
    return tuple(max(1.0 - 0.25 * place, LATER_LANGUAGES) for place in range(count))


def column(weights: Mapping[str, Weight], *, urgent: bool) -> dict[str, float]:
    """Give the points of each criterion for a step."""
    return {name: weights[name].urgent if urgent else weights[name].calm for name in CRITERIA}


def best(
    rows: Sequence[int] | NDArray[np.intp],
    groups: NDArray[np.int_],
    values: Mapping[str, Floats],
    km: Floats,
    points: Mapping[str, float],
    trust: Callable[[int], float],
    limit: int,
) -> list[Row]:
    """Give the first ``limit`` rows in order.

    ``values`` holds an array for each criterion that counts, but ``trust``: judging a listing is slow, so ``trust(row)`` is asked only of
    rows that can still be among the first. ``rows`` ascend, which is the order of the edition.
    """
    some = np.asarray(rows, dtype=np.intp)
    partial = np.zeros(len(some))
    for name, value in values.items():
        partial += points[name] * value
    found: list[Row] = []
    for group in np.unique(groups).tolist():
        wanted = limit - len(found)
        if wanted <= 0:
            break
        here = np.flatnonzero(groups == group)
        if len(here) > wanted:
            # Whoever lacks more than the points of trust to the last wanted row cannot overtake it.
            last = np.partition(partial[here], len(here) - wanted)[len(here) - wanted]
            here = here[partial[here] >= last - points["trust"] - 10**-_DECIMALS]
        judged = np.array([trust(row) for row in some[here].tolist()])
        total = np.round(partial[here] + points["trust"] * judged, _DECIMALS)
        first = np.lexsort((here, np.nan_to_num(km[here], nan=np.inf), -total))[:wanted]
        for place in first.tolist():
            number = int(here[place])
            got = {name: float(value[number]) for name, value in values.items()} | {"trust": float(judged[place])}
            parts = tuple(Part(name, got[name], points[name] * got[name]) for name in CRITERIA if name in got)
            found.append(Row(int(some[number]), group, float(total[place]), parts, float(km[number])))
    return found
