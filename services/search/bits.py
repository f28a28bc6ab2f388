"""Sets of rows as bits: row ``i`` is bit ``i % 64`` of word ``i // 64``, so that "and", "or" and counting take 64 rows at a time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Bits = NDArray[np.uint64]
Rows = NDArray[np.intp]

WORD = 64


def words(rows: int) -> int:
    """Give the number of words that hold so many rows."""
    return -(-rows // WORD)


def pack(flags: NDArray[np.bool_]) -> Bits:
    """Turn one flag a row into bits; the bits past the last row are 0."""
    packed = np.packbits(flags, bitorder="little")
    padded = np.zeros(words(len(flags)) * 8, dtype=np.uint8)
    padded[: len(packed)] = packed
    return padded.view("<u8").astype(np.uint64, copy=False)


def rows(bits: Bits) -> Rows:
    """Give the rows that are in a set, ascending; words without a row cost almost nothing."""
    full = np.flatnonzero(bits)
    flags = np.unpackbits(bits[full].astype("<u8", copy=False).view(np.uint8), bitorder="little")
    bit = np.flatnonzero(flags.view(np.bool_))
    found: Rows = full[bit >> 6] * WORD + (bit & 63)
    return found


def has(bits: Bits, some: Rows) -> NDArray[np.bool_]:
    """Say for each of some rows whether it is in a set."""
    found: NDArray[np.bool_] = has_each([bits], some)[0]
    return found


def has_each(sets: Sequence[Bits], some: Rows) -> NDArray[np.bool_]:
    """Say for each set and each of some rows whether it is in it; shape (sets, rows)."""
    word = some >> 6
    found: NDArray[np.bool_] = ((np.stack([one[word] for one in sets]) >> (some & 63).astype(np.uint64)) & np.uint64(1)).astype(np.bool_)
    return found


def of(some: Rows, size: int) -> Bits:
    """Make the set of some rows, in a set of so many words."""
    flags = np.zeros(size * WORD, dtype=np.bool_)
    flags[some] = True
    return pack(flags)


def count(bits: Bits) -> int:
    """Count the rows of a set."""
    return int(np.bitwise_count(bits).sum(dtype=np.int64))


def span_of(first: int, last: int, size: int) -> Bits:
    """Make the set of the rows ``first`` to ``last - 1``, in a set of so many words."""
    found = np.zeros(size, dtype=np.uint64)
    if first >= last:
        return found
    a, b = first // WORD, (last - 1) // WORD
    found[a : b + 1] = ~np.uint64(0)
    found[a] &= np.uint64((~0 << (first % WORD)) & 0xFFFFFFFFFFFFFFFF)
    found[b] &= np.uint64(0xFFFFFFFFFFFFFFFF >> (WORD - 1 - (last - 1) % WORD))
    return found
