"""A made-up country for coverage tests: five by five towns, two regions, listings where a test wants them."""

from datetime import date

import numpy as np
from shapely.geometry import box

from services.coverage.boundaries import Regions
from services.coverage.demand import Demand, Group, Kind, Origin
from services.coverage.report import Settings
from services.coverage.supply import Supply, gather, what
from services.directory.model import AddressVisibility, Listing, ListingType, Precision

TODAY = date(2026, 11, 24)
DEGREE = 111.195

#: West of 1.5 degrees east is the first region, east of it the second.
REGIONS = Regions(("XX.01", "XX.02"), ("Westland", "Eastland"), (box(-1, -1, 1.5, 6), box(1.5, -1, 6, 6)), "made up")


def listing(name: str, latitude: float | None = None, longitude: float | None = None, **facts: object) -> Listing:
    values: dict[str, object] = {
        "id": name,
        "name": name,
        "country": "XX",
        "listing_type": ListingType.HOSPITAL_UNIT,
        "categories": ("medical",),
        "latitude": latitude,
        "longitude": longitude,
        "precision": Precision.EXACT if latitude is not None else Precision.COUNTRY,
        "address_visibility": AddressVisibility.FULL,
        "source_url": "https://example.org",
        "source_date": "2026-06",
    }
    return Listing.model_validate(values | facts)


def grid(each: float = 100.0, **more: object) -> Demand:
    """Give the 5 x 5 grid: one degree apart, the same people at each crossing."""
    latitudes, longitudes = (axis.ravel().astype(float) for axis in np.meshgrid(np.arange(5), np.arange(5), indexing="ij"))
    values: dict[str, object] = {
        "latitudes": latitudes,
        "longitudes": longitudes,
        "people": {Group.PEOPLE: np.full(25, each)},
        "region": REGIONS.locate(latitudes, longitudes),
        "origin": Origin(Kind.SETTLEMENTS, "made up", floor=5000),
        "names": tuple(f"Town {lat:g}-{lon:g}" for lat, lon in zip(latitudes, longitudes, strict=True)),
        "country_total": 5000.0,
        "total_source": "made up",
    }
    return Demand(**(values | more))  # type: ignore[arg-type]


def supply(*listings: Listing) -> Supply:
    return gather(listings, REGIONS, TODAY)


def settings(code: str = "medical", radius: float = 120.0, **more: object) -> Settings:
    return Settings("XX", what(code), radius, **({"radii": (120.0, 240.0)} | more))  # type: ignore[arg-type]
