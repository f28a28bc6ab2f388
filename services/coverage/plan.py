"""A siting answer in words and figures: which towns (or listings), how many people each adds, before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt
from scipy import sparse

from services.coverage import median, siting
from services.coverage.catchment import cover, pairs_within
from services.coverage.demand import Demand, Group
from services.coverage.exact import Fewest, Table
from services.coverage.reach import people_by_region
from services.coverage.report import Report
from services.coverage.siting import Answer, Problem
from services.coverage.supply import Supply, What
from services.directory.model import ListingType
from services.places.distance import km

Floats = npt.NDArray[np.float64]

#: More candidates than this are cut to the largest: the page answers at once, and small towns are in reach of large ones.
MOST_CANDIDATES = 2000
#: More pairs than this make the table of a p-median too large to hold.
MOST_PAIRS = 20_000_000
#: More pairs than this cannot be proved best within a minute: the model has a variable for each.
MOST_PROVABLE = 60_000


class Goal(StrEnum):
    """What is asked of the new sites."""

    MOST_PEOPLE = "most_people"
    FEWEST_SITES = "fewest_sites"
    NEAREST_ON_AVERAGE = "nearest_on_average"


@dataclass(frozen=True)
class Candidates:
    """Where a new place could be: names, regions (positions) and degrees, parallel; ``ids`` are of listings to be upgraded, else empty."""

    names: tuple[str, ...]
    region: npt.NDArray[np.int64]
    latitudes: Floats
    longitudes: Floats
    ids: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.latitudes)


@dataclass(frozen=True, slots=True)
class Site:
    """One chosen site and how many people it adds to those before it in the list."""

    name: str
    region: str
    latitude: float
    longitude: float
    gain: float
    id: str = ""


@dataclass(frozen=True)
class Plan:
    """An answer: sites in order, people within reach before and after, and the proven limit on what any choice could reach.

    ``mean_before`` and ``mean_after`` are people-weighted distances in km of those who have any place at all. ``regions_gained`` are
    the regions in which more people come within reach. ``limit`` bounds the people newly reached, or the number of sites for
    ``FEWEST_SITES``, or the person-kilometres that remain for ``NEAREST_ON_AVERAGE``; ``proven`` says that nothing is better.
    """

    goal: Goal
    radius: float
    group: Group
    sites: tuple[Site, ...]
    before: float
    after: float
    total: float
    limit: float
    proven: bool
    method: str
    regions_gained: tuple[str, ...]
    mean_before: float
    mean_after: float

    @property
    def gain(self) -> float:
        """People newly within reach."""
        return self.after - self.before


def from_towns(demand: Demand) -> Candidates:
    """Take the towns as candidates, the largest where there are too many."""
    people = demand.of(demand.main)
    kept = np.sort(np.argsort(-people, kind="stable")[:MOST_CANDIDATES])
    names = tuple(demand.names[i] for i in kept) if demand.names else tuple("" for _ in kept)
    return Candidates(names, demand.region[kept], demand.latitudes[kept], demand.longitudes[kept])


def from_listings(
    names: Sequence[str], ids: Sequence[str], region: npt.NDArray[np.int64], latitudes: Floats, longitudes: Floats
) -> Candidates:
    """Take existing listings of another kind as candidates, to be upgraded."""
    return Candidates(tuple(names), region, latitudes, longitudes, tuple(ids))


def upgrades(supply: Supply, kind: ListingType, what: What) -> Candidates:
    """Take the confirmed places of a type that do not give what is measured yet, and whose position is known at least to the town."""
    chosen = [
        i
        for i, listing in enumerate(supply.listings)
        if listing.listing_type is kind and supply.point[i] and supply.confirmed[i] and not what.fits(listing)
    ]
    names, ids = [supply.listings[i].name for i in chosen], [supply.listings[i].id for i in chosen]
    return from_listings(names, ids, supply.region[chosen], supply.latitudes[chosen], supply.longitudes[chosen])


def problem(report: Report, candidates: Candidates, *, radius: float | None = None) -> Problem:
    """Make the covering problem of a report: what its listings reach already is left out."""
    reach = radius or report.settings.radius
    matrix = _cover(report, candidates, reach)
    return siting.problem(matrix, report.demand.of(report.settings.group), report.distances <= reach)


def quick(report: Report, candidates: Candidates, k: int, *, radius: float | None = None) -> Plan:
    """Choose k sites at once, with the proven bound of this case."""
    answer = siting.greedy(problem(report, candidates, radius=radius), k)
    return from_answer(report, candidates, answer, radius=radius)


def from_answer(report: Report, candidates: Candidates, answer: Answer, *, radius: float | None = None) -> Plan:
    """Put a covering answer into words and figures."""
    return _plan(
        report, candidates, answer.sites, Goal.MOST_PEOPLE, radius or report.settings.radius, answer.bound, answer.proven, answer.method
    )


def fewest(report: Report, candidates: Candidates, share: float) -> Plan:
    """Choose few sites so that a share of all people is in reach, with the proven least number.

    Raises ``ValueError`` where all candidates together do not reach that share.
    """
    given = problem(report, candidates)
    wanted = _wanted(report, share)
    chosen, bound = siting.fewest_greedy(given, wanted) if wanted > 0 else ((), 0)
    return _plan(report, candidates, chosen, Goal.FEWEST_SITES, report.settings.radius, bound, len(chosen) == bound, "greedy")


def from_fewest(report: Report, candidates: Candidates, answer: Fewest) -> Plan:
    """Put an exact answer to the fewest sites into words and figures."""
    return _plan(report, candidates, answer.sites, Goal.FEWEST_SITES, report.settings.radius, answer.bound, answer.proven, "exact")


def question(report: Report, candidates: Candidates, goal: Goal, share: float) -> tuple[Problem | Table, float] | None:
    """Give what the exact search is asked, with the number of people wanted (0: as many as possible).

    ``None`` where it could not be answered within a minute, or nothing is left to ask.
    """
    if goal is Goal.NEAREST_ON_AVERAGE:
        if len(report.demand) * len(candidates) > MOST_PROVABLE:
            return None
        return Table(_table(report, candidates), report.demand.of(report.settings.group), report.distances), 0.0
    given = problem(report, candidates)
    wanted = _wanted(report, share) if goal is Goal.FEWEST_SITES else 0.0
    return None if goal is Goal.FEWEST_SITES and wanted <= 0 else (given, wanted)


def proven(report: Report, candidates: Candidates, goal: Goal, answer: Answer | Fewest) -> Plan:
    """Put the answer of an exact search into words and figures."""
    if isinstance(answer, Fewest):
        return from_fewest(report, candidates, answer)
    if goal is Goal.NEAREST_ON_AVERAGE:
        return _plan(report, candidates, answer.sites, goal, report.settings.radius, answer.bound, answer.proven, "exact")
    return from_answer(report, candidates, answer)


def _wanted(report: Report, share: float) -> float:
    """Give the people who have to be newly reached so that a share of all is in reach."""
    people = report.demand.of(report.settings.group)
    return share * float(people.sum()) - float(people[report.distances <= report.settings.radius].sum())


def _table(report: Report, candidates: Candidates) -> Floats:
    demand = report.demand
    table = km(demand.latitudes[:, None], demand.longitudes[:, None], candidates.latitudes[None, :], candidates.longitudes[None, :])
    return table * report.settings.detour


def nearest(report: Report, candidates: Candidates, p: int) -> Plan:
    """Choose p sites that bring help nearest on average, with a proven bound.

    Raises ``ValueError`` where points times candidates are more than can be held.
    """
    _straight(report)
    demand = report.demand
    if len(demand) * len(candidates) > MOST_PAIRS:
        raise ValueError("too many points for this question: use towns or a coarser grid")
    table = _table(report, candidates)
    steps = 300 if table.size <= 2_000_000 else 60
    answer = median.nearest_on_average(table, demand.of(report.settings.group), report.distances, p, steps=steps)
    return _plan(
        report, candidates, answer.sites, Goal.NEAREST_ON_AVERAGE, report.settings.radius, answer.bound, answer.proven, answer.method
    )


def by_radius(report: Report, candidates: Candidates, k: int, radii: Sequence[float]) -> tuple[Plan, ...]:
    """Answer the same question for several radii: an answer that changes with the radius is a weak one."""
    return tuple(quick(report, candidates, k, radius=radius) for radius in radii)


def _straight(report: Report) -> None:
    if report.times:
        raise ValueError("new sites are proposed by straight lines: leave the travel times out")


def _cover(report: Report, candidates: Candidates, radius: float) -> sparse.csr_array:
    _straight(report)
    demand = report.demand
    pairs = pairs_within(
        demand.latitudes, demand.longitudes, candidates.latitudes, candidates.longitudes, radius, detour=report.settings.detour
    )
    return cover(pairs)


def _plan(
    report: Report, candidates: Candidates, chosen: Sequence[int], goal: Goal, radius: float, limit: float, proven: bool, method: str
) -> Plan:
    demand = report.demand
    people = demand.of(report.settings.group)
    distance = report.distances.copy()
    before = float(people[distance <= radius].sum())
    first = people_by_region(np.where(distance <= radius, people, 0.0), demand.region, len(report.regions))
    mean_before = _mean(distance, people)
    left = list(chosen)
    sites: list[Site] = []
    tables = {
        site: km(candidates.latitudes[site], candidates.longitudes[site], demand.latitudes, demand.longitudes) * report.settings.detour
        for site in left
    }
    while left:
        # The order in which to build: each next site is the one that adds most to those before it.
        gains = [float(people[(distance > radius) & (tables[site] <= radius)].sum()) for site in left]
        best = int(np.argmax(gains))
        site = left.pop(best)
        distance = np.minimum(distance, tables[site])
        region = report.regions.names[candidates.region[site]] if candidates.region[site] >= 0 else ""
        sites.append(
            Site(
                candidates.names[site],
                region,
                float(candidates.latitudes[site]),
                float(candidates.longitudes[site]),
                gains[best],
                candidates.ids[site] if candidates.ids else "",
            )
        )
    then = people_by_region(np.where(distance <= radius, people, 0.0), demand.region, len(report.regions))
    gained = tuple(report.regions.names[i] for i in np.flatnonzero(then > first + 0.5))
    return Plan(
        goal,
        radius,
        report.settings.group,
        tuple(sites),
        before,
        float(people[distance <= radius].sum()),
        float(people.sum()),
        limit,
        proven,
        method,
        gained,
        mean_before,
        _mean(distance, people),
    )


def _mean(distance: Floats, people: Floats) -> float:
    known = np.isfinite(distance)
    weight = float(people[known].sum())
    return float((distance[known] * people[known]).sum()) / weight if weight else float("inf")


def after(report: Report, plan: Plan) -> Floats:
    """Give the distance from each point to the nearest place as it would be with the planned sites, for a map of after."""
    found = report.distances
    for site in plan.sites:
        built = km(site.latitude, site.longitude, report.demand.latitudes, report.demand.longitudes) * report.settings.detour
        found = np.minimum(found, built)
    return found
