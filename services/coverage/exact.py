"""The best choice of sites and its proof, by HiGHS through ``scipy.optimize.milp``.

``python -m services.coverage.exact`` reads a problem from standard input and writes the answer to standard output: an answer that takes
a minute runs in a process of its own, which can be ended at any moment (``services.coverage.solver``).
"""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from services.coverage.siting import Answer, Problem, greedy

Floats = npt.NDArray[np.float64]

#: HiGHS stops when answer and bound differ by less than this share.
GAP = 1e-6


@dataclass(frozen=True, slots=True)
class Fewest:
    """The fewest sites that reach a target, and the proven lower bound on their number; ``proven`` where the two meet."""

    sites: tuple[int, ...]
    bound: int
    proven: bool


def most_reached(given: Problem, k: int, *, seconds: float = 60.0) -> Answer:
    """Choose k sites that reach most people (MCLP); where time runs out, the better of its choice and the quick one, and the tighter bound.

    maximise sum p_i y_i  subject to  y_i <= sum_j c_ij x_j,  sum_j x_j <= k,  x in {0, 1},  0 <= y <= 1.
    """
    points, sites = given.cover.shape
    if not points or not k:
        return Answer((), 0.0, 0.0, "exact", proven=True)
    quick = greedy(given, k)
    if quick.proven:
        return replace(quick, method="exact")
    scale = float(given.people.max())
    cost = np.concatenate([np.zeros(sites), -given.people / scale])
    # y - Cx <= 0 for each point, and the number of sites.
    rows = sparse.vstack([sparse.hstack([-given.cover, sparse.eye_array(points)]), sparse.csr_array(_ones(sites, points))], format="csc")
    limits = np.concatenate([np.zeros(points), [k]])
    found = milp(
        cost,
        constraints=LinearConstraint(rows, ub=limits),
        integrality=np.concatenate([np.ones(sites), np.zeros(points)]),
        bounds=Bounds(0, 1),
        options={"time_limit": seconds, "mip_rel_gap": GAP},
    )
    limit = np.inf if found.mip_dual_bound is None else -float(found.mip_dual_bound) * scale
    chosen = () if found.x is None else tuple(int(site) for site in np.flatnonzero(found.x[:sites] > 0.5))
    people = given.reached(chosen)
    bound = max(people, quick.people, min(limit, quick.bound))
    if people < quick.people:
        return replace(quick, bound=bound)
    return Answer(chosen, people, bound, "exact", proven=found.status == 0)


def fewest(given: Problem, wanted: float, *, seconds: float = 60.0) -> Fewest | None:
    """Choose the fewest sites that together reach at least ``wanted`` people (LSCP with a target); ``None`` where none was found in time.

    minimise sum x_j  subject to  y_i <= sum_j c_ij x_j,  sum p_i y_i >= wanted.
    """
    points, sites = given.cover.shape
    if wanted <= 0:
        return Fewest((), 0, proven=True)
    scale = float(given.people.max())
    people = sparse.csr_array(np.concatenate([np.zeros(sites), given.people / scale])[None, :])
    cover = sparse.hstack([-given.cover, sparse.eye_array(points)])
    found = milp(
        np.concatenate([np.ones(sites), np.zeros(points)]),
        constraints=LinearConstraint(
            sparse.vstack([cover, people], format="csc"),
            lb=np.concatenate([np.full(points, -np.inf), [wanted * (1 - 1e-9) / scale]]),
            ub=np.concatenate([np.zeros(points), [np.inf]]),
        ),
        integrality=np.concatenate([np.ones(sites), np.zeros(points)]),
        bounds=Bounds(0, 1),
        options={"time_limit": seconds, "mip_rel_gap": GAP},
    )
    if found.x is None:
        return None
    chosen = tuple(int(site) for site in np.flatnonzero(found.x[:sites] > 0.5))
    return Fewest(chosen, int(np.ceil(float(found.mip_dual_bound) - 1e-6)), proven=found.status == 0)


def nearest_on_average(km: Floats, people: Floats, already_km: Floats, p: int, *, seconds: float = 60.0) -> Answer | None:
    """Choose p sites that make the people-weighted mean distance smallest (p-median, ReVelle and Swain 1970), exactly.

    ``km`` is points by sites, ``already_km`` the distance to what exists (infinity where nothing does). Meant for small cases: the model
    has a variable for each pair. ``people`` of the answer is the summed person-kilometres, ``bound`` the proven least.
    """
    points, sites = km.shape
    finite = np.isfinite(already_km)
    cost = people[:, None] * np.minimum(km, already_km[:, None])
    stay = np.where(finite, people * np.where(finite, already_km, 0.0), 0.0)
    pairs = points * sites
    scale = float(max(cost.max(), 1.0))
    objective = np.concatenate([np.zeros(sites), cost.ravel() / scale, stay / scale])
    served = sparse.hstack(
        [sparse.csr_array((points, sites)), sparse.kron(sparse.eye_array(points), np.ones((1, sites))), sparse.eye_array(points)]
    )
    opened = sparse.hstack(
        [-sparse.kron(np.ones((points, 1)), sparse.eye_array(sites)), sparse.eye_array(pairs), sparse.csr_array((pairs, points))],
    )
    number = sparse.csr_array(np.concatenate([np.ones(sites), np.zeros(pairs + points)])[None, :])
    found = milp(
        objective,
        constraints=LinearConstraint(
            sparse.vstack([served, opened, number], format="csc"),
            lb=np.concatenate([np.ones(points), np.full(pairs, -np.inf), [0]]),
            ub=np.concatenate([np.ones(points), np.zeros(pairs), [p]]),
        ),
        integrality=np.concatenate([np.ones(sites), np.zeros(pairs + points)]),
        bounds=Bounds(0, np.concatenate([np.ones(sites + pairs), finite.astype(np.float64)])),
        options={"time_limit": seconds, "mip_rel_gap": GAP},
    )
    if found.x is None:
        return None
    chosen = tuple(int(site) for site in np.flatnonzero(found.x[:sites] > 0.5))
    return Answer(chosen, float(found.fun) * scale, float(found.mip_dual_bound) * scale, "exact", proven=found.status == 0)


@dataclass(frozen=True)
class Table:
    """A p-median as it is handed on: ``km`` points by sites, people at each point, and the distance to what exists already."""

    km: Floats
    people: Floats
    already_km: Floats


def _ones(sites: int, points: int) -> Floats:
    return np.concatenate([np.ones(sites), np.zeros(points)])[None, :]


def pack(given: Problem | Table, k: int, wanted: float, seconds: float) -> bytes:
    """Write a question as bytes that hold numbers only; ``wanted`` above 0 asks for the fewest sites, else ``k`` sites are asked for."""
    out = io.BytesIO()
    if isinstance(given, Table):
        numbers = np.array([k, wanted, seconds, *given.km.shape], dtype=np.float64)
        np.savez(out, km=given.km, people=given.people, already_km=given.already_km, numbers=numbers)
        return out.getvalue()
    cover = sparse.csr_array(given.cover)
    numbers = np.array([k, wanted, seconds, *cover.shape], dtype=np.float64)
    np.savez(out, indptr=cover.indptr, indices=cover.indices, people=given.people, numbers=numbers)
    return out.getvalue()


def unpack(content: bytes) -> tuple[Problem | Table, int, float, float]:
    """Read what ``pack`` wrote: the question, k, wanted and seconds."""
    with np.load(io.BytesIO(content), allow_pickle=False) as parts:
        k, wanted, seconds, points, sites = parts["numbers"]
        if "km" in parts:
            return Table(parts["km"], parts["people"], parts["already_km"]), int(k), float(wanted), float(seconds)
        indptr, indices, people = parts["indptr"], parts["indices"], parts["people"]
    cover = sparse.csr_array((np.ones(len(indices)), indices, indptr), shape=(int(points), int(sites)))
    return Problem(cover, people), int(k), float(wanted), float(seconds)


def solve(given: Problem | Table, k: int, wanted: float, seconds: float) -> list[float] | None:
    """Answer as numbers: bound, whether proven, people (or person-kilometres), sites; ``None`` where nothing was found in time."""
    if isinstance(given, Table):
        near = nearest_on_average(given.km, given.people, given.already_km, k, seconds=seconds)
        return None if near is None else [near.bound, float(near.proven), near.people, *near.sites]
    if wanted > 0:
        few = fewest(given, wanted, seconds=seconds)
        return None if few is None else [few.bound, float(few.proven), given.reached(few.sites), *few.sites]
    most = most_reached(given, k, seconds=seconds)
    return [most.bound, float(most.proven), most.people, *most.sites]


def main() -> int:
    """Solve what comes in; 1 where nothing was found in time."""
    numbers = solve(*unpack(sys.stdin.buffer.read()))
    if numbers is None:
        return 1
    sys.stdout.buffer.write(np.array(numbers, dtype="<f8").tobytes())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
