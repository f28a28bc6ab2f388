"""How a place is named: to a reader so that it cannot be mistaken, and to a form so that it can be found again."""

from __future__ import annotations

from typing import Protocol

from services.language.catalogue import Translator
from services.places.model import Place


class Atlas(Protocol):
    """What is needed to find a named place again; ``services.places.gazetteer.Gazetteer`` has it."""

    def by_id(self, geonames_id: int, language: str) -> Place | None:
        """Give the town with that GeoNames id."""

    def region(self, country: str, name: str, language: str = "en") -> Place | None:
        """Give a region by its code or name."""

    def country(self, code: str, language: str) -> Place | None:
        """Give the middle of a country."""


def token(place: Place) -> str:
    """Name a place for a form: ``town:184742``, ``region:KE.05`` or ``country:KE``; it holds nothing that a person typed."""
    if place.geonames_id:
        return f"town:{place.geonames_id}"
    return f"region:{place.region_code}" if place.region_code else f"country:{place.country}"


def resolve(atlas: Atlas, text: str, language: str) -> Place | None:
    """Find the place that a token names; ``None``: there is no such place, or it is no token."""
    kind, colon, key = text.partition(":")
    if not colon or not key or len(text) > 40:
        return None
    if kind == "town" and key.isascii() and key.isdigit():
        return atlas.by_id(int(key), language)
    if kind == "region" and key[2:3] == ".":
        return atlas.region(key[:2], key, language)
    return atlas.country(key, language) if kind == "country" else None


def detail(place: Place, t: Translator) -> str:
    """Say where a place lies, so that places of one name can be told apart."""
    parts = [part for part in (place.region, t.country(place.country)) if part and part != place.name]
    return ", ".join(dict.fromkeys(parts))


def full(place: Place, t: Translator) -> str:
    """Name a place with the country it lies in."""
    country = t.country(place.country)
    return place.name if place.name == country else f"{place.name}, {country}"
