"""Where would the next places reach most people? A quick answer with a proof of how far from the best it can be.

The question is the maximal covering location problem (Church and ReVelle 1974): choose k sites so that most people lie within reach of
one. What is covered by existing listings is left out beforehand, so only new reach counts. The greedy answer is at least 1 - 1/e of
the best (Nemhauser, Wolsey and Fisher 1978); the bound given here is tighter: it is computed for the case at hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Problem:
    """Points by candidate sites: ``cover[i, j]`` is one where site j reaches point i; ``people`` at each point that nothing reaches yet."""

    cover: sparse.csr_array
    people: Floats

    @property
    def sites(self) -> int:
        """How many candidates there are."""
        return int(self.cover.shape[1])

    def reached(self, chosen: Sequence[int]) -> float:
        """Add up the people within reach of at least one chosen site."""
        if not len(chosen):
            return 0.0
        return float(self.people[np.asarray(self.cover[:, list(chosen)].sum(axis=1)).ravel() > 0].sum())


@dataclass(frozen=True, slots=True)
class Answer:
    """Chosen sites in the order of choice, the people newly reached, and a proven upper bound on what any choice could reach.

    ``proven`` says that nothing better exists (to the solver's gap of one in a million).
    """

    sites: tuple[int, ...]
    people: float
    bound: float
    method: str
    proven: bool = False

    @property
    def share_of_bound(self) -> float:
        """How much of the bound the answer reaches, 1 where nothing can be gained."""
        return self.people / self.bound if self.bound > 0 else 1.0


def problem(cover: sparse.csr_array, people: Floats, covered: npt.NDArray[np.bool_]) -> Problem:
    """Make a problem of the points that nothing covers yet; points that the same sites reach become one."""
    kept = np.flatnonzero(~covered & (people > 0) & (np.diff(cover.indptr) > 0))
    part = cover[kept].tocsr()
    part.sort_indices()
    # Many towns see exactly the same candidates; joining them makes the exact problem several times smaller and changes nothing.
    groups: dict[bytes, int] = {}
    which = np.empty(len(kept), dtype=np.int64)
    first: list[int] = []
    for row in range(len(kept)):
        key = part.indices[part.indptr[row] : part.indptr[row + 1]].tobytes()
        if key not in groups:
            groups[key] = len(first)
            first.append(row)
        which[row] = groups[key]
    joined = np.asarray(np.bincount(which, weights=people[kept], minlength=len(first)), dtype=np.float64)
    return Problem(sparse.csr_array(part[first]), joined)


def greedy(given: Problem, k: int) -> Answer:
    """Choose the site that adds most, k times, then exchange sites while that gains; sites that add nothing are not chosen.

    The bound holds for every choice of k sites: reach is submodular, so the best is at most what has been reached after any step plus
    the k largest gains still open at that step.
    """
    by_site = sparse.csc_array(given.cover)
    open_people = given.people.copy()
    chosen: list[int] = []
    reached, bound = 0.0, float(given.people.sum())
    while True:
        gains = given.cover.T @ open_people
        gains[chosen] = 0.0
        bound = min(bound, reached + float(np.sort(gains)[-k:].sum()) if k else 0.0)
        best = int(np.argmax(gains)) if len(gains) else 0
        if len(chosen) == k or not len(gains) or gains[best] <= 0:
            break
        points = by_site.indices[by_site.indptr[best] : by_site.indptr[best + 1]]
        reached += float(open_people[points].sum())
        open_people[points] = 0.0
        chosen.append(best)
    chosen = _exchange(given, by_site, chosen)
    people = given.reached(chosen)
    return Answer(tuple(chosen), people, max(bound, people), "greedy", proven=people >= bound * (1 - 1e-9))


def _exchange(given: Problem, by_site: sparse.csc_array, chosen: list[int], rounds: int = 3) -> list[int]:
    """Swap one chosen site for another wherever that reaches more, a few rounds at most."""
    if not chosen or len(chosen) > 200:
        return chosen
    times = np.asarray(given.cover[:, chosen].sum(axis=1)).ravel()
    for _ in range(rounds):
        changed = False
        for place, old in enumerate(chosen):
            points = by_site.indices[by_site.indptr[old] : by_site.indptr[old + 1]]
            times[points] -= 1
            gains = given.cover.T @ np.where(times == 0, given.people, 0.0)
            gains[[site for site in chosen if site != old]] = -1.0
            best = int(np.argmax(gains))
            if gains[best] > gains[old] * (1 + 1e-12) + 1e-9:
                chosen[place], changed = best, True
            new = chosen[place]
            times[by_site.indices[by_site.indptr[new] : by_site.indptr[new + 1]]] += 1
        if not changed:
            break
    return chosen


def fewest_greedy(given: Problem, wanted: float) -> tuple[tuple[int, ...], int]:
    """Choose sites until at least ``wanted`` people are reached; also give a proven lower bound on how many it takes.

    The location set covering problem (Toregas et al. 1971) with a target. The bound is the fewest gains that could add up to the target
    after any step of the choice. Raises ``ValueError`` where all sites together do not reach that many.
    """
    total = given.reached(range(given.sites))
    if wanted > total * (1 + 1e-9):
        raise ValueError(f"all candidates together reach {total:.0f} people, fewer than the {wanted:.0f} asked for")
    by_site = sparse.csc_array(given.cover)
    open_people = given.people.copy()
    chosen: list[int] = []
    reached, bound = 0.0, 0
    while reached < wanted * (1 - 1e-9):
        gains = given.cover.T @ open_people
        ranked = np.cumsum(np.sort(gains)[::-1])
        bound = max(bound, int(np.searchsorted(ranked, (wanted - reached) * (1 - 1e-9))) + 1)
        best = int(np.argmax(gains))
        points = by_site.indices[by_site.indptr[best] : by_site.indptr[best + 1]]
        reached += float(open_people[points].sum())
        open_people[points] = 0.0
        chosen.append(best)
    return _pruned(given, chosen, wanted), bound


def _pruned(given: Problem, chosen: list[int], wanted: float) -> tuple[int, ...]:
    """Drop sites, first chosen first, without which the target still holds."""
    for site in list(chosen):
        rest = [other for other in chosen if other != site]
        if given.reached(rest) >= wanted * (1 - 1e-9):
            chosen = rest
    return tuple(chosen)
