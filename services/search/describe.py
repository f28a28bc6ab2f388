"""Reads a query back as one sentence: "Doctors and nurses near Nakuru, for a 14-year-old, free".

The sentence is a list of phrases that need nothing of each other: each is one message, stands in no case that its neighbour decides and
agrees with nothing outside itself, so that translators of languages with cases and genders can say it rightly. Names of places and
countries stand where a translator can keep them in their plain form.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from services.directory.model import Category, Gender
from services.language.catalogue import N_, Translator
from services.places.model import Place
from services.search.query import AGES, How, Need, Query

WANTED: Mapping[Need | None, str] = {
    None: N_("All help"),
    Need.NOT_SAFE: N_("Help to be safe now"),
    Need.HURT: N_("Doctors and nurses"),
    Need.TALK: N_("Someone to talk to"),
    Need.LAWYER_POLICE: N_("Lawyers and police"),
    Need.PICTURES: N_("Help with pictures on the internet"),
    Need.SAFE_PLACE: N_("A safe place"),
    Need.HELPING: N_("Help for someone else"),
    Need.LONG_AGO: N_("Help with what happened long ago"),
}

KINDS: Mapping[Category, str] = {
    Category.MEDICAL: N_("doctors and nurses"),
    Category.PSYCHOLOGICAL: N_("someone to talk to"),
    Category.LEGAL: N_("lawyers and rights"),
    Category.SOCIAL: N_("help with daily life"),
    Category.POLICE: N_("police"),
    Category.SHELTER: N_("a safe place to stay"),
    Category.ONLINE_SAFETY: N_("pictures and the internet"),
}

WAYS: Mapping[How, str] = {
    How.IN_PERSON: N_("a place to go to"),
    How.PHONE: N_("by phone"),
    How.CHAT: N_("by chat or text message"),
}

_PEOPLE: Mapping[Gender, str] = {
    Gender.GIRLS: N_("for a girl"),
    Gender.BOYS: N_("for a boy"),
    Gender.WOMEN: N_("for a woman"),
    Gender.MEN: N_("for a man"),
}

#: Ages that English says with "an": eight, eleven, eighty; 18 stands for every adult (``AGES``).
_AN = frozenset({8, 11, *range(80, 90)})

_AGED: Mapping[tuple[Gender | None, bool], Callable[[Translator, int], str]] = {
    (None, False): lambda t, age: t.n("for a {number}-year-old", "for a {number}-year-old", age),
    (None, True): lambda t, age: t.n("for an {number}-year-old", "for an {number}-year-old", age),
    (Gender.GIRLS, False): lambda t, age: t.n("for a {number}-year-old girl", "for a {number}-year-old girl", age),
    (Gender.GIRLS, True): lambda t, age: t.n("for an {number}-year-old girl", "for an {number}-year-old girl", age),
    (Gender.BOYS, False): lambda t, age: t.n("for a {number}-year-old boy", "for a {number}-year-old boy", age),
    (Gender.BOYS, True): lambda t, age: t.n("for an {number}-year-old boy", "for an {number}-year-old boy", age),
    (Gender.WOMEN, False): lambda t, age: t.n("for a {number}-year-old woman", "for a {number}-year-old woman", age),
    (Gender.WOMEN, True): lambda t, age: t.n("for an {number}-year-old woman", "for an {number}-year-old woman", age),
    (Gender.MEN, False): lambda t, age: t.n("for a {number}-year-old man", "for a {number}-year-old man", age),
    (Gender.MEN, True): lambda t, age: t.n("for an {number}-year-old man", "for an {number}-year-old man", age),
}


def describe(query: Query, t: Translator) -> str:
    """Read a query back in the reader's language, as one sentence without a full stop."""
    sentence = _what_and_where(query, t)
    for phrase in (*_person(query, t), *_wishes(query, t)):
        sentence = t("{beginning}, {phrase}", beginning=sentence, phrase=phrase)
    return sentence


def _what_and_where(query: Query, t: Translator) -> str:
    what = t(WANTED[query.need])
    place = query.place
    if place is not None:
        return _near(what, place, t) if place.name else t("{what} near you", what=what)
    return t("{what} in {country}", what=what, country=t.country(query.country)) if query.country else what


def _near(what: str, place: Place, t: Translator) -> str:
    if place.precision in ("region", "country"):
        return t("{what} in {place}", what=what, place=place.name)
    return t("{what} near {place}", what=what, place=place.name)


def _person(query: Query, t: Translator) -> list[str]:
    if query.age is not None and query.age != AGES[-1]:
        return [_AGED[query.gender, query.age in _AN](t, query.age)]
    who = [t(_PEOPLE[query.gender])] if query.gender is not None else []
    return who if query.age is None else [*who, t("18 or older")]


def _wishes(query: Query, t: Translator) -> list[str]:
    found = []
    if query.categories:
        kinds = t.several([t(KINDS[category]) for category in Category if category in query.categories], style="or")
        found.append(t("only {kinds}", kinds=kinds))
    if query.how is not None:
        found.append(t(WAYS[query.how]))
    if query.language:
        found.append(t("in this language: {language}", language=t.language_name(query.language)))
    if query.free:
        found.append(t("free"))
    if query.open_now:
        found.append(t("open now"))
    if query.may_come_alone:
        found.append(t("where you may come alone"))
    if query.wheelchair:
        found.append(t("with a way in for wheelchairs"))
    if query.radius_km is not None and query.place is not None:
        found.append(t("at most {distance} km away", distance=t.number(query.radius_km)))
    return found
