"""How a name is looked up in the gazetteer's tables: exactly, by its beginning, and with typing errors."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import OSA

from services.places.fold import fold, latin, script, stripped
from services.places.trigrams import grams, sharing

#: A typed name longer than this is no place name; it is cut so that nobody can make a search slow.
LONGEST = 80
#: Typing errors are looked for in so many letters: longer names are rare, and every letter costs time.
LONGEST_NEAR = 32
#: How many spellings that share trigrams are compared letter by letter.
COMPARED = 250
_FOUND = "SELECT n.place, n.fold, n.official, p.kind, p.country, p.region, p.score FROM name n JOIN place p ON p.id = n.place "


@dataclass(frozen=True, slots=True)
class Seen:
    """A place that a text may mean: how like its name is (1: the same), whether it is a main name, how well known it is."""

    id: int
    fold: str
    official: bool
    kind: int
    country: str
    region: int
    score: int
    likeness: float = 1.0

    @property
    def weight(self) -> float:
        """How well known it is by that name: an old or foreign spelling counts a twentieth."""
        return self.score if self.official else self.score / 20


@dataclass(frozen=True, slots=True)
class Home:
    """Where a place must lie: a country, and a region's id or 0."""

    country: str
    region: int = 0

    def holds(self, seen: Seen) -> bool:
        """Tell whether a place lies there; a region itself lies in its country only."""
        return seen.country == self.country and (not self.region or seen.region == self.region)


class Lookup:
    """Looks folded names up in one open gazetteer file."""

    def __init__(self, store: sqlite3.Connection) -> None:
        self._store = store

    def split(self, text: str) -> tuple[str, tuple[Home, ...]]:
        """Take a text apart at its commas: the folded name, and the countries or regions that the rest may mean (several: any of them)."""
        first, *rest = [part.strip() for part in text[:LONGEST].split(",") if part.strip()] or [""]
        homes: tuple[Home, ...] = ()
        for part in reversed(rest):
            homes = self.homes(part, homes) or homes
        return fold(first), homes

    def split_words(self, folded: str) -> tuple[str, tuple[Home, ...]]:
        """Take "nairobi kenya" apart without a comma: the most words at the end that name a country or region."""
        words = folded.split()
        for cut in range(1, len(words)):
            if homes := self.homes(" ".join(words[cut:])):
                return " ".join(words[:cut]), homes
        return folded, ()

    def homes(self, part: str, within: tuple[Home, ...] = ()) -> tuple[Home, ...]:
        """Find the countries and regions of exactly that name, ISO code, or code of a state of the US."""
        found = [seen for seen in self._rows(_FOUND + "WHERE n.fold = ? AND p.kind < 2", (fold(part),)) if seen.official]
        homes = [Home(seen.country, seen.id if seen.kind else 0) for seen in found]
        if len(part) == 2 and part.isascii() and part.isupper():
            query = "SELECT country, id, kind FROM place WHERE (kind = 0 AND country = ?) OR (kind = 1 AND code = ?)"
            homes += [Home(country, number if kind else 0) for country, number, kind in self._store.execute(query, (part, f"US.{part}"))]
        if within:
            homes = [home for home in homes if any(home.country == outer.country for outer in within)]
        return tuple(dict.fromkeys(homes))

    def named(self, wanted: str, homes: tuple[Home, ...] = ()) -> list[Seen]:
        """Find places of exactly that name of two letters or more, the best known first, once each."""
        if len(wanted) < 2:
            return []
        found = _once(_within(self._rows(_FOUND + "WHERE n.fold = ?", (wanted,)), homes), lambda seen: (seen.weight,))
        return sorted(found, key=lambda seen: (-seen.weight, seen.id))

    def begun(self, wanted: str, country: str = "", limit: int = 60) -> list[Seen]:
        """Find the best known places with a name that begins so, in one country or anywhere."""
        end = wanted[:-1] + chr(ord(wanted[-1]) + 1)
        where = "WHERE n.fold >= ? AND n.fold < ? " + ("AND p.country = ? " if country else "") + "ORDER BY n.place LIMIT ?"
        return self._rows(_FOUND + where, (wanted, end, *([country] if country else []), limit))

    def near(self, wanted: str, homes: tuple[Home, ...] = (), typing: bool = False) -> list[Seen]:
        """Find places whose name is a typing error away, the likest and best known first; Russian letters are also read as Latin ones.

        With ``typing`` a name whose beginning is near counts too.
        """
        found = self._near(wanted, typing)
        if script(wanted) == "cyrillic":
            spelled = latin(wanted)
            found += self._rows(_FOUND + "WHERE n.fold = ?", (spelled,)) + self._near(spelled, typing)
        return sorted(_once(_within(found, homes), _likely), key=_likely, reverse=True)

    def meant(self, wanted: str, homes: tuple[Home, ...] = ()) -> list[Seen]:
        """Find what an unknown name may stand for: a typing error; none where a better known place begins so (a name left unfinished)."""
        near = self.near(wanted, homes)
        begun = [seen for seen in _within(self.begun(wanted), homes) if seen.official] if len(wanted) > 2 else []
        most = max((seen.weight for seen in near), default=0.0)
        return [] if any(seen.weight >= most for seen in begun) else near

    def unfinished(self, wanted: str, taken: Seen, country: str, times: float, homes: tuple[Home, ...] = ()) -> list[Seen]:
        """Find the places that a name left unfinished may have meant where another would be ``taken``, the best known first.

        "Nakur" is a town, but Nakuru is far better known; "Nairo" is nearly Cairo, but begins Nairobi. They count when they are so many
        ``times`` better known than a place of exactly that name, or no more than so many times less than one that is only nearly so
        called; and when they lie in the person's country and the other does not. Countries count as in ``suggest``; a whole country may
        only be meant for another with more words ("Congo").
        """
        if len(wanted) < 3:
            return []
        least = taken.weight * times if taken.likeness == 1.0 else taken.weight / times
        begun = _within(self.begun(wanted) + (self.begun(wanted, country) if country else []), homes)
        begun = _without_own_region([seen for seen in begun if seen.official and seen.id != taken.id])
        if taken.kind == 0:
            begun = [seen for seen in begun if seen.kind == 0 and seen.fold.startswith(f"{wanted} ")]
            least = 0.0
        if country and taken.country == country:
            begun = [seen for seen in begun if seen.country == country]
        found = [seen for seen in begun if _begun_weight(seen) >= least or (seen.country == country and taken.country != country)]
        return sorted(_once(found, lambda seen: (seen.weight,)), key=lambda seen: (seen.country != country, -seen.weight, seen.id))

    def _near(self, wanted: str, typing: bool) -> list[Seen]:
        wanted = wanted[:LONGEST_NEAR]
        if len(wanted) < 4:
            return []
        wanted_grams = sorted(grams(wanted, ending=not typing))
        cells = self._store.execute("SELECT ids FROM gram WHERE gram IN (" + _marks(wanted_grams) + ")", wanted_grams)  # noqa: S608 - question marks only
        ids = sharing((cell for (cell,) in cells), COMPARED)
        spellings = self._store.execute("SELECT fold FROM spelling WHERE id IN (" + _marks(ids) + ")", ids)  # noqa: S608 - question marks only
        like = {name: likeness(wanted, name, typing) for (name,) in spellings}
        floor = 0.74 if len(wanted) < 6 else 0.7
        names = sorted((name for name in like if like[name] >= floor), key=lambda name: -like[name])[:40]
        return [replace(seen, likeness=like[seen.fold]) for seen in self._rows(_FOUND + f"WHERE n.fold IN ({_marks(names)})", names)]

    def suggest(self, wanted: str, country: str, limit: int, homes: tuple[Home, ...] = ()) -> list[Seen]:
        """Find what a text that is still being typed may become: names that begin so, then names that nearly do."""
        if len(wanted) < 2:
            return []
        found = self.begun(wanted) + (self.begun(wanted, country) if country else []) + self.named(wanted)
        for home in homes:
            found += self.begun(wanted, home.country, 400)
        found = _within(found, homes)
        if not any(seen.fold == wanted and seen.official for seen in found):
            known = {seen.id for seen in found}
            found += [seen for seen in self.near(wanted, homes, typing=True) if seen.id not in known]

        def fitting(seen: Seen) -> tuple[float, ...]:
            return _fitting(seen, wanted, country)

        return _without_own_region(sorted(_once(found, fitting), key=fitting, reverse=True))[:limit]

    def region(self, country: str, name: str) -> int:
        """Find the id of a region by any of its names, or by the name of an area within it; 0: unknown, or one of several."""
        query = "SELECT place, own FROM region_name WHERE country = ? AND fold = ?"
        whole, bare = fold(name), stripped(name)
        rows = self._store.execute(query, (country, whole)).fetchall()
        most = max((own for _, own in rows), default=0)
        best = [place for place, own in rows if own == most]
        if not best and bare != whole:
            # Without its kind a name says less ("State of Mexico", "Mexico City"): then only one region may have it.
            rows = self._store.execute(query, (country, bare)).fetchall()
            best = [place for place, own in rows if own or not any(rank for _, rank in rows)]
        return int(best[0]) if len(best) == 1 else 0

    def _rows(self, query: str, values: Sequence[object]) -> list[Seen]:
        rows = self._store.execute(query, values)
        return [
            Seen(place, name, bool(main), kind, country, region or 0, score) for place, name, main, kind, country, region, score in rows
        ]


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _within(found: Iterable[Seen], homes: tuple[Home, ...]) -> list[Seen]:
    return [seen for seen in found if not homes or any(home.holds(seen) for home in homes)]


def _once(found: Iterable[Seen], better: Callable[[Seen], tuple[float, ...]]) -> list[Seen]:
    """Keep one entry a place: the one of its names that fits best."""
    best: dict[int, Seen] = {}
    for seen in found:
        if seen.id not in best or better(seen) > better(best[seen.id]):
            best[seen.id] = seen
    return list(best.values())


def likeness(wanted: str, name: str, typing: bool) -> float:
    """Say how like two names are: 1 is the same, one wrong letter of eight 0.875; swapped neighbours are one error.

    With ``typing`` the beginning of a longer name counts too, a little less than a whole one.
    """
    whole = float(OSA.normalized_similarity(wanted, name))
    if not typing or len(name) <= len(wanted):
        return whole
    return max(whole, float(OSA.normalized_similarity(wanted, name[: len(wanted)])) - 0.05)


def _likely(seen: Seen) -> tuple[float, ...]:
    """Order near names: ten times better known weighs as much as a twenty-fifth of likeness."""
    return (seen.likeness + 0.04 * math.log10(seen.weight), -float(seen.id))


def _begun_weight(seen: Seen) -> float:
    """Weigh a place whose name is only begun: a country counts a tenth, for people ask for towns ("Porto" is no Puerto Rico)."""
    return seen.weight / 10 if seen.kind == 0 else seen.weight


def _fitting(seen: Seen, wanted: str, country: str) -> tuple[float, ...]:
    """Order offers: names that begin as typed before those that nearly do, the person's country first, then the best known.

    A name that is already whole is worth a place ten times smaller: "Bath" stands before Bathinda, "Nakur" behind Nakuru.
    """
    begun = seen.likeness == 1.0
    whole = seen.fold == wanted
    known = math.log10(seen.weight if whole else _begun_weight(seen)) + (1.0 if seen.official else 0.5) * whole
    near = 0.0 if begun else 25 * seen.likeness
    return (float(begun), float(seen.country == country), known + near, -float(seen.id))


def _without_own_region(found: list[Seen]) -> list[Seen]:
    """Leave out a region while a town of the same name in it is offered: nobody is helped by a choice between the two."""
    towns = {(seen.region, seen.fold) for seen in found if seen.kind == 2}
    return [seen for seen in found if seen.kind != 1 or (seen.id, seen.fold) not in towns]


def clear(found: list[Seen], country: str, times: float) -> list[Seen]:
    """Keep the one place that is clearly meant, else all that may be, best first.

    Clear is: the only one; or at least so many ``times`` better known than the next and no less like what was typed. A country
    with a town or region of its name is never clear. Once the person's country is known, its places come first and those
    elsewhere count only when they are a hundred times better known.
    """
    found = _without_own_region(found)
    best = max((seen.weight for seen in found if seen.official), default=0.0)
    found = [seen for seen in found if seen.official or seen.weight * 50 >= best]
    if at_home := [seen for seen in found if seen.country == country]:
        most = max(seen.weight for seen in at_home)
        liker = at_home[0].likeness + 0.1
        found = at_home + [seen for seen in found if seen.country != country and (seen.weight >= 100 * most or seen.likeness > liker)]
    if len(found) < 2:
        return found
    first, others = found[0], found[1:]
    twins = any(
        seen.kind != first.kind and 0 in (seen.kind, first.kind) and seen.official and seen.weight * 200 >= first.weight for seen in others
    )
    beaten = first.weight >= times * max(seen.weight for seen in others) and all(first.likeness >= seen.likeness for seen in others)
    return [first] if beaten and not twins else found
