"""The same place or line in two rows: found by number, address of the web, name and town, and made one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from rapidfuzz.fuzz import token_sort_ratio

from services.directory.model import REMOTE_TYPES, ListingType
from services.directory.phones import significant
from services.exchange.drafts import Draft
from services.exchange.emergencies import merge_emergency
from services.exchange.merging import joined, preferred
from services.places.fold import fold as _fold

#: Folding is asked for the same few thousand words again and again.
fold = lru_cache(maxsize=65536)(_fold)

#: Lines that one number can make the same, whatever the sheets call them.
_LINES = (REMOTE_TYPES - {ListingType.EMERGENCY_NUMBER}) | {
    ListingType.SHELTER_CONTACT,
    ListingType.SURVIVOR_NETWORK,
    ListingType.NETWORK_MEMBER,
}
#: How alike two names of one town must be, in per cent.
_ALIKE = 90


def merge_duplicates(drafts: Iterable[Draft]) -> list[Draft]:
    """Make one draft of all that are the same place or line; the order of the drafts does not matter."""
    items = sorted(drafts, key=lambda draft: (draft.rows[0].file, draft.rows[0].line))
    parent = list(range(len(items)))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    blocks: dict[tuple[str, ...], list[int]] = {}
    for number, draft in enumerate(items):
        for key in set(keys(draft)):
            blocks.setdefault(key, []).append(number)
    for key, members in blocks.items():
        for place, one in enumerate(members):
            for other in members[place + 1 :]:
                if key[0] == "town" and not _files_pair(items[one], items[other]):
                    continue
                if root(one) != root(other) and same(items[one], items[other]):
                    parent[root(other)] = root(one)
    groups: dict[int, list[Draft]] = {}
    for number, draft in enumerate(items):
        groups.setdefault(root(number), []).append(draft)
    return [_merged(group) for group in groups.values()]


def _merged(group: Sequence[Draft]) -> Draft:
    if group[0].type is ListingType.EMERGENCY_NUMBER:
        return merge_emergency(group)
    if len(group) == 1:
        return group[0]
    ordered = preferred(group)
    facts = joined(ordered)
    stated = [draft for draft in ordered if draft.facts["phones"]]
    if facts["conflicts"] and len(stated) > 1 and not set.intersection(*(_phones(draft) for draft in stated)):
        facts["conflicts"] = "Sources give different numbers: " + "; ".join(_says(draft) for draft in stated) + "."
        facts["doubts"] = tuple(dict.fromkeys((*facts["doubts"], "sources_disagree")))
    sure = [draft for draft in ordered if not draft.facts["doubts"]]
    if sure and facts["phones"] and not any(draft.facts["phones"] for draft in sure):
        facts["alert"] = f"{facts['alert']} The telephone number comes from one list that nobody has checked.".strip()
    return Draft(facts, [row for draft in ordered for row in draft.rows])


def _says(draft: Draft) -> str:
    numbers = ", ".join(phone.number for phone in draft.facts["phones"])
    return f"{numbers} ({draft.facts['source'].date or 'undated'})"


def keys(draft: Draft) -> Iterable[tuple[str, ...]]:
    """Give what duplicates have in common; only drafts that share a key are compared."""
    facts = draft.facts
    country = facts["country"]
    if draft.type is ListingType.EMERGENCY_NUMBER:
        yield ("emergency", country)
        return
    for phone in facts["phones"]:
        yield ("phone", country, significant(phone.number, country))
    yield ("name", country, _name(draft))
    if _host(facts["website"]):
        yield ("host", country, _host(facts["website"]))
    if facts["organization"]:
        yield ("organization", country, fold(facts["organization"]))
    if facts["city"]:
        yield ("town", country, fold(facts["city"]), draft.type.value)


def _name(draft: Draft) -> str:
    return fold(re.sub(r"\([^)]*\)|（[^）]*）", " ", draft.facts["name"])) or fold(draft.facts["name"])


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.") if url else ""


def same(one: Draft, other: Draft) -> bool:
    """Say whether two drafts are one place or line."""
    if one.facts["country"] != other.facts["country"]:
        return False
    if ListingType.EMERGENCY_NUMBER in (one.type, other.type):
        return one.type is other.type
    one_line, other_line = one.type in _LINES, other.type in _LINES
    if one_line and other_line:
        return _one_line(one, other)
    if one_line != other_line:
        return bool(one.facts["city"]) and _name(one) == _name(other) and _same_town(one, other)
    return _one_place(one, other)


def _files_pair(one: Draft, other: Draft) -> bool:
    """Say whether no file has rows in both: one list names a thing once, so its rows are distinct unless all else is equal."""
    return not {row.file for row in one.rows} & {row.file for row in other.rows}


def _phones(draft: Draft) -> set[str]:
    return {significant(phone.number, draft.facts["country"]) for phone in draft.facts["phones"]}


def _same_town(one: Draft, other: Draft) -> bool:
    return fold(one.facts["city"]) == fold(other.facts["city"])


def _same_area(one: Draft, other: Draft) -> bool:
    """Say whether two lines serve one area: a national and a provincial line may share a short number and are not the same."""
    regions = fold(one.facts["region"]), fold(other.facts["region"])
    cities = fold(one.facts["city"]), fold(other.facts["city"])
    if cities[0] and cities[0] == cities[1]:
        return True
    return regions[0] == regions[1]


def _one_line(one: Draft, other: Draft) -> bool:
    if not _files_pair(one, other) or not _same_area(one, other):
        return False
    same_kind = one.rows[0]["kind"] == other.rows[0]["kind"]
    if _phones(one) & _phones(other) if same_kind else _first_phone(one) and _first_phone(one) == _first_phone(other):
        return True
    if not same_kind:
        return False
    if _name(one) == _name(other) or _one_site(one, other):
        return True
    organizations = fold(one.facts["organization"]), fold(other.facts["organization"])
    return not _phones(one) and not _phones(other) and organizations[0] == organizations[1] != "" and _names_nest(one, other)


def _first_phone(draft: Draft) -> str:
    """Give the line's own number: those after it may be of other lines, which the source names beside it."""
    phones = draft.facts["phones"]
    return significant(phones[0].number, draft.facts["country"]) if phones else ""


def _names_nest(one: Draft, other: Draft) -> bool:
    words = set(_name(one).split()), set(_name(other).split())
    return words[0] <= words[1] or words[1] <= words[0]


def _one_site(one: Draft, other: Draft) -> bool:
    """Say whether two lines without numbers to compare, or with an admitted conflict of numbers, have one page."""
    hosts = _host(one.facts["website"]), _host(other.facts["website"])
    if not hosts[0] or hosts[0] != hosts[1] or (_phones(one) and _phones(other) and not _says_same(one, other)):
        return False
    pages = [draft.facts["website"].partition("://")[2].removeprefix("www.").rstrip("/") for draft in (one, other)]
    return pages[0] == pages[1] or _names_nest(one, other)


def _says_same(one: Draft, other: Draft) -> bool:
    """Say whether the notes name a conflict about one line: then two numbers do not make two lines."""
    return bool(one.facts["conflicts"] and other.facts["conflicts"])


def _one_place(one: Draft, other: Draft) -> bool:
    if not _same_town(one, other):
        return False
    if not _files_pair(one, other):
        equal = ("name", "address", "phones", "email")
        return all(one.facts[column] == other.facts[column] for column in equal) and one.type is other.type
    if _name(one) == _name(other):
        return (
            fold(one.facts["address"]) == fold(other.facts["address"])
            or not (one.facts["address"] and other.facts["address"])
            or bool(_phones(one) & _phones(other))
        )
    alike = token_sort_ratio(_name(one), _name(other)) >= _ALIKE and re.findall(r"\d+", _name(one)) == re.findall(r"\d+", _name(other))
    return one.type is other.type and bool(_phones(one) & _phones(other)) and alike
