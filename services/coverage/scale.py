"""The same measure for a planet: points come in parts, from files or a cluster, and only sums by region are kept.

On one machine a thread for each core takes one part after another, reading included; with Dask each worker gets the sites once and
its own parts. Both add the same sums up in the same order.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from services.coverage.reach import Nearest

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

#: Edges in km of the histogram that quantiles are read from.
EDGES: Floats = np.concatenate([np.arange(0.5, 200, 0.5), np.geomspace(200, 20_100, 200)])
_STEPS = 399


@dataclass(frozen=True, slots=True)
class Points:
    """A part of the points: degrees, people, and the position of each point's region (-1: in none), parallel."""

    latitudes: Floats
    longitudes: Floats
    people: Floats
    region: Ints

    def part(self, which: slice) -> Points:
        """Take a slice."""
        return Points(self.latitudes[which], self.longitudes[which], self.people[which], self.region[which])


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums by region: people in all, people within each radius (columns), and by distance (columns: ``EDGES``, then beyond)."""

    people: Floats
    within: Floats
    histogram: Floats

    def __add__(self, other: Self) -> Sums:
        return Sums(self.people + other.people, self.within + other.within, self.histogram + other.histogram)

    def quantile_km(self, share: float) -> Floats:
        """Give for each region the edge below which the share of its people lies, at most 0.5 km too high below 200 km; NaN: nobody."""
        heavy = np.cumsum(self.histogram, axis=1)
        reached = heavy >= share * heavy[:, -1:] * (1 - 1e-12)
        return np.where(heavy[:, -1] > 0, np.append(EDGES, np.inf)[np.argmax(reached, axis=1)], np.nan)


def bins(km: Floats) -> Ints:
    """Give the column of each distance: the first edge that is not below it.

    Edges below 200 km are halves, which doubling and rounding up find exactly and without a search.
    """
    found: Ints = np.maximum(np.ceil(np.minimum(km, 300.0) * 2).astype(np.int64) - 1, 0)
    far = np.flatnonzero(km > EDGES[_STEPS - 1])
    found[far] = np.searchsorted(EDGES, km[far])
    return found


def sums(points: Points, nearest: Nearest, regions: int, radii: Sequence[float]) -> Sums:
    """Measure one part; points in no region count for nothing."""
    km = nearest.km(points.latitudes, points.longitudes)
    inside = points.region >= 0
    region, people, km = points.region[inside], points.people[inside], km[inside]

    def by(cells: Ints, count: int, weights: Floats) -> Floats:
        return np.asarray(np.bincount(cells, weights=weights, minlength=count), dtype=np.float64)

    within = [by(region, regions, np.where(km <= radius, people, 0.0)) for radius in radii]
    columns = len(EDGES) + 1
    histogram = by(region * columns + bins(km), regions * columns, people)
    return Sums(by(region, regions, people), np.column_stack(within), histogram.reshape(regions, columns))


def reach_by_region(
    parts: Iterable[Any],
    latitudes: Floats,
    longitudes: Floats,
    regions: int,
    radii: Sequence[float],
    *,
    load: Callable[[Any], Points] | None = None,
    workers: int = 0,
) -> Sums:
    """Measure all parts on this machine, by default with a thread for each core; at least one part is needed.

    ``load`` reads a part in its thread. At most one part for each thread and one more are held at a time.
    """
    nearest = Nearest(latitudes, longitudes)
    threads = workers or os.cpu_count() or 1
    total: Sums | None = None
    with ThreadPoolExecutor(threads) as pool:
        waiting: deque[Future[Sums]] = deque()
        for part in parts:
            waiting.append(pool.submit(_measured, part, nearest, regions, radii, load))
            if len(waiting) > threads:
                total = _added(total, waiting.popleft().result())
        for future in waiting:
            total = _added(total, future.result())
    if total is None:
        raise ValueError("there is no point to measure")
    return total


def _measured(part: Any, nearest: Nearest, regions: int, radii: Sequence[float], load: Callable[[Any], Points] | None) -> Sums:
    return sums(part if load is None else load(part), nearest, regions, radii)


def _added(total: Sums | None, found: Sums) -> Sums:
    """Add in place: a table of thousands of regions by hundreds of distances is not copied for each part."""
    if total is None:
        return found
    for name in ("people", "within", "histogram"):
        getattr(total, name)[...] += getattr(found, name)
    return total


def reach_on_cluster(
    client: Any, parts: Sequence[Any], latitudes: Floats, longitudes: Floats, regions: int, radii: Sequence[float], *, load: Any = None
) -> Sums:
    """Measure all parts on a Dask cluster; ``load`` reads a part on the worker (a file's name goes over the wire, not its people)."""
    sites = client.scatter((latitudes, longitudes), broadcast=True)
    futures = [client.submit(_on_worker, part, sites, regions, tuple(radii), load, pure=False) for part in parts]
    total: Sums | None = None
    # In the order of the parts, so that the sums are those of the plain loop to the last bit.
    for future in futures:
        total = _added(total, future.result())
        future.release()
    if total is None:
        raise ValueError("there is no point to measure")
    return total


def _on_worker(part: Any, sites: tuple[Floats, Floats], regions: int, radii: Sequence[float], load: Any) -> Sums:
    return _measured(part, Nearest(*sites), regions, radii, load)
