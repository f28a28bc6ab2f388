"""How far rows are from a place: exact distances, the rows within a radius, the nearest rows.

Of a narrow span all distances are worked out once an answer. Of a wide one the nearest rows come from a KD-tree on unit vectors while
many rows survive the filters, from a float32 scan of the survivors when few do; all ways rank by the exact distance in the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from services.places.distance import chord, chord_km, unit_vectors
from services.search import bits
from services.search.bits import Bits, Rows
from services.search.marks import PLACED
from services.search.spans import NarrowSpan, Span

#: Above so many survivors the KD-tree finds the nearest faster than a scan of them.
SCAN_AT_MOST = 20_000

#: Kilometres in a degree of latitude, rounded down so that a search by degrees is never too narrow.
KM_A_DEGREE = 111.0

#: float32 coordinates are good to about a metre; candidates within this chord of the last are ranked again in float64.
_ROUNDING = 1e-6

#: A place as a unit vector, shape (3,): ``services.places.distance.unit_vectors`` of its degrees.
Point = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Spot:
    """A place asked about, with the distances worked out so far: made for one answer and gone with it."""

    vector: Point
    far: dict[Span, NDArray[np.float64]] = field(default_factory=dict)

    @classmethod
    def at(cls, latitude: float, longitude: float) -> Spot:
        """Make a spot of degrees."""
        return cls(unit_vectors(latitude, longitude))


class Positions:
    """The positions of all rows, as unit vectors; NaN where a row has none good enough."""

    def __init__(self, latitude: NDArray[np.float64], longitude: NDArray[np.float64], country: NDArray[np.int16]) -> None:
        placed = ~np.isnan(latitude)
        vectors = unit_vectors(latitude, longitude)
        self._vectors = np.ascontiguousarray(vectors)
        self._rough = vectors.astype(np.float32)
        self._tree_rows = np.flatnonzero(placed)
        self._tree = cKDTree(self._vectors[self._tree_rows]) if len(self._tree_rows) else None
        self._cells = _cells(latitude[placed], longitude[placed], country[placed])

    def kilometres(self, rows: Rows | slice, point: Point) -> NDArray[np.float64]:
        """Give great-circle distances in km; NaN where a row has no position good enough."""
        gaps = self._vectors[rows] - point
        return chord_km(np.sqrt(np.einsum("ij,ij->i", gaps, gaps)))

    def of(self, rows: Sequence[int], span: Span, spot: Spot) -> list[float]:
        """Give the distances in km of some rows of a span."""
        if isinstance(span, NarrowSpan):
            far = self._far(span, spot)
            return [float(far[row - span.first_row]) for row in rows]
        found: list[float] = self.kilometres(np.asarray(rows, dtype=np.intp), spot.vector).tolist()
        return found

    def _far(self, span: NarrowSpan, spot: Spot) -> NDArray[np.float64]:
        found = spot.far.get(span)
        if found is None:
            found = spot.far[span] = self.kilometres(span.rows, spot.vector)
        return found

    def near(self, among: Bits, span: Span, spot: Spot, radius_km: float) -> Bits:
        """Give the rows of a set that lie within a radius in km of a point, edge included."""
        if isinstance(span, NarrowSpan):
            inside: Bits = span.pack(self._far(span, spot) <= radius_km) & among
            return inside
        rows = bits.rows(among & span.mark(PLACED)) + span.first_row
        rough = self._rough[rows] - spot.vector.astype(np.float32)
        candidates = rows[np.sqrt(np.einsum("ij,ij->i", rough, rough)) <= chord(radius_km) + _ROUNDING]
        exact = candidates[self.kilometres(candidates, spot.vector) <= radius_km]
        return bits.of(exact - span.first_row, span.none)

    def nearest(self, among: Bits, span: Span, spot: Spot, limit: int) -> list[int]:
        """Give the placed rows of a set that lie nearest to a point, nearest first, ties in row order."""
        placed = among & span.mark(PLACED)
        if isinstance(span, NarrowSpan):
            inside = bits.rows(placed)
            order = np.argsort(self._far(span, spot)[inside], kind="stable")[:limit]
            return [row + span.first_row for row in inside[order].tolist()]
        if bits.count(placed) > SCAN_AT_MOST:
            candidates = self._from_tree(placed, span, spot.vector, limit)
        else:
            candidates = self._from_scan(bits.rows(placed) + span.first_row, spot.vector, limit)
        distances = self.kilometres(candidates, spot.vector)
        ranked: list[int] = candidates[np.lexsort((candidates, distances))][:limit].tolist()
        return ranked

    def _from_scan(self, rows: Rows, point: Point, limit: int) -> Rows:
        if len(rows) <= limit:
            return rows
        gaps = self._rough[rows] - point.astype(np.float32)
        chords = np.sqrt(np.einsum("ij,ij->i", gaps, gaps))
        last = np.partition(chords, limit - 1)[limit - 1]
        found: Rows = rows[chords <= last + _ROUNDING]
        return found

    def _from_tree(self, among: Bits, span: Span, point: Point, limit: int) -> Rows:
        assert self._tree is not None  # noqa: S101  # more than SCAN_AT_MOST rows are placed
        asked = 4 * limit
        while True:
            asked = min(asked, len(self._tree_rows))
            chords, found = (np.atleast_1d(part) for part in self._tree.query(point, k=asked))
            rows = self._tree_rows[found]
            mine = (rows >= span.rows.start) & (rows < span.rows.stop)
            kept = np.zeros(len(rows), dtype=np.bool_)
            kept[mine] = bits.has_each(among, rows[mine] - span.first_row)
            # Rows as near as the last one found may still be missing, so the last place of all is not trusted for ties.
            sure = kept & (chords < chords[-1]) if asked < len(self._tree_rows) else kept
            if asked == len(self._tree_rows) or np.count_nonzero(sure) >= limit:
                return np.sort(rows[sure])
            asked *= 4

    def countries_near(self, latitude: float, longitude: float, radius_km: float) -> list[int]:
        """Number the countries that may have a placed row within a radius in km: a quick look at cells of one degree, never too few."""
        high = radius_km / KM_A_DEGREE
        wide = min(180.0, high / max(float(np.cos(np.radians(min(90.0, abs(latitude) + high)))), 1e-3))
        found: set[int] = set()
        for row in range(int(np.floor(latitude - high)), int(np.floor(latitude + high)) + 1):
            for column in range(int(np.floor(longitude - wide)), int(np.floor(longitude + wide)) + 1):
                found |= self._cells.get((row, (column + 180) % 360), frozenset())
        return sorted(found)


def _cells(
    latitude: NDArray[np.float64], longitude: NDArray[np.float64], country: NDArray[np.int16]
) -> dict[tuple[int, int], frozenset[int]]:
    """Note for each cell of one degree which countries have a row there."""
    rows, columns = np.floor(latitude).astype(np.int32), (np.floor(longitude).astype(np.int32) + 180) % 360
    found: dict[tuple[int, int], set[int]] = {}
    for row, column, number in np.unique(np.stack([rows, columns, country.astype(np.int32)]), axis=1).T.tolist():
        found.setdefault((row, column), set()).add(number)
    return {cell: frozenset(numbers) for cell, numbers in found.items()}
