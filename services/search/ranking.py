"""In which order rows are shown: tier by tier, and inside a tier nearest first, ties in the order of the edition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from services.search.bits import Bits, Rows
from services.search.index import Index, Point, Span


def buckets(some: Bits, criteria: Sequence[Bits]) -> Iterator[Bits]:
    """Split a set by criteria, the weightiest first: what meets one stands before what does not. Empty parts are left out.

    Lazy: a caller that has enough rows never pays for the rest.
    """
    if not some.any():
        return
    if not criteria:
        yield some
        return
    first, rest = criteria[0], criteria[1:]
    yield from buckets(some & first, rest)
    yield from buckets(some & ~first, rest)


def best(index: Index, span: Span, some: Bits, criteria: Sequence[Bits], point: Point | None, limit: int) -> list[int]:
    """Give the first ``limit`` rows of a set: by criteria, then nearest to the point, then those without a position.

    Without a point the rows of a bucket keep the order of the edition.
    """
    found: list[int] = []
    for bucket in buckets(some, criteria):
        wanted = limit - len(found)
        found.extend(_nearest_first(index, span, bucket, point, wanted).tolist())
        if len(found) >= limit:
            break
    return found[:limit]


def _nearest_first(index: Index, span: Span, some: Bits, point: Point | None, wanted: int) -> Rows:
    if point is None:
        return index.rows(some, span)[:wanted]
    near = index.nearest(some, span, point, wanted)
    if len(near) >= wanted:
        return near
    unplaced = index.rows(some & ~index.placed[span.words], span)[: wanted - len(near)]
    return np.concatenate([near, unplaced])
