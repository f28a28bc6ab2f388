"""What may be told about a listing: whose addresses, mailboxes and mobile phones stay out of the file itself.

A shelter's address in a public file can cost a life, so it is not hidden at display but never written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from services.directory.model import AddressVisibility, Category, Listing, ListingType, Phone
from services.directory.phones import is_mobile

#: Mail providers where anybody can open a mailbox (first label of the domain).
MAIL_PROVIDERS = frozenset(
    [
        "gmail",
        "googlemail",
        "hotmail",
        "outlook",
        "live",
        "msn",
        "yahoo",
        "ymail",
        "rocketmail",
        "aol",
        "icloud",
        "me",
        "mac",
        "gmx",
        "web",
        "mail",
        "proton",
        "protonmail",
        "zoho",
        "yandex",
        "rambler",
        "libero",
        "virgilio",
        "tiscali",
        "alice",
        "uol",
        "bol",
        "terra",
        "ig",
        "qq",
        "163",
        "126",
        "naver",
        "daum",
        "hanmail",
        "orange",
        "wanadoo",
        "laposte",
        "free",
        "rediffmail",
    ]
)

_SECRET = re.compile(
    r"does not publish its address|address not published|secret address|confidential address|address (is )?(kept )?(secret|confidential)",
    re.I,
)
_AREA = re.compile(r"street left out: the campus|shelter of the same organisation is left out", re.I)


def is_confidential(listing_type: ListingType, categories: Iterable[Category]) -> bool:
    """Say whether people may be hiding there: a shelter, or a service that runs one."""
    return listing_type is ListingType.SHELTER_CONTACT or Category.SHELTER in categories


def visibility(listing_type: ListingType, categories: Iterable[Category], notes: str, *, remote: bool) -> AddressVisibility:
    """Decide how much of an address may be shown; anything unclear is withheld.

    A line has no door, so nothing of it is secret unless it runs a shelter. A place that also shelters people is shown by its
    town alone.
    """
    if _SECRET.search(notes):
        return AddressVisibility.WITHHELD
    if is_confidential(listing_type, categories):
        return AddressVisibility.WITHHELD if remote or listing_type is ListingType.SHELTER_CONTACT else AddressVisibility.AREA
    return AddressVisibility.AREA if _AREA.search(notes) else AddressVisibility.FULL


def is_personal_mailbox(email: str, *names: str) -> bool:
    """Say whether a mailbox seems to be a person's own.

    It is one at a mail provider whose local part holds no word, acronym or number of the names given (listing, organisation,
    kind of place): an organisation's only mailbox may be at a provider, and is then named after it.
    """
    local, at, domain = email.lower().partition("@")
    if not at or domain.split(".")[0] not in MAIL_PROVIDERS:
        return False
    bare = re.sub(r"[^a-z0-9]", "", local)
    words = [word for name in names for word in re.findall(r"\w+", _plain(name))]
    acronyms = ["".join(word[0] for word in re.findall(r"\w+", _plain(name))) for name in names if name]
    wanted = [word for word in words if len(word) >= 4 or (word.isdigit() and len(word) >= 3)]
    wanted += [word.lower() for name in names for word in re.findall(r"\b[A-Z]{3,}\b", name)]
    wanted += [part for acronym in acronyms for part in (acronym, acronym[:4]) if len(part) >= 3]
    return not any(word[:6] in bare for word in wanted)


def _plain(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(char))


def is_provider_mailbox(email: str) -> bool:
    """Say whether a mailbox is at a provider where anybody can open one."""
    return email.lower().partition("@")[2].split(".")[0] in MAIL_PROVIDERS


def phones_to_show(phones: Iterable[Phone], country: str, *, confidential: bool) -> tuple[Phone, ...]:
    """Leave out what may be a private mobile phone of somebody at a confidential place."""
    return tuple(phone for phone in phones if not (confidential and is_mobile(phone.number, country)))


def breaches(listing: Listing) -> list[tuple[str, str]]:
    """Name the columns of a listing that tell more than may be told, each with what to do about it."""
    found: list[tuple[str, str]] = []
    confidential = is_confidential(listing.listing_type, listing.categories)
    if confidential and listing.address_visibility is AddressVisibility.FULL and (listing.address or listing.position):
        found.append(("address_visibility", "a place that shelters people must be `area` or `withheld`; empty its address"))
    if listing.address_visibility is not AddressVisibility.FULL and (listing.address or listing.postal_code):
        found.append(("address", "an address that may not be shown must not stand in the file: empty address and postal_code"))
    if confidential and is_provider_mailbox(listing.email):
        found.append(("email", "a mailbox at a personal mail provider must not be shown for a shelter: empty it"))
    if confidential and len(phones_to_show(listing.phones, listing.country, confidential=True)) != len(listing.phones):
        found.append(("phones", "a mobile phone must not be shown for a shelter: leave it out"))
    return found
