"""Readable ids that stay the same: made of what a listing is called and where it is, never of the order of rows."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence

from services.directory.phones import digits
from services.exchange.drafts import Draft

_LETTERS = str.maketrans(
    {
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i", "ħ": "h", "ŋ": "n", "ə": "e",
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo", "ж": "zh", "з": "z", "и": "i", "й": "y", "к": "k",
        "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts",
        "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya", "і": "i", "ї": "yi", "є": "ye",
    }
)  # fmt: skip
#: Longest id part made of a name, in characters.
LONGEST = 60


def slug(text: str) -> str:
    """Give the text in small Latin letters, digits and hyphens; scripts that it cannot write give what is left, perhaps nothing.

    >>> slug("Línea 102 Bogotá")
    'linea-102-bogota'
    """
    plain = text.casefold().translate(_LETTERS)
    plain = "".join(char for char in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(char)).translate(_LETTERS)
    plain = re.sub(r"['’ʻ`´\u02bc]", "", plain)
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _shortened(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    return text[: LONGEST + 1].rpartition("-")[0] or text[:LONGEST]


def base_id(draft: Draft) -> str:
    """Give the id that a listing has if no other claims it: country, name and, for places, town.

    A name in a script that ``slug`` cannot write falls back to type and first phone number.
    """
    facts = draft.facts
    country = facts["country"].lower()
    if facts["listing_type"].value == "emergency_number":
        return f"{country}-emergency-numbers"
    name = slug(re.sub(r"\([^)]*\)", " ", facts["name"])) or slug(facts["name"])
    city = slug(facts["city"])
    foreign = sum(char.isalpha() and not unicodedata.name(char, "").startswith(("LATIN", "CYRILLIC")) for char in facts["name"]) > 2
    if foreign or (len(re.sub(r"[^a-z]", "", name)) < 2 and not re.search(r"\d{3}", name)):
        name = slug(facts["listing_type"].value)
        phone = digits(facts["phones"][0].number).strip("+*#") if facts["phones"] else ""
        return "-".join(part for part in (country, name, city, phone) if part)
    name = _shortened(name)
    return f"{country}-{name}" if not city or draft.remote or f"-{city}-" in f"-{name}-" else f"{country}-{name}-{city}"


def _digest(draft: Draft) -> str:
    facts = draft.facts
    key = "\x1f".join([facts["name"], facts["city"], facts["address"], facts["listing_type"], *(phone.number for phone in facts["phones"])])
    return hashlib.sha256(key.encode()).hexdigest()[:6]


#: What tells listings of one base id apart, in the order in which it is tried.
_DETAILS: tuple[Callable[[Draft], str], ...] = (
    lambda draft: slug(draft.facts["region"]),
    lambda draft: slug(draft.facts["listing_type"].value),
    lambda draft: _shortened(slug(draft.facts["address"])[:24].strip("-")),
    lambda draft: digits(draft.facts["phones"][0].number).strip("+*#")[-4:] if draft.facts["phones"] else "",
    _digest,
)


def give_ids(drafts: Sequence[Draft], taken: Mapping[int, str], reserved: Iterable[str] = ()) -> dict[int, str]:
    """Give every draft an id; ``taken`` holds those that drafts (by position) already have, ``reserved`` those of other listings.

    All that share a base id get a detail that tells them apart, so that the order of rows decides nothing.
    """
    ids = dict(taken)
    used = {*taken.values(), *reserved}
    groups: dict[str, list[int]] = {}
    for number, draft in enumerate(drafts):
        if number not in ids:
            groups.setdefault(base_id(draft), []).append(number)
    for base, members in sorted(groups.items()):
        if len(members) == 1 and base not in used:
            ids[members[0]] = base
            used.add(base)
            continue
        for number, identifier in _told_apart(base, members, drafts, used).items():
            ids[number] = identifier
            used.add(identifier)
    return ids


def _told_apart(base: str, members: Sequence[int], drafts: Sequence[Draft], used: set[str]) -> dict[int, str]:
    for detail in _DETAILS:
        proposed = {number: "-".join(part for part in (base, detail(drafts[number])) if part) for number in members}
        if len(set(proposed.values())) == len(members) and not used & set(proposed.values()):
            return proposed
    return {number: f"{base}-{_digest(drafts[number])}-{drafts[number].rows[0].digest[:6]}" for number in members}
