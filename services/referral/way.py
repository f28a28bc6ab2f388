"""How to get there in words: the address as far as it may be told, and which way it lies from the middle of its town."""

from __future__ import annotations

from collections.abc import Iterable
from math import atan2, cos, degrees, radians

from services.cards.card import address
from services.directory.model import AddressVisibility, Listing, Precision
from services.language.catalogue import N_, Translator
from services.maps.answer_map import is_drawn
from services.places import distance
from services.places.gazetteer import Gazetteer
from services.places.model import Place

#: A position known to the street or better; from less, no direction can be told.
_EXACT = frozenset({Precision.EXACT, Precision.STREET})
#: Farther out than this, the middle of the town is no mark to go by.
MOST_KM = 30.0
#: The way to another town is worth saying from here on.
FROM_PLACE_KM = 5.0

_WAYS = (
    N_("About {distance} km north of the middle of {town}."),
    N_("About {distance} km north-east of the middle of {town}."),
    N_("About {distance} km east of the middle of {town}."),
    N_("About {distance} km south-east of the middle of {town}."),
    N_("About {distance} km south of the middle of {town}."),
    N_("About {distance} km south-west of the middle of {town}."),
    N_("About {distance} km west of the middle of {town}."),
    N_("About {distance} km north-west of the middle of {town}."),
)


def way(listing: Listing, place: Place | None, atlas: Gazetteer, t: Translator) -> tuple[str, ...]:
    """Say where a listing is: its address, its side of town, how far from the place asked about; lines and forms have no way.

    Nothing but the address's own words is said of a place that does not show where it is.
    """
    if listing.is_remote:
        return ()
    said = [address(listing, t)]
    if is_drawn(listing) and listing.address_visibility is AddressVisibility.FULL and listing.position:
        town = _town(listing, atlas, t.language)
        if town and listing.precision in _EXACT:
            said.append(_from_middle(listing.position, town, t))
        said.append(_from_place(listing, place, atlas, t))
    return tuple(dict.fromkeys(part for part in said if part))


def _town(listing: Listing, atlas: Gazetteer, language: str) -> Place | None:
    """Find the town of a listing: the one that its source names, else the nearest; ``None``: none is near enough to go by."""
    assert listing.position  # noqa: S101 - asked before
    named = atlas.town(listing.country, listing.city, listing.region_code, language) if listing.city else ()
    found = _near(listing.position, named)
    return found or _near(listing.position, atlas.nearest(*listing.position, 1, language))


def _near(position: tuple[float, float], towns: Iterable[Place]) -> Place | None:
    return next((town for town in towns if _km(position, town) <= MOST_KM), None)


def _km(position: tuple[float, float], town: Place) -> float:
    return float(distance.km(*position, town.latitude, town.longitude))


def _from_middle(position: tuple[float, float], town: Place, t: Translator) -> str:
    far = _km(position, town)
    if far < 1:
        return t("Less than 1 km from the middle of {town}.", town=town.name)
    return t(_WAYS[_side(position, town)], distance=t.number(round(far)), town=town.name)


def _side(position: tuple[float, float], town: Place) -> int:
    """Give the side of town as an eighth of the compass, 0 is north, 2 is east."""
    north = position[0] - town.latitude
    east = ((position[1] - town.longitude + 180) % 360 - 180) * cos(radians(town.latitude))
    return round(degrees(atan2(east, north)) / 45) % 8


def _from_place(listing: Listing, place: Place | None, atlas: Gazetteer, t: Translator) -> str:
    """Say how far it is from the town asked about; a point that a person gave is not named: a paper would tell where they were."""
    if place is None or not place.geonames_id or not listing.position:
        return ""
    far = _km(listing.position, place)
    if far < FROM_PLACE_KM or place.name == listing.city:
        return ""
    named = atlas.by_id(place.geonames_id, t.language) or place
    return t("About {distance} km from {town} in a straight line.", distance=t.number(round(far)), town=named.name)
