"""All the words of one result card, used alike by the rich view, the plain pages and print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from services.cards import alerts, words
from services.cards.contacts import Link, host, is_allowed, leaves, links
from services.cards.times import age_of_fact, opening
from services.directory.model import REMOTE_TYPES, AddressVisibility, Answer, Cost, Listing, ListingType
from services.directory.trust import TWICE_AS_HARD, Level, Trust, trust
from services.language.catalogue import Translator
from services.search.query import Match, OpenState

POLICE = frozenset({ListingType.POLICE_STATION, ListingType.SPECIAL_POLICE_UNIT})

#: A town-wide position this near says no more than "in this town".
SAME_TOWN_KM = 5.0


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing to know before going or calling; ``ask_first``: its sources do not say."""

    code: str
    text: str
    ask_first: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that are not ours: shown as they stand, with their language."""

    text: str
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Card:
    """One listing in words. Empty texts and tuples are not shown; nothing that matters to a person is left empty: it says "ask first".

    ``open_state`` is ``open``, ``closed`` or ``unknown``. ``facts`` come in reading order, with the codes who, ages, access, alone,
    parents, police, cost, papers, languages, wheelchair. ``conflict`` is ours, ``conflict_words`` and ``alert_words`` are as the
    curator or the source wrote them. What a number needs stands in its link's ``note``.
    """

    id: str
    name: str
    organization: str
    listing_type: str
    categories: tuple[str, ...]
    kind: str
    what_happens: str
    distance: str
    open_state: str
    opening: str
    hours_words: str
    facts: tuple[Fact, ...]
    links: tuple[Link, ...]
    address: str
    alert: str
    alert_words: Quote | None
    reasons: tuple[str, ...]
    asked_first: tuple[str, ...]
    age: str
    call_first: str
    trust_level: str
    trust: str
    conflict: str
    conflict_words: Quote | None
    source_text: str
    source_href: str
    source_note: str

    @property
    def known(self) -> tuple[Fact, ...]:
        """The facts that its sources give."""
        return tuple(fact for fact in self.facts if not fact.ask_first)

    @property
    def to_ask(self) -> tuple[Fact, ...]:
        """The questions that its sources leave open."""
        return tuple(fact for fact in self.facts if fact.ask_first)

    def fact(self, code: str) -> Fact | None:
        """Give the fact of a code, if the card has one."""
        return next((fact for fact in self.facts if fact.code == code), None)


def card(match: Match, t: Translator, today: date) -> Card:
    """Say a match in the reader's language; a match that was not judged yet is judged on ``today``."""
    listing = match.listing
    judged = match.trust or trust(listing, today)
    alert, rest = alerts.words(t, listing.alert)
    source = listing.source_url if is_allowed(listing.source_url) else ""
    return Card(
        id=listing.id,
        name=listing.name,
        organization=listing.organization,
        listing_type=listing.listing_type.value,
        categories=tuple(t(words.CATEGORIES[code]) for code in listing.categories),
        kind=words.kind(t, listing.listing_type),
        what_happens=words.what_happens(t, listing.listing_type),
        distance=distance(match, t),
        open_state=match.hours.state.value,
        opening=_opening(match, t),
        hours_words=listing.hours_text if match.hours.state.value == "unknown" else "",
        facts=tuple(facts(listing, t)),
        links=links(listing, t),
        address=address(listing, t),
        alert=alert,
        alert_words=Quote(rest) if rest else None,
        reasons=words.reasons(t, match),
        asked_first=words.asked_first(t, match),
        age=age_of_fact(listing, t),
        call_first=_call_first(listing, judged, t),
        trust_level=judged.level.value,
        trust=_trust(listing, judged, t),
        conflict=t("Sources say different things about this. Here is what they say:") if listing.conflicts else "",
        conflict_words=Quote(listing.conflicts) if listing.conflicts else None,
        source_text=t("Source: {site}", site=host(listing.source_url)) if source else "",
        source_href=source,
        source_note=leaves(t) if source else "",
    )


def _opening(match: Match, t: Translator) -> str:
    kind = match.listing.listing_type
    if kind is ListingType.EMERGENCY_NUMBER and match.hours.state is OpenState.UNKNOWN:
        return ""
    return opening(match.hours, t, line=kind in REMOTE_TYPES)


def distance(match: Match, t: Translator) -> str:
    """Say how far it is, in whole kilometres; "about" where only its town is known, empty where nothing is."""
    if match.distance_km is None:
        return ""
    if match.about and match.distance_km < SAME_TOWN_KM:
        town = match.listing.city
        return t("in or near this town: {town}", town=town) if town else t("close by; we do not know exactly where")
    if match.distance_km < 1:
        return t("less than 1 km")
    number = t.number(round(match.distance_km))
    return t("about {distance} km", distance=number) if match.about else t("{distance} km", distance=number)


def address(listing: Listing, t: Translator) -> str:
    """Say where it is, as far as that may be told: a withheld address stays withheld, whatever the file holds."""
    town = ", ".join(dict.fromkeys(part for part in (listing.city, listing.region) if part))
    if listing.listing_type in REMOTE_TYPES:
        return ""
    if listing.address_visibility is AddressVisibility.FULL:
        code = f"{listing.postal_code} {listing.city}".strip()
        parts = (listing.address, code if listing.city else listing.postal_code, listing.region)
        return ", ".join(dict.fromkeys(part for part in parts if part))
    if listing.address_visibility is AddressVisibility.AREA and town:
        return t("{town}. Ask for the way.", town=town)
    return t("The address is not shown, to keep people there safe. Call or write first.")


def facts(listing: Listing, t: Translator) -> Iterator[Fact]:
    """Give what a person must know before going or calling, in reading order."""
    line = listing.listing_type in REMOTE_TYPES
    if listing.listing_type is ListingType.EMERGENCY_NUMBER:
        # In danger nobody asks first.
        if listing.cost is Cost.FREE:
            yield _cost(listing, t)
        return
    yield _who(listing, t)
    if ages := _ages(listing, t):
        yield Fact("ages", ages)
    if listing.access in words.ACCESSES:
        yield Fact("access", t(words.ACCESSES[listing.access]))
    yield _alone(listing, t, line=line)
    yield _parents(listing, t)
    yield _police(listing, t)
    yield _cost(listing, t)
    if not line:
        yield _papers(listing, t)
    yield _languages(listing, t)
    if not line:
        yield _wheelchair(listing, t)


def _who(listing: Listing, t: Translator) -> Fact:
    people = [t(words.AUDIENCES[code]) for code in listing.audience]
    genders = [t(words.GENDERS[code]) for code in listing.genders]
    if people and genders:
        return Fact("who", t("For {people}: {genders}.", people=t.several(people), genders=t.several(genders)))
    if people or genders:
        return Fact("who", t("For {people}.", people=t.several(people or genders)))
    return Fact("who", t("Who can come? Ask first."), ask_first=True)


def _ages(listing: Listing, t: Translator) -> str:
    low, high = listing.minimum_age, listing.maximum_age
    if low and high is not None:
        return t("Ages: {low} to {high}.", low=t.number(low), high=t.number(high))
    if high is not None:
        return t("Ages: up to {high}.", high=t.number(high))
    return t("Ages: {low} and above.", low=t.number(low)) if low else ""


def _alone(listing: Listing, t: Translator, *, line: bool) -> Fact:
    said = listing.may_come_alone
    if said is Answer.YES:
        return Fact("alone", t("You can call or write alone.") if line else t("You can come alone."))
    if said is Answer.NO:
        return Fact("alone", t("An adult must come with you."))
    if said is Answer.DEPENDS:
        return Fact("alone", t("Whether you can come alone depends. Ask first."), ask_first=True)
    return Fact("alone", t("Can you come alone? Ask first."), ask_first=True)


def _parents(listing: Listing, t: Translator) -> Fact:
    said = listing.parents_told
    if said is Answer.YES:
        return Fact("parents", t("Your parents will be told."))
    if said is Answer.NO:
        return Fact("parents", t("Your parents will not be told."))
    if said is Answer.DEPENDS:
        return Fact("parents", t("Whether your parents are told depends. Ask first."), ask_first=True)
    return Fact("parents", t("Will your parents be told? Ask first."), ask_first=True)


def _police(listing: Listing, t: Translator) -> Fact:
    said = listing.police_told
    if listing.listing_type in POLICE:
        return Fact("police", t("This is the police."))
    if said is Answer.YES:
        return Fact("police", t("The police will be told."))
    if said is Answer.NO:
        return Fact("police", t("The police will not be told."))
    if said is Answer.DEPENDS:
        return Fact("police", t("Whether the police are told depends. Ask first."), ask_first=True)
    return Fact("police", t("Will the police be told? Ask first."), ask_first=True)


def _cost(listing: Listing, t: Translator) -> Fact:
    if listing.cost is Cost.FREE:
        return Fact("cost", t("Free."))
    if listing.cost is Cost.PAID:
        return Fact("cost", t("It costs money. Ask how much."))
    return Fact("cost", t("Does it cost anything? Ask first."), ask_first=True)


def _papers(listing: Listing, t: Translator) -> Fact:
    said = listing.papers_needed
    if said is Answer.YES and listing.required_documents:
        return Fact("papers", t("Bring papers: {papers}.", papers=listing.required_documents))
    if said is Answer.YES:
        return Fact("papers", t("Bring papers. Ask which ones."))
    if said is Answer.NO:
        return Fact("papers", t("You need no papers."))
    if said is Answer.DEPENDS:
        return Fact("papers", t("Whether you need papers depends. Ask first."), ask_first=True)
    return Fact("papers", t("Do you need papers? Ask first."), ask_first=True)


def _languages(listing: Listing, t: Translator) -> Fact:
    if listing.languages:
        return Fact("languages", t("Languages: {languages}.", languages=t.several(t.language_name(code) for code in listing.languages)))
    return Fact("languages", t("Which languages do they speak? Ask first."), ask_first=True)


def _wheelchair(listing: Listing, t: Translator) -> Fact:
    said = listing.wheelchair
    if said is Answer.YES:
        return Fact("wheelchair", t("A wheelchair gets in."))
    if said is Answer.NO:
        return Fact("wheelchair", t("A wheelchair does not get in."))
    return Fact("wheelchair", t("Does a wheelchair get in? Ask first."), ask_first=True)


def _call_first(listing: Listing, judged: Trust, t: Translator) -> str:
    if not judged.call_first:
        return ""
    return t("It may have changed: call first.") if listing.phones else t("It may have changed: ask first.")


def _trust(listing: Listing, judged: Trust, t: Translator) -> str:
    if judged.level is Level.UNCONFIRMED:
        return t("Not confirmed: nobody could say for sure that this still exists.")
    if listing.listing_type in TWICE_AS_HARD:
        return t("More than one source says this.") if judged.two_sources else t("One source says this.")
    return ""
