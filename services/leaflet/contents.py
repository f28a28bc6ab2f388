"""What stands on a country's leaflet: which numbers, which centres, from which day, and when to check again.

Lines are chosen and ordered by ``services.search.answer``, so that paper and screen never disagree. A centre that many regions have is
shown once a region before any region gets a second one, because the nearest centre is the one of the own region.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from services.directory.edition import Directory
from services.directory.model import Audience, Listing, ListingType, Status
from services.directory.trust import Level, trust
from services.search.answer import answer
from services.search.index import Index
from services.search.query import Answer, GroupKind, Match, Need, Query

#: Helpline numbers are to be verified again every three months (standards for listings of this project, after child helpline practice).
MONTHS_UNTIL_CHECK = 3

#: So many centres still fit on one printed page beside the lines.
MOST_CENTRES = 34

#: So many lines of one kind; emergency numbers are never cut.
MOST_LINES = 4

#: Where all help is under one roof: one-stop centres, children's houses (Barnahus), care centres after sexual violence.
CENTRES = (ListingType.ONE_STOP_CENTRE, ListingType.CHILD_ADVOCACY_CENTRE, ListingType.SEXUAL_ASSAULT_CENTRE)


@dataclass(frozen=True, slots=True)
class Region:
    """The centres shown of one region (empty name: the source does not say), and how many more the directory lists there."""

    name: str
    centres: tuple[Listing, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Leaflet:
    """A country's leaflet, not yet in words.

    ``dated`` is the day of the edition the facts are from, ``check_after`` the day after which they must be checked again, and
    ``overdue`` says that this day has passed. ``unsure`` holds the ids of listings that nobody has confirmed.
    """

    country: str
    dated: date
    check_after: date
    overdue: bool
    emergency: tuple[Match, ...]
    helplines: tuple[Match, ...]
    report: tuple[Match, ...]
    removal: tuple[Match, ...]
    regions: tuple[Region, ...]
    unsure: frozenset[str]


def leaflet(index: Index, directory: Directory, country: str, now: datetime, most_centres: int = MOST_CENTRES) -> Leaflet:
    """Choose what stands on the leaflet of a country; ``now`` must be aware.

    A country without listings gets a leaflet of what helps across borders. The facts count as of the edition's day, or of today where
    the edition does not name one.
    """
    today = now.date()
    dated = _day(directory.edition) or today
    talk = answer(index, Query(need=Need.TALK, country=country), now, limit=50)
    pictures = answer(index, Query(need=Need.PICTURES, country=country), now, limit=50)
    centres = [one for one in directory.by_country.get(country, ()) if _is_centre(one)]
    unsure = frozenset(one.id for one in centres if trust(one, today).level is Level.UNCONFIRMED)
    lines = _of_type(_lines(pictures), ListingType.REPORT_HOTLINE)
    check_after = add_months(dated, MONTHS_UNTIL_CHECK)
    return Leaflet(
        country=country,
        dated=dated,
        check_after=check_after,
        overdue=today > check_after,
        emergency=_of_type(_group(talk, GroupKind.RIGHT_NOW), ListingType.EMERGENCY_NUMBER),
        helplines=_helplines(talk)[:MOST_LINES],
        report=lines[:MOST_LINES],
        removal=_of_type(_lines(pictures), ListingType.CONTENT_REMOVAL)[:MOST_LINES],
        regions=_regions(_better(centres, unsure), most_centres, today),
        unsure=unsure,
    )


def add_months(day: date, months: int) -> date:
    """Give the same day so many months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise ValueError(f"no day {months} months after {day}")


def _day(edition: str) -> date | None:
    found = re.match(r"\d{4}-\d{2}-\d{2}", edition)
    try:
        return date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None


def _group(found: Answer, kind: GroupKind) -> tuple[Match, ...]:
    group = found.group(kind)
    return group.matches if group else ()


def _lines(found: Answer) -> tuple[Match, ...]:
    return (*_group(found, GroupKind.REMOTE), *_group(found, GroupKind.ACROSS_BORDERS))


def _of_type(matches: Iterable[Match], *types: ListingType) -> tuple[Match, ...]:
    return tuple(match for match in matches if match.listing.listing_type in types)


def _helplines(talk: Answer) -> tuple[Match, ...]:
    """Give the child helplines; where there is none, the other helplines, then what can be reached from anywhere."""
    children = _of_type(_group(talk, GroupKind.RIGHT_NOW), ListingType.CHILD_HELPLINE)
    lines = _of_type(_lines(talk), ListingType.CHILD_HELPLINE, ListingType.HELPLINE)
    return children or tuple(match for match in lines if match.listing.phones or match.listing.website or match.listing.chat_url)


def _is_centre(listing: Listing) -> bool:
    return listing.listing_type in CENTRES and listing.status is Status.ACTIVE and listing.audience != (Audience.ADULTS,)


def _better(centres: Sequence[Listing], unsure: frozenset[str]) -> list[Listing]:
    """Leave unconfirmed centres out of a region that has a confirmed one."""
    sure = {one.region for one in centres if one.id not in unsure}
    return [one for one in centres if one.id not in unsure or one.region not in sure]


def _regions(centres: Sequence[Listing], most: int, today: date) -> tuple[Region, ...]:
    by_region: dict[str, list[Listing]] = {}
    for one in sorted(centres, key=lambda one: _rank(one, today)):
        by_region.setdefault(one.region, []).append(one)
    names = sorted(by_region, key=lambda name: (not name, name.casefold()))
    kept: dict[str, int] = dict.fromkeys(names, 0)
    left = most
    for row in range(max((len(rows) for rows in by_region.values()), default=0)):
        for name in names:
            if left and row < len(by_region[name]):
                kept[name] += 1
                left -= 1
    return tuple(Region(name, tuple(by_region[name][: kept[name]]), len(by_region[name]) - kept[name]) for name in names)


def _rank(listing: Listing, today: date) -> tuple[bool, int, int]:
    """Order centres of a region: those that can be called, those made for it, those with the newest facts."""
    age = trust(listing, today).age_months
    return not listing.phones, CENTRES.index(listing.listing_type), 9999 if age is None else age
