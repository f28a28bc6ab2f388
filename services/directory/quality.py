"""Which listings need a curator: what is doubted, contradicted, old, known from one source only, or not where it should be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from services.directory.edition import Directory
from services.directory.model import Listing, Precision
from services.directory.trust import TWICE_AS_HARD, Level, trust

#: Reasons in the order of their weight: what could hurt somebody first.
REASONS = ("conflict", "doubted", "too_old", "one_source", "number_format", "undated", "position", "older")


@dataclass(frozen=True, slots=True)
class Finding:
    """A listing and the reasons, as codes of ``REASONS``, why somebody should check it; the gravest first."""

    listing: Listing
    reasons: tuple[str, ...]
    age_months: int | None


def needs_checking(directory: Directory, today: date, country: str = "") -> tuple[Finding, ...]:
    """List what needs a curator, the gravest first and then by country and name; ``country`` empty: everywhere."""
    listings = directory.by_country.get(country, ()) if country else directory.listings
    found = []
    for listing in listings:
        reasons = tuple(_reasons(listing, today))
        if reasons:
            found.append(Finding(listing, reasons, trust(listing, today).age_months))
    return tuple(
        sorted(
            found,
            key=lambda finding: (REASONS.index(finding.reasons[0]), finding.listing.country, finding.listing.name, finding.listing.id),
        )
    )


def _reasons(listing: Listing, today: date) -> Iterator[str]:
    judged = trust(listing, today)
    if listing.conflicts or "sources_disagree" in listing.doubts:
        yield "conflict"
    if listing.doubts:
        yield "doubted"
    elif judged.level is Level.UNCONFIRMED:
        yield "too_old"
    if listing.listing_type in TWICE_AS_HARD and not judged.two_sources:
        yield "one_source"
    if any(not phone.confirmed_format for phone in (*listing.phones, *listing.sms)):
        yield "number_format"
    if judged.age_months is None:
        yield "undated"
    if not listing.is_remote and listing.precision in (Precision.REGION, Precision.COUNTRY):
        yield "position"
    if judged.level is Level.OLDER and judged.age_months is not None:
        yield "older"
