"""Which names of a town are shown and found: GeoNames' alternates carry no language, so this is told from tagged names and scripts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rapidfuzz.distance import Indel

from services.places.atlas.inputs import LANGUAGES, Town
from services.places.fold import fold, latin, script

_RUSSIAN = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")
#: Where Russian is a language of the state, a single near Cyrillic name is the Russian one.
_RUSSIAN_STATES = frozenset({"RU", "BY", "KZ", "KG"})


def plain(text: str) -> bool:
    """Tell whether a name is written in letters without marks."""
    return text.isascii()


def shown(town: Town, tagged: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Choose the name shown in each language; a language without a sure name is left out, and the main name stands.

    A tagged name counts only while GeoNames still lists it among the town's names and it is in the language's own script: the tags
    are some years older than the towns. A longer form of the main name
    ("Santiago de Chile") is found, not shown. In English the main name stands unless it has letters that English lacks.
    """
    known = {town.name, *town.alternates}
    names = {}
    for language in LANGUAGES:
        name = tagged[language].get(str(town.id), "")
        if name not in known or script(name) != ("cyrillic" if language == "ru" else "latin"):
            continue
        if name.startswith(f"{town.name} "):
            continue
        if language == "en" and (plain(town.name) or not plain(name)):
            continue
        names[language] = name
    if "ru" not in names and town.country in _RUSSIAN_STATES and (russian := _russian(town)):
        names["ru"] = russian
    return {language: name for language, name in names.items() if name != town.name}


def _russian(town: Town) -> str:
    """Find the one alternate that is the main name in Russian letters; empty: none or more than one is near."""
    candidates = [
        name
        for name in town.alternates
        if _RUSSIAN.issuperset(letter for letter in name.casefold() if letter.isalpha()) and script(name) == "cyrillic"
    ]
    main = fold(town.name)
    near = [(Indel.normalized_similarity(latin(fold(name)), main), name) for name in candidates]
    best = sorted((pair for pair in near if pair[0] >= 0.85), reverse=True)
    return best[0][1] if len(best) == 1 or (len(best) > 1 and best[0][0] > best[1][0]) else ""


def findable(town: Town, names: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Give the folded official names of a town (main and shown ones) and its folded alternates in Latin and Cyrillic letters.

    Romanised spellings of other scripts (GeoNames writes them in lower case) and airport codes are left out: nobody types them,
    and they would stand in the way of real names.
    """
    official = {fold(name) for name in (town.name, *names)}
    alternates = set()
    for name in town.alternates:
        if (name[:1].islower() and not any(sign in name for sign in "'’-")) or (len(name) <= 4 and name.isupper()):
            continue
        if script(name) in ("latin", "cyrillic"):
            alternates.add(fold(name))
    return frozenset(official - {""}), frozenset(alternates - official - {""})
