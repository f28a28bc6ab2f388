"""What was asked, and what an answer is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from services.directory.model import Category, Gender, Listing
from services.directory.trust import Trust
from services.places.model import Place


class Need(StrEnum):
    """What a person says they need; ``data/taxonomy.toml`` maps each to categories and listing types."""

    NOT_SAFE = "not_safe"
    HURT = "hurt"
    TALK = "talk"
    LAWYER_POLICE = "lawyer_police"
    PICTURES = "pictures"
    SAFE_PLACE = "safe_place"
    HELPING = "helping"
    LONG_AGO = "long_ago"


class How(StrEnum):
    """How a person wants to reach help."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    CHAT = "chat"


#: From this age on a person is an adult (CRC, article 1).
ADULT_AGE = 18

#: Distances in km that a page offers: a walk, a ride, a morning's journey, a day's.
RADII_KM = (5, 10, 30, 50, 100)

#: Ages that a page offers; the last stands for every adult.
AGES = tuple(range(19))


class Reader(StrEnum):
    """For whom an answer is put together: it decides what stands first and whether unconfirmed rows are shown beside better ones."""

    CHILD = "child"
    ADULT = "adult"
    CASEWORKER = "caseworker"


@dataclass(frozen=True, slots=True)
class Query:
    """One question; every field may be left open. ``country`` alone is enough for an answer, and so is nothing at all."""

    need: Need | None = None
    categories: frozenset[Category] = frozenset()
    place: Place | None = None
    country: str = ""
    age: int | None = None
    gender: Gender | None = None
    language: str = ""
    free: bool = False
    open_now: bool = False
    may_come_alone: bool = False
    wheelchair: bool = False
    how: How | None = None
    radius_km: float | None = None
    reader: Reader = Reader.CHILD

    @property
    def where(self) -> str:
        """The country asked about: the place's own, else the one picked; empty: none yet."""
        return self.place.country if self.place else self.country


class OpenState(StrEnum):
    """Whether a listing answers now; hours that cannot be read are ``UNKNOWN``, never ``CLOSED``."""

    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Hours:
    """A listing's state at one moment; ``until`` is the next change in the listing's own time, ``None``: none or not known.

    ``at`` is the moment in the listing's own time, ``None`` where its zone is not known.
    """

    state: OpenState = OpenState.UNKNOWN
    until: datetime | None = None
    always: bool = False
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A listing that answers a query.

    ``distance_km`` is the great-circle distance, ``None`` where the place or the position is not known. ``about`` says that the
    listing's position is only that of a town or wider. ``reasons`` and ``unknown`` are codes, worded by ``services.cards``: why it
    is shown, and which wish of the query its sources do not speak to ("ask first").
    """

    listing: Listing
    distance_km: float | None = None
    about: bool = False
    hours: Hours = Hours()
    trust: Trust | None = None
    reasons: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


class GroupKind(StrEnum):
    """The parts of an answer, in the order in which they are shown."""

    RIGHT_NOW = "right_now"
    NEAR = "near"
    COUNTRY = "country"
    REMOTE = "remote"
    ACROSS_BORDERS = "across_borders"


@dataclass(frozen=True, slots=True)
class Group:
    """One part of an answer; ``total`` counts all that fit, ``matches`` holds those to show, best first."""

    kind: GroupKind
    matches: tuple[Match, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Loosening:
    """One filter that could be let go, by its ``Query`` field, and how many more listings that brings."""

    filter: str
    gained: int


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything a page needs to show: never empty of something a person can do now.

    ``counts`` holds, for each facet, how many listings each value would leave under the other filters (``services.search.counts``);
    for the filters ``age`` and ``radius_km`` the values are those that pages offer, as text: ``AGES`` ("18": 18 or older), ``RADII_KM``.
    """

    query: Query
    groups: tuple[Group, ...]
    total: int
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    loosen: tuple[Loosening, ...] = ()

    def group(self, kind: GroupKind) -> Group | None:
        """The group of that kind, or ``None`` where it has no match."""
        return next((group for group in self.groups if group.kind is kind), None)
