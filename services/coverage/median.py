"""Which p sites bring help nearest on average? The p-median by greedy choice and exchange, with a proven bound.

Sources: Teitz and Bart (1968) for the exchange; the bound is the Lagrangian one of Cornuejols, Fisher and Nemhauser (1977), improved by
subgradient steps. Person-kilometres are the unit throughout.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from services.coverage.siting import Answer

Floats = npt.NDArray[np.float64]


def nearest_on_average(km: Floats, people: Floats, already_km: Floats, p: int, *, steps: int = 300) -> Answer:
    """Choose at most p of the sites (columns of ``km``, points in rows) so that the sum of people times distance is small.

    ``already_km`` is the distance to what exists; infinity where nothing does. ``people`` of the answer is the person-kilometres that
    remain, ``bound`` a proven lower bound on them, ``proven`` that the two meet. ``ValueError`` where p is 0 and nothing exists.
    """
    if p <= 0 and not np.isfinite(already_km).all():
        raise ValueError("with no site at all there is no distance")
    cost = people[:, None] * np.minimum(km, already_km[:, None])
    stay = np.where(people > 0, people * np.where(np.isfinite(already_km), already_km, np.inf), 0.0)
    chosen = _exchange(cost, stay, _greedy(cost, stay, p))
    bound, opened = _bound(cost, stay, p, _total(cost, stay, chosen), steps) if p else (_total(cost, stay, chosen), [])
    # The sites that the bound opens are often near the best; from there the exchange may find what it missed before.
    other = _exchange(cost, stay, opened)
    if _total(cost, stay, other) < _total(cost, stay, chosen):
        chosen = other
    total = _total(cost, stay, chosen)
    return Answer(tuple(chosen), total, min(bound, total), "exchange", proven=total - bound <= 1e-6 * max(total, 1.0))


def _total(cost: Floats, stay: Floats, chosen: list[int]) -> float:
    return float(np.minimum(stay, cost[:, chosen].min(axis=1)).sum()) if chosen else float(stay.sum())


def _greedy(cost: Floats, stay: Floats, p: int) -> list[int]:
    """Take the site that saves most, p times; where nothing exists yet the first is the best single one."""
    chosen: list[int] = []
    best = stay.copy()
    for _ in range(min(p, cost.shape[1])):
        totals = np.minimum(cost, best[:, None]).sum(axis=0)
        site = int(np.argmin(totals))
        if site in chosen:
            break
        chosen.append(site)
        best = np.minimum(best, cost[:, site])
    return chosen


def _exchange(cost: Floats, stay: Floats, chosen: list[int], rounds: int = 20) -> list[int]:
    for _ in range(rounds):
        changed = False
        for place in range(len(chosen)):
            rest = [site for other, site in enumerate(chosen) if other != place]
            base = np.minimum(stay, cost[:, rest].min(axis=1)) if rest else stay
            totals = np.minimum(cost, base[:, None]).sum(axis=0)
            site = int(np.argmin(totals))
            if totals[site] < totals[chosen[place]] * (1 - 1e-12):
                chosen[place], changed = site, True
        if not changed:
            break
    return chosen


def _bound(cost: Floats, stay: Floats, p: int, known: float, steps: int) -> tuple[float, list[int]]:
    """Give a lower bound and the best sites met on the way.

    Each point is priced at u, sites keep what is cheaper, and u is moved to where points are served once.
    """
    second = min(1, cost.shape[1] - 1)
    price = np.minimum(np.partition(cost, second, axis=1)[:, second], stay)
    best, pace, stale = -np.inf, 2.0, 0
    met: list[int] = []
    least = np.inf
    for _ in range(steps):
        kept = np.minimum(cost - price[:, None], 0.0)
        saved = kept.sum(axis=0)
        opened = np.argsort(saved)[: min(p, len(saved))]
        total = _total(cost, stay, opened.tolist())
        if total < least:
            least, met = total, opened.tolist()
        home = np.minimum(np.where(np.isfinite(stay), stay, price) - price, 0.0)
        value = float(price.sum() + saved[opened].sum() + home.sum())
        if value > best + 1e-9 * abs(known):
            best, stale = value, 0
        else:
            stale += 1
            if stale >= 10:
                pace, stale = pace / 2, 0
        served = (kept[:, opened] < 0).sum(axis=1) + (home < 0)
        slope = 1.0 - served
        length = float((slope**2).sum())
        if not length or pace < 1e-4 or min(known, least) - best <= 1e-9 * max(known, 1.0):
            break
        price = np.maximum(price + pace * (min(known, least) - value) / length * slope, 0.0)
    return best, met
