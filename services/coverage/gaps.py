"""What is missing by which norm: required, listed, the difference, how sure that is, and the people behind it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from services.coverage.boundaries import Regions
from services.coverage.completeness import Completeness, Confidence
from services.coverage.demand import Demand, Group, Kind
from services.coverage.norms import Denominator, Norm, Shape, Unit
from services.coverage.reach import nearest_km, people_by_region
from services.coverage.supply import Supply, is_always_open, is_free
from services.directory.model import Answer, Listing, ServiceArea, Status

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
#: Gives from each point the distance (or minutes) to the nearest of some places.
Far = Callable[[Bools], Floats]

#: The position of the country as a whole where a region's position stands.
COUNTRY = -1


class Basis(StrEnum):
    """Whose number the requirement was computed from."""

    WHOLE = "whole"
    TOWNS = "towns"
    NONE = "none"


class Obstacle(StrEnum):
    """Why a norm cannot be judged; empty where it can."""

    NOTHING = ""
    NO_WOMEN = "no_women"
    NO_TOTAL = "no_total"
    NO_PLACES = "no_places"
    NO_TIMES = "no_times"
    A_LIMIT = "a_limit"


@dataclass(frozen=True, slots=True)
class Gap:
    """A norm held against a region (or the country, ``COUNTRY``).

    ``required`` is ``None`` where the norm gives no number, ``difference`` (required less listed, at least 0) where the two cannot be
    compared, and ``obstacle`` says why. ``listed`` counts confirmed listings of the kinds that meet it, ``unconfirmed`` the others.
    ``people`` are those of the region beyond the radius of any of them (beyond the norm's own minutes where it asks for a share within a
    time): with a default demand the people of its towns. ``of_people`` are those that the norm is held against.
    """

    norm: Norm
    region: int
    required: int | None
    listed: int
    unconfirmed: int
    difference: int | None
    people: float
    of_people: float | None
    basis: Basis
    confidence: Confidence
    obstacle: Obstacle = Obstacle.NOTHING


def required(norm: Norm, people: float) -> int:
    """Give how many units a rate asks for: the people over the figure, rounded up, and at least the number for each region.

    >>> required(Norm(code="X", kind=Shape.RATE, per=200_000, categories=("legal",)), 200_001)
    2
    """
    return max(math.ceil(people / norm.per - 1e-9) if norm.per else 0, norm.each_region)


def judge(
    norms: Sequence[Norm],
    supply: Supply,
    lines: Sequence[Listing],
    demand: Demand,
    regions: Regions,
    known: Sequence[Completeness],
    whole: Completeness,
    radius: float,
    far: Far | None = None,
    *,
    times: bool = False,
) -> tuple[Gap, ...]:
    """Hold every norm against every region and the country.

    ``far`` measures distances; without it they are straight lines. With ``times`` it gives minutes, and ``radius`` is in minutes.

    ``known`` is the completeness of each region, ``whole`` that of the country, ``lines`` the country's help lines. Rates are judged by
    inhabitants or women as the norm says; with towns alone a region's requirement is a lower bound (``Basis.TOWNS``), and the country's
    rests on its total where a source says it.
    """
    found: list[Gap] = []
    for norm in norms:
        if norm.kind is Shape.NATIONAL:
            found.append(_national(norm, lines, demand))
            continue
        fits = np.array([norm.met_by(listing) for listing in supply.listings], dtype=np.bool_)
        counted = fits & supply.confirmed
        measured = (far or (lambda sites: _lines(supply, sites, demand, radius)))(counted)
        limit = norm.minutes if norm.kind is Shape.TIME_SHARE else radius
        beyond = people_by_region(np.where(measured > limit, demand.of(demand.main), 0.0), demand.region, len(regions))
        if norm.kind is Shape.TIME_SHARE and times:
            found += _in_time(norm, beyond, demand, known, whole)
            continue
        for region in range(len(regions)):
            here = supply.region == region
            people = _people(norm, demand, region)
            found.append(
                _gap(
                    norm,
                    region,
                    int((counted & here).sum()),
                    int((fits & ~supply.confirmed & here).sum()),
                    float(beyond[region]),
                    people,
                    demand,
                    known[region],
                )
            )
        if norm.kind is Shape.PRESENCE:
            found.append(_served(norm, tuple(found[-len(regions) :]), demand, whole))
            continue
        total = _people(norm, demand, COUNTRY)
        found.append(
            _gap(norm, COUNTRY, int(counted.sum()), int((fits & ~supply.confirmed).sum()), float(beyond.sum()), total, demand, whole)
        )
    return tuple(found)


def ranked(gaps: Sequence[Gap]) -> tuple[Gap, ...]:
    """Order the regional gaps that are there: most people first, then the larger difference; the country's own are left out."""
    there = [gap for gap in gaps if gap.region != COUNTRY and gap.difference]
    return tuple(sorted(there, key=lambda gap: (-gap.people, -(gap.difference or 0), gap.norm.code, gap.region)))


def _people(norm: Norm, demand: Demand, region: int) -> float | None:
    group = Group.WOMEN if norm.denominator is Denominator.WOMEN else Group.PEOPLE
    if group not in demand.people:
        return None
    if region == COUNTRY:
        return demand.country_total if group is Group.PEOPLE and demand.country_total else demand.total(group)
    return float(demand.of(group)[demand.region == region].sum())


def _lines(supply: Supply, counted: Bools, demand: Demand, radius: float) -> Floats:
    sites = counted & supply.usable(radius)
    return nearest_km(demand.latitudes, demand.longitudes, supply.latitudes[sites], supply.longitudes[sites])


def _in_time(norm: Norm, beyond: Floats, demand: Demand, known: Sequence[Completeness], whole: Completeness) -> list[Gap]:
    """Hold a share of people within a time against the journeys that were brought; it asks for no number of places."""
    all_people = people_by_region(demand.of(demand.main), demand.region, len(beyond))
    sure = [*(own.confidence for own in known), whole.confidence]
    rows = [*zip(range(len(beyond)), beyond.tolist(), all_people.tolist(), strict=True), (COUNTRY, float(beyond.sum()), demand.total())]
    return [
        Gap(norm, region, None, 0, 0, None, out, everyone, Basis.NONE, confidence, Obstacle.A_LIMIT)
        for (region, out, everyone), confidence in zip(rows, sure, strict=True)
    ]


def _gap(
    norm: Norm, region: int, listed: int, unconfirmed: int, beyond: float, people: float | None, demand: Demand, known: Completeness
) -> Gap:
    basis = Basis.NONE
    if people is not None and norm.kind is Shape.RATE:
        whole = demand.origin.kind is not Kind.SETTLEMENTS or (region == COUNTRY and demand.country_total is not None)
        basis = Basis.WHOLE if whole else Basis.TOWNS
    obstacle = _obstacle(norm, people)
    # That there be one in every region can be judged without any number of people.
    least = norm.each_region if region != COUNTRY else 0
    needed: int | None = least or None
    if norm.kind is Shape.RATE and people is not None:
        needed = required(norm, people) if region != COUNTRY else max(1, math.ceil(people / norm.per - 1e-9))
    elif norm.kind in (Shape.LIMIT, Shape.TIME_SHARE):
        needed = None
    comparable = needed if obstacle is Obstacle.NOTHING else (least or None)
    difference = None if comparable is None else max(0, comparable - listed)
    if obstacle is not Obstacle.NOTHING and not difference:
        difference = None
    if difference and obstacle is not Obstacle.NOTHING:
        needed = comparable
    return Gap(norm, region, needed, listed, unconfirmed, difference, beyond, people, basis, known.confidence, obstacle)


def _obstacle(norm: Norm, people: float | None) -> Obstacle:
    if norm.kind is Shape.LIMIT:
        return Obstacle.A_LIMIT
    if norm.kind is Shape.TIME_SHARE:
        return Obstacle.NO_TIMES
    if norm.kind is Shape.RATE and people is None:
        return Obstacle.NO_WOMEN if norm.denominator is Denominator.WOMEN else Obstacle.NO_TOTAL
    return Obstacle.NO_PLACES if norm.unit in (Unit.FAMILY_PLACE, Unit.BED_PLACE) else Obstacle.NOTHING


def _served(norm: Norm, own: Sequence[Gap], demand: Demand, whole: Completeness) -> Gap:
    """Count the regions that have what a norm asks of every region: here ``required`` and ``listed`` are regions."""
    served = sum(not gap.difference for gap in own)
    people = sum(gap.people for gap in own)
    return Gap(norm, COUNTRY, len(own), served, 0, len(own) - served, people, demand.country_total, Basis.NONE, whole.confidence)


def _national(norm: Norm, lines: Sequence[Listing], demand: Demand) -> Gap:
    """Look for one line that is nationwide, free and open day and night; one whose sources do not say so is not counted as meeting it."""
    fitting = [
        line
        for line in lines
        if norm.met_by(line) and line.status is Status.ACTIVE and line.service_area in (ServiceArea.NATION, ServiceArea.UNKNOWN)
    ]
    met = [line for line in fitting if is_free(line) is Answer.YES and is_always_open(line) is Answer.YES and not line.doubts]
    return Gap(
        norm,
        COUNTRY,
        1,
        len(met),
        len(fitting) - len(met),
        max(0, 1 - len(met)),
        0.0,
        demand.country_total,
        Basis.NONE,
        Confidence.LOW if fitting else Confidence.UNKNOWN,
    )
