"""In which order rows are shown: tier by tier, and inside a tier nearest first, ties in the order of the edition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from services.search import bits
from services.search.bits import Bits
from services.search.index import Index
from services.search.marks import PLACED
from services.search.positions import Spot
from services.search.spans import Span


def buckets(some: Bits, criteria: Sequence[Bits]) -> Iterator[Bits]:
    """Split a set by criteria, the weightiest first: what meets one stands before what does not. Empty parts are left out.

    Lazy: a caller that has enough rows never pays for the rest.
    """
    parts = [(some, 0)]
    while parts:
        part, level = parts.pop()
        if not bits.some(part):
            continue
        if level == len(criteria):
            yield part
            continue
        parts += [(part & ~criteria[level], level + 1), (part & criteria[level], level + 1)]


def best(index: Index, span: Span, some: Bits, criteria: Sequence[Bits], spot: Spot | None, limit: int) -> list[int]:
    """Give the first ``limit`` rows of a set: by criteria, then nearest to the spot, then those without a position.

    Without a spot the rows of a bucket keep the order of the edition.
    """
    found: list[int] = []
    for bucket in buckets(some, criteria):
        found += _nearest_first(index, span, bucket, spot, limit - len(found))
        if len(found) >= limit:
            break
    return found


def _nearest_first(index: Index, span: Span, some: Bits, spot: Spot | None, wanted: int) -> list[int]:
    if spot is None:
        return first_rows(some, span, wanted)
    near = index.positions.nearest(some, span, spot, wanted)
    return near if len(near) >= wanted else near + first_rows(some & ~span.mark(PLACED), span, wanted - len(near))


def first_rows(some: Bits, span: Span, wanted: int) -> list[int]:
    """Give the first rows of a set, in the order of the edition."""
    found: list[int] = (bits.rows(some)[:wanted] + span.first_row).tolist()
    return found
