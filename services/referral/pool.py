"""The whole directory as a caseworker searches it for the shortlist: by name or id, around a place, in a region, in a drawn area."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from math import isfinite

import numpy as np

from services.directory.edition import Directory
from services.directory.model import Listing, Status
from services.maps.answer_map import is_drawn
from services.places import distance
from services.places.distance import unit_vectors
from services.places.fold import fold
from services.places.model import Place
from services.places.shapes import Shape
from services.search.index import Index
from services.search.matches import ABOUT
from services.search.query import Match

#: More than this is not read; the count says how many there are.
MOST_FOUND = 30

#: A hand draws a handful of corners; a file made to harm brings thousands.
MOST_CORNERS = 400

#: Shorter than this a name fits half the directory.
SHORTEST_NAME = 2


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gave: the first of them, best first, and how many there are in all."""

    listings: tuple[Listing, ...]
    total: int

    @classmethod
    def of(cls, listings: Iterable[Listing]) -> Found:
        """Cut a list after what can be read."""
        everything = tuple(listings)
        return cls(everything[:MOST_FOUND], len(everything))


class Pool:
    """All active listings of an edition, made ready to be searched by a caseworker; immutable and public."""

    def __init__(self, directory: Directory, index: Index) -> None:
        self._index = index
        self._positions = {listing.id: position for position, listing in enumerate(directory.listings)}
        self._listings = tuple(listing for listing in directory.listings if listing.status is Status.ACTIVE)
        self._by_id = {listing.id: listing for listing in self._listings}
        self._names = [f" {fold(listing.name)} {fold(listing.organization)} {fold(listing.city)}" for listing in self._listings]
        self.languages = frozenset(code for listing in self._listings for code in listing.languages)
        self._drawn = tuple(listing for listing in self._listings if is_drawn(listing))
        spots = np.array([listing.position for listing in self._drawn], dtype=np.float64).reshape(-1, 2)
        self._latitudes, self._longitudes = spots[:, 0], spots[:, 1]

    @property
    def ids(self) -> Mapping[str, Listing]:
        """Active listings by id."""
        return self._by_id

    def named(self, text: str, country: str = "") -> Found:
        """Find by id, else by words of the name, the organisation or the town, in any order and however they are accented.

        Listings of ``country`` come first. A text that is too short finds nothing.
        """
        exact = self._by_id.get(text.strip().lower())
        if exact is not None:
            return Found((exact,), 1)
        words = fold(text[:120]).split()
        if sum(map(len, words)) < SHORTEST_NAME:
            return Found((), 0)
        fitting = [one for one, name in zip(self._listings, self._names, strict=True) if all(f" {word}" in name for word in words)]
        return Found.of(sorted(fitting, key=lambda one: one.country != country))

    def around(self, place: Place, km: float) -> Found:
        """Find what stands within so many km, the nearest first."""
        far = distance.km(place.latitude, place.longitude, self._latitudes, self._longitudes)
        order = np.argsort(far, kind="stable")
        return Found.of(self._drawn[position] for position in order[: np.count_nonzero(far <= km)])

    def in_region(self, region_code: str) -> Found:
        """Find what is listed for a first-level region, whether or not it may be drawn on a map."""
        return Found.of(sorted((one for one in self._listings if one.region_code == region_code), key=lambda one: fold(one.name)))

    def inside(self, area: Shape) -> Found:
        """Find what stands inside an area; a confidential place is never found so: it has no position here."""
        # The map goes round and round: an area drawn on the next world to the east or west means the same places.
        turns = [area.contains(self._latitudes, self._longitudes + turn) for turn in (-360.0, 0.0, 360.0)]
        within = np.flatnonzero(np.logical_or.reduce(turns))
        return Found.of(sorted((self._drawn[position] for position in within), key=lambda one: fold(one.name)))

    def match(self, listing: Listing, place: Place | None, now: datetime) -> Match:
        """Give a listing with its distance from a place, its hours and how far it can be trusted; ``now`` must be aware."""
        row = self._index.row(self._positions[listing.id])
        away = None
        if place is not None and not listing.is_remote:
            far = self._index.kilometres(np.asarray([row], dtype=np.intp), unit_vectors(place.latitude, place.longitude))[0]
            away = None if np.isnan(far) else float(far)
        return Match(
            listing,
            distance_km=away,
            about=away is not None and listing.precision in ABOUT,
            hours=self._index.hours(row, now),
            trust=self._index.trust(row, now.date()),
        )


def area(drawing: object) -> Shape | None:
    """Read what was drawn on the map, a GeoJSON feature with a polygon; ``None``: it is no area, or none that a hand draws."""
    geometry = drawing.get("geometry") if isinstance(drawing, dict) else None
    if not isinstance(geometry, dict) or geometry.get("type") != "Polygon":
        return None
    rings = geometry.get("coordinates")
    if not (isinstance(rings, list) and len(rings) == 1 and isinstance(rings[0], list) and 4 <= len(rings[0]) <= MOST_CORNERS):
        return None
    if not all(_is_corner(corner) for corner in rings[0]) or rings[0][0] != rings[0][-1]:
        return None
    return Shape((np.array(rings[0], dtype=np.float64),))


def _is_corner(corner: object) -> bool:
    if not (isinstance(corner, list) and len(corner) == 2):
        return False
    numbers = [part for part in corner if isinstance(part, (int, float)) and not isinstance(part, bool) and isfinite(part)]
    return len(numbers) == 2 and -540 <= numbers[0] <= 540 and -90 <= numbers[1] <= 90
