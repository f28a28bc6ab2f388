"""Makes listings, places and directories for the tests of the search."""

from datetime import UTC, datetime
from typing import Any

from services.directory.edition import Directory
from services.directory.model import Listing
from services.places.model import Place
from services.search.index import Index

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
NAKURU = Place("Nakuru", "KE", -0.3031, 36.08, region="Nakuru", region_code="KE.31", population=307990, geonames_id=184622)


def listing(name: str, **facts: Any) -> Listing:
    """Make a listing that is confirmed, in a town of Kenya, and of which nothing else is said."""
    row: dict[str, Any] = {
        "id": name,
        "name": name.title(),
        "listing_type": "health_facility",
        "categories": "medical",
        "country": "KE",
        "city": "Nakuru",
        "address_visibility": "full",
        "source_url": "https://example.org/list",
        "source_date": "2026-03",
    }
    return Listing.model_validate({**row, **facts})


def at(north: float, east: float, precision: str = "exact") -> dict[str, Any]:
    """Give the fields of a position in degrees."""
    return {"latitude": north, "longitude": east, "precision": precision}


def index_of(*listings: Listing) -> Index:
    """Index listings; every one is in the zone of Nairobi."""
    return Index.of(Directory(listings), lambda row: "Africa/Nairobi")
