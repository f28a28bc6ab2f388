"""How far is it to the nearest? The same code for fifty towns and for twenty million points.

Distances are great circles times a detour factor (1 unless a coordinator assumes otherwise); a straight line is not a journey.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from services.places.distance import chord_km, unit_vectors

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

#: Points per step: keeps the working memory at some tens of MB whatever the number of points.
CHUNK = 500_000
#: Below this many points the order in which they are asked for makes no difference worth the sorting.
WORTH_ORDERING = 20_000
#: Neighbours that ask the tree together, and how many of them at a time so that their sums stay in the processor's cache.
TOGETHER = 8
STEP = 4096 * TOGETHER


class Nearest:
    """The nearest of a set of sites, asked for as many points as wanted."""

    def __init__(self, latitudes: Floats, longitudes: Floats) -> None:
        """Index sites in degrees; there may be none."""
        self._tree = cKDTree(unit_vectors(latitudes, longitudes)) if len(latitudes) else None

    def km(self, latitudes: Floats, longitudes: Floats, *, workers: int = 1) -> Floats:
        """Give km from each point to the nearest site; infinity where there is no site."""
        result = np.full(len(latitudes), np.inf)
        if self._tree is not None:
            for start in range(0, len(latitudes), CHUNK):
                part = slice(start, start + CHUNK)
                result[part] = _nearest(self._tree, latitudes[part], longitudes[part], workers)
        return result


def _nearest(tree: cKDTree, latitudes: Floats, longitudes: Floats, workers: int) -> Floats:
    """Ask for neighbours one after another: they walk the same branches of the tree, which are then still in the processor's cache.

    Each point's answer, in km, is the same in any order.
    """
    if len(latitudes) < WORTH_ORDERING:
        return chord_km(tree.query(unit_vectors(latitudes, longitudes), workers=workers)[0])
    order = along_curve(latitudes, longitudes)
    ranked = unit_vectors(latitudes[order], longitudes[order])
    found = np.empty(len(latitudes))
    if tree.n < TOGETHER or workers != 1:
        found[order] = tree.query(ranked, workers=workers)[0]
        return chord_km(found)
    whole = len(ranked) // TOGETHER * TOGETHER
    for start in range(0, whole, STEP):
        part = slice(start, min(start + STEP, whole))
        found[order[part]] = _together(tree, ranked[part])
    if whole < len(ranked):
        found[order[whole:]] = tree.query(ranked[whole:])[0]
    return chord_km(found)


def _together(tree: cKDTree, vectors: Floats) -> Floats:
    """Give the chord to the nearest site for neighbours in groups, asking the tree once for each group.

    A group's middle is asked for its nearest sites. A member's nearest is among them for certain where its distance to the best of them
    and its distance to the middle do not add up to more than the middle's distance to the last; the others ask for themselves.
    """
    groups = vectors.reshape(-1, TOGETHER, 3)
    middle = groups.mean(axis=1)
    chords, sites = (np.asarray(part) for part in tree.query(middle, k=TOGETHER))
    best = np.full(groups.shape[:2], np.inf)
    for rank in range(TOGETHER):
        site = tree.data[sites[:, rank]]
        apart = groups[:, :, 0] - site[:, None, 0]
        square = apart * apart
        for axis in (1, 2):
            apart = groups[:, :, axis] - site[:, None, axis]
            square += apart * apart
        np.minimum(best, square, out=best)
    best = np.sqrt(best)
    away = np.sqrt(((groups - middle[:, None, :]) ** 2).sum(axis=-1))
    unsure = np.flatnonzero((best + away > chords[:, -1:] * (1 - 1e-12)).ravel())
    found: Floats = best.ravel()
    if len(unsure):
        found[unsure] = tree.query(vectors[unsure])[0]
    return found


def along_curve(latitudes: Floats, longitudes: Floats) -> Ints:
    """Give the positions of points in the order of a Z-curve (Morton 1966) over cells of a few hundred metres; at most 2**20 points."""
    cells = 2**16 - 1
    down = (np.clip((latitudes + 90) / 180, 0, 1) * cells).astype(np.uint64)
    along = (((longitudes + 180) % 360) / 360 * cells).astype(np.uint64)
    # Key and position share one number, and numbers are sorted several times faster than positions are sorted by a key.
    key = (_apart(down) << np.uint64(1)) | _apart(along)
    packed = (key << np.uint64(20)) | np.arange(len(key), dtype=np.uint64)
    packed.sort()
    return (packed & np.uint64(2**20 - 1)).astype(np.int64)


def _apart(values: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Put a zero bit between the sixteen bits of each number."""
    for shift, mask in ((8, 0x00FF00FF), (4, 0x0F0F0F0F), (2, 0x33333333), (1, 0x55555555)):
        values = (values | (values << np.uint64(shift))) & np.uint64(mask)
    return values


def nearest_km(
    latitudes: Floats, longitudes: Floats, site_latitudes: Floats, site_longitudes: Floats, *, detour: float = 1.0, workers: int = 1
) -> Floats:
    """Give km from each point to the nearest of the sites, times the detour factor; infinity where there is no site."""
    return Nearest(site_latitudes, site_longitudes).km(latitudes, longitudes, workers=workers) * detour


def weighted_quantile(values: Floats, weights: Floats, share: float) -> float:
    """Give the smallest value at or below which at least ``share`` of the weight lies; NaN where nothing has weight.

    Infinite values count: where more than ``1 - share`` of the people have no site at all, the answer is infinity.
    """
    kept = weights > 0
    if not kept.any():
        return float("nan")
    order = np.argsort(values[kept], kind="stable")
    ranked, heavy = values[kept][order], np.cumsum(weights[kept][order])
    # A hair below, so that rounding in the sum does not push an exact share to the next value.
    return float(ranked[np.searchsorted(heavy, share * heavy[-1] * (1 - 1e-12))])


def people_within(distances: Floats, people: Floats, region: Ints, regions: int, radius: float) -> Floats:
    """Add up the people of each region whose distance is at most the radius; people in no region (-1) are in none of the sums."""
    near = (distances <= radius) & (region >= 0)
    return np.asarray(np.bincount(region[near], weights=people[near], minlength=regions), dtype=np.float64)


def people_by_region(people: Floats, region: Ints, regions: int) -> Floats:
    """Add up the people of each region."""
    inside = region >= 0
    return np.asarray(np.bincount(region[inside], weights=people[inside], minlength=regions), dtype=np.float64)
