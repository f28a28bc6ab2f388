"""A listing as it stands on paper, where nothing can be tapped or looked up again: numbers, hours, what is known, what to ask."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from services.cards.card import Fact, facts
from services.cards.contacts import SERVICES, number_note
from services.cards.times import age_of_fact, opening
from services.cards.words import kind
from services.directory.model import Listing, ListingType, Phone
from services.directory.phones import dial, digits
from services.directory.trust import Level, trust
from services.language.catalogue import Translator
from services.paper.model import Line, Number
from services.places.gazetteer import Gazetteer
from services.referral.weekly import weekly
from services.rights.prose import sentences
from services.search.query import Hours

#: So many numbers of one place fit; the first is the one that its source names first.
MOST_NUMBERS = 3


def numbers(listing: Listing, t: Translator, *, plain: bool = False) -> tuple[Number, ...]:
    """Give a listing's numbers with what they reach; ``plain``: figures alone, for a discreet sheet."""
    most = None if listing.listing_type is ListingType.EMERGENCY_NUMBER else MOST_NUMBERS
    return tuple(_number(phone, listing, t, plain=plain) for phone in listing.phones[:most])


def _number(phone: Phone, listing: Listing, t: Translator, *, plain: bool) -> Number:
    found = dial(phone, listing.country)
    if plain:
        # A number spelt in letters spells what it is for.
        letters = any(sign.isalpha() for sign in found.display)
        return Number(digits(phone.number) if letters else found.display, found.tel)
    label = t.several([t(SERVICES[code]) for code in phone.services]) if phone.services else phone.label
    return Number(found.display, found.tel, label)


def notes(listing: Listing, t: Translator, *, abroad: bool) -> str:
    """Say what to know before dialling: whose form nobody could check, and for somebody abroad how it is reached; empty: nothing."""
    phones = (phone for phone in listing.phones[:MOST_NUMBERS] if abroad or not phone.confirmed_format)
    said = (number_note(phone, listing.country, t) for phone in phones)
    return " ".join(dict.fromkeys(note for note in said if note))


def messages(listing: Listing, t: Translator) -> tuple[Line, ...]:
    """Give the numbers that take text messages, each with the word to send where there is one."""
    lines = []
    for phone in listing.sms[:1]:
        found = dial(phone, listing.country)
        label = t("Send the word {word}", word=phone.label) if phone.label else t("Text message")
        lines.append(Line(numbers=(Number(found.display, found.sms, label),), weight=2))
    return tuple(lines)


def when(listing: Listing, t: Translator) -> tuple[str, str]:
    """Say when it is open, for every week; the second text is what its source says in its own words. Both empty: not known."""
    if listing.listing_type is ListingType.EMERGENCY_NUMBER:
        return "", ""
    said = weekly(listing.hours, t, line=listing.is_remote)
    if said:
        return said, ""
    return "", listing.hours_text or listing.hours


def known(listing: Listing, t: Translator, only: Collection[str] = ()) -> tuple[Fact, ...]:
    """Give what its sources say about coming there, but for whom it is and what to bring; ``only``: just these codes."""
    return tuple(
        fact for fact in facts(listing, t) if not fact.ask_first and fact.code not in ("who", "papers") and (not only or fact.code in only)
    )


def papers(listing: Listing, t: Translator) -> str:
    """Say which papers to bring, or that none are needed; empty: not known."""
    return next((fact.text for fact in facts(listing, t) if fact.code == "papers" and not fact.ask_first), "")


def to_ask(listing: Listing, t: Translator, only: Collection[str] = ()) -> Iterator[str]:
    """Give the questions that its sources leave open, each without its "ask first"."""
    if not any(when(listing, t)) and listing.listing_type is not ListingType.EMERGENCY_NUMBER:
        yield _question(opening(Hours(), t, line=listing.is_remote))
    open_facts = (fact for fact in facts(listing, t) if fact.ask_first and fact.code != "who" and (not only or fact.code in only))
    yield from (_question(fact.text) for fact in open_facts)


def _question(text: str) -> str:
    parts = sentences(text)
    return " ".join(parts[:-1]) if len(parts) > 1 else text


def call_first(listing: Listing, day: date, t: Translator) -> str:
    """Say that it may have changed, where that is due; empty: it is not."""
    if not trust(listing, day).call_first:
        return ""
    return t("It may have changed: call first.") if listing.phones else t("It may have changed: ask first.")


def date_of(listing: Listing, day: date, t: Translator) -> str:
    """Say how old the facts are, and whether anybody could confirm them."""
    said = age_of_fact(listing, t)
    if trust(listing, day).level is Level.UNCONFIRMED:
        return f"{said} {t('Not confirmed: nobody could say for sure that this still exists.')}"
    return said


def town(listing: Listing, atlas: Gazetteer, t: Translator) -> str:
    """Name its town in the reader's language where that is known, else as the source does; else its region; empty: neither is known."""
    named = atlas.town(listing.country, listing.city, listing.region_code, t.language) if listing.city else ()
    return named[0].name if named else listing.city or listing.region


def without_letters(listing: Listing, atlas: Gazetteer, t: Translator) -> str:
    """Name a listing by its kind and town, for a paper that lacks the letters of its own name."""
    where = town(listing, atlas, t)
    return f"{kind(t, listing.listing_type)}, {where}" if where else kind(t, listing.listing_type)
