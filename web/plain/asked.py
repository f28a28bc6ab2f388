"""What a plain page was sent: the whole state of a visit travels in the body of a form, never in an address, a cookie or our memory.

Every field is checked; one that cannot be is refused rather than guessed, because a wrong answer may send somebody the wrong way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qsl

from services.cards.filters import WISHES
from services.directory.model import Category, Gender
from services.places import countries, naming
from services.places.model import Place
from services.search.query import RADII_KM, GroupKind, How, Need, Query, Reader

FORM = "application/x-www-form-urlencoded"

#: A form of ours has some thirty fields of a few letters each.
LONGEST_BODY = 8 * 1024
MOST_FIELDS = 60
LONGEST_TEXT = 120

#: So many cards of a group are shown at first; each "show more" adds ``STEP``.
SHOWN = MappingProxyType({GroupKind.NEAR: 8, GroupKind.COUNTRY: 4, GroupKind.REMOTE: 5, GroupKind.ACROSS_BORDERS: 4})
STEP = 15
MOST_SHOWN = 300


class Unreadable(ValueError):
    """A form that is not one of ours; ``country`` is the one it names, if it names one that we know."""

    def __init__(self, country: str = "") -> None:
        super().__init__("the form cannot be read")
        self.country = country


class Unknown(LookupError):
    """Something asked for by its name that we do not have; ``country`` as for ``Unreadable``."""

    def __init__(self, country: str = "") -> None:
        super().__init__("there is no such thing")
        self.country = country


@dataclass(frozen=True, slots=True)
class Asked:
    """One form: the question so far, how many cards are shown, where the person stands, and what they tapped.

    ``go`` is the page wanted and ``target`` what of it ("listing", its id); ``here`` is the page the form stood on; ``text`` is a
    place as typed. ``token`` names the place of ``query`` for the next form. ``work`` are the fields of a referral, as sent: they are read
    by ``web.plain.work``.
    """

    query: Query = field(default_factory=Query)
    token: str = ""
    go: str = "needs"
    target: str = ""
    here: str = ""
    text: str = ""
    speak: str = ""
    shown: Mapping[GroupKind, int] = field(default_factory=lambda: SHOWN)
    work: Mapping[str, str] = field(default_factory=dict)

    @property
    def country(self) -> str:
        """The country of the place, else the one picked; empty: none yet."""
        return self.query.where

    def on(self, go: str, target: str = "") -> Asked:
        """Give the same state on another page."""
        return replace(self, go=go, target=target)

    def fields(self, but: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
        """Give the hidden fields that carry the state on; ``but`` names those that the page has inputs for."""
        for name, value in self._fields():
            if value and name not in but:
                yield name, value

    def _fields(self) -> Iterator[tuple[str, str]]:
        query = self.query
        yield "need", query.need or ""
        yield "place", self.token
        yield "country", "" if self.token else query.country
        yield "categories", ",".join(sorted(query.categories))
        yield "age", "" if query.age is None else str(query.age)
        yield "gender", query.gender or ""
        yield "language", query.language
        yield "how", query.how or ""
        yield "radius_km", f"{query.radius_km:g}" if query.radius_km else ""
        for wish in WISHES:
            yield wish, "1" if getattr(query, wish) else ""
        yield "reader", query.reader if query.reader is Reader.CASEWORKER else ""
        if self.go.startswith("refer"):
            # A referral is carried by its own pages only: on any other it is let go.
            yield from self.work.items()
        if self.shown != SHOWN:
            yield "shown", ",".join(f"{kind}:{number}" for kind, number in self.shown.items())


def parse(content_type: str, body: bytes) -> dict[str, str]:
    """Take a body apart into its fields, the last of each name; raises ``Unreadable``. No body at all is an empty form."""
    if not body:
        return {}
    if content_type.split(";")[0].strip().lower() != FORM:
        raise Unreadable
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, strict_parsing=True, encoding="utf-8", errors="strict", max_num_fields=MOST_FIELDS
        )
    except ValueError:
        raise Unreadable from None
    return dict(pairs)


def read(fields: Mapping[str, str], atlas: naming.Atlas, language: str) -> Asked:
    """Read the fields of a form; raises ``Unreadable`` for one that is not ours, ``Unknown`` for a country that we do not know."""
    country = fields.get("country", "")
    if country and not countries.exists(country):
        raise Unknown
    go, _, target = fields.get("go", "needs").partition(":")
    token = fields.get("place", "")
    if go == "at":
        go, token = "results", target
    place = _place(token, atlas, language, country)
    where = place.country if place else country
    try:
        query = _query(fields, place, country)
        shown = _shown(fields.get("shown", ""))
    except ValueError:
        raise Unreadable(where) from None
    text = fields.get("text", "")
    if len(text) > LONGEST_TEXT:
        raise Unreadable(where)
    asked = Asked(
        query, naming.token(place) if place else "", go, target, fields.get("here", ""), text.strip(), fields.get("speak", ""), shown
    )
    asked = replace(asked, work={name: value for name, value in fields.items() if name.startswith("r_")})
    return asked.on(*_page(asked.here)) if asked.speak else asked


def _page(here: str) -> tuple[str, str]:
    go, _, target = here.partition(":")
    return go or "needs", target


def _place(token: str, atlas: naming.Atlas, language: str, country: str) -> Place | None:
    if not token:
        return None
    place = naming.resolve(atlas, token, language)
    if place is None:
        raise Unreadable(country)
    return place


def _query(fields: Mapping[str, str], place: Place | None, country: str) -> Query:
    def given(name: str, kind: Any) -> Any:
        value = fields.get(name, "")
        return kind(value) if value else None

    age, radius = given("age", int), given("radius_km", int)
    if (age is not None and not 0 <= age <= 120) or (radius is not None and radius not in RADII_KM):
        raise ValueError
    language = fields.get("language", "")
    if language and not (language.isascii() and language.isalpha() and len(language) in (2, 3)):
        raise ValueError
    wishes = {wish: fields.get(wish, "") for wish in WISHES}
    if not set(wishes.values()) <= {"", "1"}:
        raise ValueError
    categories = [part for part in fields.get("categories", "").split(",") if part]
    return Query(
        need=given("need", Need),
        categories=frozenset(Category(part) for part in categories),
        place=place,
        country="" if place else country,
        age=age,
        gender=given("gender", Gender),
        language=language,
        how=given("how", How),
        radius_km=float(radius) if radius else None,
        reader=given("reader", Reader) or Reader.CHILD,
        **{wish: bool(value) for wish, value in wishes.items()},
    )


def _shown(text: str) -> Mapping[GroupKind, int]:
    if not text:
        return SHOWN
    pairs = [part.partition(":") for part in text.split(",")]
    numbers = {GroupKind(kind): int(number) for kind, _, number in pairs}
    if set(numbers) - set(SHOWN) or not all(0 < number <= MOST_SHOWN for number in numbers.values()):
        raise ValueError
    return MappingProxyType({**SHOWN, **numbers})


def more(asked: Asked, kind: str) -> Asked:
    """Give the same state with more cards of one group; raises ``Unreadable`` where there is no such group."""
    try:
        group = GroupKind(kind)
        number = asked.shown[group]
    except (ValueError, KeyError):
        raise Unreadable(asked.country) from None
    return replace(asked, go="results", target="", shown=MappingProxyType({**asked.shown, group: min(number + STEP, MOST_SHOWN)}))


def without(asked: Asked, name: str) -> Asked:
    """Give the same state with one filter let go, by its ``Query`` field; raises ``Unreadable`` where that is no filter."""
    open_again: dict[str, Any] = {
        "need": None,
        "categories": frozenset(),
        "age": None,
        "gender": None,
        "language": "",
        "how": None,
        "radius_km": None,
    }
    open_again |= dict.fromkeys(WISHES, False)
    if name not in open_again:
        raise Unreadable(asked.country)
    return replace(asked, go="results", target="", query=replace(asked.query, **{name: open_again[name]}))
