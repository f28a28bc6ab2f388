"""Which countries and territories there are, and what they are called in the reader's language."""

from __future__ import annotations

from functools import cache

from babel import Locale
from rapidfuzz.distance import OSA

from services.places.fold import fold

_LANGUAGES = ("en", "fr", "es", "ru")
#: Two-letter codes of CLDR that are no ISO 3166-1 country: groups, islands of others, tests. Kosovo's XK is in use and stays.
_NOT_COUNTRIES = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"})
#: Short names that people type and CLDR does not list.
_ALIASES = {
    "usa": "US",
    "us": "US",
    "america": "US",
    "uk": "GB",
    "great britain": "GB",
    "uae": "AE",
    "drc": "CD",
    "dr congo": "CD",
    "rdc": "CD",
    "ivory coast": "CI",
    "holland": "NL",
    "burma": "MM",
    "turkey": "TR",
    "swaziland": "SZ",
    "cape verde": "CV",
    "сша": "US",
    "англия": "GB",
    "оаэ": "AE",
    "eeuu": "US",
    "ee uu": "US",
    "angleterre": "GB",
    "inglaterra": "GB",
    "england": "GB",
}
#: A country's name may have so many wrong letters: one of six.
_NEAR = 0.82


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(language if language in _LANGUAGES else "en")


@cache
def codes() -> frozenset[str]:
    """Give all codes: the 249 of ISO 3166-1, and XK."""
    return frozenset(
        code for code in map(str, _locale("en").territories) if len(code) == 2 and code.isalpha() and code not in _NOT_COUNTRIES
    )


def exists(code: str) -> bool:
    """Tell whether a code, in upper case, is a country or territory; ``INT`` is not one."""
    return code in codes()


def name(code: str, language: str) -> str:
    """Name a country in the reader's language; an unknown code is given back as it is."""
    return str(_locale(language).territories.get(code, code)) if exists(code) else code


@cache
def _by_name() -> dict[str, str]:
    found = {fold(name(code, language)): code for language in _LANGUAGES for code in sorted(codes())}
    return found | {alias: code for alias, code in _ALIASES.items() if alias not in found}


def find(text: str, language: str) -> str:
    """Find a country's code by its name in any of our languages, by a code in upper case, or with a typing error; empty: none or unsure.

    The names of the reader's language count before those of others.
    """
    if exists(text.strip()):
        return text.strip()
    wanted = fold(text)[:60]
    if not wanted:
        return ""
    own = {fold(name(code, language)): code for code in codes()}
    if code := own.get(wanted) or _by_name().get(wanted):
        return code
    near = sorted(((OSA.normalized_similarity(wanted, spelling), code) for spelling, code in _by_name().items()), reverse=True)
    best = [code for likeness, code in near if likeness >= _NEAR and likeness == near[0][0]]
    return best[0] if len(set(best)) == 1 else ""


def listed(language: str) -> list[tuple[str, str]]:
    """Give all countries as code and name, in the order of their names in the reader's language, for a picker."""
    return sorted(((code, name(code, language)) for code in codes()), key=lambda pair: (fold(pair[1]), pair[0]))
