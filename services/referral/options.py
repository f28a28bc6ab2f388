"""Turns a row into an option: its match, what it meets, what is to be asked, and every caution a caseworker needs before naming it."""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan

from services.directory.model import Access, Answer, Category, Listing, ListingType, Precision
from services.directory.trust import Level, Trust
from services.referral.field import Field
from services.referral.model import Caution, Must, Option
from services.referral.musts import REPORTING, said
from services.referral.ranking import Row
from services.search.columns import has_door
from services.search.query import Match

#: A position no better known than by its town: nobody finds a door with it.
UNCERTAIN = frozenset({Precision.CITY, Precision.REGION, Precision.COUNTRY, Precision.WITHHELD})
ABOUT = frozenset({Precision.CITY, Precision.REGION, Precision.COUNTRY})
WIDE = frozenset({Precision.REGION, Precision.COUNTRY})

#: Lines that must have two sources, or be shown as "one source": a wrong digit here is a child who reaches nobody.
TWICE_AS_HARD = frozenset({ListingType.EMERGENCY_NUMBER, ListingType.CHILD_HELPLINE, ListingType.HELPLINE})

#: Web forms: nobody is met there.
FORMS = frozenset({ListingType.CONTENT_REMOVAL, ListingType.REPORT_HOTLINE})

#: The musts in the words of ``Match.unknown``.
_ASKED = {Must.FREE: "free", Must.ALONE: "may_come_alone", Must.WHEELCHAIR: "wheelchair"}
_KIND = {1.0: "made_for_it", 0.75: "made_for_it", 0.5: "helps_with_it"}


def option(field: Field, found: Row, *, partly: bool, local: bool, far: bool) -> Option:
    """Make an option of a ranked row.

    ``partly``: ages or gender fit in part only; ``local``: it is of the region asked about; ``far``: beyond what the person can travel.
    """
    listing = field.index.listing(found.row)
    emergency = listing.listing_type is ListingType.EMERGENCY_NUMBER
    answers = {must: said(listing, must) for must in Must if must in field.case.musts}
    against = tuple(must for must, answer in answers.items() if answer is False) if emergency else ()
    ask = tuple(must for must, answer in answers.items() if answer is None and not _idle(listing, must))
    judged = field.index.trust(found.row, field.now.date())
    return Option(
        match=_match(field, found, listing, judged, ask, local=local),
        score=found.points,
        parts=found.parts,
        meets=tuple(must for must, answer in answers.items() if answer),
        ask=ask,
        speaks=tuple(code for code in field.case.languages if code in listing.languages),
        cautions=tuple(_cautions(listing, judged, partly=partly, far=far, police=Must.NO_POLICE_REPORT in against)),
        against=against,
    )


def _idle(listing: Listing, must: Must) -> bool:
    """Say whether a question makes no sense: nobody asks an emergency number first, and a form has no staff to be seen by."""
    if listing.listing_type is ListingType.EMERGENCY_NUMBER:
        return True
    return must in (Must.WOMENS_STAFF, Must.ALONE) and listing.listing_type in FORMS


def _match(field: Field, found: Row, listing: Listing, judged: Trust, ask: tuple[Must, ...], *, local: bool) -> Match:
    place = field.case.place
    distance = None if isnan(found.km) else found.km
    return Match(
        listing,
        distance_km=distance,
        about=distance is not None and (listing.precision in ABOUT or (place is not None and place.precision in WIDE)),
        hours=field.index.hours(found.row, field.now),
        trust=judged,
        reasons=tuple(_reasons(listing, found, local=local and distance is None)),
        unknown=tuple(_unknown(field, listing, ask)),
    )


def _reasons(listing: Listing, found: Row, *, local: bool) -> Iterator[str]:
    if listing.listing_type in (ListingType.EMERGENCY_NUMBER, ListingType.CHILD_HELPLINE):
        yield listing.listing_type.value
    kind = next((part.value for part in found.parts if part.criterion == "kind"), None)
    if listing.listing_type is ListingType.POLICE_STATION:
        yield "ordinary_police"
    elif kind is not None:
        yield _KIND.get(kind, "may_help")
    if local and has_door(listing):
        yield "same_region"


def _unknown(field: Field, listing: Listing, ask: tuple[Must, ...]) -> Iterator[str]:
    if field.case.languages and not listing.languages and listing.listing_type is not ListingType.EMERGENCY_NUMBER:
        yield "language"
    yield from (_ASKED[must] for must in ask if must in _ASKED)


def _cautions(listing: Listing, judged: Trust, *, partly: bool, far: bool, police: bool) -> Iterator[Caution]:
    """Give the cautions in the order in which they are said."""
    true = {
        Caution.AGES_DO_NOT_FIT: partly,
        Caution.REFERRAL_NEEDED: listing.access is Access.REFERRAL_ONLY,
        Caution.PAPERS_NEEDED: listing.papers_needed is Answer.YES,
        Caution.POSITION_UNCERTAIN: has_door(listing) and (listing.position is None or listing.precision in UNCERTAIN),
        Caution.OLD_FACT: judged.call_first and judged.level is not Level.UNCONFIRMED,
        Caution.ONE_SOURCE: listing.listing_type in TWICE_AS_HARD and not judged.two_sources,
        Caution.UNCONFIRMED: judged.level is Level.UNCONFIRMED,
        Caution.SOURCES_DISAGREE: bool(listing.conflicts) or "sources_disagree" in listing.doubts,
        Caution.DUTY_TO_REPORT: police or may_report(listing),
        Caution.TOO_FAR: far,
    }
    return (caution for caution in Caution if true[caution])


def may_report(listing: Listing) -> bool:
    """Say whether what its sources tell points to a report: it is the police or a court, works with them, or tells them.

    Which duty the law of the country puts on whom is not known here and never said.
    """
    if listing.listing_type is ListingType.EMERGENCY_NUMBER:
        return False
    return (
        listing.listing_type in REPORTING
        or listing.police_told in (Answer.YES, Answer.DEPENDS)
        or (Category.POLICE in listing.categories and listing.police_told is not Answer.NO)
    )
