"""How far a listing can be trusted: age and doubts, one rule in one place.

Checked: its newest fact is at most 24 months old. Older: above that ("may have changed, call first"). Unconfirmed: above ten
years, or an undated aggregator alone, or notes that doubt it. The curator's ``doubts`` column holds the reasons as codes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from urllib.parse import urlsplit

from services.directory.model import Check, Listing, ListingType


class Level(StrEnum):
    """The three degrees of trust, best first."""

    CHECKED = "checked"
    OLDER = "older"
    UNCONFIRMED = "unconfirmed"


CHECKED_MONTHS = 24
CALL_FIRST_MONTHS = 12
UNCONFIRMED_MONTHS = 120

#: Lines that a person in danger dials: they need two sources, or are shown as known from one.
TWICE_AS_HARD = frozenset({ListingType.EMERGENCY_NUMBER, ListingType.CHILD_HELPLINE})

#: Codes allowed in ``Listing.doubts``, with what they mean to a curator.
DOUBTS = {
    "aggregator_only": "only an aggregator or a list without a named official source says it",
    "notes_doubt": "the notes doubt that the line or place exists, is current or is what it seems",
    "sources_disagree": "two sources say different numbers or facts, and this one is not the better backed",
    "old_list": "it rests on a list whose real age is above ten years, whatever the date of the copy",
}


@dataclass(frozen=True, slots=True)
class Trust:
    """The degree, the age of the newest dated fact in whole months (``None``: undated), and whether to call first."""

    level: Level
    age_months: int | None
    call_first: bool
    two_sources: bool


@lru_cache(maxsize=4096)
def origin(url: str) -> str:
    """Name who says it: two pages of one site, or of one repository, are one source and confirm nothing.

    A repository's folder ``sources`` holds copies of others' lists: there each file is an origin of its own.
    """
    parts = urlsplit(url)
    host = (parts.hostname or url).removeprefix("www.")
    stored = re.match(r"^/([^/]+/[^/]+)/(?:blob|raw)/[^/]+/(sources/.+)?", parts.path) if host == "github.com" else None
    return "/".join(part for part in (host, stored[1], stored[2]) if part) if stored else host


def newest(listing: Listing) -> date | None:
    """Give the day of the newest dated fact: an own check, else the newest source date, taken at its earliest day; ``None``: undated."""
    days = [_earliest(source.date) for source in listing.sources if source.date]
    if listing.check is not Check.SOURCE_READ and listing.assured_date:
        days.append(listing.assured_date)
    return max(days, default=None)


def _earliest(text: str) -> date:
    year, month, day = (*(int(part) for part in text.split("-")), 1, 1)[:3]
    return date(year, month, day)


def trust(listing: Listing, today: date) -> Trust:
    """Judge a listing on a given day.

    An undated fact is never ``CHECKED``: nobody can say how old it is. Two sources are two different origins.
    """
    day = newest(listing)
    months = None if day is None else max(0, (today.year - day.year) * 12 + today.month - day.month - (today.day < day.day))
    two = len({origin(source.url) for source in listing.sources}) > 1
    if listing.doubts or (months is not None and months > UNCONFIRMED_MONTHS):
        level = Level.UNCONFIRMED
    elif months is None or months > CHECKED_MONTHS:
        level = Level.OLDER
    else:
        level = Level.CHECKED
    return Trust(level, months, call_first=level is not Level.CHECKED or months is None or months > CALL_FIRST_MONTHS, two_sources=two)
