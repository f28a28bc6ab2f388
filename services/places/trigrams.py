"""Which spellings share letters with a typed one: a trigram index, each trigram's spellings packed into one cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt


def grams(name: str, ending: bool = True) -> set[str]:
    """Give the trigrams of a folded name, with a space at its ends so that first and last letters count too.

    Without an ``ending`` the name is still being typed.
    """
    padded = f" {name} " if ending else f" {name}"
    return {padded[at : at + 3] for at in range(len(padded) - 2)}


def pack(numbers: Sequence[int]) -> bytes:
    """Pack rising numbers: each difference to the one before as seven bits a byte, lowest first, the eighth bit set while more follow."""
    packed = bytearray()
    before = 0
    for number in numbers:
        gap, before = number - before, number
        while gap > 127:
            packed.append(gap & 127 | 128)
            gap >>= 7
        packed.append(gap)
    return bytes(packed)


def unpack(cell: bytes) -> npt.NDArray[np.int64]:
    """Give the numbers of a packed cell."""
    signs = np.frombuffer(cell, dtype=np.uint8).astype(np.int64)
    ends = np.flatnonzero(signs < 128)
    starts = np.concatenate([[0], ends[:-1] + 1])
    place = np.arange(len(signs)) - np.repeat(starts, ends - starts + 1)
    return np.cumsum(np.add.reduceat((signs & 127) << (7 * place), starts))


def sharing(cells: Iterable[bytes], limit: int) -> list[int]:
    """Give the spellings that share the most trigrams, the most first; of equals the lower number, which is the better known."""
    found = [unpack(cell) for cell in cells]
    if not found:
        return []
    shared = np.bincount(np.concatenate(found))
    numbers = np.flatnonzero(shared)
    order = np.argsort(-shared[numbers], kind="stable")[:limit]
    return [int(number) for number in numbers[order]]
