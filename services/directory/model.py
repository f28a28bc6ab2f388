"""What a listing is: the words of the directory, and nothing that reads, writes or shows them.

Field names are those of HSDS 3.1 wherever HSDS has the field (``minimum_age``, ``assured_date``, ``alert``, ``status`` ...).
Every answer a source did not give is the member ``UNKNOWN`` or an empty tuple: it is shown as "ask first", never as "no".
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator


class Category(StrEnum):
    """The kinds of help; a listing has one or more."""

    MEDICAL = "medical"
    PSYCHOLOGICAL = "psychological"
    LEGAL = "legal"
    SOCIAL = "social"
    POLICE = "police"
    SHELTER = "shelter"
    ONLINE_SAFETY = "online_safety"


class ListingType(StrEnum):
    """What kind of place or line a listing is; exactly one."""

    EMERGENCY_NUMBER = "emergency_number"
    CHILD_HELPLINE = "child_helpline"
    HELPLINE = "helpline"
    REPORT_HOTLINE = "report_hotline"
    CONTENT_REMOVAL = "content_removal"
    ONE_STOP_CENTRE = "one_stop_centre"
    CHILD_ADVOCACY_CENTRE = "child_advocacy_centre"
    SEXUAL_ASSAULT_CENTRE = "sexual_assault_centre"
    RAPE_CRISIS_CENTRE = "rape_crisis_centre"
    HOSPITAL_UNIT = "hospital_unit"
    FORENSIC_UNIT = "forensic_unit"
    HEALTH_FACILITY = "health_facility"
    COUNSELLING_CENTRE = "counselling_centre"
    WOMENS_CENTRE = "womens_centre"
    VICTIM_SUPPORT = "victim_support"
    LEGAL_AID = "legal_aid"
    COURT = "court"
    SPECIAL_POLICE_UNIT = "special_police_unit"
    POLICE_STATION = "police_station"
    SOCIAL_SERVICES = "social_services"
    CHILD_PROTECTION_OFFICE = "child_protection_office"
    SHELTER_CONTACT = "shelter_contact"
    SURVIVOR_NETWORK = "survivor_network"
    NETWORK_MEMBER = "network_member"
    SUPPORT_SERVICE = "support_service"


#: Lines and forms: reached from anywhere in their area, not places to walk into.
REMOTE_TYPES = frozenset(
    {
        ListingType.EMERGENCY_NUMBER,
        ListingType.CHILD_HELPLINE,
        ListingType.HELPLINE,
        ListingType.REPORT_HOTLINE,
        ListingType.CONTENT_REMOVAL,
    }
)


class Audience(StrEnum):
    """Whom a listing is for."""

    CHILDREN = "children"
    ADULTS = "adults"
    CAREGIVERS = "caregivers"
    PROFESSIONALS = "professionals"


class Gender(StrEnum):
    """Genders a source names; an empty tuple on a listing means that the source does not say."""

    GIRLS = "girls"
    BOYS = "boys"
    WOMEN = "women"
    MEN = "men"


class Answer(StrEnum):
    """A yes-or-no fact about a listing, where not knowing is an answer of its own."""

    YES = "yes"
    NO = "no"
    DEPENDS = "depends"
    UNKNOWN = "unknown"


class Cost(StrEnum):
    """What a visit or call costs the person who needs help."""

    FREE = "free"
    PAID = "paid"
    UNKNOWN = "unknown"


class Access(StrEnum):
    """How a person gets in: simply by coming, by appointment, or only through another service."""

    WALK_IN = "walk_in"
    APPOINTMENT = "appointment"
    REFERRAL_ONLY = "referral_only"
    UNKNOWN = "unknown"


class Precision(StrEnum):
    """How well a position is known."""

    EXACT = "exact"
    STREET = "street"
    POSTCODE = "postcode"
    CITY = "city"
    REGION = "region"
    COUNTRY = "country"
    WITHHELD = "withheld"


class ServiceArea(StrEnum):
    """From how far away a listing may be used."""

    PLACE = "place"
    REGION = "region"
    NATION = "nation"
    CROSS_BORDER = "cross_border"
    UNKNOWN = "unknown"


class AddressVisibility(StrEnum):
    """How much of an address may leave the directory; anything unclear is withheld."""

    FULL = "full"
    AREA = "area"
    WITHHELD = "withheld"


class Status(StrEnum):
    """HSDS 3.1 ``service.status``."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    DEFUNCT = "defunct"
    TEMPORARILY_CLOSED = "temporarily closed"


class Check(StrEnum):
    """How a fact was last checked."""

    SOURCE_READ = "source_read"
    CALLED = "called"
    VISITED = "visited"


class Frozen(BaseModel):
    """A value that never changes once read."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


def _split(value: Any) -> Any:
    return tuple(part.strip() for part in value.split(";") if part.strip()) if isinstance(value, str) else value


Many = BeforeValidator(_split)

#: What an emergency number reaches; the codes stand in ``Phone.label``, joined by "+".
EMERGENCY_SERVICES = ("police", "ambulance", "fire")


class Phone(Frozen):
    """One number as the source writes it, with a label ("WhatsApp", "police+ambulance") where the source gives one."""

    number: str = Field(min_length=1)
    label: str = ""
    confirmed_format: bool = True

    @classmethod
    def read(cls, text: str) -> Self:
        """Read one number of a ``phones`` cell: ``[label: ]number[ (unconfirmed format)]``.

        >>> Phone.read("police+ambulance: 112")
        Phone(number='112', label='police+ambulance', confirmed_format=True)
        """
        body, mark, rest = text.strip().partition(" (unconfirmed format)")
        if rest:
            raise ValueError(f"nothing may follow '(unconfirmed format)' in {text!r}")
        label, colon, number = body.rpartition(": ")
        return cls(number=number if colon else body, label=label, confirmed_format=not mark)

    def write(self) -> str:
        """Write the number as it stands in a ``phones`` cell."""
        return (f"{self.label}: " if self.label else "") + self.number + ("" if self.confirmed_format else " (unconfirmed format)")

    @property
    def services(self) -> tuple[str, ...]:
        """Name the emergency services the number reaches; empty: not said, or not an emergency number."""
        return tuple(part for part in self.label.split("+") if part in EMERGENCY_SERVICES)


def _phones(value: Any) -> Any:
    return tuple(Phone.read(part) for part in value.split(" | ") if part.strip()) if isinstance(value, str) else value


class Source(Frozen):
    """Where a fact was read: the page, the source's own date (empty: undated), and what was seen there."""

    url: str = Field(min_length=1)
    date: str = Field("", pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?)?$")
    evidence: str = ""

    @classmethod
    def read(cls, text: str) -> Self:
        """Read one entry of an ``other_sources`` cell: ``url [date] evidence``; the date may be empty, the brackets not."""
        url, bracket, rest = text.strip().partition(" [")
        day, closing, evidence = rest.partition("]")
        if not (bracket and closing):
            raise ValueError(f"write a source as: address [date] words seen, not {text!r}")
        return cls(url=url, date=day, evidence=evidence.strip())

    def write(self) -> str:
        """Write the source as it stands in an ``other_sources`` cell."""
        return f"{self.url} [{self.date}] {self.evidence}".rstrip()


def _sources(value: Any) -> Any:
    return tuple(Source.read(part) for part in value.split(" || ") if part.strip()) if isinstance(value, str) else value


class Listing(Frozen):
    """One place or line that a person can contact: a row of the directory.

    The order of the fields is the order of the columns of ``data/listings/<iso2>.csv``; each description goes into the
    data dictionary ``data/README.md``. Positions are WGS 84 degrees; ages are whole years, both ends included, ``None``: not said.
    """

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", description="Stable readable id; never reused, never changed when facts change.")
    name: str = Field(min_length=1, description="The listing's own name, in its own script.")
    organization: str = Field("", description="Who runs it; empty: the source does not say.")
    listing_type: ListingType = Field(description="What kind of place or line it is.")
    categories: Annotated[tuple[Category, ...], Many] = Field(min_length=1, description="Kinds of help given, separated by `;`.")
    audience: Annotated[tuple[Audience, ...], Many] = Field((), description="Whom it is for, separated by `;`; empty: not said.")
    genders: Annotated[tuple[Gender, ...], Many] = Field(
        (), description="Genders it is for, only where the source restricts them; empty: not said."
    )
    minimum_age: int | None = Field(None, ge=0, le=120, description="Youngest age in years; empty: not said.")
    maximum_age: int | None = Field(None, ge=0, le=120, description="Oldest age in years; empty: not said.")
    may_come_alone: Answer = Field(Answer.UNKNOWN, description="Whether a child may come or call without an adult.")
    parents_told: Answer = Field(Answer.UNKNOWN, description="Whether parents are told.")
    police_told: Answer = Field(Answer.UNKNOWN, description="Whether the police are told.")
    cost: Cost = Field(Cost.UNKNOWN, description="What it costs.")
    papers_needed: Answer = Field(Answer.UNKNOWN, description="Whether identity or other papers are asked for.")
    required_documents: str = Field("", description="Which papers, in the source's words; empty: not said.")
    access: Access = Field(Access.UNKNOWN, description="How a person gets in.")
    languages: Annotated[tuple[str, ...], Many] = Field(
        (), description="ISO 639 codes of languages spoken, separated by `;`; empty: not said."
    )
    wheelchair: Answer = Field(Answer.UNKNOWN, description="Whether a wheelchair gets in.")
    accessibility: str = Field("", description="Other help for people with disabilities, in the source's words; empty: not said.")
    phones: Annotated[tuple[Phone, ...], BeforeValidator(_phones)] = Field(
        (), description="`[label: ]number[ (unconfirmed format)]`, separated by ` | `."
    )
    sms: Annotated[tuple[Phone, ...], BeforeValidator(_phones)] = Field(
        (), description="Numbers that take text messages, written as in `phones`."
    )
    chat_url: str = Field("", description="Address of a chat; empty: none known.")
    website: str = Field("", description="Its own site; empty: none known.")
    email: str = Field("", description="Its own mailbox; empty: none known, or personal and therefore not shown.")
    hours: str = Field("", description="Opening hours in OpenStreetMap opening_hours syntax; empty: not known or not readable.")
    hours_text: str = Field("", description="The source's own words about hours.")
    country: str = Field(pattern=r"^[A-Z]{2}$|^INT$", description="ISO 3166-1 alpha-2 code, or `INT` for worldwide.")
    region: str = Field("", description="First-level region as the source names it; empty: not said.")
    region_code: str = Field(
        "", pattern=r"^([A-Z]{2}\.[A-Z0-9]+)?$", description="GeoNames first-level code, e.g. `KE.05`; empty: not matched."
    )
    city: str = Field("", description="Town, as the source names it; empty: not said.")
    address: str = Field("", description="Street address that may be shown; empty: not said, or withheld.")
    postal_code: str = Field("", description="Postal code; empty: not said.")
    latitude: float | None = Field(None, ge=-90, le=90, description="Degrees north; empty: not placed or withheld.")
    longitude: float | None = Field(None, ge=-180, le=180, description="Degrees east; empty: not placed or withheld.")
    precision: Precision = Field(Precision.COUNTRY, description="How well the position is known.")
    position_note: str = Field("", description="Where the position comes from, and why another one was not believed.")
    service_area: ServiceArea = Field(ServiceArea.UNKNOWN, description="From how far away it may be used.")
    address_visibility: AddressVisibility = Field(AddressVisibility.WITHHELD, description="How much of the address may be shown.")
    status: Status = Field(Status.ACTIVE, description="HSDS status; only active listings are shown as help.")
    alert: str = Field("", description="Short notice that a person must read before going or calling, in English; empty: none.")
    source_url: str = Field(min_length=1, description="Where the facts were read.")
    source_date: str = Field(
        "", pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?)?$", description="The source's own date, as exact as it gives it; empty: undated."
    )
    evidence: str = Field("", description="Words or figures as seen in the source.")
    other_sources: Annotated[tuple[Source, ...], BeforeValidator(_sources)] = Field(
        (), description="Further sources, `address [date] words seen`, separated by ` || `."
    )
    assured_date: date | None = Field(None, description="HSDS: day the service itself was last asked (called or visited); empty: never.")
    check: Check = Field(Check.SOURCE_READ, description="How the facts were last checked.")
    doubts: Annotated[tuple[str, ...], Many] = Field(
        (), description="Reasons why it counts as unconfirmed, as codes of `services.directory.trust`, separated by `;`."
    )
    conflicts: str = Field("", description="What sources say differently, in English; empty: none known.")
    notes: str = Field("", description="The curator's and the sheet's notes, in English.")

    @model_validator(mode="before")
    @classmethod
    def _empty_cells_are_unknown(cls, row: Any) -> Any:
        return {column: cell for column, cell in row.items() if cell != ""} if isinstance(row, dict) else row

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if (self.latitude is None) != (self.longitude is None):
            raise ValueError("latitude and longitude go together: give both or neither")
        if self.minimum_age is not None and self.maximum_age is not None and self.minimum_age > self.maximum_age:
            raise ValueError("minimum_age is above maximum_age: swap them or empty one")
        if self.address_visibility is AddressVisibility.WITHHELD and (self.address or self.latitude is not None):
            raise ValueError("a withheld address must not stand in the file: empty address, latitude and longitude")
        return self

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """All sources, the main one first."""
        return (Source(url=self.source_url, date=self.source_date, evidence=self.evidence), *self.other_sources)

    @cached_property
    def is_remote(self) -> bool:
        """Whether it is a line or a form rather than a place to walk into."""
        return self.listing_type in REMOTE_TYPES

    @property
    def position(self) -> tuple[float, float] | None:
        """Latitude and longitude in degrees, or ``None`` where it is not placed or withheld."""
        return None if self.latitude is None or self.longitude is None else (self.latitude, self.longitude)
