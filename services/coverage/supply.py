"""Which listings count as help for what, and from which distance on their position may be believed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt

from services.coverage.boundaries import Regions
from services.directory.model import Answer, Audience, Category, Cost, Gender, Listing, ListingType, Precision, Status
from services.directory.trust import Level, newest, trust

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

#: Below this radius a position known only to the town cannot tell who is in reach.
CITY_LIMIT_KM = 5.0
FRESH_MONTHS = 12

#: Never counted as a place where a survivor is helped: ordinary stations are not specialised, courts decide but do not help, networks
#: advocate, and survivor networks are for adults among themselves. Each may still be chosen by its own type.
NOT_HELP = frozenset({ListingType.POLICE_STATION, ListingType.COURT, ListingType.NETWORK_MEMBER, ListingType.SURVIVOR_NETWORK})

_POINT = frozenset({Precision.EXACT, Precision.STREET, Precision.POSTCODE})

#: The four kinds of help that make a pathway complete.
PATHWAY = (Category.MEDICAL, Category.PSYCHOLOGICAL, Category.LEGAL, Category.SOCIAL)


@dataclass(frozen=True, slots=True)
class What:
    """What is measured: one category, one listing type, or all four categories of a complete pathway (neither given)."""

    category: Category | None = None
    listing_type: ListingType | None = None

    @property
    def is_pathway(self) -> bool:
        """Whether all four kinds of help are asked for."""
        return self.category is None and self.listing_type is None

    @property
    def code(self) -> str:
        """A short code for files."""
        return str(self.category or self.listing_type or "complete_pathway")

    def fits(self, listing: Listing) -> bool:
        """Say whether a listing gives what is measured; for a pathway, whether it gives any part of it."""
        if self.listing_type is not None:
            return listing.listing_type is self.listing_type
        if listing.listing_type in NOT_HELP:
            return False
        return any(part in listing.categories for part in ((self.category,) if self.category else PATHWAY))


def what(code: str) -> What:
    """Read a code: a category, a listing type, or ``complete_pathway``; ``ValueError`` for anything else."""
    if code == "complete_pathway":
        return What()
    if code in set(Category):
        return What(category=Category(code))
    return What(listing_type=ListingType(code))


@dataclass(frozen=True)
class Supply:
    """The places of a country: active, to be walked into, in the order of the directory, with what the measures need of each.

    ``region`` is the position in ``Regions`` (-1: in none or not known). ``point`` says that a place has a position; ``precise``
    that the position is better than a town. ``confirmed`` is false for unconfirmed listings, which are counted apart.
    """

    listings: tuple[Listing, ...]
    latitudes: Floats
    longitudes: Floats
    region: Ints
    point: Bools
    precise: Bools
    confirmed: Bools
    age_months: Floats

    def __len__(self) -> int:
        return len(self.listings)

    def fitting(self, asked: What) -> Bools:
        """Tell for each place whether it gives what is measured, confirmed or not."""
        return np.array([asked.fits(listing) for listing in self.listings], dtype=np.bool_)

    def usable(self, radius_km: float) -> Bools:
        """Tell for each place whether its position holds for a measure of this radius: below 5 km a town's middle does not."""
        return self.precise if radius_km < CITY_LIMIT_KM else self.point

    @cached_property
    def helping(self) -> Bools:
        """Tell for each place whether it helps at all: a list of police stations says nothing of how well help is known."""
        return np.array([listing.listing_type not in NOT_HELP for listing in self.listings], dtype=np.bool_)

    @cached_property
    def columns(self) -> dict[str, int]:
        """The place of each listing by id."""
        return {listing.id: position for position, listing in enumerate(self.listings)}


def gather(listings: Iterable[Listing], regions: Regions, today: date) -> Supply:
    """Take the places out of a country's listings.

    A line is not a place and an inactive listing is not help, so both are left out. A withheld place, or one known only to its region,
    has no point but counts in its region. The region is the listing's own code, else the shape its position lies in.
    """
    places = tuple(listing for listing in listings if not listing.is_remote and listing.status is Status.ACTIVE)
    point = np.array([_has_point(listing) for listing in places], dtype=np.bool_)
    latitudes = np.array([listing.latitude if has else np.nan for listing, has in zip(places, point, strict=True)], dtype=np.float64)
    longitudes = np.array([listing.longitude if has else np.nan for listing, has in zip(places, point, strict=True)], dtype=np.float64)
    region = np.array([regions.index.get(listing.region_code, -1) for listing in places], dtype=np.int64)
    lost = np.flatnonzero((region < 0) & point)
    if len(lost):
        region[lost] = regions.locate(latitudes[lost], longitudes[lost])
    judged = [trust(listing, today) for listing in places]
    return Supply(
        places,
        latitudes,
        longitudes,
        region,
        point,
        np.array([listing.precision in _POINT for listing in places], dtype=np.bool_) & point,
        np.array([found.level is not Level.UNCONFIRMED for found in judged], dtype=np.bool_),
        np.array([np.nan if found.age_months is None else found.age_months for found in judged], dtype=np.float64),
    )


def _has_point(listing: Listing) -> bool:
    return listing.position is not None and listing.precision in _POINT | {Precision.CITY}


def takes_children(listing: Listing) -> Answer:
    """Say whether a place takes children, as far as its sources say."""
    if listing.minimum_age is not None and listing.minimum_age >= 18:
        return Answer.NO
    if Audience.CHILDREN in listing.audience or (listing.maximum_age is not None and listing.maximum_age < 18):
        return Answer.YES
    return Answer.NO if Audience.ADULTS in listing.audience else Answer.UNKNOWN


def takes_boys(listing: Listing) -> Answer:
    """Say whether a place takes boys, as far as its sources say; a place for women is not one for boys."""
    if takes_children(listing) is Answer.NO:
        return Answer.NO
    if Gender.BOYS in listing.genders:
        return Answer.YES
    return Answer.NO if listing.genders else Answer.UNKNOWN


def is_free(listing: Listing) -> Answer:
    """Say whether a place costs nothing, as far as its sources say."""
    return {Cost.FREE: Answer.YES, Cost.PAID: Answer.NO}.get(listing.cost, Answer.UNKNOWN)


def is_always_open(listing: Listing) -> Answer:
    """Say whether a place is open day and night; without hours that is not known."""
    if not listing.hours:
        return Answer.UNKNOWN
    return Answer.YES if listing.hours.replace(" ", "") in ("24/7", "Mo-Su00:00-24:00", "00:00-24:00") else Answer.NO


def speaks(listing: Listing, languages: Sequence[str]) -> Answer:
    """Say whether a place speaks one of the languages, as far as its sources say."""
    if not listing.languages or not languages:
        return Answer.UNKNOWN
    return Answer.YES if set(listing.languages) & set(languages) else Answer.NO


def is_fresh(listing: Listing, today: date) -> Answer:
    """Say whether a place's newest dated fact is at most twelve months old; an undated one is not known to be."""
    if newest(listing) is None:
        return Answer.UNKNOWN
    age = trust(listing, today).age_months
    return Answer.YES if age is not None and age <= FRESH_MONTHS else Answer.NO
