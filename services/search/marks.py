"""What rules need to know of a row beside its facets, each as one flag a row."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from services.directory.model import Audience
from services.search.columns import NO_AGE, UNKNOWN, Columns
from services.search.query import ADULT_AGE, AGES

#: A position good enough to be near.
PLACED = "placed"
#: Not for children themselves: an audience without children, or a lowest age of 18 and above.
ADULTS_ONLY = "adults_only"
#: For children but not for adult survivors: children named and adults not, or a highest age below 18.
CHILDREN_ONLY = "children_only"
#: A lowest or highest age is named.
RANGED = "ranged"
#: A source doubts it, whatever its age.
DOUBTED = "doubted"
#: The ages named take a person of that age in; no ages named take everybody.
AGED = {age: f"age {age}" for age in AGES}


def marks(columns: Columns) -> dict[str, NDArray[np.bool_]]:
    """Give the flags of every mark, in the order of the rows."""
    low, high = columns.minimum_age, columns.maximum_age
    unknown, children, adults = (_with(columns, "audience", value) for value in (UNKNOWN, Audience.CHILDREN, Audience.ADULTS))
    return {
        PLACED: ~np.isnan(columns.latitude),
        ADULTS_ONLY: (~unknown & ~children) | (low >= ADULT_AGE),
        CHILDREN_ONLY: (children & ~adults) | ((high != NO_AGE) & (high < ADULT_AGE)),
        RANGED: (low != NO_AGE) | (high != NO_AGE),
        DOUBTED: columns.doubted,
        **{mark: takes(age, low, high) for age, mark in AGED.items()},
    }


def takes(age: int, low: NDArray[np.int16], high: NDArray[np.int16]) -> NDArray[np.bool_]:
    """Say for lowest and highest ages whether they take a person of that age in."""
    found: NDArray[np.bool_] = (low <= age) & ((high == NO_AGE) | (high >= age))
    return found


def _with(columns: Columns, facet: str, value: str) -> NDArray[np.bool_]:
    one = columns.facets[facet]
    found: NDArray[np.bool_] = (one.codes == one.values.index(value)).any(axis=1)
    return found
