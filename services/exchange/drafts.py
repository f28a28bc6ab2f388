"""One row of a sheet made into the facts of a listing, before positions, duplicates and ids."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from services.directory.disclosure import is_confidential, is_personal_mailbox, is_provider_mailbox, phones_to_show, visibility
from services.directory.model import (
    REMOTE_TYPES,
    Access,
    AddressVisibility,
    Audience,
    Category,
    Cost,
    Gender,
    ListingType,
    ServiceArea,
    Source,
)
from services.directory.phones import digits
from services.directory.rules import is_web_address
from services.exchange import remarks
from services.exchange.hours import opening_hours
from services.exchange.kinds import listing_type
from services.exchange.numbers import read_phones, read_sms
from services.exchange.sheets import KINDS, Refusal, SheetRow

_AGES = re.compile(r"^(\d{1,3})?-(\d{1,3})?$")
_DATE = re.compile(r"^(\d{4}(-\d{2}(-\d{2})?)?)?$")
_CHI_PAGE = re.compile(r"\bpage: (https://childhelplineinternational\.org/\S+?)(?=[;,\s]|$)")

#: Regions that have a country code of their own: people there look under it, and their numbers follow it.
TERRITORIES = {
    ("FR", "Guadeloupe"): "GP",
    ("FR", "Martinique"): "MQ",
    ("FR", "Réunion"): "RE",
    ("FR", "La Réunion"): "RE",
    ("FR", "French Guiana"): "GF",
    ("FR", "Guyane"): "GF",
    ("FR", "Mayotte"): "YT",
    ("US", "Puerto Rico"): "PR",
    ("US", "Guam"): "GU",
}

#: What the sheets' audience words mean: whom, and which gender where the word restricts it.
_AUDIENCE: dict[str, tuple[tuple[Audience, ...], tuple[Gender, ...]]] = {
    "all": ((Audience.CHILDREN, Audience.ADULTS), ()),
    "children": ((Audience.CHILDREN,), ()),
    "adults": ((Audience.ADULTS,), ()),
    "caregivers": ((Audience.CAREGIVERS,), ()),
    "professionals": ((Audience.PROFESSIONALS,), ()),
    "girls": ((Audience.CHILDREN,), (Gender.GIRLS,)),
    "boys": ((Audience.CHILDREN,), (Gender.BOYS,)),
}


@dataclass
class Draft:
    """The facts of a listing under construction, by field name of the model, and the rows that they come from."""

    facts: dict[str, Any]
    rows: list[SheetRow] = field(default_factory=list)

    @property
    def type(self) -> ListingType:
        """Its listing type."""
        kind: ListingType = self.facts["listing_type"]
        return kind

    @property
    def remote(self) -> bool:
        """Whether it is a line, a form or a group without a door."""
        return self.type in REMOTE_TYPES or not (self.facts["city"] or self.facts["address"])


class NotTaken(Exception):
    """A row that cannot be listed: the column, a code and a sentence."""

    def __init__(self, column: str, reason: str, message: str) -> None:
        super().__init__(message)
        self.column, self.reason, self.message = column, reason, message


def draft(row: SheetRow, countries: frozenset[str], languages: frozenset[str]) -> Draft | Refusal:
    """Make a draft of a row, or say why it cannot be one; ``countries`` and ``languages`` are the known codes."""
    try:
        return Draft(_facts(row, countries, languages), [row])
    except NotTaken as error:
        return Refusal(row, error.column, error.reason, error.message)


def _facts(row: SheetRow, countries: frozenset[str], languages: frozenset[str]) -> dict[str, Any]:
    _check_codes(row, countries, languages)
    notes = row["notes"]
    kind, country = listing_type(row), TERRITORIES.get((row["country"], row["region"]), row["country"])
    categories = tuple(Category(part) for part in row["categories"].split(";"))
    remote = kind in REMOTE_TYPES or not (row["city"] or row["address"])
    shown = visibility(kind, categories, notes, remote=remote)
    audience, genders = _people(row)
    minimum, maximum = _ages(row["ages"])
    facts: dict[str, Any] = {
        "name": row["name"],
        "organization": "" if row["organization"] == row["name"] else row["organization"],
        "listing_type": kind,
        "categories": categories,
        "audience": audience,
        "genders": genders,
        "minimum_age": minimum,
        "maximum_age": maximum,
        "cost": Cost(row["cost"] or "unknown"),
        "access": _access(row),
        "languages": tuple(code for code in row["languages"].split(";") if code),
        "chat_url": _web(row["chat_url"]),
        "website": _web(row["website"]),
        "hours": opening_hours(row["hours"]),
        "hours_text": row["hours"],
        "country": country,
        "region": row["region"],
        "city": row["city"],
        "address": row["address"] if shown is AddressVisibility.FULL else "",
        "postal_code": row["postal_code"] if shown is AddressVisibility.FULL else "",
        "address_visibility": shown,
        "service_area": _area(row, kind),
        "alert": remarks.alerts(notes),
        "conflicts": remarks.conflicts(notes),
        "doubts": remarks.doubts(notes),
        "notes": notes,
        "source": Source(url=_origin(row), date=remarks.real_date(notes, row["source_date"]), evidence=row["evidence"]),
        "other_sources": remarks.corroborations(notes),
        "given": _given(row) if shown is AddressVisibility.FULL else None,
    }
    facts |= _contacts(row, country, kind, categories)
    facts["source"] = _discreet_evidence(facts, row)
    return facts


def _discreet_evidence(facts: dict[str, Any], row: SheetRow) -> Source:
    """Leave out the words seen where they repeat what may not be told: a street, a mailbox or a phone that was left out."""
    source: Source = facts["source"]
    words = digits(source.evidence)
    shown = {digits(phone.number) for phone in (*facts["phones"], *facts["sms"])}
    left = [digits(phone.number) for phone in read_phones(row["phones"], facts["country"])]
    hidden = [row[column] for column in ("address", "postal_code", "email") if row[column] and not facts[column]]
    tells = any(text.casefold() in source.evidence.casefold() for text in hidden) or any(
        number not in shown and number in words for number in left
    )
    return source.model_copy(update={"evidence": "(left out: it repeats a contact that may not be shown)"}) if tells else source


def _check_codes(row: SheetRow, countries: frozenset[str], languages: frozenset[str]) -> None:
    """Refuse what would be a wrong fact rather than a missing one."""
    for column in ("name", "kind", "categories", "country", "source_url"):
        if not row[column]:
            raise NotTaken(column, "empty", f"{column} is empty; every row needs one")
    if row["kind"] not in KINDS:
        raise NotTaken("kind", "unknown_kind", f"{row['kind']!r} is not one of {', '.join(KINDS)}")
    if row["country"] not in countries:
        raise NotTaken("country", "unknown_country", f"{row['country']!r} is not an ISO 3166-1 alpha-2 code, nor INT")
    for part in row["categories"].split(";"):
        if part not in set(Category):
            raise NotTaken("categories", "unknown_category", f"{part!r} is not one of {', '.join(Category)}")
    for part in filter(None, row["audience"].split(";")):
        if part not in _AUDIENCE:
            raise NotTaken("audience", "unknown_audience", f"{part!r} is not one of {', '.join(_AUDIENCE)}")
    for part in filter(None, row["languages"].split(";")):
        if part not in languages:
            raise NotTaken("languages", "unknown_language", f"{part!r} is not an ISO 639 code of a language that CLDR names")
    if row["cost"] not in ("", *Cost):
        raise NotTaken("cost", "unknown_cost", f"{row['cost']!r} is not one of {', '.join(Cost)}")
    if not _DATE.match(row["source_date"]):
        raise NotTaken("source_date", "date", f"{row['source_date']!r} is not a date; write 2024, 2024-05 or 2024-05-31")
    for column in ("website", "chat_url", "source_url"):
        if row[column] and not is_web_address(_web(row[column])):
            raise NotTaken(column, "url", f"{row[column][:60]!r} is not a web address; it begins with http:// or https:// and has no blank")
    if row["email"] and not re.match(r"^[^@\s]+@[^@\s]+\.[a-zA-Z]{2,}$", row["email"]):
        raise NotTaken("email", "email", f"{row['email'][:60]!r} is not one e-mail address")
    if bool(row["lat"]) != bool(row["lon"]):
        raise NotTaken("lat", "position", "lat and lon go together; give both or neither")


def _web(url: str) -> str:
    """Complete an address that a list writes without its scheme, or with a blank where a line was broken."""
    bare = re.sub(r"\s+", "", url)
    return f"http://{bare}" if bare.startswith("www.") else bare


def _given(row: SheetRow) -> tuple[float, float] | None:
    if not row["lat"]:
        return None
    try:
        latitude, longitude = float(row["lat"]), float(row["lon"])
    except ValueError:
        raise NotTaken("lat", "position", f"{row['lat']!r}, {row['lon']!r} are not degrees; write 46.95 and 7.45") from None
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise NotTaken("lat", "position", f"{latitude}, {longitude} lie outside the world; latitude comes first")
    return latitude, longitude


def _ages(cell: str) -> tuple[int | None, int | None]:
    match = _AGES.match(cell) if cell else None
    if cell and not match:
        raise NotTaken("ages", "ages", f"{cell!r} is not a range of ages; write 0-17 or 13-")
    low, high = (match[1], match[2]) if match else (None, None)
    if low and high and int(low) > int(high):
        raise NotTaken("ages", "ages", f"{cell!r} runs backwards")
    return int(low) if low else None, int(high) if high else None


def _people(row: SheetRow) -> tuple[tuple[Audience, ...], tuple[Gender, ...]]:
    """Read whom a row is for; where girls stand beside adults, the adults are women (the sheets' way of saying "women and girls")."""
    words = [part for part in row["audience"].split(";") if part]
    people = {person for word in words for person in _AUDIENCE[word][0]}
    audience = tuple(person for person in Audience if person in people)
    genders = {gender for word in words for gender in _AUDIENCE[word][1]}
    if "children" in words or "all" in words:
        genders = set()
    elif "adults" in words and genders:
        genders |= {Gender.WOMEN} if Gender.GIRLS in genders else {Gender.MEN}
    if re.search(r"\bfor women\b(?! and their)", row["notes"], re.I) and Audience.ADULTS in audience:
        genders |= {Gender.WOMEN}
    if re.search(r"for women and their minor children", row["notes"], re.I):
        genders = {Gender.WOMEN, Gender.GIRLS, Gender.BOYS}
    if re.search(r"for male survivors", row["notes"], re.I):
        genders = {Gender.MEN}
    return audience, tuple(gender for gender in Gender if gender in genders)


def _access(row: SheetRow) -> Access:
    words = f"{row['name']}. {row['hours']}. {row['notes']}"
    if remarks.REFERRAL.search(words):
        return Access.REFERRAL_ONLY
    if remarks.WALK_IN.search(words) and row["kind"] == "service_point":
        return Access.WALK_IN
    return Access.APPOINTMENT if remarks.APPOINTMENT.search(words) else Access.UNKNOWN


def _area(row: SheetRow, kind: ListingType) -> ServiceArea:
    if row["country"] == "INT" or re.search(r"reports about any country|of european countries", row["notes"], re.I):
        return ServiceArea.CROSS_BORDER
    if row["kind"] == "service_point":
        return ServiceArea.PLACE
    if row["region"] or row["city"]:
        return ServiceArea.REGION if kind in REMOTE_TYPES or row["region"] else ServiceArea.PLACE
    return ServiceArea.NATION


def _origin(row: SheetRow) -> str:
    """Name the page that a copy was made of, so that two copies of one page do not pass for two sources."""
    page = _CHI_PAGE.search(row["notes"])
    return page[1].rstrip(".") if page and "child_helpline_international" in row["source_url"] else row["source_url"]


def _contacts(row: SheetRow, country: str, kind: ListingType, categories: tuple[Category, ...]) -> dict[str, Any]:
    confidential = is_confidential(kind, categories)
    email = row["email"]
    left_out = ""
    if email and (
        is_provider_mailbox(email)
        if confidential
        else is_personal_mailbox(email, row["name"], row["organization"], row["city"], row["notes"])
    ):
        email = ""
        left_out = " | The mailbox of the sheet is left out: it is at a personal mail provider."
    phones = read_phones(row["phones"], country)
    return {
        "phones": phones_to_show(phones, country, confidential=confidential),
        "sms": phones_to_show(read_sms(row["sms"], country), country, confidential=confidential),
        "email": email,
        "notes": (row["notes"] + left_out).removeprefix(" | "),
    }
