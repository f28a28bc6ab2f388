"""The directory made ready to be searched: sets for every facet value and mark, positions, and what a day or a minute decides.

Rows are kept country by country (ties keep the order of the edition), so that a country's answer touches only its own rows, whatever the
size of the whole. Filters are sets: "or" inside a facet, "and" between facets (``services.search.spans``). Everything kept follows from
the directory, the day and the minute alone: it is the same for everybody and tells nothing of anybody. Measured in
``benchmarks/search.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from services import paths
from services.directory.edition import Directory
from services.directory.model import Listing, ServiceArea
from services.directory.trust import UNCONFIRMED_MONTHS, Trust, trust
from services.search import bits, marks, needs
from services.search.bits import Bits, Rows
from services.search.columns import UNDATED, Columns, from_listings, no_timezone
from services.search.fit import Fit, every_fit, fit, reader_of
from services.search.hours import open_state, state
from services.search.needs import Meaning
from services.search.positions import Point, Positions, Spot
from services.search.query import Hours, Need, OpenState, Query, Reader
from services.search.spans import NarrowSpan, Span, Table

__all__ = ["Index", "Point", "Span"]

_STATES = tuple(OpenState)
_NOT_JUDGED = -1

#: Judgements kept at most, for directories far larger than ours.
_KEPT = 50_000

Opened = tuple[datetime, NDArray[np.int8], dict[int, Hours], dict[Span, Mapping[OpenState, Bits]]]


class Index:
    """A directory ready to be searched; rows are numbers that ``listing`` turns into listings.

    ``meanings`` are what needs mean, the shipped taxonomy unless given.
    """

    def __init__(self, columns: Columns, listing_of: Callable[[int], Listing], meanings: Mapping[Need, Meaning] | None = None) -> None:
        order = np.argsort(columns.country, kind="stable")
        self._listing_of = listing_of
        self._original = order
        self._rank = _inverse(order)
        self.size = len(order)
        self.meanings = needs.shipped(paths.TAXONOMY) if meanings is None else meanings
        self.regions: Mapping[str, int] = MappingProxyType({region: number for number, region in enumerate(columns.regions)})
        self.region = columns.region[order]
        self.minimum_age = columns.minimum_age[order]
        self.maximum_age = columns.maximum_age[order]
        self._newest = columns.newest[order]
        self._schedules = columns.schedules
        self._schedule = columns.schedule[order]
        self.positions = Positions(columns.latitude[order], columns.longitude[order], columns.country[order])
        self._read_spans(columns, order)
        # What is the same for every visitor is worked out once: a day's judgements, a minute's opening states.
        self._old: tuple[date, dict[Span, Bits]] | None = None
        self._trusted: tuple[date, dict[int, Trust]] | None = None
        self._opened: Opened | None = None

    @classmethod
    def of(cls, directory: Directory, timezone_of: Callable[[Listing], str] = no_timezone) -> Index:
        """Index a directory; ``timezone_of`` gives a listing's IANA time zone, empty where it is not known."""
        return cls(from_listings(directory.listings, timezone_of), directory.listings.__getitem__)

    def _read_spans(self, columns: Columns, order: Rows) -> None:
        values = {name: facet.values for name, facet in columns.facets.items()}
        codes = {name: facet.codes[order] for name, facet in columns.facets.items()}
        table = Table.of(values, codes, {name: flags[order] for name, flags in marks.marks(columns).items()})
        edges = np.searchsorted(columns.country[order], np.arange(len(columns.countries) + 1)).tolist()
        self._spans = {code: table.span(*edges[number : number + 2]) for number, code in enumerate(columns.countries)}
        self._everywhere, self._nowhere = table.span(0, self.size), table.span(0, 0)
        every = (*self._spans.values(), self._everywhere, self._nowhere)
        self._fits: dict[Span, dict[tuple[Need | None, Reader], Fit]] = {
            span: every_fit(span, self.meanings) for span in every if isinstance(span, NarrowSpan)
        }
        self._codes = columns.countries
        self.cross_border_countries = tuple(
            code for code, span in self._spans.items() if code == "INT" or span.counts("service_area", span.own)[ServiceArea.CROSS_BORDER]
        )

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
        return self._spans.get(country, self._nowhere) if country else self._everywhere

    def having(self, facet: str, value: str, span: Span) -> Bits:
        """Give the rows of a span that have a value; a value that no row has gives an empty set."""
        return span.having(facet, value)

    def having_any(self, facet: str, values: Iterable[str], span: Span) -> Bits:
        """Give the rows of a span that have at least one of the values."""
        return span.having_any(facet, values)

    def rows(self, some: Bits, span: Span) -> Rows:
        """Give the rows of a set of a span, ascending."""
        return bits.rows(some) + span.first_row

    def per_row(self, flags: NDArray[np.bool_], span: Span) -> Bits:
        """Make a set from one flag for each row of a span (``within`` gives the rows' numbers)."""
        return span.pack(flags)

    def within(self, span: Span) -> slice:
        """Give the slice of row numbers that a span's sets cover."""
        return span.rows

    def of_region(self, code: str, span: Span) -> Bits:
        """Give the rows of a span that stand in a region."""
        return span.pack(self.region[span.rows] == self.regions.get(code, -1))

    def fit(self, query: Query, span: Span) -> Fit:
        """Give the rows of a span that fit a query's need and reader."""
        known = self._fits.get(span)
        reader = reader_of(query)
        return fit(span, query.need, reader, self.meanings) if known is None else known[query.need, reader]

    # judgements that depend on the day or the moment

    def unconfirmed(self, today: date, span: Span) -> Bits:
        """Give the rows of a span that count as unconfirmed on a day: ``services.directory.trust``, for many rows at once."""
        judged = self._old
        if judged is None or judged[0] != today:
            judged = self._old = (today, {})
        found = judged[1].get(span)
        if found is None:
            newest = self._newest[span.rows]
            now = (today.year * 12 + today.month - 1) * 31 + today.day - 1
            months = now // 31 - newest // 31 - (now % 31 < newest % 31)
            old = span.pack((newest != UNDATED) & (months > UNCONFIRMED_MONTHS))
            found = judged[1][span] = old | span.mark(marks.DOUBTED)
        return found

    def open_states(self, now: datetime, country: str, span: Span) -> Mapping[OpenState, Bits]:
        """Give the rows of a span that are open, closed or unknown at a moment; each different schedule is judged once a minute."""
        minute, table, _, kept = self._this_minute(now)
        found = kept.get(span)
        if found is None:
            numbers = self._schedule[span.rows]
            used = np.unique(numbers)
            for number in used[table[used] == _NOT_JUDGED].tolist():
                table[number] = _STATES.index(open_state(self._schedules[number], minute))
            states = table[numbers]
            found = kept[span] = {one: span.pack(states == number) for number, one in enumerate(_STATES)}
        return found

    def hours(self, row: int, now: datetime) -> Hours:
        """Give the state of a row's listing in the minute of a moment, and its next change."""
        minute, _, kept, _ = self._this_minute(now)
        number = int(self._schedule[row])
        found = kept.get(number)
        if found is None:
            found = kept[number] = state(self._schedules[number], minute)
        return found

    def _this_minute(self, now: datetime) -> Opened:
        opened = self._opened
        minute = opened[0] if opened is not None else now
        if opened is None or not minute <= now or (now - minute).total_seconds() >= 60:
            minute = now.replace(second=0, microsecond=0)
            opened = self._opened = (minute, np.full(len(self._schedules), _NOT_JUDGED, dtype=np.int8), {}, {})
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
        """Give great-circle distances in km from a point, given as a unit vector; NaN where a row has no position good enough."""
        return self.positions.kilometres(rows, point)

    def nearest(self, among: Bits, span: Span, point: Point, limit: int) -> Rows:
        """Give the placed rows of a set that lie nearest to a point, nearest first, ties in row order."""
        return np.asarray(self.positions.nearest(among, span, Spot(point), limit), dtype=np.intp)

    def countries_near(self, latitude: float, longitude: float, radius_km: float) -> tuple[str, ...]:
        """Name the countries that may have a placed row within a radius in km: a quick look, never too few."""
        return tuple(self._codes[number] for number in self.positions.countries_near(latitude, longitude, radius_km))


def _inverse(order: Rows) -> Rows:
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    return rank
