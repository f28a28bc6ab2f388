"""Travel times that a coordinator brings: a CSV of from, to, minutes that takes the place of the straight line."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from services.coverage.refusals import Refusal, Refused
from services.coverage.uploads import number, rows
from services.language.catalogue import N_
from services.places.fold import fold

Floats = npt.NDArray[np.float64]
MOST_MINUTES = 14 * 24 * 60


@dataclass(frozen=True)
class TravelTimes:
    """Minutes from a point (row) to a listing (column); a pair that is not stored is not known, which is never "near".

    ``unknown_from`` and ``unknown_to`` are names of the file that no point or listing bears.
    """

    minutes: sparse.csr_array
    unknown_from: tuple[str, ...]
    unknown_to: tuple[str, ...]
    checksum: str

    def nearest(self, columns: Sequence[int]) -> Floats:
        """Give minutes from each point to the nearest of some listings; infinity where none is known."""
        part = self.minutes[:, list(columns)].tocsr()
        best = np.full(part.shape[0], np.inf)
        filled = np.flatnonzero(np.diff(part.indptr))
        if len(filled):
            # Zero minutes are stored as a hair above zero, so that no pair vanishes from the sparse table.
            best[filled] = np.minimum.reduceat(part.data, part.indptr[filled])
        return np.where(best <= _HAIR, 0.0, best)


_HAIR = 1e-9


def read_matrix(content: bytes, name: str, points: Sequence[str], listings: Mapping[str, int]) -> TravelTimes:
    """Read travel times; ``points`` are the names of the demand's points in order, ``listings`` gives each listing's id its column.

    A name that several points bear is refused as unclear. Raises ``Refused`` with row and column for a time that cannot be read, is
    negative or longer than two weeks, for missing columns, and where a pair comes twice.
    """
    by_name: dict[str, int] = {}
    doubled: set[str] = set()
    for position, point in enumerate(points):
        key = fold(point)
        if key in by_name:
            doubled.add(key)
        by_name.setdefault(key, position)
    pairs: dict[tuple[int, int], float] = {}
    unknown_from: dict[str, None] = {}
    unknown_to: dict[str, None] = {}
    faults: list[Refusal] = []
    for row_number, row in rows(content, name):
        missing = [column for column in ("from", "to", "minutes") if column not in row]
        if missing:
            raise Refused([Refusal(name, 1, missing[0], N_("is missing; the columns are from, to, minutes"))])
        minutes = number(row["minutes"])
        if minutes is None or not 0 <= minutes <= MOST_MINUTES:
            faults.append(
                Refusal(
                    name,
                    row_number,
                    "minutes",
                    N_("{value} is not a time from 0 to {most} minutes"),
                    {"value": repr(row["minutes"][:60]), "most": MOST_MINUTES},
                )
            )
            continue
        key = fold(row["from"])
        if key in doubled:
            faults.append(Refusal(name, row_number, "from", N_("{value} is the name of several towns"), {"value": repr(row["from"][:60])}))
            continue
        start, end = by_name.get(key), listings.get(row["to"])
        if start is None:
            unknown_from[row["from"]] = None
        if end is None:
            unknown_to[row["to"]] = None
        if start is None or end is None:
            continue
        if (start, end) in pairs:
            faults.append(Refusal(name, row_number, "to", N_("stands there twice for the same start")))
            continue
        pairs[start, end] = max(minutes, _HAIR)
    if not faults and not pairs:
        faults.append(Refusal(name, None, "from, to", N_("no pair of a town and a listing id was recognised")))
    if faults:
        raise Refused(faults)
    starts, ends = zip(*pairs, strict=True)
    table = sparse.csr_array((list(pairs.values()), (starts, ends)), shape=(len(points), len(listings)))
    return TravelTimes(table, tuple(unknown_from), tuple(unknown_to), hashlib.sha256(content).hexdigest())
