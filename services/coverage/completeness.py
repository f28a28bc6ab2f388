"""How much the directory knows of a region: the note that goes with every figure.

"Not listed here" is not "does not exist": a region of which nothing is listed may never have been looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from services.coverage.supply import Supply

Bools = npt.NDArray[np.bool_]


class Confidence(StrEnum):
    """How far a figure holds. There is no "high": no region was ever checked against a full register."""

    UNKNOWN = "unknown"
    LOW = "low"
    FAIR = "fair"


#: Below this many confirmed places of any kind a region is hardly known.
FEW = 3
OLD_MONTHS = 24


@dataclass(frozen=True, slots=True)
class Completeness:
    """What is known of a region, over its places of every kind of help; stations, courts and networks are not among them.

    ``confirmed`` and ``unconfirmed`` add up to ``known``. ``withheld`` have no position that may be used, ``town_only`` only their town's;
    ``undated`` have no date. ``median_months`` is the age of the dated ones, ``None``: none is dated.
    """

    known: int
    confirmed: int
    unconfirmed: int
    withheld: int
    town_only: int
    undated: int
    median_months: float | None

    @property
    def imprecise_share(self) -> float | None:
        """The share of places without an exact position; ``None``: nothing is known."""
        return (self.withheld + self.town_only) / self.known if self.known else None

    @property
    def confidence(self) -> Confidence:
        """Judge: unknown without any confirmed place; low with fewer than three, mostly imprecise or mostly older than two years."""
        if not self.confirmed:
            return Confidence.UNKNOWN
        imprecise = self.imprecise_share or 0.0
        old = self.median_months is None or self.median_months > OLD_MONTHS
        return Confidence.LOW if self.confirmed < FEW or imprecise > 0.5 or old else Confidence.FAIR


def describe(supply: Supply, chosen: Bools) -> Completeness:
    """Describe the chosen places, as far as they help."""
    chosen = chosen & supply.helping
    ages = supply.age_months[chosen]
    dated = ages[~np.isnan(ages)]
    return Completeness(
        known=int(chosen.sum()),
        confirmed=int((chosen & supply.confirmed).sum()),
        unconfirmed=int((chosen & ~supply.confirmed).sum()),
        withheld=int((chosen & ~supply.point).sum()),
        town_only=int((chosen & supply.point & ~supply.precise).sum()),
        undated=int(len(ages) - len(dated)),
        median_months=float(np.median(dated)) if len(dated) else None,
    )
