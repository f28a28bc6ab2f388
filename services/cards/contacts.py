"""The ways to get in touch as real links, with what a person must know before they tap one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from services.directory.model import Listing, Phone
from services.directory.phones import dial
from services.language.catalogue import N_, Translator

_BLANK = re.compile(r"[\s\x00-\x1f]")

SCHEMES = frozenset({"tel", "sms", "https", "http", "mailto"})

SERVICES: Mapping[str, str] = {"police": N_("Police"), "ambulance": N_("Ambulance"), "fire": N_("Fire brigade")}


@dataclass(frozen=True, slots=True)
class Link:
    """One way to get in touch: ``kind`` is call, sms, chat, web or email; ``note`` is empty or what to know first."""

    kind: str
    href: str
    text: str
    note: str = ""

    @property
    def outside(self) -> bool:
        """Whether it leads to another site."""
        return self.href.startswith(("https:", "http:"))


def is_allowed(href: str) -> bool:
    """Say whether a link may be shown: a known scheme, something behind it, and no blank or control character inside."""
    if _BLANK.search(href):
        return False
    try:
        parts = urlsplit(href)
    except ValueError:
        return False
    return parts.scheme in SCHEMES and bool(parts.netloc if parts.scheme in ("https", "http") else parts.path)


def host(address: str) -> str:
    """Give the name of the site that an address leads to, without "www."; empty where it has none."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def links(listing: Listing, t: Translator) -> tuple[Link, ...]:
    """Give a listing's links, calls first; one that may not be shown is left out."""
    return tuple(link for link in _links(listing, t) if is_allowed(link.href))


def _links(listing: Listing, t: Translator) -> Iterator[Link]:
    for phone in listing.phones:
        yield _call(phone, listing.country, t)
    for phone in listing.sms:
        dialled = dial(phone, listing.country)
        if phone.label:
            text = t("Send the word {word} to {number}", word=phone.label, number=dialled.display)
        else:
            text = t("Send a text message to {number}", number=dialled.display)
        yield Link("sms", dialled.sms, text, number_note(phone, listing.country, t))
    if listing.chat_url:
        yield Link("chat", listing.chat_url, t("Chat: {site}", site=host(listing.chat_url)), leaves(t))
    if listing.website:
        yield Link("web", listing.website, t("Website: {site}", site=host(listing.website)), leaves(t))
    if listing.email:
        note = t("An e-mail stays in the mailbox of the person who sends it.")
        yield Link("email", f"mailto:{quote(listing.email, safe='@+')}", t("Write to {address}", address=listing.email), note)


def leaves(t: Translator) -> str:
    """Say that a link leaves this site."""
    return t("This link leaves Waymark.")


def _call(phone: Phone, country: str, t: Translator) -> Link:
    dialled = dial(phone, country)
    number = dialled.display
    if phone.services:
        who = t.several([t(SERVICES[code]) for code in phone.services])
        text = t("{service}: call {number}", service=who, number=number)
    elif phone.label:
        text = t("{label}: {number}", label=phone.label, number=number)
    else:
        text = t("Call {number}", number=number)
    return Link("call", dialled.tel, text, number_note(phone, country, t))


def number_note(phone: Phone, country: str, t: Translator) -> str:
    """Say what to know before dialling a number: where it works, and how it is dialled from abroad; empty: nothing."""
    dialled = dial(phone, country)
    notes = []
    if dialled.only_inside and country != "INT":
        notes.append(t("Works only inside the country ({country}).", country=t.country(country)))
    elif dialled.international and dialled.international != dialled.display:
        notes.append(t("From abroad: {number}", number=dialled.international))
    if not phone.confirmed_format:
        notes.append(t("We could not check how this number is written."))
    return " ".join(notes)
