"""Listings side by side as a table of facts, in a worker's terse words: yes, no, ask first. Unknown is never left blank."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from services.cards import words
from services.cards.card import address, card
from services.cards.contacts import SERVICES, is_allowed
from services.directory.model import Access, Answer, Cost
from services.directory.phones import dial
from services.language.catalogue import N_, Translator
from services.search.query import Match

_ANSWERS: Mapping[Answer, str] = {
    Answer.YES: N_("yes"),
    Answer.NO: N_("no"),
    Answer.DEPENDS: N_("it depends: ask first"),
    Answer.UNKNOWN: N_("ask first"),
}
_COSTS: Mapping[Cost, str] = {Cost.FREE: N_("free of charge"), Cost.PAID: N_("to be paid"), Cost.UNKNOWN: N_("ask first")}
_ACCESSES: Mapping[Access, str] = {
    Access.WALK_IN: N_("by simply coming"),
    Access.APPOINTMENT: N_("by appointment"),
    Access.REFERRAL_ONLY: N_("through another service"),
    Access.UNKNOWN: N_("ask first"),
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """A table: one name for each column, one label and as many facts for each row."""

    names: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def calls(match: Match, t: Translator) -> tuple[tuple[str, str], ...]:
    """Give numbers to call as text and ``tel:`` link, with what each reaches where that is known; plain, for a worker needs no telling."""
    found = []
    for phone in match.listing.phones:
        dialled = dial(phone, match.listing.country)
        label = t.several(t(SERVICES[code]) for code in phone.services) or phone.label
        text = t("{label}: {number}", label=label, number=dialled.display) if label else dialled.display
        if is_allowed(dialled.tel):
            found.append((text, dialled.tel))
    return tuple(found)


def compare(matches: Sequence[Match], t: Translator, today: date) -> Comparison:
    """Set listings side by side; rows come in the order in which a worker asks: what, where, when, how, on what terms, how sure."""

    def row(label: str, fact: Callable[[Match], str]) -> tuple[str, tuple[str, ...]]:
        return label, tuple(fact(match) or t("ask first") for match in matches)

    def answer(label: str, field: str) -> tuple[str, tuple[str, ...]]:
        return row(label, lambda match: t(_ANSWERS[getattr(match.listing, field)]))

    cards = {match.listing.id: card(match, t, today) for match in matches}
    rows = (
        row(t("What it is"), lambda match: cards[match.listing.id].kind),
        row(t("Where"), lambda match: t("by phone or online") if match.listing.is_remote else address(match.listing, t)),
        row(t("Distance"), lambda match: "–" if match.listing.is_remote else cards[match.listing.id].distance),
        row(t("Opening hours"), lambda match: cards[match.listing.id].opening or match.listing.hours_text),
        row(t("Contact"), lambda match: " · ".join(text for text, _ in calls(match, t))),
        row(t("Way in"), lambda match: t(_ACCESSES[match.listing.access])),
        row(t("For whom?"), lambda match: _whom(match, t)),
        row(t("Ages"), lambda match: _ages(match, t)),
        row(t("Cost"), lambda match: t(_COSTS[match.listing.cost])),
        row(t("Language"), lambda match: t.several(t.language_name(code) for code in match.listing.languages)),
        answer(t("Child may come alone"), "may_come_alone"),
        answer(t("Papers needed"), "papers_needed"),
        answer(t("Wheelchair gets in"), "wheelchair"),
        answer(t("Parents are told"), "parents_told"),
        answer(t("Police are told"), "police_told"),
        row(t("How sure"), lambda match: _sure(match, t, today)),
    )
    return Comparison(tuple(match.listing.name for match in matches), rows)


def _whom(match: Match, t: Translator) -> str:
    listing = match.listing
    people = [t(words.AUDIENCES[code]) for code in listing.audience] + [t(words.GENDERS[code]) for code in listing.genders]
    return t.several(people)


def _ages(match: Match, t: Translator) -> str:
    low, high = match.listing.minimum_age, match.listing.maximum_age
    if low is not None and high is not None:
        return f"{t.number(low)}–{t.number(high)}"
    if high is not None:
        return f"≤ {t.number(high)}"
    return f"≥ {t.number(low)}" if low is not None else ""


def _sure(match: Match, t: Translator, today: date) -> str:
    shown = card(match, t, today)
    said = (shown.trust, t("Sources disagree.") if match.listing.conflicts else "", shown.call_first, shown.age)
    return " ".join(part for part in said if part)
