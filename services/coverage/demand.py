"""Who needs help and where: points with people, and an honest word on what those people are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from services.coverage.boundaries import Regions
from services.places.model import Place

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

#: The gazetteer holds settlements from this many people up.
SETTLEMENT_FLOOR = 5000


class Group(StrEnum):
    """Whom the people of a demand are; children and women are known only where a table or grid says so."""

    PEOPLE = "people"
    CHILDREN = "children"
    WOMEN = "women"


class Kind(StrEnum):
    """Where a demand comes from."""

    SETTLEMENTS = "settlements"
    TABLE = "table"
    GRID = "grid"


@dataclass(frozen=True, slots=True)
class Origin:
    """What a demand rests on, to be shown beside every figure.

    ``year`` is empty where the source mixes or does not name years. ``checksum`` is the SHA-256 of a file that was brought, empty
    for what ships with the project. ``floor`` is the smallest settlement that counts, in people. ``step_km`` is the side of the blocks
    that grid cells were joined into, 0 for anything else.
    """

    kind: Kind
    source: str
    year: str = ""
    licence: str = ""
    checksum: str = ""
    floor: int = 0
    step_km: float = 0.0


@dataclass(frozen=True)
class Demand:
    """Points with people: degrees, people of each group, and the position of each point's region in ``Regions`` (-1: in none).

    Arrays are of length n and parallel. ``names`` is empty for grid cells. ``country_total`` is the whole population where a source
    says it (``None``: not known), so that the share that the points stand for can be shown.
    """

    latitudes: Floats
    longitudes: Floats
    people: Mapping[Group, Floats]
    region: Ints
    origin: Origin
    names: tuple[str, ...] = ()
    country_total: float | None = None
    total_source: str = ""
    notes: tuple[str, ...] = field(default=())

    def __len__(self) -> int:
        return len(self.latitudes)

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups whose numbers are known."""
        return tuple(self.people)

    def of(self, group: Group) -> Floats:
        """Give the people of a group at each point; ``ValueError`` where the source does not tell them apart: a share is never invented."""
        if group not in self.people:
            raise ValueError(f"this demand does not say how many {group.value} there are; bring a table or grid that does")
        return self.people[group]

    @property
    def main(self) -> Group:
        """All people where their number is known, else the one group that a grid holds."""
        return Group.PEOPLE if Group.PEOPLE in self.people else next(iter(self.people))

    def total(self, group: Group | None = None) -> float:
        """Give the sum over all points; without a group, of the main one."""
        return float(self.of(group or self.main).sum())

    @property
    def share_of_country(self) -> float | None:
        """All people of the points over the country's total; above 1 some are counted twice; ``None``: one of the two is not known."""
        return self.total(Group.PEOPLE) / self.country_total if self.country_total and Group.PEOPLE in self.people else None


def from_settlements(
    towns: Sequence[Place],
    regions: Regions,
    *,
    country_total: float | None = None,
    total_source: str = "",
    year: str = "",
    source: str = "GeoNames",
) -> Demand:
    """Make points of the gazetteer's settlements from 5,000 people up; those without a known population are left out.

    Where a country has none that large, its smaller ones are taken, and the origin's ``floor`` says so. In some of the poorest
    countries these are under a fifth of the population, and in others some people are counted twice. Say "towns with nothing within
    r km", never "people unserved".
    """
    floor = SETTLEMENT_FLOOR if any(town.population >= SETTLEMENT_FLOOR for town in towns) else 1
    known = [town for town in towns if town.population >= floor]
    codes = {code: index for index, code in enumerate(regions.codes)}
    return Demand(
        latitudes=np.array([town.latitude for town in known], dtype=np.float64),
        longitudes=np.array([town.longitude for town in known], dtype=np.float64),
        people={Group.PEOPLE: np.array([town.population for town in known], dtype=np.float64)},
        region=np.array([codes.get(town.region_code, -1) for town in known], dtype=np.int64),
        origin=Origin(Kind.SETTLEMENTS, source, year, "CC BY 4.0", floor=floor),
        names=tuple(town.name for town in known),
        country_total=country_total,
        total_source=total_source,
    )


@dataclass(frozen=True, slots=True)
class RegionPeople:
    """One row of an admin table that was matched: the position of the region, and the people of each group that the table names."""

    region: int
    people: Mapping[Group, float]


def from_table(
    rows: Sequence[RegionPeople], settlements: Demand, regions: Regions, origin: Origin, *, country_total: float | None = None
) -> Demand:
    """Spread the people of each region over its towns in proportion to the towns' size.

    That people live where the towns are is an assumption of ours: the regional sums are the table's, the distances are those of the
    towns. A region without any town gets one point inside its shape; a region without a shape either gives no point, and is named in
    ``notes``. Regions missing from the table have no people.
    """
    base = settlements.of(Group.PEOPLE)
    latitudes: list[Floats] = []
    longitudes: list[Floats] = []
    region: list[Ints] = []
    names: list[str] = []
    groups = tuple(group for group in Group if any(group in row.people for row in rows))
    people: dict[Group, list[Floats]] = {group: [] for group in groups}
    unplaced: list[str] = []
    for row in rows:
        here = np.flatnonzero(settlements.region == row.region)
        if len(here):
            lat, lon, share = settlements.latitudes[here], settlements.longitudes[here], base[here] / base[here].sum()
            names += [settlements.names[i] for i in here]
        else:
            inside = regions.inner_point(row.region)
            if inside is None:
                unplaced.append(regions.names[row.region])
                continue
            lat, lon, share = np.array([inside[0]]), np.array([inside[1]]), np.ones(1)
            names.append(regions.names[row.region])
        latitudes.append(lat)
        longitudes.append(lon)
        region.append(np.full(len(lat), row.region, dtype=np.int64))
        for group in groups:
            people[group].append(share * row.people.get(group, 0.0))
    return Demand(
        latitudes=np.concatenate([*latitudes, np.empty(0)]),
        longitudes=np.concatenate([*longitudes, np.empty(0)]),
        people={group: np.concatenate([*parts, np.empty(0)]) for group, parts in people.items()},
        region=np.concatenate([*region, np.empty(0, dtype=np.int64)]),
        origin=origin,
        names=tuple(names),
        country_total=country_total,
        notes=tuple(unplaced),
    )


def only(demand: Demand, chosen: npt.NDArray[np.bool_]) -> Demand:
    """Keep the chosen points."""
    return replace(
        demand,
        latitudes=demand.latitudes[chosen],
        longitudes=demand.longitudes[chosen],
        people={group: values[chosen] for group, values in demand.people.items()},
        region=demand.region[chosen],
        names=tuple(name for name, keep in zip(demand.names, chosen, strict=False) if keep) if demand.names else (),
    )
