"""Which time a listing's clock shows: by its position, else by its region, else by its country where that leaves no doubt."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Protocol
from zoneinfo import ZoneInfo

import tzfpy

from services.directory.model import Listing


class Zoned(Protocol):
    """Knows the time zones of the towns of a country or region; ``services.places.gazetteer.Gazetteer`` does."""

    def zones(self, country: str, region_code: str = "") -> tuple[str, ...]:
        """Give the zones in use there, that with the most people first."""


def at(latitude: float, longitude: float) -> str:
    """Name the IANA time zone at a position in degrees; empty: at sea, where nobody has an office.

    Boundaries: timezone-boundary-builder (ODbL) through tzfpy.
    """
    zone: str = tzfpy.get_tz(longitude, latitude)
    return "" if zone.startswith("Etc/") else zone


@cache
def _offsets(zone: str) -> tuple[object, ...]:
    """Give a zone's offsets in the middle of each month: two zones with the same ones have the same clock all year."""
    place = ZoneInfo(zone)
    return tuple(datetime(2026, month, 15, 12, tzinfo=place).utcoffset() for month in range(1, 13))


def agreed(zones: Iterable[str]) -> str:
    """Give the first zone if all of them show the same time all year, else the empty text: an hour wrong is a closed door."""
    found = tuple(zones)
    return found[0] if found and len({_offsets(zone) for zone in found}) == 1 else ""


class Timezones:
    """Gives each listing's time zone; countries are looked up once."""

    def __init__(self, towns: Zoned) -> None:
        self._of_area = cache(lambda country, region: agreed(towns.zones(country, region)))

    def __call__(self, listing: Listing) -> str:
        """Name a listing's IANA time zone; empty: unknown, so whether it is open now must be asked.

        A country with several times (the US, Russia, Brazil) has none of its own: only a position or a region tells.
        """
        if listing.position and (zone := at(*listing.position)):
            return zone
        if listing.region_code and (zone := self._of_area(listing.country, listing.region_code)):
            return zone
        return self._of_area(listing.country, "")
