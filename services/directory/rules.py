"""What a row of the directory must meet beyond its types: each rule once, with what to do when it is broken.

Used by the import, by ``python -m services.check`` and by the page of data quality.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from urllib.parse import urlsplit

import opening_hours
from babel import Locale

from services.directory.disclosure import breaches
from services.directory.model import Access, Listing, ListingType, Precision, ServiceArea
from services.directory.phones import is_confirmed
from services.directory.trust import DOUBTS

#: A fault of one row: the column, and what to do about it.
Fault = tuple[str, str]
#: Says whether a position (degrees north and east) can lie in a country.
InCountry = Callable[[float, float, str], bool]


#: Two-letter codes of CLDR that stand for no country: unions, the world beside, and pseudo-locales.
_NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "ZZ", "XA", "XB", "QO"})


@cache
def country_codes() -> frozenset[str]:
    """Give the ISO 3166-1 alpha-2 codes that CLDR names, Kosovo's ``XK``, and ``INT`` for worldwide."""
    territories = (str(code) for code in Locale.parse("en").territories)
    return frozenset(code for code in territories if re.fullmatch(r"[A-Z]{2}", code) and code not in _NO_COUNTRIES) | {"INT"}


@cache
def language_codes() -> frozenset[str]:
    """Give the ISO 639 codes of languages that CLDR names."""
    return frozenset(code for code in map(str, Locale.parse("en").languages) if re.fullmatch(r"[a-z]{2,3}", code))


@cache
def hours_are_readable(hours: str) -> bool:
    """Say whether opening hours can be evaluated."""
    return bool(opening_hours.validate(hours))


def is_web_address(url: str) -> bool:
    """Say whether it is a complete http or https address."""
    parts = urlsplit(url)
    return parts.scheme in ("http", "https") and "." in (parts.hostname or "") and " " not in url


def _codes(listing: Listing) -> Iterator[Fault]:
    if listing.country not in country_codes():
        yield "country", f"{listing.country!r} is not an ISO 3166-1 alpha-2 code, nor INT"
    for code in listing.languages:
        if code not in language_codes():
            yield "languages", f"{code!r} is not an ISO 639 code of a language that CLDR names"
    if listing.region_code and not listing.region_code.startswith(f"{listing.country}."):
        yield "region_code", f"{listing.region_code!r} is a region of another country than {listing.country}"
    for code in listing.doubts:
        if code not in DOUBTS:
            yield "doubts", f"{code!r} is not one of {', '.join(DOUBTS)}"


def _contacts(listing: Listing) -> Iterator[Fault]:
    for column, url in (
        ("website", listing.website),
        ("chat_url", listing.chat_url),
        *(("source_url", source.url) for source in listing.sources),
    ):
        if url and not is_web_address(url):
            yield column, f"{url[:60]!r} is not a web address; it begins with http:// or https:// and has no blank"
    if listing.email and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,}", listing.email):
        yield "email", f"{listing.email[:60]!r} is not one e-mail address"
    for phone in listing.phones:
        if phone.confirmed_format != is_confirmed(phone.number, listing.country):
            known, act = ("does not know", "add") if phone.confirmed_format else ("knows", "remove")
            yield "phones", f"phonenumbers {known} {phone.number!r} in {listing.country}: {act} '(unconfirmed format)'"
    if not any((listing.phones, listing.sms, listing.chat_url, listing.website, listing.email, listing.city, listing.address)):
        yield "phones", "gives no way to reach it; a listing needs a phone, chat, web address, e-mail or town"


def _times(listing: Listing, today: date) -> Iterator[Fault]:
    if listing.hours and not hours_are_readable(listing.hours):
        yield "hours", f"{listing.hours[:60]!r} is not in opening_hours syntax; leave it empty and write the words in hours_text"
    for source in listing.sources:
        if source.date and source.date > today.isoformat()[: len(source.date)]:
            yield "source_date", f"{source.date!r} lies in the future"
    if listing.assured_date and listing.assured_date > today:
        yield "assured_date", f"{listing.assured_date} lies in the future"


def _place(listing: Listing, in_country: InCountry | None) -> Iterator[Fault]:
    position = listing.position
    if position is None and listing.precision in (Precision.EXACT, Precision.STREET, Precision.POSTCODE, Precision.CITY):
        yield "precision", f"{listing.precision} without a position; write region, country or withheld"
    if position is not None and in_country is not None and not in_country(*position, listing.country):
        yield "latitude", f"{position[0]}, {position[1]} is not in {listing.country}; check the order of latitude and longitude"
    if listing.country == "INT" and listing.service_area is not ServiceArea.CROSS_BORDER:
        yield "service_area", "a worldwide listing is cross_border"


def _kind(listing: Listing) -> Iterator[Fault]:
    emergency = listing.listing_type is ListingType.EMERGENCY_NUMBER
    if emergency and not listing.phones:
        yield "phones", "an emergency listing needs its numbers"
    if not emergency and any(phone.services and "+" in phone.label for phone in listing.phones):
        yield "phones", "only emergency numbers carry services as a label"
    if listing.listing_type is ListingType.NETWORK_MEMBER and listing.access is Access.WALK_IN:
        yield "access", "a network member is not a place to walk into"


def faults(listing: Listing, today: date, in_country: InCountry | None = None) -> Iterator[Fault]:
    """Give every rule that a listing breaks; ``in_country`` may be left out where no gazetteer is at hand."""
    yield from _codes(listing)
    yield from _contacts(listing)
    yield from _times(listing, today)
    yield from _place(listing, in_country)
    yield from _kind(listing)
    yield from breaches(listing)
