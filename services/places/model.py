"""What a place is: a named point of the gazetteer, or a point that a person gave."""

from __future__ import annotations

from dataclasses import dataclass

from services.directory.model import Precision


@dataclass(frozen=True, slots=True)
class Place:
    """A point with a name: WGS 84 degrees, the country's ISO code, names in the reader's language where one is known.

    ``precision`` is ``CITY`` for a town, ``REGION`` or ``COUNTRY`` for the middle of one, ``STREET`` for a point given by a
    person's own device and rounded to about 1 km. ``geonames_id`` 0 means that it is no town; ``population`` 0 means unknown.
    """

    name: str
    country: str
    latitude: float
    longitude: float
    precision: Precision = Precision.CITY
    region: str = ""
    region_code: str = ""
    population: int = 0
    geonames_id: int = 0
    timezone: str = ""
