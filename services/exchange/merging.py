"""Two or more drafts of one place or line made into one, with all their sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from services.directory.disclosure import is_confidential
from services.directory.model import AddressVisibility, Audience, Category, ListingType, Phone, Source
from services.directory.phones import significant
from services.directory.trust import origin
from services.exchange.drafts import Draft
from services.exchange.remarks import NAMED_ONLY, SETTLED_BY_ANOTHER

#: Which type a merged listing has: the one that says most about what happens there.
_TYPE_ORDER = (
    ListingType.EMERGENCY_NUMBER,
    ListingType.CHILD_HELPLINE,
    ListingType.CONTENT_REMOVAL,
    ListingType.SHELTER_CONTACT,
    ListingType.HELPLINE,
    ListingType.REPORT_HOTLINE,
    ListingType.SURVIVOR_NETWORK,
    ListingType.NETWORK_MEMBER,
)
_FIRST_FILLED = [
    "organization",
    "minimum_age",
    "maximum_age",
    "website",
    "chat_url",
    "email",
    "region",
    "city",
    "address",
    "postal_code",
    "hours",
    "hours_text",
    "given",
]
_UNITED = ("categories", "languages")


def preferred(drafts: Iterable[Draft]) -> list[Draft]:
    """Put the draft that the others are merged into first: places before lines, undoubted, newest; file and line decide a tie."""

    def rank(draft: Draft) -> tuple[object, ...]:
        facts, row = draft.facts, draft.rows[0]
        kind = _TYPE_ORDER.index(draft.type) if draft.type in _TYPE_ORDER else -1
        return (kind, bool(facts["doubts"]), _newest_first(facts["source"].date), row.file, row.line)

    return sorted(drafts, key=rank)


def _newest_first(day: str) -> tuple[int, ...]:
    return tuple(-int(part) for part in day.split("-")) if day else (0,)


def sources(facts: dict[str, Any]) -> list[Source]:
    """Give all sources of a draft's facts, the main one first."""
    return [facts["source"], *facts.get("other_sources", ())]


def each_once(found: Iterable[Source]) -> list[Source]:
    """Give every page once, with all words seen there; a list that only a note names gives way to the row that was read in it."""
    pages: dict[str, Source] = {}
    for source in found:
        known = pages.get(source.url)
        if known is None:
            pages[source.url] = source
        elif source.evidence not in known.evidence:
            words = " / ".join(part for part in (known.evidence, source.evidence) if part)
            pages[source.url] = Source(url=source.url, date=max(known.date, source.date), evidence=words)
    read = {origin(source.url) for source in pages.values() if source.evidence != NAMED_ONLY}
    return [source for source in pages.values() if source.evidence != NAMED_ONLY or origin(source.url) not in read]


def joined(drafts: Sequence[Draft]) -> dict[str, Any]:
    """Join the facts of drafts that are one place or line; what the first one lacks is taken from the next that has it."""
    main, *others = drafts
    facts = dict(main.facts)
    for other in others:
        for column in _FIRST_FILLED:
            if facts[column] in ("", None):
                facts[column] = other.facts[column]
        for column in _UNITED:
            facts[column] = tuple(dict.fromkeys(facts[column] + other.facts[column]))
        facts["audience"] = tuple(person for person in Audience if person in facts["audience"] + other.facts["audience"])
        facts["genders"] = facts["genders"] if facts["genders"] == other.facts["genders"] else ()
        for column in ("cost", "access"):
            if facts[column] == "unknown":
                facts[column] = other.facts[column]
    facts["phones"] = phones_of(drafts)
    facts["sms"] = _united(phone for draft in drafts for phone in draft.facts["sms"])
    for column, glue in (("alert", " "), ("conflicts", "; "), ("notes", " | ")):
        facts[column] = glue.join(dict.fromkeys(draft.facts[column] for draft in drafts if draft.facts[column]))
    facts["doubts"] = _doubts(drafts)
    every = each_once(source for draft in drafts for source in sources(draft.facts))
    facts["source"], facts["other_sources"] = every[0], tuple(every[1:])
    return _discreet(facts, drafts)


def _united(phones: Iterable[Phone]) -> tuple[Phone, ...]:
    return tuple({(phone.number, phone.label): phone for phone in phones}.values())


def phones_of(drafts: Sequence[Draft]) -> tuple[Phone, ...]:
    """Give all numbers, each once however it is written; the first writing stays."""
    country = drafts[0].facts["country"]
    found: dict[str, Phone] = {}
    for draft in drafts:
        for phone in draft.facts["phones"]:
            found.setdefault(significant(phone.number, country), phone)
    return tuple(found.values())


def _doubts(drafts: Sequence[Draft]) -> tuple[str, ...]:
    """Keep a doubt unless an undoubted source of another origin settles it."""
    sure = {origin(source.url) for draft in drafts if not draft.facts["doubts"] for source in sources(draft.facts)}
    kept = []
    for draft in drafts:
        own = {origin(source.url) for source in sources(draft.facts)}
        settled = bool(sure - own)
        kept += [code for code in draft.facts["doubts"] if not (settled and code in SETTLED_BY_ANOTHER)]
        if settled and "crawl lost the name" in draft.facts["notes"]:
            kept = [code for code in kept if code != "notes_doubt"]
    return tuple(dict.fromkeys(kept))


def _discreet(facts: dict[str, Any], drafts: Sequence[Draft]) -> dict[str, Any]:
    """Let the most careful of the drafts decide what may be told."""
    visibilities = [draft.facts["address_visibility"] for draft in drafts]
    careful = [AddressVisibility.WITHHELD, AddressVisibility.AREA, AddressVisibility.FULL]
    strictest = min(visibilities, key=careful.index)
    categories: tuple[Category, ...] = facts["categories"]
    if strictest is AddressVisibility.FULL and is_confidential(facts["listing_type"], categories):
        strictest = AddressVisibility.AREA
    if strictest is not AddressVisibility.FULL:
        facts |= {"address": "", "postal_code": "", "given": None}
    facts["address_visibility"] = strictest
    return facts
