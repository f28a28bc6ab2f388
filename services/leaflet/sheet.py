"""The leaflet in words: headings, rows of names and numbers, dates, and what the QR code dials.

A discreet sheet holds no telling word: no name of a line or a centre, no web address, no name of this site. What stands behind "Line 1" is
said beside the sheet on the screen (``legend``) and never printed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from services.cards import words
from services.cards.contacts import SERVICES, host
from services.directory.model import Access, Listing, ListingType, Phone
from services.directory.phones import Dial, dial
from services.directory.trust import Level
from services.language.catalogue import Translator
from services.leaflet.contents import Leaflet, Region
from services.search.query import Match


@dataclass(frozen=True, slots=True)
class Number:
    """A number to read (``text``) and its ``tel:`` link; ``label`` says what it reaches, where that is known."""

    text: str
    tel: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line or place: what it is called, its numbers, its site (host name and address), and what to know."""

    label: str
    numbers: tuple[Number, ...] = ()
    site: str = ""
    href: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the sheet; ``kind`` is emergency, lines or centres."""

    kind: str
    heading: str
    rows: tuple[Row, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A leaflet ready to be laid out; ``qr`` is the number that its code dials, ``None`` where the country has no number."""

    title: str
    language: str
    direction: str
    sections: tuple[Section, ...]
    day: date
    dated: str
    notes: tuple[str, ...]
    qr: Number | None
    qr_words: str
    discreet: bool
    legend: tuple[str, ...] = ()


def sheet(found: Leaflet, t: Translator, discreet: bool = False) -> Sheet:
    """Say a leaflet in the reader's language."""
    country = t.country(found.country)
    sections = tuple(section for section in (_discreet if discreet else _open)(found, t) if section.rows or section.note)
    qr = _to_dial(found, t)
    return Sheet(
        title=t("Useful numbers") if discreet else t("Help in {country}", country=country),
        language=t.language,
        direction=t.direction,
        sections=sections,
        day=found.dated,
        dated=_dated(found, t),
        notes=tuple(_notes(found, t, discreet)),
        qr=qr,
        qr_words="" if qr is None else (qr.text if discreet else t("Scan to call {number} ({name})", number=qr.text, name=qr.label)),
        discreet=discreet,
        legend=tuple(_legend(found, t)) if discreet else (),
    )


def _dated(found: Leaflet, t: Translator) -> str:
    said = t("As of {day}. Check again after {later}.", day=t.day(found.dated), later=t.day(found.check_after))
    late = t("That day has passed: ask before you rely on it.")
    return f"{said} {late}" if found.overdue else said


def _open(found: Leaflet, t: Translator) -> Iterator[Section]:
    yield Section("emergency", t("In danger now"), tuple(_emergency(found, t)), _disagreement(found, t))
    children = bool(found.helplines) and found.helplines[0].listing.listing_type is ListingType.CHILD_HELPLINE
    heading = t("Helpline for children and young people") if children else t("Helpline")
    yield Section("lines", heading, tuple(_line(match, t) for match in found.helplines))
    yield Section("lines", t("Report pictures or pages online"), tuple(_line(match, t) for match in found.report))
    yield Section("lines", t("Get pictures of you taken down"), tuple(_line(match, t) for match in found.removal))
    rows = tuple(row for region in found.regions for row in _region(region, found, t))
    yield Section(
        "centres",
        t("Centres with all help in one place"),
        rows,
        "" if rows else t("We list no such centre here. That does not mean that there is none: ask the lines above."),
    )


def _disagreement(found: Leaflet, t: Translator) -> str:
    disputed = any(match.listing.conflicts or "sources_disagree" in match.listing.doubts for match in found.emergency)
    return t("Sources disagree about these numbers. If one does not answer, try the next.") if disputed else ""


def _number(phone: Phone, listing: Listing, label: str = "") -> Number:
    found = dial(phone, listing.country)
    return Number(found.display, found.tel, label)


def _emergency(found: Leaflet, t: Translator) -> Iterator[Row]:
    """Give one row for each number, with the services it reaches; numbers that sources disagree about all stand there."""
    for match in found.emergency:
        for phone in match.listing.phones:
            services = (
                t.several([t(SERVICES[code]) for code in phone.services]) if phone.services else (phone.label or t("Emergency number"))
            )
            yield Row(services, (_number(phone, match.listing),))


def _line(match: Match, t: Translator) -> Row:
    listing = match.listing
    notes = [t("only {region}", region=listing.region)] if listing.region and listing.service_area == "region" else []
    if match.trust is not None and match.trust.level is Level.UNCONFIRMED:
        notes.append(t("not confirmed"))
    numbers = [_number(phone, listing, phone.label) for phone in listing.phones]
    numbers += [_number(phone, listing, t("text message")) for phone in listing.sms]
    address = listing.website or listing.chat_url
    return Row(listing.name, tuple(numbers), host(address), address, ", ".join(notes))


def _region(region: Region, found: Leaflet, t: Translator) -> Iterator[Row]:
    for number, listing in enumerate(region.centres):
        notes = list(_centre_notes(listing, found, t))
        if region.more and number == len(region.centres) - 1:
            notes.append(t.n("{number} more there", "{number} more there", region.more))
        where = ", ".join(dict.fromkeys(part for part in (region.name, listing.city) if part))
        label = f"{where}: {listing.name}" if where else listing.name
        yield Row(label, tuple(_number(phone, listing) for phone in listing.phones[:2]), note=", ".join(notes))


def _centre_notes(listing: Listing, found: Leaflet, t: Translator) -> Iterator[str]:
    if listing.genders:
        yield t("for {people}", people=t.several([t(words.GENDERS[code]) for code in listing.genders]))
    if listing.access is Access.REFERRAL_ONLY:
        yield t("ask how to be referred")
    if listing.id in found.unsure:
        yield t("not confirmed")


def _discreet(found: Leaflet, t: Translator) -> Iterator[Section]:
    yield Section("emergency", t("Emergency"), tuple(_emergency(found, t)))
    lines = [Row(t("Line {number}", number=number), _numbers(match.listing)) for number, match in enumerate(_with_phone(found), start=1)]
    yield Section("lines", t("Numbers"), tuple(lines))
    places = [listing for region in found.regions for listing in region.centres[:1] if listing.phones and (listing.city or listing.region)]
    yield Section("centres", t("Towns"), tuple(Row(listing.city or listing.region, _numbers(listing)[:1]) for listing in places))


def _numbers(listing: Listing) -> tuple[Number, ...]:
    return tuple(_number(phone, listing) for phone in listing.phones)


def _with_phone(found: Leaflet) -> list[Match]:
    return [match for match in (*found.helplines, *found.report, *found.removal) if match.listing.phones]


def _legend(found: Leaflet, t: Translator) -> Iterator[str]:
    for number, match in enumerate(_with_phone(found), start=1):
        yield t("Line {number} is: {name}.", number=number, name=match.listing.name)
    if found.regions:
        yield t("Under the towns stand the centres with all help in one place.")


def _notes(found: Leaflet, t: Translator, discreet: bool) -> Iterator[str]:
    listings = [match.listing for match in (*found.emergency, *found.helplines, *found.report, *found.removal)]
    if found.country != "INT" and any(one.only_inside for one in _dials(listings)):
        yield t("Short numbers and free numbers work only inside the country.")
    if not discreet:
        yield t("These facts were read in public sources; most of the numbers were not tried out. If one does not answer, try the next.")


def _dials(listings: Sequence[Listing]) -> Iterator[Dial]:
    return (dial(phone, listing.country) for listing in listings for phone in listing.phones)


def _to_dial(found: Leaflet, t: Translator) -> Number | None:
    """Give the number of the QR code: the first helpline's, else the first emergency number."""
    for listing, phone in ((one.listing, phone) for one in (*found.helplines, *found.emergency) for phone in one.listing.phones):
        name = t("Emergency number") if listing.listing_type is ListingType.EMERGENCY_NUMBER else listing.name
        return _number(phone, listing, name)
    return None
