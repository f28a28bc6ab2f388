"""Which names of a town are shown and found: GeoNames' alternates carry no language, so this is told from tagged names and scripts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rapidfuzz.distance import Indel

from services.places.atlas.inputs import LANGUAGES, Town
from services.places.fold import fold, latin, script, stripped

_RUSSIAN = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")
#: Where Russian is a language of the state, a single near Cyrillic name is the Russian one.
_RUSSIAN_STATES = frozenset({"RU", "BY", "KZ", "KG"})


#: Tagged names that a person read and found wrong: typing errors, names long given up, names of a part or of something else.
MISTAGGED = frozenset(
    {("ru", 1678228), ("es", 3530517), ("ru", 1853303), ("ru", 2467454), ("ru", 3464305), ("es", 3723779), ("es", 1701537), ("es", 627904)}
    | {("fr", 304531), ("es", 282615), ("ru", 1529641), ("ru", 1529651), ("ru", 1710141), ("ru", 1802875), ("es", 3514519), ("es", 3648439)}
)


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
        longer = fold(name) != fold(town.name) and (name.startswith(f"{town.name} ") or stripped(name) == fold(town.name))
        if longer or (language, town.id) in MISTAGGED:
            continue
        if language == "en" and (plain(town.name) or not plain(name)):
            continue
        names[language] = name
    if "ru" not in names and town.country in _RUSSIAN_STATES and (russian := _russian(town)):
        names["ru"] = russian
    return {language: name for language, name in names.items() if name != town.name}


def settled(
    towns: Iterable[Town], tagged: Mapping[str, Mapping[str, str]], countries: Mapping[tuple[str, str], str]
) -> dict[int, dict[str, str]]:
    """Choose the shown names of all towns together, by id: a name that is a better known, unlike town's or a country's is taken back.

    The tags call Kozhikode by the Russian name of Kolkata and Lào Cai "Laos" in Spanish: somebody would look for help in the wrong
    place. ``countries`` maps language and folded name of countries to their code.
    """
    rows = sorted(towns, key=lambda town: (-town.population, town.id))
    names = {town.id: shown(town, tagged) for town in rows}
    first: dict[tuple[str, str], Town] = {}
    for town in rows:
        for language in LANGUAGES:
            first.setdefault((language, fold(names[town.id].get(language, town.name))), town)
    for town in rows:
        for language, name in list(names[town.id].items()):
            other = first[language, fold(name)]
            unlike = _alike(name, town.name) < 0.6 and _alike(other.name, town.name) < 0.6
            named_country = countries.get((language, fold(name)), town.country) != town.country and fold(name) != fold(town.name)
            if (other is not town and unlike) or named_country:
                del names[town.id][language]
    return names


def _alike(name: str, main: str) -> float:
    return float(Indel.normalized_similarity(latin(fold(name)), fold(main)))


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
