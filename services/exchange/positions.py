"""Where a listing is: as its source says if that can be true, else its town, its region or only its country. Never prettier."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Protocol

from services.directory.model import AddressVisibility, Precision
from services.exchange.drafts import Draft
from services.places.distance import km
from services.places.model import Place

#: A given position farther than this from every town of its name in its region is not believed, in km.
BELIEVED_KM = 50.0

_WORSE = (
    (re.compile(r"coordinates are those of the street", re.I), Precision.STREET),
    (re.compile(r"coordinates are those of the (town|city)", re.I), Precision.CITY),
    (re.compile(r"coordinates are those of the (postal code|postcode)", re.I), Precision.POSTCODE),
)


class Towns(Protocol):
    """What positions are checked against."""

    def towns(self, name: str, country: str) -> Sequence[Place]:
        """Give the country's towns of that name, the largest first."""

    def region(self, name: str, country: str) -> Place | None:
        """Give the country's first-level region of that name."""

    def country_near(self, latitude: float, longitude: float, country: str) -> bool:
        """Say whether the position can lie in the country."""


class NoTowns:
    """Knows no town: everything keeps what its source says."""

    def towns(self, name: str, country: str) -> Sequence[Place]:
        """Know none."""
        return ()

    def region(self, name: str, country: str) -> Place | None:
        """Know none."""
        return None

    def country_near(self, latitude: float, longitude: float, country: str) -> bool:
        """Believe everything."""
        return True


def candidates(city: str) -> list[str]:
    """Give the names under which a town of a sheet may stand in a gazetteer, the fullest first.

    >>> candidates("Heidelberg [GP]")
    ['Heidelberg [GP]', 'Heidelberg']
    """
    names = [city, re.sub(r"[\[(].*?[\])]", "", city).strip(), re.split(r"[,/;]| - ", city)[0].strip()]
    return list(dict.fromkeys(name for name in names if name))


def place(draft: Draft, towns: Towns) -> dict[str, Any]:
    """Give the position columns of a draft: coordinates, precision, note, region code; ``missing_town`` where none was found."""
    facts = draft.facts
    country = facts["country"]
    region = towns.region(facts["region"], country) if facts["region"] else None
    named = next((found for name in candidates(facts["city"]) if (found := towns.towns(name, country))), ()) if facts["city"] else ()
    inside = [town for town in named if region is not None and town.region_code == region.region_code]
    code = region.region_code if region else named[0].region_code if len(named) == 1 else ""
    result: dict[str, Any] = {"latitude": None, "longitude": None, "precision": Precision.COUNTRY, "position_note": "", "region_code": code}
    if facts["address_visibility"] is AddressVisibility.WITHHELD:
        return result | {"precision": Precision.WITHHELD}
    doubt = ""
    if facts.get("given") is not None and not draft.remote:
        doubt = _disbelief(facts["given"], inside or named, country, towns)
        if not doubt:
            return result | _given(facts)
    if draft.remote and not facts["city"]:
        return result | ({"precision": Precision.REGION} if facts["region"] else {})
    return result | _town_or_region(facts, inside or list(named), region, doubt)


def _given(facts: dict[str, Any]) -> dict[str, Any]:
    latitude, longitude = facts["given"]
    precision = next((worse for pattern, worse in _WORSE if pattern.search(facts["notes"])), Precision.EXACT)
    return {
        "latitude": round(latitude, 6),
        "longitude": round(longitude, 6),
        "precision": precision,
        "position_note": "Position as the source gives it.",
    }


def _disbelief(given: tuple[float, float], named: Sequence[Place], country: str, towns: Towns) -> str:
    if not towns.country_near(*given, country):
        return f"The position that the source gives ({given[0]:.4f}, {given[1]:.4f}) is not in the country. "
    if not named:
        return ""
    nearest = min(float(km(*given, town.latitude, town.longitude)) for town in named)
    if nearest <= BELIEVED_KM:
        return ""
    return f"The position that the source gives ({given[0]:.4f}, {given[1]:.4f}) is {nearest:.0f} km from the nearest town of that name. "


def _town_or_region(facts: dict[str, Any], named: list[Place], region: Place | None, doubt: str) -> dict[str, Any]:
    if named:
        town = named[0]
        return {
            "latitude": round(town.latitude, 5),
            "longitude": round(town.longitude, 5),
            "precision": Precision.CITY,
            "position_note": f"{doubt}Position of the town.",
            "region_code": town.region_code,
        }
    missing = {"missing_town": True} if facts["city"] else {}
    if region is not None:
        return missing | {
            "latitude": round(region.latitude, 5),
            "longitude": round(region.longitude, 5),
            "precision": Precision.REGION,
            "position_note": f"{doubt}Position of the middle of the region.",
        }
    return missing | {"precision": Precision.COUNTRY, "position_note": doubt.strip()}
