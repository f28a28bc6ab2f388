"""The numbers that stand on every sheet: in danger now, and somebody to talk to; chosen as every page of ours chooses them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from services.directory.model import Listing, ListingType
from services.referral.model import AGES, AgeBand, Case
from services.search.answer import answer
from services.search.index import Index
from services.search.query import GroupKind, Need, Query

MOST_LINES = 2


@dataclass(frozen=True, slots=True)
class Lines:
    """Emergency numbers, and lines that listen; either may be empty where the directory knows none."""

    emergency: tuple[Listing, ...]
    talk: tuple[Listing, ...]


def lines(case: Case, index: Index, day: date) -> Lines:
    """Choose the lines of a case's country for the person's age; what the hour is does not matter on paper."""
    age = None if case.age is AgeBand.NOT_SAID else AGES[case.age][0 if case.age is AgeBand.ADULT else 1]
    asked = Query(need=Need.TALK, country=case.where, place=case.place, age=age, language=_first(case.languages))
    found = answer(index, asked, datetime.combine(day, time(12), UTC), limit=20)
    groups = {group.kind: [match.listing for match in group.matches] for group in found.groups}
    now = groups.get(GroupKind.RIGHT_NOW, [])
    talk = [*now, *groups.get(GroupKind.REMOTE, []), *groups.get(GroupKind.ACROSS_BORDERS, [])]
    kinds = (ListingType.CHILD_HELPLINE, ListingType.HELPLINE)
    return Lines(
        tuple(one for one in now if one.listing_type is ListingType.EMERGENCY_NUMBER),
        tuple(one for one in _once(talk) if one.listing_type in kinds and one.phones)[:MOST_LINES],
    )


def _first(languages: tuple[str, ...]) -> str:
    return languages[0] if languages else ""


def _once(listings: Iterable[Listing]) -> Iterable[Listing]:
    return {one.id: one for one in listings}.values()
