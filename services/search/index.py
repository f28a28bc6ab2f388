"""The directory made ready to be searched: bits for every facet value, unit vectors for every position. Immutable once built.

Rows are kept country by country (ties keep the order of the edition), so that a country's answer touches only the words of its own
rows, whatever the size of the whole. Filters are bit sets: "or" inside a facet, "and" between facets. The nearest rows come from a
KD-tree on unit vectors while many rows survive the filters, from a float32 scan of the survivors when few do; both rank by the exact
distance in the end. Measured in ``benchmarks/search.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from services.directory.edition import Directory
from services.directory.model import Listing, ServiceArea
from services.directory.trust import UNCONFIRMED_MONTHS, Trust, trust
from services.places.distance import chord, chord_km, unit_vectors
from services.search import bits
from services.search.bits import Bits, Rows
from services.search.columns import UNDATED, Columns, from_listings, no_timezone
from services.search.hours import open_state, state
from services.search.query import Hours, OpenState

#: Above so many survivors the KD-tree finds the nearest faster than a scan of them.
SCAN_AT_MOST = 20_000

#: Kilometres in a degree of latitude, rounded down so that a search by degrees is never too narrow.
KM_A_DEGREE = 111.0

#: float32 coordinates are good to about a metre; candidates within this chord of the last are ranked again in float64.
_ROUNDING = 1e-6


_STATES = tuple(OpenState)
_NOT_JUDGED = -1

#: Judgements kept at most, for directories far larger than ours.
_KEPT = 50_000

#: A place as a unit vector, shape (3,): ``services.places.distance.unit_vectors`` of its degrees.
Point = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Span:
    """The words that hold a country's rows: ``bits`` of them that are its own, the first word and the number of its first row."""

    words: slice
    own: Bits
    first_row: int

    def size(self) -> int:
        """Give the number of words."""
        return len(self.own)


class Index:
    """A directory ready to be searched; rows are numbers that ``listing`` turns into listings."""

    def __init__(self, columns: Columns, listing_of: Callable[[int], Listing]) -> None:
        order = np.argsort(columns.country, kind="stable")
        self._listing_of = listing_of
        self._original = order
        self._rank = _inverse(order)
        self.size = len(order)
        self.words = bits.words(self.size)
        self.regions: Mapping[str, int] = MappingProxyType({region: number for number, region in enumerate(columns.regions)})
        self.region = columns.region[order]
        self.minimum_age = columns.minimum_age[order]
        self.maximum_age = columns.maximum_age[order]
        self._newest = columns.newest[order]
        self._doubted = bits.pack(columns.doubted[order])
        self._schedules = columns.schedules
        self._schedule = columns.schedule[order]
        self._read_facets(columns, order)
        self._read_countries(columns, order)
        self._read_positions(columns, order)
        # What is the same for every visitor is worked out once: a day's judgements, a minute's opening states.
        self._judged: tuple[date, Bits] | None = None
        self._trusted: tuple[date, dict[int, Trust]] | None = None
        self._opened: tuple[datetime, NDArray[np.int8], dict[int, Hours]] | None = None

    @classmethod
    def of(cls, directory: Directory, timezone_of: Callable[[Listing], str] = no_timezone) -> Index:
        """Index a directory; ``timezone_of`` gives a listing's IANA time zone, empty where it is not known."""
        return cls(from_listings(directory.listings, timezone_of), directory.listings.__getitem__)

    def _read_facets(self, columns: Columns, order: Rows) -> None:
        self.values: Mapping[str, tuple[str, ...]] = {name: facet.values for name, facet in columns.facets.items()}
        self._facets: dict[str, Bits] = {}
        for name, facet in columns.facets.items():
            codes = facet.codes[order]
            self._facets[name] = np.stack([bits.pack((codes == number).any(axis=1)) for number in range(len(facet.values))])

    def _read_countries(self, columns: Columns, order: Rows) -> None:
        country = columns.country[order]
        self._spans: dict[str, tuple[int, int]] = {}
        for number, code in enumerate(columns.countries):
            first, last = (int(edge) for edge in np.searchsorted(country, [number, number + 1]))
            self._spans[code] = (first, last)
        self._country_schedules = {code: np.unique(self._schedule[first:last]) for code, (first, last) in self._spans.items()}

    def _read_positions(self, columns: Columns, order: Rows) -> None:
        latitude, longitude = columns.latitude[order], columns.longitude[order]
        placed = ~np.isnan(latitude)
        self.placed = bits.pack(placed)
        vectors = unit_vectors(latitude, longitude)
        self._vectors = np.ascontiguousarray(vectors)
        self._rough = vectors.astype(np.float32)
        self._tree_rows = np.flatnonzero(placed)
        self._tree = cKDTree(self._vectors[self._tree_rows]) if len(self._tree_rows) else None
        self._cells = _cells(latitude[placed], longitude[placed], columns.country[order][placed])
        cross = columns.facets["service_area"]
        crossing = np.unique(columns.country[(cross.codes == cross.values.index(ServiceArea.CROSS_BORDER)).any(axis=1)])
        self.cross_border_countries = tuple(code for number, code in enumerate(columns.countries) if code == "INT" or number in crossing)
        self._codes = columns.countries

    # rows and listings

    def listing(self, row: int) -> Listing:
        """Give the listing of a row."""
        return self._listing_of(int(self._original[row]))

    def row(self, position: int) -> int:
        """Give the row of the listing at that position of the edition."""
        return int(self._rank[position])

    @property
    def countries(self) -> tuple[str, ...]:
        """The countries that have rows, ``INT`` among them."""
        return tuple(self._spans)

    # sets

    def span(self, country: str) -> Span:
        """Give a country's part of the index; empty text means all of it, a country without rows an empty part."""
        first, last = (0, self.size) if not country else self._spans.get(country, (0, 0))
        start, end = first // bits.WORD, bits.words(last)
        own = bits.span_of(first - start * bits.WORD, last - start * bits.WORD, max(end - start, 0))
        return Span(slice(start, max(end, start)), own, start * bits.WORD)

    def having(self, facet: str, value: str, span: Span) -> Bits:
        """Give the rows of a span that have a value; a value that no row has gives an empty set."""
        try:
            number = self.values[facet].index(value)
        except ValueError:
            return np.zeros(span.size(), dtype=np.uint64)
        found: Bits = self._facets[facet][number, span.words] & span.own
        return found

    def having_any(self, facet: str, values: frozenset[str], span: Span) -> Bits:
        """Give the rows of a span that have at least one of the values."""
        wanted = [number for number, value in enumerate(self.values[facet]) if value in values]
        found: Bits = np.bitwise_or.reduce(self._facets[facet][wanted, span.words], axis=0) & span.own
        return found

    def counts(self, facet: str, among: Bits, span: Span) -> dict[str, int]:
        """Count the rows of a set that have each value of a facet."""
        found = np.bitwise_count(self._facets[facet][:, span.words] & among).sum(axis=1, dtype=np.int64)
        return dict(zip(self.values[facet], found.tolist(), strict=True))

    def rows(self, some: Bits, span: Span) -> Rows:
        """Give the rows of a set of a span, ascending."""
        return bits.rows(some) + span.first_row

    def per_row(self, flags: NDArray[np.bool_], span: Span) -> Bits:
        """Make a set from one flag for each row of a span (``within`` gives the rows' numbers)."""
        padded = np.zeros(span.size() * bits.WORD, dtype=np.bool_)
        padded[: len(flags)] = flags
        return bits.pack(padded) & span.own

    def within(self, span: Span) -> slice:
        """Give the slice of row numbers that a span's words cover."""
        return slice(span.first_row, min(span.first_row + span.size() * bits.WORD, self.size))

    # judgements that depend on the day or the moment

    def unconfirmed(self, today: date, span: Span) -> Bits:
        """Give the rows of a span that count as unconfirmed on a day: ``services.directory.trust``, for many rows at once."""
        judged = self._judged
        if judged is None or judged[0] != today:
            now = (today.year * 12 + today.month - 1) * 31 + today.day - 1
            months = now // 31 - self._newest // 31 - (now % 31 < self._newest % 31)
            old = (self._newest != UNDATED) & (months > UNCONFIRMED_MONTHS)
            judged = self._judged = (today, bits.pack(old) | self._doubted)
        found: Bits = judged[1][span.words] & span.own
        return found

    def open_states(self, now: datetime, country: str, span: Span) -> dict[OpenState, Bits]:
        """Give the rows of a span that are open, closed or unknown at a moment; each different schedule is judged once a minute."""
        used = self._country_schedules.get(country, np.zeros(0, dtype=np.int32)) if country else np.arange(len(self._schedules))
        minute, table, _ = self._this_minute(now)
        for number in used[table[used] == _NOT_JUDGED].tolist():
            table[number] = _STATES.index(open_state(self._schedules[number], minute))
        found = table[self._schedule[self.within(span)]]
        return {one: self.per_row(found == number, span) for number, one in enumerate(_STATES)}

    def hours(self, row: int, now: datetime) -> Hours:
        """Give the state of a row's listing in the minute of a moment, and its next change."""
        minute, _, kept = self._this_minute(now)
        number = int(self._schedule[row])
        found = kept.get(number)
        if found is None:
            found = kept[number] = state(self._schedules[number], minute)
        return found

    def _this_minute(self, now: datetime) -> tuple[datetime, NDArray[np.int8], dict[int, Hours]]:
        minute = now.replace(second=0, microsecond=0)
        opened = self._opened
        if opened is None or opened[0] != minute:
            opened = self._opened = (minute, np.full(len(self._schedules), _NOT_JUDGED, dtype=np.int8), {})
        return opened

    def trust(self, row: int, today: date) -> Trust:
        """Judge a row's listing on a day; judgements of one day are kept, for they are the same for everybody."""
        trusted = self._trusted
        if trusted is None or trusted[0] != today or len(trusted[1]) > _KEPT:
            trusted = self._trusted = (today, {})
        found = trusted[1].get(row)
        if found is None:
            found = trusted[1][row] = trust(self.listing(row), today)
        return found

    # distance

    def kilometres(self, rows: Rows, point: Point) -> NDArray[np.float64]:
        """Give great-circle distances in km from a point; NaN where a row has no position good enough."""
        gaps = self._vectors[rows] - point
        return chord_km(np.sqrt(np.einsum("ij,ij->i", gaps, gaps)))

    def countries_near(self, latitude: float, longitude: float, radius_km: float) -> tuple[str, ...]:
        """Name the countries that may have a placed row within a radius in km: a quick look at cells of one degree, never too few."""
        high = radius_km / KM_A_DEGREE
        wide = min(180.0, high / max(np.cos(np.radians(min(90.0, abs(latitude) + high))), 1e-3))
        found: set[int] = set()
        for row in range(int(np.floor(latitude - high)), int(np.floor(latitude + high)) + 1):
            for column in range(int(np.floor(longitude - wide)), int(np.floor(longitude + wide)) + 1):
                found |= self._cells.get((row, (column + 180) % 360), frozenset())
        return tuple(self._codes[number] for number in sorted(found))

    def near(self, among: Bits, span: Span, point: Point, radius_km: float) -> Bits:
        """Give the rows of a set that lie within a radius in km of a point, edge included."""
        rows = self.rows(among & self.placed[span.words], span)
        rough = self._rough[rows] - point.astype(np.float32)
        reach = chord(radius_km)
        inside = np.sqrt(np.einsum("ij,ij->i", rough, rough)) <= reach + _ROUNDING
        candidates = rows[inside]
        exact = candidates[self.kilometres(candidates, point) <= radius_km]
        return bits.of(exact - span.first_row, span.size())

    def nearest(self, among: Bits, span: Span, point: Point, limit: int) -> Rows:
        """Give the placed rows of a set that lie nearest to a point, nearest first, ties in row order."""
        placed = among & self.placed[span.words]
        found = bits.count(placed)
        if found > SCAN_AT_MOST:
            candidates = self._from_tree(placed, span, point, limit)
        else:
            candidates = self._from_scan(self.rows(placed, span), point, limit)
        distances = self.kilometres(candidates, point)
        ranked: Rows = candidates[np.lexsort((candidates, distances))][:limit]
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
            inside = self.within(span)
            mine = (rows >= inside.start) & (rows < inside.stop)
            kept = np.zeros(len(rows), dtype=np.bool_)
            kept[mine] = bits.has(among, rows[mine] - span.first_row)
            # Rows as near as the last one found may still be missing, so the last place of all is not trusted for ties.
            sure = kept & (chords < chords[-1]) if asked < len(self._tree_rows) else kept
            if asked == len(self._tree_rows) or np.count_nonzero(sure) >= limit:
                return np.sort(rows[sure])
            asked *= 4


def _inverse(order: Rows) -> Rows:
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    return rank


def _cells(
    latitude: NDArray[np.float64], longitude: NDArray[np.float64], country: NDArray[np.int16]
) -> dict[tuple[int, int], frozenset[int]]:
    """Note for each cell of one degree which countries have a row there."""
    rows, columns = np.floor(latitude).astype(np.int32), (np.floor(longitude).astype(np.int32) + 180) % 360
    found: dict[tuple[int, int], set[int]] = {}
    for row, column, number in np.unique(np.stack([rows, columns, country.astype(np.int32)]), axis=1).T.tolist():
        found.setdefault((row, column), set()).add(number)
    return {cell: frozenset(numbers) for cell, numbers in found.items()}
