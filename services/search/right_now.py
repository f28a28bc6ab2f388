"""The lines that stand above everything: a country's emergency numbers and its child helplines, the better backed first."""

from __future__ import annotations

from services.directory.model import Listing, ListingType, ServiceArea
from services.directory.trust import Level, Trust
from services.search import bits
from services.search.bits import Bits
from services.search.fit import reader_of
from services.search.matches import Setting, matches
from services.search.query import Match, Need, Reader
from services.search.ranking import best

#: Emergency numbers or child helplines looked at in one country: far more than any has.
MOST_LINES = 60

_AGELESS = 10_000


def lines_right_now(setting: Setting, unconfirmed: Bits, local: Bits, limit: int) -> tuple[tuple[Match, ...], list[int]]:
    """Give the matches to show right now, and the rows of them that are child helplines.

    ``local`` are the rows of the region asked about: a line for one region stands here only for people of that region, or where there is
    no other. Adults get no child helpline here, unless they help somebody. Where sources disagree about a line, all that they say is shown.
    """
    index, span, query = setting.index, setting.span, setting.query
    allowed = setting.fit.open_to
    regional = span.having("service_area", ServiceArea.REGION)
    kinds = [ListingType.EMERGENCY_NUMBER]
    if reader_of(query) is not Reader.ADULT or query.need is Need.HELPING:
        kinds.append(ListingType.CHILD_HELPLINE)
    shown: list[int] = []
    for kind in kinds:
        some = allowed & span.having("listing_type", kind)
        fitting = some & (~regional | local)
        rows = best(index, span, fitting if bits.some(fitting) else some, [~unconfirmed], None, MOST_LINES)
        shown += backed(setting, rows)
    shown = shown[:limit]
    helplines = [row for row in shown if index.listing(row).listing_type is ListingType.CHILD_HELPLINE]
    return matches(setting, shown), helplines


def backed(setting: Setting, rows: list[int]) -> list[int]:
    """Order rows by how well they are backed; an unconfirmed one goes where a confirmed one stands, unless sources disagree about it."""
    today = setting.now.date()
    judged = {row: (setting.index.listing(row), setting.index.trust(row, today)) for row in rows}
    sure = any(found.level is not Level.UNCONFIRMED for _, found in judged.values())
    order = sorted(rows, key=lambda row: _backing(judged[row][1]))
    return [row for row in order if not (sure and judged[row][1].level is Level.UNCONFIRMED and not _disputed(judged[row][0]))]


def _backing(found: Trust) -> tuple[bool, bool, bool, int]:
    age = _AGELESS if found.age_months is None else found.age_months
    return found.level is Level.UNCONFIRMED, not found.two_sources, found.call_first, age


def _disputed(listing: Listing) -> bool:
    return bool(listing.conflicts) or "sources_disagree" in listing.doubts
