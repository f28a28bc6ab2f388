"""The directory as plain arrays: what the index is built from, one entry a listing, whoever made them.

``from_directory`` reads listings; a benchmark makes a million rows without a single listing object.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from services.directory.model import Access, Answer, Audience, Category, Cost, Gender, Listing, ListingType, Precision, ServiceArea, Status
from services.directory.trust import newest
from services.search.hours import NO_SCHEDULE, Schedule
from services.search.query import How

T = TypeVar("T")

UNKNOWN = "unknown"
NO_AGE = -1
UNDATED = -1

#: Positions good enough to say "near": the middle of a region or a country is not where anybody can be found.
NEAR_PRECISIONS = frozenset({Precision.EXACT, Precision.STREET, Precision.POSTCODE, Precision.CITY})

CODES = NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Facet:
    """One facet: its values, and for each row the codes of those it has (``-1`` fills up a row that has fewer)."""

    values: tuple[str, ...]
    codes: CODES


@dataclass(frozen=True, slots=True)
class Columns:
    """Rows in the order of the edition.

    ``latitude`` and ``longitude`` are WGS 84 degrees, NaN where the row has no position good enough to be near. ``newest`` is
    ``(year * 12 + month - 1) * 31 + day - 1`` of the newest dated fact, ``UNDATED`` where there is none. ``schedule`` points into
    ``schedules``, ``region`` into ``regions`` (0 is "not known"), ``country`` into ``countries``.
    """

    countries: tuple[str, ...]
    country: NDArray[np.int16]
    regions: tuple[str, ...]
    region: NDArray[np.int32]
    latitude: NDArray[np.float64]
    longitude: NDArray[np.float64]
    minimum_age: NDArray[np.int16]
    maximum_age: NDArray[np.int16]
    newest: NDArray[np.int32]
    doubted: NDArray[np.bool_]
    schedules: tuple[Schedule, ...]
    schedule: NDArray[np.int32]
    facets: Mapping[str, Facet]

    def __len__(self) -> int:
        return len(self.country)


ANSWERS = tuple(Answer)
FIXED: Mapping[str, tuple[str, ...]] = {
    "listing_type": tuple(ListingType),
    "categories": tuple(Category),
    "audience": (*Audience, UNKNOWN),
    "gender": (*Gender, UNKNOWN),
    "cost": tuple(Cost),
    "may_come_alone": ANSWERS,
    "wheelchair": ANSWERS,
    "access": tuple(Access),
    "how": tuple(How),
    "service_area": tuple(ServiceArea),
    "status": tuple(Status),
}

#: What a listing has of each facet; an empty answer of its sources becomes the value "unknown".
READ: Mapping[str, Callable[[Listing], Iterable[str]]] = {
    "listing_type": lambda row: (row.listing_type,),
    "categories": lambda row: row.categories,
    "audience": lambda row: row.audience or (UNKNOWN,),
    "gender": lambda row: row.genders or (UNKNOWN,),
    "language": lambda row: row.languages or (UNKNOWN,),
    "cost": lambda row: (row.cost,),
    "may_come_alone": lambda row: (row.may_come_alone,),
    "wheelchair": lambda row: (row.wheelchair,),
    "access": lambda row: (row.access,),
    "how": lambda row: ways(row),
    "service_area": lambda row: (row.service_area,),
    "status": lambda row: (row.status,),
}


def has_door(listing: Listing) -> bool:
    """Say whether it is a place to go to: no line, and known at least by its town."""
    return not listing.is_remote and bool(listing.city or listing.address or listing.position)


def ways(listing: Listing) -> tuple[How, ...]:
    """Name the ways to reach a listing: in person with a door, by phone with a number; chat counts text messages and WhatsApp too."""
    found = [How.IN_PERSON] if has_door(listing) else []
    if listing.phones:
        found.append(How.PHONE)
    if listing.chat_url or listing.sms or any("whatsapp" in phone.label.casefold() for phone in listing.phones):
        found.append(How.CHAT)
    return tuple(found)


def no_timezone(listing: Listing) -> str:
    """Know no time zone: hours other than round the clock are then unknown."""
    return ""


def facet(values: Sequence[str], rows: Sequence[Iterable[str]]) -> Facet:
    """Make a facet of the values that each row has."""
    code = {value: number for number, value in enumerate(values)}
    found = [[code[value] for value in row] for row in rows]
    codes = np.full((len(rows), max((len(row) for row in found), default=1) or 1), -1, dtype=np.int16)
    for number, row in enumerate(found):
        codes[number, : len(row)] = row
    return Facet(tuple(str(value) for value in values), codes)


def from_listings(listings: Sequence[Listing], timezone_of: Callable[[Listing], str] = no_timezone) -> Columns:
    """Read listings into columns; ``timezone_of`` gives a listing's IANA time zone, empty where it is not known."""
    countries, country = _coded([row.country for row in listings])
    regions, region = _coded(["", *(row.region_code for row in listings)])
    hours = [Schedule(row.hours, timezone_of(row), row.country) if row.hours else NO_SCHEDULE for row in listings]
    schedules, schedule = _coded([NO_SCHEDULE, *hours])
    near = [row.precision in NEAR_PRECISIONS and row.latitude is not None for row in listings]
    rows = {name: [tuple(read(row)) for row in listings] for name, read in READ.items()}
    values = {**FIXED, "language": tuple(sorted({value for row in rows["language"] for value in row} | {UNKNOWN}))}
    return Columns(
        countries=countries,
        country=country.astype(np.int16),
        regions=regions,
        region=region[1:],
        latitude=np.array([row.latitude if ok else np.nan for row, ok in zip(listings, near, strict=True)], dtype=np.float64),
        longitude=np.array([row.longitude if ok else np.nan for row, ok in zip(listings, near, strict=True)], dtype=np.float64),
        minimum_age=np.array([NO_AGE if row.minimum_age is None else row.minimum_age for row in listings], dtype=np.int16),
        maximum_age=np.array([NO_AGE if row.maximum_age is None else row.maximum_age for row in listings], dtype=np.int16),
        newest=np.array([_newest(row) for row in listings], dtype=np.int32),
        doubted=np.array([bool(row.doubts) for row in listings], dtype=np.bool_),
        schedules=schedules,
        schedule=schedule[1:],
        facets={name: facet(values[name], rows[name]) for name in READ},
    )


def _newest(listing: Listing) -> int:
    day = newest(listing)
    return UNDATED if day is None else (day.year * 12 + day.month - 1) * 31 + day.day - 1


def _coded(values: Sequence[T]) -> tuple[tuple[T, ...], NDArray[np.int32]]:
    """Give the different values in the order of their first appearance, and each value's number among them."""
    number: dict[T, int] = {}
    codes = np.fromiter((number.setdefault(value, len(number)) for value in values), dtype=np.int32, count=len(values))
    return tuple(number), codes
