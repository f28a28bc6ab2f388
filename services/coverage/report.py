"""One country's coverage, measured: every figure of the page and of the exports, with what it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import numpy.typing as npt

from services.coverage import reach
from services.coverage.boundaries import Regions
from services.coverage.catchment import accessibility, pairs_within, stepped
from services.coverage.completeness import Completeness, describe
from services.coverage.demand import Demand, Group
from services.coverage.gaps import Gap, judge
from services.coverage.matrix import TravelTimes
from services.coverage.norms import Norm
from services.coverage.qualities import QUALITIES, Tally, tally
from services.coverage.supply import CITY_LIMIT_KM, PATHWAY, Supply, What
from services.directory.model import Category, Listing

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

RADII = (10.0, 30.0, 50.0, 100.0)
#: Figures for fewer people or places than this are not shown: so few may be known by name.
SMALL = 5
#: Edges in km of the distribution of distances.
EDGES = (5.0, 10.0, 20.0, 30.0, 50.0, 75.0, 100.0, 150.0, 200.0, 300.0)


@dataclass(frozen=True, slots=True)
class Settings:
    """What is asked: kind of help, radii in km (minutes with travel times), the one that maps and gaps use, and our assumptions.

    ``detour`` multiplies straight lines and is an assumption wherever it is not 1. ``languages`` are those of the country where a
    coordinator named none.
    """

    country: str
    what: What
    radius: float = 50.0
    radii: tuple[float, ...] = RADII
    detour: float = 1.0
    group: Group = Group.PEOPLE
    with_unconfirmed: bool = False
    languages: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not 0 < self.radius <= 2000 or not all(0 < radius <= 2000 for radius in self.radii):
            raise ValueError("a radius lies above 0 and at most at 2,000")
        if not 1 <= self.detour <= 5:
            raise ValueError("a detour factor lies from 1 to 5")


@dataclass(frozen=True, slots=True)
class Row:
    """One region (or the whole country): listings, reach, distance, and how much of it is known.

    ``within`` holds the people within each radius, ``beyond`` the number of points (towns) with nothing within the main radius.
    ``median`` and ``p90`` are weighted by people, in km (minutes with travel times); infinity where nothing is listed, NaN without people.
    ``listed`` counts confirmed listings unless unconfirmed ones were asked for; ``region_only`` of them have no position to measure from.
    ``per_100k`` is listings for each 100,000 people of the demand; ``access`` the mean of E2SFCA for each 100,000.
    """

    code: str
    name: str
    points: int
    people: float
    groups: Mapping[Group, float]
    listed: int
    unconfirmed: int
    region_only: int
    within: Mapping[float, float]
    beyond: int
    beyond_people: float
    median: float
    p90: float
    per_100k: float | None
    access: float | None
    pathway: tuple[Category, ...]
    qualities: Mapping[str, Tally]
    completeness: Completeness
    by_category: Mapping[Category, int]
    category_within: Mapping[Category, float]

    @property
    def single(self) -> bool:
        """Whether one listing is all there is: if it closes, nothing is left."""
        return self.listed == 1

    def share(self, radius: float) -> float | None:
        """The share of the people within a radius; ``None``: the region has no people in this demand."""
        return self.within[radius] / self.people if self.people else None


@dataclass(frozen=True, slots=True)
class FarTown:
    """A town with nothing listed within the radius; ``distance`` is that to the nearest, infinity where there is none."""

    name: str
    region: str
    people: float
    distance: float


@dataclass(frozen=True)
class Report:
    """A country measured: ``whole`` and one row for each region, gaps, towns out of reach, and what all of it rests on.

    ``what_if`` says that the listings are those of a scenario; every note and file then says so first.
    """

    settings: Settings
    today: date
    edition: str
    whole: Row
    rows: tuple[Row, ...]
    gaps: tuple[Gap, ...]
    far: tuple[FarTown, ...]
    histogram: tuple[float, ...]
    demand: Demand = field(repr=False)
    regions: Regions = field(repr=False)
    distances: Floats = field(repr=False)
    times: bool = False
    what_if: bool = False

    @property
    def with_none(self) -> tuple[Row, ...]:
        """The regions in which nothing of the kind is listed."""
        return tuple(row for row in self.rows if not row.listed)


def analyse(
    settings: Settings,
    supply: Supply,
    lines: Sequence[Listing],
    demand: Demand,
    regions: Regions,
    norms: Sequence[Norm],
    today: date,
    *,
    edition: str = "",
    times: TravelTimes | None = None,
) -> Report:
    """Measure a country.

    ``supply`` are its places, ``lines`` its help lines. With ``times`` the radii are minutes and a pair without a time is out of reach.
    """
    counted = supply.confirmed | settings.with_unconfirmed
    measure = _Measure(settings, supply, demand, counted, times)
    finest = min(settings.radius, *settings.radii)
    coarse = measure.distance(settings.what, CITY_LIMIT_KM)
    distances = Distances(coarse, measure.distance(settings.what, finest) if finest < CITY_LIMIT_KM else coarse)
    kinds = {category: measure.distance(What(category=category), settings.radius) for category in Category}
    known = [describe(supply, supply.region == region) for region in range(len(regions))]
    access = measure.access() if not settings.what.is_pathway and times is None else None
    build = _Rows(settings, supply, demand, regions, counted, distances, kinds, access, today)
    whole_known = describe(supply, np.ones(len(supply), dtype=np.bool_))
    found = judge(norms, supply, lines, demand, regions, known, whole_known, settings.radius, measure.nearest, times=times is not None)
    bins = np.bincount(np.searchsorted(EDGES, coarse), weights=demand.of(settings.group), minlength=len(EDGES) + 1)
    main = distances.at(settings.radius)
    return Report(
        settings=settings,
        today=today,
        edition=edition,
        whole=build.row(None, whole_known),
        rows=tuple(build.row(region, known[region]) for region in range(len(regions))),
        gaps=found,
        far=_far(settings, demand, regions, main),
        histogram=tuple(bins.tolist()),
        demand=demand,
        regions=regions,
        distances=main,
        times=times is not None,
    )


@dataclass(frozen=True)
class Distances:
    """Distance to the nearest place by any position, and by exact positions only: below 5 km a town's middle cannot tell."""

    coarse: Floats
    fine: Floats

    def at(self, radius: float) -> Floats:
        """Give the distances that hold for a measure of this radius."""
        return self.fine if radius < CITY_LIMIT_KM else self.coarse


@dataclass(frozen=True)
class _Measure:
    settings: Settings
    supply: Supply
    demand: Demand
    counted: Bools
    times: TravelTimes | None

    def distance(self, what: What, radius: float) -> Floats:
        """Give the distance (or minutes) from each point to the nearest place; for a pathway, to the farthest of its four parts.

        Only positions that hold for a measure of ``radius`` are used.
        """
        if what.is_pathway:
            return np.asarray(np.max([self.distance(What(category=part), radius) for part in PATHWAY], axis=0), dtype=np.float64)
        return self._nearest(self.supply.fitting(what) & self.counted, radius)

    def nearest(self, chosen: Bools) -> Floats:
        """Give the distance (or minutes) from each point to the nearest of the chosen places, for the main radius."""
        return self._nearest(chosen, self.settings.radius)

    def _nearest(self, chosen: Bools, radius: float) -> Floats:
        if self.times is not None:
            return self.times.nearest(np.flatnonzero(chosen).tolist())
        sites = chosen & self.supply.usable(radius)
        demand, supply = self.demand, self.supply
        return reach.nearest_km(
            demand.latitudes, demand.longitudes, supply.latitudes[sites], supply.longitudes[sites], detour=self.settings.detour
        )

    def access(self) -> Floats:
        """Give E2SFCA with presence as capacity: each place counts one, since the directory knows no capacities."""
        sites = self.supply.fitting(self.settings.what) & self.counted & self.supply.usable(self.settings.radius)
        demand, supply = self.demand, self.supply
        pairs = pairs_within(
            demand.latitudes,
            demand.longitudes,
            supply.latitudes[sites],
            supply.longitudes[sites],
            self.settings.radius,
            detour=self.settings.detour,
        )
        return accessibility(pairs, demand.of(self.settings.group), np.ones(int(sites.sum())), stepped(self.settings.radius))


@dataclass(frozen=True)
class _Rows:
    settings: Settings
    supply: Supply
    demand: Demand
    regions: Regions
    counted: Bools
    distances: Distances
    kinds: Mapping[Category, Floats]
    access: Floats | None
    today: date

    def row(self, region: int | None, known: Completeness) -> Row:
        settings, supply, demand = self.settings, self.supply, self.demand
        here = np.ones(len(demand), dtype=np.bool_) if region is None else demand.region == region
        there = np.ones(len(supply), dtype=np.bool_) if region is None else supply.region == region
        fits = supply.fitting(settings.what) & there
        listed = fits & self.counted
        people, km = demand.of(settings.group)[here], self.distances.coarse[here]
        total = float(people.sum())
        beyond = self.distances.at(settings.radius)[here] > settings.radius
        chosen = [supply.listings[i] for i in np.flatnonzero(listed)]
        helping = [supply.listings[i] for i in np.flatnonzero(there & self.counted)]
        mean = None if self.access is None or not total else float((self.access[here] * people).sum() / total * 100_000)
        return Row(
            code="" if region is None else self.regions.codes[region],
            name="" if region is None else self.regions.names[region],
            points=int(here.sum()),
            people=total,
            groups={group: float(values[here].sum()) for group, values in demand.people.items()},
            listed=len(chosen),
            unconfirmed=int((fits & ~supply.confirmed).sum()),
            region_only=int((listed & ~supply.usable(settings.radius)).sum()),
            within={
                radius: float(people[self.distances.at(radius)[here] <= radius].sum())
                for radius in sorted({settings.radius, *settings.radii})
            },
            beyond=int(beyond.sum()),
            beyond_people=float(people[beyond].sum()),
            median=reach.weighted_quantile(km, people, 0.5),
            p90=reach.weighted_quantile(km, people, 0.9),
            per_100k=len(chosen) / total * 100_000 if total else None,
            access=mean,
            pathway=tuple(part for part in PATHWAY if any(What(category=part).fits(listing) for listing in helping)),
            qualities={code: tally(code, chosen, settings.languages, self.today) for code in QUALITIES},
            completeness=known,
            by_category={category: sum(What(category=category).fits(listing) for listing in helping) for category in Category},
            category_within={category: float(people[near[here] <= settings.radius].sum()) for category, near in self.kinds.items()},
        )


def _far(settings: Settings, demand: Demand, regions: Regions, distances: Floats, most: int = 500) -> tuple[FarTown, ...]:
    """List the towns with nothing within the radius, largest first; grid cells have no names and are not listed."""
    if not demand.names:
        return ()
    people = demand.of(settings.group)
    far = np.flatnonzero(distances > settings.radius)
    far = far[np.argsort(-people[far], kind="stable")][:most]
    where = [regions.names[demand.region[i]] if demand.region[i] >= 0 else "" for i in far]
    return tuple(FarTown(demand.names[i], name, float(people[i]), float(distances[i])) for i, name in zip(far, where, strict=True))


def shown(people: float) -> float | None:
    """Give a number of people as it may be shown: rounded, and ``None`` where it is above 0 and below 5."""
    number = round(people)
    return None if 0 < number < SMALL else float(number)
