"""What a sheet says that nobody must understand who finds it: neutral names, and no line with a telling word in any of our languages."""

from __future__ import annotations

from services.directory.model import REMOTE_TYPES, Category, Listing, ListingType
from services.language.catalogue import Translator
from services.rights.wording import Wording

#: Places whose kind everybody has a reason to go to; they keep their name where it holds no telling word.
ORDINARY = frozenset({ListingType.HEALTH_FACILITY, ListingType.HOSPITAL_UNIT})

#: Facts that a stranger may read; who tells whom, and for whom a place is, are not among them.
TELLABLE = frozenset({"access", "cost", "papers", "languages", "wheelchair"})


def neutral(listing: Listing, wording: Wording, t: Translator) -> str:
    """Name a listing so that the name tells nothing: its own name only if it is an ordinary clinic's and holds no telling word."""
    if listing.listing_type in ORDINARY and not wording.tells_anywhere(listing.name):
        return listing.name
    if listing.listing_type in REMOTE_TYPES:
        return t("Number")
    return t("Clinic") if Category.MEDICAL in listing.categories else t("Office")
