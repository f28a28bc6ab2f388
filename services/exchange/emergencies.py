"""One listing of emergency numbers a country, out of lists that agree, half agree or share no number at all.

Every number carries the lists that name it, and the one that more lists name stands first. Where two sheets share no number
both stand in the one listing, as a conflict: apart, a page could show one of them alone, as if it were certain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from services.directory.model import EMERGENCY_SERVICES, Phone
from services.directory.phones import digits, is_confirmed
from services.exchange.drafts import Draft
from services.exchange.merging import joined
from services.exchange.sheets import SheetRow

#: The lists that notes and evidence quote, by the words that begin the quotation.
LISTS = {
    "gov.uk": r"gov\.uk [a-z-]+",
    "AOSP": r"AOSP(?: eccdata)?(?: [A-Z]{2})?(?: \([^)]*\))?(?: has)?|iso_code [A-Z]{2}",
    "numbering data": r"libphonenumber \(\d{4}\)(?: has only)?|shortcodes\.csv [A-Z]{2}",
    "aidlines": r"github DennisGross/aidlines \([^)]*\)",
}
_QUOTE = re.compile(r"(?P<list>" + "|".join(f"(?:{pattern})" for pattern in LISTS.values()) + r")[: ]+(?P<says>.*?)(?=(?:; ?|, )?(?:"
                    + "|".join(LISTS.values()) + r"|CONFLICT|seen in one|also listed|from AOSP|AOSP only|Numbers that|$))")  # fmt: skip
_BY_SERVICE = re.compile(r"\b(police|ambulance|fire|emergency)\b:? ((?:\d[\d ]*)(?:/\d[\d ]*)*)", re.I)
_ALSO = re.compile(r"also listed: (.*?) \((AOSP), \d{4}\)")
_FROM = re.compile(r"from (AOSP) \(\d{4}\): (.*?)(?=;|$)")
_AIDLINES = re.compile(r"police/ambulance/fire (\d+)/(\d+)/(\d+)")


@dataclass
class Backing:
    """What is known of one number: the lists that name it and the services it reaches, or only the aggregator says that it does."""

    number: str
    lists: set[str] = field(default_factory=set)
    services: set[str] = field(default_factory=set)
    hearsay: set[str] = field(default_factory=set)
    label: str = ""

    @property
    def phone_label(self) -> str:
        """The codes of its services joined by "+", or the source's own label where it is another service."""
        known = self.services or self.hearsay
        return "+".join(service for service in EMERGENCY_SERVICES if service in known) or self.label


def _key(number: str) -> str:
    return digits(number)


def _list_of(words: str) -> str:
    return next((name for name, pattern in LISTS.items() if re.match(pattern, words)), "")


def _claims(text: str) -> Iterable[tuple[str, str, str]]:
    """Give what a text quotes: list, service (empty: not said) and number."""
    for quote in _QUOTE.finditer(text):
        name, says = _list_of(quote["list"]), quote["says"]
        trio = _AIDLINES.search(says)
        if trio:
            yield from ((name, service, number) for service, number in zip(EMERGENCY_SERVICES, trio.groups(), strict=True))
            continue
        yield from ((name, service, number) for service, number in _services(says))
        if name == "numbering data":
            yield from ((name, "", number) for number in re.findall(r"(?<![\d-])\d{2,6}(?![\d-])", says))
    for match in _ALSO.finditer(text):
        yield from ((match[2], service, number) for service, number in _services(match[1]))
    for match in _FROM.finditer(text):
        yield from ((match[1], service, number) for service, number in _services(match[2]))


def _services(says: str) -> Iterable[tuple[str, str]]:
    for match in _BY_SERVICE.finditer(says.replace("/police", ", police").replace("/ambulance", ", ambulance").replace("/fire", ", fire")):
        for number in match[2].split("/"):
            yield match[1].lower(), number.strip()


def _own_list(row: SheetRow) -> str:
    url = row["source_url"]
    return next(
        (name for part, name in (("fco_travel", "gov.uk"), ("eccdata", "AOSP"), ("libphonenumber", "numbering data")) if part in url), url
    )


def backings(rows: Sequence[SheetRow]) -> list[Backing]:
    """Gather every number that the rows' ``phones`` name, in their order, with the lists and services that back it."""
    found: dict[str, Backing] = {}
    for row in rows:
        for part in row["phones"].split(" | "):
            match = re.match(r"^([A-Za-z][A-Za-z ]*?) (?=\d)", part)
            number = part[match.end() :] if match else part
            backing = found.setdefault(_key(number), Backing(number))
            label = match[1].lower() if match else ""
            if label in EMERGENCY_SERVICES:
                backing.services.add(label)
            elif label and label != "emergency":
                backing.label = label
            if not match:
                backing.lists.add(_own_list(row))
    for row in rows:
        for text in (row["evidence"], row["notes"]):
            for name, service, number in _claims(text):
                known = found.get(_key(number))
                if known is not None:
                    known.lists.add(name)
                    if service in EMERGENCY_SERVICES:
                        (known.hearsay if name == "aidlines" else known.services).add(service)
    return list(found.values())


def _rank(backing: Backing, order: dict[str, int]) -> tuple[int, int, int, int]:
    """Order numbers: named by more lists; then reaching every service; then police, ambulance, fire; then the numbering data's own."""
    known = backing.services or backing.hearsay
    first = min((EMERGENCY_SERVICES.index(service) for service in known), default=len(EMERGENCY_SERVICES))
    return (-len(backing.lists), -(len(known) == len(EMERGENCY_SERVICES)), first, order[_key(backing.number)])


def merge_emergency(drafts: Sequence[Draft]) -> Draft:
    """Make one draft of all emergency rows of a country.

    Where sheets share a number, numbers that only the numbering data knows, without a service, are left to the notes: nobody can
    say whom they reach. Where they share none, all stand, the numbering data's before another list's when equally backed.
    """
    rows = sorted(
        (row for draft in drafts for row in draft.rows), key=lambda row: ("libphonenumber" not in row["source_url"], row.file, row.line)
    )
    country = rows[0]["country"]
    sets = [{_key(phone) for phone in re.findall(r"(?:(?<=^)|(?<=[|a-zA-Z] ))[\d ]+\d", row["phones"])} for row in rows]
    apart = len(rows) > 1 and not set.intersection(*sets)
    found = backings(rows)
    order = {_key(backing.number): number for number, backing in enumerate(found)}
    ranked = sorted(found, key=lambda backing: _rank(backing, order))
    vague = [backing for backing in ranked if not backing.phone_label and backing.lists == {"numbering data"}]
    shown = ranked if apart or len(vague) == len(ranked) else [backing for backing in ranked if backing not in vague]
    main = max(drafts, key=lambda draft: (bool(draft.rows[0]["evidence"].startswith("gov.uk")), -len(draft.rows[0].file)))
    facts = joined([main, *(draft for draft in drafts if draft is not main)])
    facts["phones"] = tuple(
        Phone(number=backing.number, label=backing.phone_label, confirmed_format=is_confirmed(backing.number, country)) for backing in shown
    )
    left = [backing.number for backing in vague if backing not in shown]
    if left:
        facts["notes"] += f" | Left out of the numbers, because the numbering data does not say whom they reach: {', '.join(left)}."
    if apart:
        facts["conflicts"] = "; ".join(_says(row) for row in rows) + ". The lists share no number; those that more lists name stand first."
        facts["doubts"] = ("sources_disagree",)
    else:
        facts["doubts"] = tuple(code for code in facts["doubts"] if code != "notes_doubt")
    return Draft(facts, rows)


def _says(row: SheetRow) -> str:
    return f"{_own_list(row)} ({row['source_date']}): {row['phones'].replace(' | ', ', ')}"
