"""Where a listing is: as its source says if that can be true, else its town, its region or only its country. Never prettier."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Protocol

from services.directory.model import AddressVisibility, Precision
from services.exchange.drafts import Draft
from services.places.distance import km
from services.places.fold import fold
from services.places.inside import Borders
from services.places.model import Place

#: A given position farther than this from every town of its name in its region is not believed, in km.
BELIEVED_KM = 50.0
#: How many times larger a town must be than the next of its name to be taken for the one that is meant.
CLEARLY_LARGER = 8
#: A town of another region than the stated one is the same town when it is so near to that region's own position, in km:
#: capitals are often regions of their own, and sheets and gazetteer draw regions differently.
NEIGHBOURING_KM = 120.0

_WORSE = (
    (re.compile(r"coordinates are those of the street", re.I), Precision.STREET),
    (re.compile(r"coordinates are those of the (town|city)", re.I), Precision.CITY),
    (re.compile(r"coordinates are those of the (postal code|postcode)", re.I), Precision.POSTCODE),
)


class Towns(Protocol):
    """What positions are checked against: ``services.places.gazetteer.Gazetteer`` is one."""

    def town(self, country: str, name: str, region: str = "", language: str = "en") -> tuple[Place, ...]:
        """Find all towns of exactly that name in a country, the largest first, those of a region before others."""

    def region(self, country: str, name: str, language: str = "en") -> Place | None:
        """Find a first-level region by code or name."""


class Remembered:
    """Asks another gazetteer and remembers the answers of one import, where a town's name comes up a hundred times."""

    def __init__(self, towns: Towns) -> None:
        self._towns = towns
        self._known: dict[tuple[str, str, str], tuple[Place, ...]] = {}
        self._regions: dict[tuple[str, str], Place | None] = {}

    def town(self, country: str, name: str, region: str = "", language: str = "en") -> tuple[Place, ...]:
        """Find all towns of exactly that name in a country."""
        key = (country, name, region)
        if key not in self._known:
            self._known[key] = self._towns.town(country, name, region, language)
        return self._known[key]

    def region(self, country: str, name: str, language: str = "en") -> Place | None:
        """Find a first-level region by code or name."""
        key = (country, name)
        if key not in self._regions:
            self._regions[key] = self._towns.region(country, name, language)
        return self._regions[key]


def spellings(city: str, country: str) -> list[str]:
    """Give the names under which a town of a sheet may stand in a gazetteer, the fullest first.

    >>> spellings("Heidelberg [GP]", "ZA")
    ['Heidelberg [GP]', 'Heidelberg']
    """
    plain = re.sub(r"[\[(].*?[\])]", "", city).strip()
    names = [city, plain, re.split(r"[,/;]| - ", plain)[0].strip(), re.sub(r"\b(city|town|township)$", "", plain, flags=re.I).strip()]
    # GeoNames writes Korean towns with their rank: Yongin-si, Geochang-gun.
    names += [f"{plain}{rank}" for rank in ("-si", "-gun", "-eup")] if country == "KR" else []
    return list(dict.fromkeys(name for name in names if name))


def place(draft: Draft, towns: Towns, borders: Borders) -> dict[str, Any]:
    """Give the position columns of a draft: coordinates, precision, note, region code; ``missing_town`` where none was found."""
    facts = draft.facts
    country, hidden = facts["country"], facts["address_visibility"] is AddressVisibility.WITHHELD
    region = towns.region(country, facts["region"]) if facts["region"] else None
    named = _named(facts["city"], country, region, towns) if facts["city"] else ()
    result: dict[str, Any] = {
        "latitude": None,
        "longitude": None,
        "precision": Precision.WITHHELD if hidden else Precision.COUNTRY,
        "position_note": "",
        "region_code": region.region_code if region else "",
    }
    if hidden:
        return result
    doubt = ""
    if facts.get("given") is not None:
        region_is_known = region is not None or not facts["region"]
        doubt = _disbelief(facts["given"], named if region_is_known else (), facts, borders)
        if not doubt:
            latitude, longitude = facts["given"]
            code = result["region_code"] or borders.region_at(latitude, longitude, country)
            return result | _given(facts) | {"region_code": code}
    if draft.remote and not facts["city"]:
        return result | ({"precision": Precision.REGION} if facts["region"] else {})
    return result | _town_or_region(facts, named, region, doubt)


def _named(city: str, country: str, region: Place | None, towns: Towns) -> tuple[Place, ...]:
    """Find the towns that may be meant: those of the name in the region or next to it; without a known region, all of the name."""
    neighbouring: tuple[Place, ...] = ()
    for name in spellings(city, country):
        found = towns.town(country, name, region.region_code if region else "")
        inside = tuple(town for town in found if region is None or town.region_code == region.region_code)
        if inside:
            return inside
        if region is not None and not neighbouring:
            near = [
                town for town in found if float(km(region.latitude, region.longitude, town.latitude, town.longitude)) <= NEIGHBOURING_KM
            ]
            neighbouring = tuple(near) if len(near) == 1 else ()
    return neighbouring


def _given(facts: dict[str, Any]) -> dict[str, Any]:
    latitude, longitude = facts["given"]
    precision = next((worse for pattern, worse in _WORSE if pattern.search(facts["notes"])), Precision.EXACT)
    return {
        "latitude": round(latitude, 6),
        "longitude": round(longitude, 6),
        "precision": precision,
        "position_note": "Position as the source gives it.",
    }


def _disbelief(given: tuple[float, float], named: Sequence[Place], facts: dict[str, Any], borders: Borders) -> str:
    if not borders(*given, facts["country"]):
        return f"The position that the source gives ({given[0]:.4f}, {given[1]:.4f}) is not in the country. "
    # A town known by that name only in an old or foreign spelling may be another one: it disproves nothing.
    wanted = {fold(name) for name in spellings(facts["city"], facts["country"])}
    named = [town for town in named if fold(town.name) in wanted]
    if not named:
        return ""
    nearest = min(float(km(*given, town.latitude, town.longitude)) for town in named)
    if nearest <= BELIEVED_KM:
        return ""
    where = f"{given[0]:.4f}, {given[1]:.4f}"
    return f"The position that the source gives ({where}) is {nearest:.0f} km from the nearest town of that name in its region. "


def _clear(named: Sequence[Place], region: Place | None, city: str) -> Place | None:
    """Give the town that is meant; without a known region, the only one of that main name, or one much larger than the others."""
    if not named or region is not None or len(named) == 1:
        return named[0] if named else None
    own = [town for town in named if fold(town.name) == fold(city)] or list(named)
    if len(own) == 1:
        return own[0]
    first, second = sorted(own, key=lambda town: -town.population)[:2]
    return first if first.population >= CLEARLY_LARGER * max(second.population, 1) else None


def _town_or_region(facts: dict[str, Any], named: Sequence[Place], region: Place | None, doubt: str) -> dict[str, Any]:
    town = _clear(named, region, facts["city"])
    if town is not None:
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
            "position_note": f"{doubt}Position of the region.",
        }
    several = "Several towns have that name. " if named else ""
    return missing | {"precision": Precision.COUNTRY, "position_note": f"{doubt}{several}".strip()}
