"""Sets of rows as bits, so that "and", "or" and counting take many rows at a time.

Two kinds, which take the same operators and the same functions here and are never mixed. A narrow set is one Python integer: row ``i`` is
bit ``i``. A wide set is an array: row ``i`` is bit ``i % 64`` of word ``i // 64``. Up to some thousand rows an integer is ten to thirty
times faster, because every call into an array library costs a microsecond; far above that, arrays are. ``~`` of a set has rows that do
not exist: it is good for "and not", never for counting.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.intp]
Wide = NDArray[np.uint64]

WORD = 64


class Bits(Protocol):
    """A set of rows, narrow or wide."""

    def __and__(self, other: Any, /) -> Bits: ...
    def __or__(self, other: Any, /) -> Bits: ...
    def __invert__(self) -> Bits: ...


def words(rows: int) -> int:
    """Give the number of words that hold so many rows."""
    return -(-rows // WORD)


def narrow(flags: NDArray[np.bool_]) -> int:
    """Turn one flag a row into a narrow set."""
    return int.from_bytes(np.packbits(flags, bitorder="little").tobytes(), "little")


def wide(flags: NDArray[np.bool_]) -> Wide:
    """Turn one flag a row into a wide set; the bits past the last row are 0."""
    packed = np.packbits(flags, bitorder="little")
    padded = np.zeros(words(len(flags)) * 8, dtype=np.uint8)
    padded[: len(packed)] = packed
    return padded.view("<u8").astype(np.uint64, copy=False)


def some(bits: Bits) -> bool:
    """Say whether there is a row in a set at all."""
    return bits != 0 if isinstance(bits, int) else bool(words_of(bits).any())


def count(bits: Bits) -> int:
    """Count the rows of a set."""
    return bits.bit_count() if isinstance(bits, int) else int(np.bitwise_count(words_of(bits)).sum(dtype=np.int64))


def rows(bits: Bits) -> Rows:
    """Give the rows that are in a set, ascending; words without a row cost almost nothing."""
    found: Rows
    if isinstance(bits, int):
        packed = np.frombuffer(bits.to_bytes(-(-bits.bit_length() // 8), "little"), dtype=np.uint8)
        found = np.flatnonzero(np.unpackbits(packed, bitorder="little").view(np.bool_))
        return found
    array = words_of(bits)
    full = np.flatnonzero(array)
    flags = np.unpackbits(array[full].astype("<u8", copy=False).view(np.uint8), bitorder="little")
    bit = np.flatnonzero(flags.view(np.bool_))
    found = full[bit >> 6] * WORD + (bit & 63)
    return found


def has(bits: Bits, row: int) -> bool:
    """Say whether a row is in a set."""
    return bits & (1 << row) != 0 if isinstance(bits, int) else bool(int(words_of(bits)[row >> 6]) >> (row & 63) & 1)


def has_each(bits: Bits, which: Rows) -> NDArray[np.bool_]:
    """Say for each of some rows whether it is in a wide set."""
    found: NDArray[np.bool_] = (words_of(bits)[which >> 6] >> (which & 63).astype(np.uint64) & np.uint64(1)).astype(np.bool_)
    return found


def of(which: Sequence[int] | Rows, like: Bits) -> Bits:
    """Make the set of some rows, of the kind and size of another set."""
    if isinstance(like, int):
        return sum(1 << int(row) for row in which)
    flags = np.zeros(len(words_of(like)) * WORD, dtype=np.bool_)
    flags[np.asarray(which, dtype=np.intp)] = True
    return wide(flags)


def span_of(first: int, last: int, size: int) -> Wide:
    """Make the wide set of the rows ``first`` to ``last - 1``, of so many words."""
    found = np.zeros(size, dtype=np.uint64)
    if first >= last:
        return found
    a, b = first // WORD, (last - 1) // WORD
    found[a : b + 1] = ~np.uint64(0)
    found[a] &= np.uint64((~0 << (first % WORD)) & 0xFFFFFFFFFFFFFFFF)
    found[b] &= np.uint64(0xFFFFFFFFFFFFFFFF >> (WORD - 1 - (last - 1) % WORD))
    return found


def words_of(bits: Bits) -> Wide:
    """Give the words of a wide set."""
    assert isinstance(bits, np.ndarray)  # noqa: S101  # the only other kind
    return bits
