"""The gazetteer behind geopy's interface, so that a deployer may put a Nominatim of their own in its place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from geopy.adapters import BaseSyncAdapter
from geopy.exc import ConfigurationError, GeocoderQueryError
from geopy.geocoders import Nominatim
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location

from services.places import countries
from services.places.gazetteer import Gazetteer
from services.places.model import Place


class NoNetwork(BaseSyncAdapter):  # type: ignore[misc]
    """An adapter that asks nobody: where somebody needs help must not leave the machine."""

    def get_json(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> Any:
        """Refuse."""
        raise ConfigurationError("the offline geocoder makes no request")

    def get_text(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> Any:
        """Refuse."""
        raise ConfigurationError("the offline geocoder makes no request")


class OfflineGeocoder(Geocoder):  # type: ignore[misc]
    """Geocode and reverse with the shipped gazetteer, with the arguments and results of geopy's Nominatim.

    ``Location.raw`` holds ``precision`` (city, region or country) and ``place``, the ``Place`` itself.
    """

    def __init__(self, gazetteer: Gazetteer, language: str = "en") -> None:
        super().__init__(adapter_factory=NoNetwork)
        self._gazetteer = gazetteer
        self._language = language

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        timeout: Any = DEFAULT_SENTINEL,
        language: str | None = None,
        country_codes: str | list[str] | None = None,
        limit: int | None = None,
    ) -> Location | list[Location] | None:
        """Find a place by name; ``None``: there is none. ``country_codes`` are ISO codes, to which the answer is limited.

        ``exactly_one`` gives the best known where several may be meant; ask for all of them to offer a choice.
        """
        spoken = language or self._language
        allowed = [code.strip().upper() for code in (country_codes.split(",") if isinstance(country_codes, str) else country_codes or [])]
        if allowed:
            places = [place for code in allowed for place in self._gazetteer.find(query, spoken, code, limit or 8) if place.country == code]
        else:
            places = list(self._gazetteer.find(query, spoken, "", limit or 8))
        return self._answer([located(place, spoken) for place in places[: limit or 8]], exactly_one)

    def reverse(
        self,
        query: Any,
        *,
        exactly_one: bool = True,
        timeout: Any = DEFAULT_SENTINEL,
        language: str | None = None,
        limit: int | None = None,
    ) -> Location | list[Location] | None:
        """Find the towns nearest to a position (a geopy ``Point``, a pair, or "latitude, longitude"), the nearest first.

        Raises ``GeocoderQueryError`` where it is no position.
        """
        try:
            latitude, longitude = (float(part) for part in (query.split(",") if isinstance(query, str) else tuple(query)[:2]))
        except (TypeError, ValueError) as error:
            raise GeocoderQueryError("write a position as latitude, longitude in degrees") from error
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
            raise GeocoderQueryError("a position is -90 to 90 degrees north and -180 to 180 degrees east")
        spoken = language or self._language
        places = self._gazetteer.nearest(latitude, longitude, limit or 1, spoken)
        return self._answer([located(place, spoken) for place in places], exactly_one)

    @staticmethod
    def _answer(found: list[Location], exactly_one: bool) -> Location | list[Location] | None:
        if not found:
            return None
        return found[0] if exactly_one else found


def located(place: Place, language: str) -> Location:
    """Make a geopy ``Location`` of a place: its address is the name, region and country, each once."""
    parts = dict.fromkeys(part for part in (place.name, place.region, countries.name(place.country, language)) if part)
    return Location(", ".join(parts), (place.latitude, place.longitude), {"precision": place.precision.value, "place": place})


def geocoder(settings: Mapping[str, str], gazetteer: Gazetteer) -> Geocoder:
    """Make the geocoder that a deployer has set: the offline one, or their own Nominatim where ``nominatim_domain`` names its host.

    ``nominatim_scheme`` is https unless set. A public host is refused: it would learn where people look for help.
    """
    domain = settings.get("nominatim_domain", "").strip()
    if not domain:
        return OfflineGeocoder(gazetteer)
    if domain.partition(":")[0].endswith("openstreetmap.org"):
        raise ConfigurationError("name a Nominatim of your own: a public one would learn where people look for help")
    return Nominatim(domain=domain, scheme=settings.get("nominatim_scheme", "https"), user_agent="waymark")
