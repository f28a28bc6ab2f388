"""Which listing of an edition a row is: by its own trace from an earlier import, else because it is the same place or line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from services.directory.model import REMOTE_TYPES, Listing, ListingType
from services.exchange.drafts import Draft
from services.exchange.duplicates import keys, same
from services.exchange.sheets import SheetRow

_KINDS = {
    ListingType.EMERGENCY_NUMBER: "emergency_number",
    ListingType.CHILD_HELPLINE: "child_helpline",
    ListingType.REPORT_HOTLINE: "report_hotline",
    ListingType.CONTENT_REMOVAL: "report_hotline",
    ListingType.SURVIVOR_NETWORK: "network_member",
    ListingType.NETWORK_MEMBER: "network_member",
}


def as_draft(listing: Listing) -> Draft:
    """Give a listing of an edition the shape of a draft, so that it can be compared with new ones."""
    kind = _KINDS.get(listing.listing_type, "helpline" if listing.listing_type in REMOTE_TYPES else "service_point")
    facts = {name: getattr(listing, name) for name in Listing.model_fields}
    return Draft(facts, [SheetRow(f"listings/{listing.country.lower()}.csv", 0, {"kind": kind})])


def earlier_ids(drafts: Sequence[Draft], listings: Iterable[Listing], known: Mapping[str, str]) -> dict[int, str]:
    """Find the ids that drafts (by position) have already.

    ``known`` gives the ids of rows by their digest. A draft of new rows only is compared with the listings that no such row
    claims. No id is given to two drafts.
    """
    found: dict[int, str] = {}
    for number, draft in enumerate(drafts):
        identifier = next((known[row.digest] for row in draft.rows if row.digest in known), None)
        if identifier is not None and identifier not in found.values():
            found[number] = identifier
    new = [number for number in range(len(drafts)) if number not in found]
    if not new:
        return found
    claimed = set(found.values())
    blocks: dict[tuple[str, ...], list[Draft]] = {}
    for listing in listings:
        if listing.id not in claimed:
            old = as_draft(listing)
            for key in keys(old):
                blocks.setdefault(key, []).append(old)
    for number in new:
        rivals = (old for key in keys(drafts[number]) for old in blocks.get(key, ()))
        match = next((old for old in rivals if old.facts["id"] not in claimed and same(drafts[number], old)), None)
        if match is not None:
            found[number] = match.facts["id"]
            claimed.add(match.facts["id"])
    return found
