"""A country's part of the directory as sets of rows: of every facet value, and of every fact about a row that a rule needs.

A span is made when the directory is indexed, from the directory alone. Nothing is added to it by use, so it holds and tells nothing of
anybody who asks.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

import numpy as np
from numpy.typing import NDArray

from services.search import bits
from services.search.bits import Bits, Wide
from services.search.columns import CODES

#: Above so many rows a span's sets are arrays (``services.search.bits``).
NARROW_AT_MOST = 8192


class Span(ABC):
    """Some rows of the index that stand together: a country's, or all.

    ``rows`` are their numbers, a few more than its ``own`` where words are shared; bit ``i`` of a set is row ``first_row + i``; ``none``
    is the empty set.
    """

    rows: slice
    own: Bits
    none: Bits

    @property
    def first_row(self) -> int:
        """The row of the lowest bit."""
        return int(self.rows.start)

    @abstractmethod
    def having(self, facet: str, value: str) -> Bits:
        """Give the rows that have a value; a value that no row has gives an empty set."""

    @abstractmethod
    def counts(self, facet: str, among: Bits) -> dict[str, int]:
        """Count the rows of a set that have each value of a facet."""

    @abstractmethod
    def mark(self, name: str) -> Bits:
        """Give the rows with a mark of the index."""

    @abstractmethod
    def pack(self, flags: NDArray[np.bool_]) -> Bits:
        """Make a set from one flag for each of ``rows``."""

    def having_any(self, facet: str, values: Iterable[str]) -> Bits:
        """Give the rows that have at least one of the values."""
        found: Bits = reduce(or_, (self.having(facet, value) for value in values), self.none)
        return found


class NarrowSpan(Span):
    """A span of integers."""

    def __init__(self, table: Table, first: int, last: int) -> None:
        self.rows = slice(first, last)
        self.own, self.none = (1 << (last - first)) - 1, 0
        self._zeros = table.zeros
        self._facets = {name: self._cut(packed, table.values[name]) for name, packed in table.facets.items()}
        self._marks = dict.fromkeys(table.marks, 0) | self._cut(table.marked, table.marks)

    def _cut(self, packed: Wide, names: Sequence[str]) -> dict[str, int]:
        """Cut this span's rows out of wide sets, and leave out those without a row."""
        start = self.rows.start // bits.WORD
        shift = self.rows.start - start * bits.WORD
        block = packed[:, start : bits.words(self.rows.stop)].astype("<u8")
        full = np.flatnonzero(block.any(axis=1)).tolist()
        cut = {names[number]: int.from_bytes(block[number].tobytes(), "little") >> shift & self.own for number in full}
        return {name: one for name, one in cut.items() if one}

    def having(self, facet: str, value: str) -> Bits:
        return self._facets[facet].get(value, 0)

    def counts(self, facet: str, among: Bits) -> dict[str, int]:
        found = self._zeros[facet].copy()
        for value, one in self._facets[facet].items():
            found[value] = bits.count(among & one)
        return found

    def mark(self, name: str) -> Bits:
        return self._marks[name]

    def pack(self, flags: NDArray[np.bool_]) -> Bits:
        return bits.narrow(flags)


class WideSpan(Span):
    """A span of arrays: a part of the words of the whole table."""

    own: Wide

    def __init__(self, table: Table, first: int, last: int) -> None:
        self._table = table
        start, end = first // bits.WORD, bits.words(last)
        self._words = slice(start, end)
        self.rows = slice(start * bits.WORD, min(end * bits.WORD, table.size))
        self.own = bits.span_of(first - self.rows.start, last - self.rows.start, end - start)
        self.none = np.zeros(end - start, dtype=np.uint64)

    def having(self, facet: str, value: str) -> Bits:
        try:
            number = self._table.values[facet].index(value)
        except ValueError:
            return self.none
        found: Bits = self._table.facets[facet][number, self._words] & self.own
        return found

    def having_any(self, facet: str, values: Iterable[str]) -> Bits:
        wanted = frozenset(values)
        numbers = [number for number, value in enumerate(self._table.values[facet]) if value in wanted]
        found: Bits = np.bitwise_or.reduce(self._table.facets[facet][numbers, self._words], axis=0) & self.own
        return found

    def counts(self, facet: str, among: Bits) -> dict[str, int]:
        found = np.bitwise_count(self._table.facets[facet][:, self._words] & bits.words_of(among)).sum(axis=1, dtype=np.int64)
        return dict(zip(self._table.values[facet], found.tolist(), strict=True))

    def mark(self, name: str) -> Bits:
        found: Bits = self._table.marked[self._table.marks.index(name), self._words] & self.own
        return found

    def pack(self, flags: NDArray[np.bool_]) -> Bits:
        found: Bits = bits.wide(flags) & self.own
        return found


@dataclass(frozen=True, slots=True)
class Table:
    """The whole directory as wide sets, from which spans are cut; shapes (values, words) and (marks, words)."""

    size: int
    values: Mapping[str, tuple[str, ...]]
    zeros: Mapping[str, dict[str, int]]
    facets: Mapping[str, Wide]
    marks: tuple[str, ...]
    marked: Wide

    @classmethod
    def of(cls, values: Mapping[str, tuple[str, ...]], codes: Mapping[str, CODES], marks: Mapping[str, NDArray[np.bool_]]) -> Table:
        """Make the table of a directory; codes have the shape (rows, values a row), marks are one flag a row."""
        return cls(
            size=len(next(iter(marks.values()))),
            values=values,
            zeros={name: dict.fromkeys(of, 0) for name, of in values.items()},
            facets={
                name: np.stack([bits.wide((block == number).any(axis=1)) for number in range(len(values[name]))])
                for name, block in codes.items()
            },
            marks=tuple(marks),
            marked=np.stack([bits.wide(flags) for flags in marks.values()]),
        )

    def span(self, first: int, last: int) -> Span:
        """Cut out the rows ``first`` to ``last - 1``."""
        return (NarrowSpan if last - first <= NARROW_AT_MOST else WideSpan)(self, first, last)
