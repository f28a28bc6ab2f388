"""The filters that an answer offers, in words and with their counts: one list for the rich view and the plain pages.

Numbers are the counts of the answer (``services.search.counts``). A value that no listing has is not offered, unless it is the one
picked: a person must see what they have set to let go of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from services.cards import words
from services.directory.model import Category, Gender
from services.language.catalogue import N_, Translator
from services.search.query import AGES, RADII_KM, Answer, How, Query, Reader

ADULT = AGES[-1]
AT_WORK = "reader"

LABELS: Mapping[str, str] = {
    "categories": N_("What kind of help?"),
    "age": N_("How old?"),
    "gender": N_("For whom?"),
    "how": N_("How?"),
    "language": N_("Language spoken"),
    "radius_km": N_("How far?"),
    "free": N_("Costs nothing"),
    "open_now": N_("Open now"),
    "may_come_alone": N_("I can come alone"),
    "wheelchair": N_("A wheelchair gets in"),
    AT_WORK: N_("I help people as my job: also show what still needs checking"),
}
WISHES = ("free", "open_now", "may_come_alone", "wheelchair")


@dataclass(frozen=True, slots=True)
class Option:
    """One value that may be picked, as text, in words, and how many listings it leaves."""

    value: str
    label: str
    count: int

    def said(self, t: Translator) -> str:
        """Say it with its number."""
        return f"{self.label} ({t.number(self.count)})"


@dataclass(frozen=True, slots=True)
class Choice:
    """One filter of which a value is picked; ``name`` is the field of ``Query``, ``picked`` a value, empty: any."""

    name: str
    label: str
    options: tuple[Option, ...]
    picked: str


@dataclass(frozen=True, slots=True)
class Wish:
    """One filter that is on or off; how many listings meet it, and how many must be asked first."""

    name: str
    label: str
    picked: bool
    yes: int
    unknown: int

    def said(self, t: Translator) -> str:
        """Say the numbers."""
        return t("Yes: {yes} · ask first: {unknown}", yes=t.number(self.yes), unknown=t.number(self.unknown))

    def with_numbers(self, t: Translator) -> str:
        """Say the wish and its numbers as one label."""
        return f"{self.label} ({self.said(t)})"


@dataclass(frozen=True, slots=True)
class Filters:
    """Everything an answer can be narrowed by; ``at_work`` names the switch for those who help as their job, and says if it is on."""

    choices: tuple[Choice, ...]
    wishes: tuple[Wish, ...]
    at_work: tuple[str, bool]


def offered(found: Answer, t: Translator) -> Filters:
    """Give the filters of an answer."""
    query, counts = found.query, found.counts
    heard = counts.get("language", {})
    spoken = sorted((code for code in heard if code != "unknown" and (heard[code] or code == query.language)), key=t.language_name)
    kinds = {**_values(t), "language": [(code, t.language_name(code)) for code in spoken]}
    if not query.place:
        del kinds["radius_km"]
    choices = (_choice(name, values, picked(query, name), counts.get(name, {}), t) for name, values in kinds.items())
    return Filters(
        tuple(choice for choice in choices if choice.options),
        tuple(_wish(name, query, counts.get(name, {}), t) for name in WISHES),
        (t(LABELS[AT_WORK]), query.reader is Reader.CASEWORKER),
    )


@cache
def _values(t: Translator) -> Mapping[str, Iterable[tuple[str, str]]]:
    """Say the values that are the same for every answer, in the order in which the filters are offered."""
    return {
        "categories": [(code.value, t(words.CATEGORIES[code])) for code in Category],
        "age": [(str(age), _age(age, t)) for age in AGES],
        "gender": [(code.value, t(words.GENDERS[code])) for code in Gender],
        "how": [(code.value, t(words.HOWS[code])) for code in How],
        "language": (),
        "radius_km": [(str(km), t("up to {number} km", number=km)) for km in RADII_KM],
    }


def picked(query: Query, name: str) -> str:
    """Give what a query has picked of a filter, as text; empty: nothing. Every grown-up is ``ADULT``."""
    if name == "categories":
        return next((code.value for code in Category if code in query.categories), "")
    if name == "age":
        return "" if query.age is None else str(min(query.age, ADULT))
    if name == "radius_km":
        return f"{query.radius_km:g}" if query.radius_km else ""
    return str(getattr(query, name) or "")


def _choice(name: str, values: Iterable[tuple[str, str]], value: str, counts: Mapping[str, int], t: Translator) -> Choice:
    options = (Option(code, label, counts.get(code, 0)) for code, label in values)
    return Choice(name, t(LABELS[name]), tuple(one for one in options if one.count or one.value == value), value)


def _wish(name: str, query: Query, counts: Mapping[str, int], t: Translator) -> Wish:
    return Wish(name, t(LABELS[name]), bool(getattr(query, name)), counts.get("yes", 0), counts.get("unknown", 0))


def _age(age: int, t: Translator) -> str:
    return t("18 or older") if age >= ADULT else t.n("{number} year", "{number} years", age)
